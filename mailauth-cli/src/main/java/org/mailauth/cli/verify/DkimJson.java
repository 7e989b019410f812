package org.mailauth.cli.verify;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.mailauth.cli.output.JsonLine;
import org.mailauth.dkim.DkimFinding;
import org.mailauth.dkim.DkimKeyRecord;
import org.mailauth.dkim.DkimSignature;
import org.mailauth.dkim.DkimVerification;
import org.mailauth.dkim.diagnosis.DkimDiagnosis;
import org.mailauth.dkim.diagnosis.DkimExplanation;

/** The verdict on a signature, for programs. */
final class DkimJson {
    private DkimJson() {}

    /** One signature; its diagnosis only for who wants an explanation. */
    static void write(JsonGenerator json, DkimVerification signature, Optional<DkimDiagnosis> diagnosis)
            throws IOException {
        json.writeStartObject();
        json.writeStringField("result", signature.result().word());
        json.writeStringField("reason", signature.reason().code());
        JsonLine.text(json, "signingDomain", signature.signingDomain());
        JsonLine.text(json, "selector", signature.selector());
        json.writeStringField("detail", signature.detail());
        json.writeStringField("reference", signature.reason().reference());
        Optional<DkimSignature> said = signature.signature();
        JsonLine.text(json, "algorithm", said.map(tags -> tags.algorithm().word()));
        JsonLine.text(json, "auid", said.map(DkimSignature::auid));
        JsonLine.text(json, "timestamp", said.flatMap(DkimSignature::timestamp));
        JsonLine.text(json, "expiration", said.flatMap(DkimSignature::expiration));
        JsonLine.number(json, "keyBits", signature.keyRecord().map(DkimKeyRecord::keyBits));
        json.writeBooleanField("testing", signature.testing());
        json.writeNumberField("uncoveredBodyOctets", signature.uncoveredBodyOctets());
        json.writeStringField("dnssec", signature.dnssec().name().toLowerCase(Locale.ROOT));
        OptionalLong covered = signature.coveredBodyOctets();
        JsonLine.number(
                json, "coveredBodyOctets", covered.isPresent() ? Optional.of(covered.getAsLong()) : Optional.empty());
        findings(json, signature.findings());
        explanation(json, diagnosis);
        json.writeEndObject();
    }

    /** The member {@code explanation}: null when nobody asked. */
    private static void explanation(JsonGenerator json, Optional<DkimDiagnosis> diagnosis) throws IOException {
        if (diagnosis.isEmpty()) {
            json.writeNullField("explanation");
            return;
        }
        json.writeArrayFieldStart("explanation");
        for (DkimExplanation explanation : diagnosis.get().explanations()) {
            json.writeStartObject();
            json.writeStringField("cause", explanation.cause().code());
            json.writeStringField("text", explanation.text());
            json.writeStringField("confidence", explanation.isExact() ? "exact" : "unknown");
            if (explanation.octets().isPresent()) {
                json.writeNumberField("octets", explanation.octets().getAsLong());
            } else {
                json.writeNullField("octets");
            }
            JsonLine.text(json, "field", explanation.field());
            JsonLine.text(json, "was", explanation.was());
            JsonLine.text(json, "is", explanation.is());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void findings(JsonGenerator json, List<DkimFinding> findings) throws IOException {
        json.writeArrayFieldStart("findings");
        for (DkimFinding finding : findings) {
            json.writeStartObject();
            json.writeStringField("code", finding.code().code());
            JsonLine.text(json, "field", finding.field());
            json.writeStringField("text", finding.text());
            json.writeStringField("reference", finding.code().reference());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
