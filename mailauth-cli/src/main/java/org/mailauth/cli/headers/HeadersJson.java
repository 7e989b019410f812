package org.mailauth.cli.headers;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.mailauth.authres.AuthenticationResults;
import org.mailauth.authres.trust.IgnoredResults;
import org.mailauth.cli.output.JsonLine;
import org.mailauth.cli.output.Words;
import org.mailauth.forensics.Evidence;
import org.mailauth.forensics.ForensicFinding;
import org.mailauth.forensics.Source;
import org.mailauth.forensics.received.Hop;
import org.mailauth.forensics.received.ReceivedChain;
import org.mailauth.internal.net.IpLiteral;
import org.mailauth.message.HeaderField;
import org.mailauth.message.ReceivedField;

/**
 * A header for programs: one JSON object a line and file, described in {@code docs/headers.md}. Within a version members are
 * only ever added.
 */
final class HeadersJson {
    /** The name and version of what is written. */
    static final String SCHEMA = "mailauth-headers/1";

    private final JsonLine line = new JsonLine();

    String line(ExaminedHeader examined) {
        return line.of(json -> members(json, examined));
    }

    private static void members(JsonGenerator json, ExaminedHeader examined) throws IOException {
        json.writeStringField("schema", SCHEMA);
        json.writeStringField("file", examined.file());
        fields(json, examined);
        JsonLine.problems(json, examined.problems());
        results(json, examined);
        chain(json, examined.report().chain());
        json.writeArrayFieldStart("findings");
        for (ForensicFinding finding : examined.report().findings()) {
            finding(json, examined, finding);
        }
        json.writeEndArray();
    }

    private static void fields(JsonGenerator json, ExaminedHeader examined) throws IOException {
        json.writeArrayFieldStart("fields");
        List<HeaderField> all = examined.header().all();
        for (int index = 0; index < all.size(); index++) {
            HeaderField field = all.get(index);
            if (HeadersText.SHOWN.stream().anyMatch(field::isNamed)) {
                json.writeStartObject();
                json.writeNumberField("field", index);
                json.writeStringField("name", field.name());
                json.writeStringField("text", ExaminedHeader.body(field));
                json.writeStringField("decoded", ExaminedHeader.decodedBody(field));
                json.writeEndObject();
            }
        }
        json.writeEndArray();
    }

    private static void results(JsonGenerator json, ExaminedHeader examined) throws IOException {
        json.writeObjectFieldStart("results");
        json.writeArrayFieldStart("believed");
        for (AuthenticationResults results : examined.results().results()) {
            json.writeString(results.toPayload());
        }
        json.writeEndArray();
        json.writeArrayFieldStart("ignored");
        for (IgnoredResults ignored : examined.results().ignored()) {
            json.writeStartObject();
            json.writeNumberField("field", ignored.index());
            JsonLine.text(json, "authservId", ignored.authservId());
            json.writeStringField("reason", Words.of(ignored.reason()));
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void chain(JsonGenerator json, ReceivedChain chain) throws IOException {
        json.writeArrayFieldStart("hops");
        for (Hop hop : chain.hops()) {
            json.writeStartObject();
            json.writeNumberField("field", hop.fieldIndex());
            json.writeBooleanField("readable", hop.field().isPresent());
            text(json, "from", hop, ReceivedField::from);
            text(json, "helo", hop, ReceivedField::helo);
            text(json, "name", hop, ReceivedField::clientName);
            JsonLine.text(
                    json,
                    "address",
                    hop.field().flatMap(ReceivedField::clientIp).map(IpLiteral::format));
            JsonLine.text(
                    json,
                    "bareAddress",
                    hop.field().flatMap(ReceivedField::bareAddress).map(IpLiteral::format));
            text(json, "by", hop, ReceivedField::by);
            text(json, "via", hop, ReceivedField::via);
            text(json, "with", hop, ReceivedField::with);
            json.writeBooleanField("tls", hop.isTls());
            text(json, "tlsText", hop, ReceivedField::tls);
            text(json, "id", hop, ReceivedField::id);
            text(json, "for", hop, ReceivedField::recipient);
            text(json, "envelopeFrom", hop, ReceivedField::envelopeFrom);
            JsonLine.text(json, "time", hop.field().flatMap(ReceivedField::time).map(time -> time.toInstant()));
            JsonLine.text(
                    json, "offset", hop.field().flatMap(ReceivedField::time).map(time -> time.getOffset()));
            JsonLine.number(json, "delay", hop.delay().map(Duration::getSeconds));
            json.writeEndObject();
        }
        json.writeEndArray();
        JsonLine.number(json, "firstExternal", chain.firstExternal());
    }

    /** One thing that a field may say. */
    @FunctionalInterface
    private interface Said {
        Optional<String> of(ReceivedField field);
    }

    private static void text(JsonGenerator json, String name, Hop hop, Said said) throws IOException {
        JsonLine.text(json, name, hop.field().flatMap(said::of));
    }

    private static void finding(JsonGenerator json, ExaminedHeader examined, ForensicFinding finding)
            throws IOException {
        json.writeStartObject();
        json.writeStringField("code", finding.code());
        json.writeStringField("severity", Words.of(finding.severity()));
        json.writeStringField("text", finding.explanation());
        json.writeArrayFieldStart("sources");
        for (Source source : finding.sources()) {
            json.writeString(Words.of(source));
        }
        json.writeEndArray();
        json.writeArrayFieldStart("evidence");
        for (Evidence evidence : finding.evidence()) {
            json.writeStartObject();
            json.writeNumberField("field", evidence.fieldIndex());
            json.writeStringField("name", evidence.fieldName());
            json.writeNumberField("start", evidence.start());
            json.writeNumberField("end", evidence.end());
            json.writeStringField("text", examined.text(evidence));
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
