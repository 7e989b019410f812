package org.mailauth.replay;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import org.mailauth.Problem;
import org.mailauth.internal.net.IpLiteral;
import org.mailauth.message.HeaderField;

/** Writes a bundle: the same contents always as the same octets, all of them ASCII. */
final class BundleWriter {
    private final JsonGenerator json;

    private BundleWriter(JsonGenerator json) {
        this.json = json;
    }

    static void write(Contents contents, OutputStream out) throws IOException {
        // Beyond ASCII everything is escaped, halves of surrogate pairs one by one: no text is lost, none can deceive a
        // reader.
        JsonFactory factory = new JsonFactoryBuilder()
                .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
                .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
                .build();
        DefaultIndenter lines = new DefaultIndenter("  ", "\n");
        try (JsonGenerator json = factory.createGenerator(out)) {
            json.setPrettyPrinter(
                    new DefaultPrettyPrinter().withObjectIndenter(lines).withArrayIndenter(lines));
            new BundleWriter(json).write(contents);
            json.writeRaw('\n');
        }
    }

    private void write(Contents contents) throws IOException {
        json.writeStartObject();
        json.writeStringField("format", Format.NAME);
        json.writeNumberField("version", Format.VERSION);
        json.writeBooleanField("hashesOnly", contents.message() instanceof RecordedMessage.WithoutBody);
        json.writeStringField("clock", contents.instant().toString());
        writeSession(contents);
        json.writeFieldName("settings");
        new SettingsWriter(json).write(contents.settings());
        if (contents.settings().isRfc7489()) {
            json.writeNumberField("seed", contents.seed());
            writeOrganizationalDomains(contents.organizationalDomains());
        }
        json.writeFieldName("message");
        if (contents.message() instanceof RecordedMessage.Whole whole) {
            json.writeStartObject();
            json.writeBinaryField("octets", whole.octets().array());
            json.writeEndObject();
        } else if (contents.message() instanceof RecordedMessage.WithoutBody known) {
            write(known);
        }
        json.writeBooleanField("dnsExhausted", contents.questionsExhausted());
        json.writeFieldName("dns");
        new AnswerWriter(json).write(contents.answers());
        json.writeObjectFieldStart("verdicts");
        for (Map.Entry<String, String> verdict : contents.verdicts().entrySet()) {
            json.writeStringField(verdict.getKey(), verdict.getValue());
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    private void writeSession(Contents contents) throws IOException {
        json.writeObjectFieldStart("session");
        json.writeStringField("clientIp", IpLiteral.format(contents.session().clientIp()));
        json.writeStringField("helo", contents.session().helo());
        json.writeStringField("mailFrom", contents.session().mailFrom());
        json.writeEndObject();
    }

    private void writeOrganizationalDomains(List<OrganizationalDomains.Answer> answers) throws IOException {
        json.writeArrayFieldStart("organizationalDomains");
        for (OrganizationalDomains.Answer answer : answers) {
            json.writeStartObject();
            json.writeStringField("name", answer.name().toString());
            if (answer.organizationalDomain().isPresent()) {
                json.writeStringField(
                        "organizationalDomain",
                        answer.organizationalDomain().get().toString());
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void write(RecordedMessage.WithoutBody known) throws IOException {
        json.writeStartObject();
        json.writeArrayFieldStart("header");
        for (HeaderField field : known.header()) {
            json.writeString(Format.text(field.octets()));
        }
        json.writeEndArray();
        json.writeNumberField("bodyLength", known.bodyLength());
        json.writeArrayFieldStart("bodyHashes");
        for (RecordedMessage.Hash hash : known.hashes()) {
            json.writeStartObject();
            json.writeStringField("canonicalization", hash.what().form().word());
            json.writeStringField("digest", hash.what().digestName());
            if (hash.what().limit() != Long.MAX_VALUE) {
                json.writeNumberField("limit", hash.what().limit());
            }
            json.writeBinaryField("value", hash.value().array());
            json.writeNumberField("canonicalLength", hash.canonicalLength());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("problems");
        for (Problem problem : known.problems()) {
            write(problem);
        }
        json.writeEndArray();
        if (known.brokenLimit().isPresent()) {
            json.writeFieldName("brokenLimit");
            write(known.brokenLimit().get());
        }
        json.writeEndObject();
    }

    private void write(Problem problem) throws IOException {
        json.writeStartObject();
        json.writeStringField("code", problem.code());
        json.writeStringField("reference", problem.reference());
        json.writeStringField("text", problem.text());
        if (problem.position().isPresent()) {
            json.writeNumberField("position", problem.position().getAsLong());
        }
        json.writeEndObject();
    }
}
