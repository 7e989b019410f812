package org.mailauth.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mailauth.Problem;
import org.mailauth.dkim.DkimKeyRecord;
import org.mailauth.dkim.DkimSignature;
import org.mailauth.dkim.DkimVerification;

/**
 * Verdicts for programs: one JSON object a line and file. Members are only ever added; an absent value is null, words
 * are in lower case, domains are A-labels, times are ISO 8601 in UTC.
 */
final class JsonReport implements Report {
    private final JsonFactory factory =
            new JsonFactoryBuilder().characterEscapes(new JsonEscapes()).build();

    @Override
    public List<String> lines(FileVerdict verdict) {
        StringWriter line = new StringWriter();
        try (JsonGenerator json = factory.createGenerator(line)) {
            json.writeStartObject();
            json.writeStringField("file", verdict.file());
            json.writeArrayFieldStart("dkim");
            for (DkimVerification signature : verdict.signatures()) {
                write(json, signature);
            }
            json.writeEndArray();
            json.writeArrayFieldStart("problems");
            for (Problem problem : verdict.problems()) {
                write(json, problem);
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException("a string cannot fail to be written to", impossible);
        }
        return List.of(line.toString());
    }

    private static void write(JsonGenerator json, DkimVerification signature) throws IOException {
        json.writeStartObject();
        json.writeStringField("result", signature.result().word());
        json.writeStringField("reason", signature.reason().code());
        text(json, "signingDomain", signature.signingDomain());
        text(json, "selector", signature.selector());
        json.writeStringField("detail", signature.detail());
        json.writeStringField("reference", signature.reason().reference());
        Optional<DkimSignature> said = signature.signature();
        text(json, "algorithm", said.map(tags -> tags.algorithm().word()));
        text(json, "auid", said.map(DkimSignature::auid));
        text(json, "timestamp", said.flatMap(DkimSignature::timestamp));
        text(json, "expiration", said.flatMap(DkimSignature::expiration));
        number(json, "keyBits", signature.keyRecord().map(DkimKeyRecord::keyBits));
        json.writeBooleanField("testing", signature.testing());
        json.writeNumberField("uncoveredBodyOctets", signature.uncoveredBodyOctets());
        json.writeStringField("dnssec", signature.dnssec().name().toLowerCase(Locale.ROOT));
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, Problem problem) throws IOException {
        json.writeStartObject();
        json.writeStringField("code", problem.code());
        json.writeStringField("text", problem.text());
        text(json, "reference", Optional.of(problem.reference()).filter(rule -> !rule.isEmpty()));
        if (problem.position().isPresent()) {
            json.writeNumberField("position", problem.position().getAsLong());
        } else {
            json.writeNullField("position");
        }
        json.writeEndObject();
    }

    private static void text(JsonGenerator json, String name, Optional<?> value) throws IOException {
        @Nullable String text = value.map(Object::toString).orElse(null);
        json.writeStringField(name, text);
    }

    private static void number(JsonGenerator json, String name, Optional<Integer> value) throws IOException {
        if (value.isPresent()) {
            json.writeNumberField(name, value.get());
        } else {
            json.writeNullField(name);
        }
    }
}
