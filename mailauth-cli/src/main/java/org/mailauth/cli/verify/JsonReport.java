package org.mailauth.cli.verify;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.mailauth.DomainName;
import org.mailauth.SmtpSession;
import org.mailauth.authenticator.IprevEvaluation;
import org.mailauth.authenticator.MessageAuthentication;
import org.mailauth.authenticator.Protocol;
import org.mailauth.authenticator.Recommendation;
import org.mailauth.cli.dmarc.DmarcJson;
import org.mailauth.cli.output.JsonLine;
import org.mailauth.cli.output.Line;
import org.mailauth.cli.output.Words;
import org.mailauth.cli.spf.SpfJson;
import org.mailauth.internal.net.IpLiteral;
import org.mailauth.message.Author;
import org.mailauth.spf.SpfEvaluation;

/**
 * Verdicts for programs: one JSON object a line and file, described in {@code docs/verify.md}. Within a version members are
 * only ever added; an absent value is null, words are in lower case, domains are A-labels, times are ISO 8601 in UTC.
 */
public final class JsonReport implements Report {
    /** The name and version of what is written. */
    public static final String SCHEMA = "mailauth-verify/1";

    private final JsonLine line = new JsonLine();
    private final boolean explain;

    /** A report; {@code explain} adds the evidence. */
    public JsonReport(boolean explain) {
        this.explain = explain;
    }

    @Override
    public List<Line> lines(FileVerdict verdict) {
        return List.of(Line.of(line.of(json -> members(json, verdict))));
    }

    public void members(JsonGenerator json, FileVerdict verdict) throws IOException {
        MessageAuthentication authentication = verdict.authentication();
        json.writeStringField("schema", SCHEMA);
        json.writeStringField("file", verdict.file());
        json.writeStringField("outcome", verdict.outcome().word());
        recommendation(json, authentication.recommendation());
        session(json, verdict);
        author(json, authentication.author());
        json.writeObjectFieldStart("spf");
        spf(json, "mailFrom", authentication.spfMailFrom());
        spf(json, "helo", authentication.spfHelo());
        json.writeEndObject();
        iprev(json, authentication.iprev());
        json.writeArrayFieldStart("dkim");
        for (int at = 0; at < authentication.dkim().size(); at++) {
            DkimJson.write(json, authentication.dkim().get(at), verdict.diagnosis(at));
        }
        json.writeEndArray();
        object(
                json,
                "arc",
                authentication.hasEvaluated(Protocol.ARC),
                () -> ArcJson.members(json, authentication.arc()));
        object(
                json,
                "dmarc",
                authentication.hasEvaluated(Protocol.DMARC),
                () -> DmarcJson.members(json, authentication.dmarc(), explain));
        json.writeStringField("authenticationResults", authentication.results().toPayload());
        JsonLine.problems(json, authentication.problems());
        BudgetJson.write(json, authentication.budget());
    }

    private static void recommendation(JsonGenerator json, Recommendation recommendation) throws IOException {
        json.writeObjectFieldStart("recommendation");
        json.writeStringField("action", recommendation.action().word());
        json.writeArrayFieldStart("reasons");
        for (Recommendation.Reason reason : recommendation.reasons()) {
            json.writeStartObject();
            json.writeStringField("code", reason.code());
            json.writeStringField("text", reason.text());
            JsonLine.text(json, "reference", Optional.of(reason.reference()).filter(rule -> !rule.isEmpty()));
            json.writeEndObject();
        }
        json.writeEndArray();
        JsonLine.text(json, "reply", recommendation.reply());
        json.writeEndObject();
    }

    private static void session(JsonGenerator json, FileVerdict verdict) throws IOException {
        Optional<SmtpSession> session =
                Optional.of(verdict.authentication().session()).filter(SmtpSession::isClientKnown);
        json.writeObjectFieldStart("session");
        JsonLine.text(json, "clientIp", session.map(known -> IpLiteral.format(known.clientIp())));
        JsonLine.text(json, "helo", verdict.helo());
        JsonLine.text(json, "mailFrom", verdict.mailFrom());
        JsonLine.problems(json, verdict.unread());
        json.writeEndObject();
    }

    private static void author(JsonGenerator json, Author author) throws IOException {
        json.writeObjectFieldStart("author");
        json.writeStringField("kind", Words.of(author.kind()));
        JsonLine.text(json, "domain", author.domain());
        json.writeArrayFieldStart("domains");
        for (DomainName domain : author.domains()) {
            json.writeString(domain.toString());
        }
        json.writeEndArray();
        JsonLine.problems(json, author.problems());
        json.writeEndObject();
    }

    private void spf(JsonGenerator json, String name, Optional<SpfEvaluation> evaluation) throws IOException {
        object(json, name, evaluation.isPresent(), () -> SpfJson.members(json, evaluation.orElseThrow(), explain));
    }

    private static void iprev(JsonGenerator json, Optional<IprevEvaluation> evaluation) throws IOException {
        object(json, "iprev", evaluation.isPresent(), () -> {
            IprevEvaluation known = evaluation.orElseThrow();
            json.writeStringField("result", known.result().word());
            JsonLine.text(json, "name", known.name());
            json.writeArrayFieldStart("claimed");
            for (Object claimed : known.claimed()) {
                json.writeString(claimed.toString());
            }
            json.writeEndArray();
        });
    }

    /** Writes the members of an object. */
    @FunctionalInterface
    private interface Content {
        void write() throws IOException;
    }

    /** An object, or null where there is nothing to write. */
    private static void object(JsonGenerator json, String name, boolean present, Content content) throws IOException {
        if (!present) {
            json.writeNullField(name);
            return;
        }
        json.writeObjectFieldStart(name);
        content.write();
        json.writeEndObject();
    }
}
