package org.mailauth.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.mailauth.dkim.DkimKeyRecord;
import org.mailauth.dkim.DkimSignature;
import org.mailauth.dkim.DkimVerification;

/**
 * Verdicts for programs: one JSON object a line and file. Members are only ever added; an absent value is null, words
 * are in lower case, domains are A-labels, times are ISO 8601 in UTC.
 */
final class JsonReport implements Report {
    private final JsonLine line = new JsonLine();

    @Override
    public List<String> lines(FileVerdict verdict) {
        return List.of(line.of(json -> {
            json.writeStringField("file", verdict.file());
            json.writeArrayFieldStart("dkim");
            for (DkimVerification signature : verdict.signatures()) {
                write(json, signature);
            }
            json.writeEndArray();
            JsonLine.problems(json, verdict.problems());
        }));
    }

    private static void write(JsonGenerator json, DkimVerification signature) throws IOException {
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
        json.writeEndObject();
    }
}
