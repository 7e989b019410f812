package org.mailauth.cli.dmarc;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Optional;
import org.mailauth.AuthenticatedIdentifier;
import org.mailauth.cli.output.JsonLine;
import org.mailauth.cli.output.Words;
import org.mailauth.dmarc.Alignment;
import org.mailauth.dmarc.DmarcEvaluation;
import org.mailauth.dmarc.DmarcPolicy;
import org.mailauth.dmarc.DmarcRecord;
import org.mailauth.dmarc.DmarcTrace;
import org.mailauth.dmarc.PolicyChange;
import org.mailauth.dmarc.PolicyOverride;
import org.mailauth.dmarc.PolicyReason;

/** What DMARC found, for programs. Members are only ever added; an absent value is null. */
public final class DmarcJson {
    private DmarcJson() {}

    /** The members of one evaluation; {@code trace} only for who wants an explanation. */
    public static void members(JsonGenerator json, DmarcEvaluation evaluation, boolean explain) throws IOException {
        json.writeStringField("result", evaluation.result().word());
        JsonLine.text(json, "authorDomain", evaluation.authorDomain());
        policy(json, evaluation);
        json.writeStringField("outcome", evaluation.outcome().word());
        json.writeStringField("reason", evaluation.reason());
        JsonLine.text(json, "record", evaluation.record().map(DmarcRecord::toText));
        json.writeStringField("dnssec", Words.of(evaluation.dnssec()));
        json.writeArrayFieldStart("alignments");
        for (Alignment alignment : evaluation.alignments()) {
            write(json, alignment);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("overrides");
        for (PolicyOverride override : evaluation.overrides()) {
            json.writeStartObject();
            json.writeStringField("type", override.type().word());
            JsonLine.text(json, "comment", Optional.of(override.comment()).filter(text -> !text.isEmpty()));
            json.writeEndObject();
        }
        json.writeEndArray();
        JsonLine.problems(json, evaluation.problems());
        if (explain) {
            json.writeFieldName("trace");
            write(json, evaluation.trace());
        }
    }

    /** The members that say which policy there is, where it comes from and by which standard. */
    public static void policy(JsonGenerator json, DmarcEvaluation evaluation) throws IOException {
        json.writeStringField("standard", evaluation.mode().toString());
        json.writeStringField("discoveryMethod", evaluation.mode().discoveryMethod());
        JsonLine.text(json, "policyDomain", evaluation.policyDomain());
        JsonLine.text(json, "organizationalDomain", evaluation.organizationalDomain());
        JsonLine.text(json, "publishedPolicy", evaluation.publishedPolicy().map(DmarcPolicy::word));
        JsonLine.text(json, "policyReason", evaluation.policyReason().map(PolicyReason::tag));
        JsonLine.text(json, "appliedPolicy", evaluation.appliedPolicy().map(DmarcPolicy::word));
        JsonLine.text(
                json,
                "policyChange",
                Optional.of(evaluation.policyChange())
                        .filter(change -> change != PolicyChange.NONE)
                        .map(Words::of));
    }

    private static void write(JsonGenerator json, Alignment alignment) throws IOException {
        AuthenticatedIdentifier identifier = alignment.identifier();
        json.writeStartObject();
        json.writeStringField("method", identifier.kind() == AuthenticatedIdentifier.Kind.DKIM ? "dkim" : "spf");
        json.writeStringField("result", identifier.result());
        json.writeStringField("domain", identifier.domain().toString());
        json.writeStringField("verdict", Words.of(alignment.verdict()));
        json.writeStringField("reason", Words.of(alignment.reason()));
        JsonLine.text(json, "organizationalDomain", alignment.organizationalDomain());
        json.writeBooleanField("counts", alignment.counts());
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, DmarcTrace trace) throws IOException {
        json.writeStartObject();
        json.writeStringField("statement", trace.statement());
        JsonLine.text(json, "reference", Optional.of(trace.reference()).filter(rule -> !rule.isEmpty()));
        json.writeArrayFieldStart("below");
        for (DmarcTrace below : trace.below()) {
            write(json, below);
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
