package org.mailauth.cli.transport;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mailauth.DomainName;
import org.mailauth.Problem;
import org.mailauth.cli.output.JsonLine;
import org.mailauth.cli.output.Words;
import org.mailauth.dane.DaneRequirement;
import org.mailauth.dane.DaneResult;
import org.mailauth.dane.TlsaLookup;
import org.mailauth.dane.TlsaQuestion;
import org.mailauth.dane.TlsaRecord;
import org.mailauth.internal.net.IpLiteral;

/** Shows what DANE demands of a server, to people or to programs. */
public final class DaneReport {
    private DaneReport() {}

    private static String sentence(DaneRequirement requirement) {
        return switch (requirement) {
            case AUTHENTICATED_TLS -> "TLS with a certificate that matches a TLSA record, or no delivery";
            case ENCRYPTION -> "TLS with any certificate, or no delivery";
            case NONE -> "DANE demands nothing";
            case DELAY -> "no delivery for now";
        };
    }

    public static List<TlsaRecord> published(TlsaLookup lookup) {
        if (lookup instanceof TlsaLookup.Authenticate found) {
            return found.published();
        }
        return lookup instanceof TlsaLookup.Encrypt found ? found.published() : List.of();
    }

    private static List<DomainName> names(TlsaLookup lookup) {
        return lookup instanceof TlsaLookup.Authenticate found ? found.referenceIdentifiers() : List.of();
    }

    private static String reference(TlsaLookup lookup) {
        if (lookup instanceof TlsaLookup.NotOffered absent) {
            return absent.absence().reference();
        }
        return lookup instanceof TlsaLookup.Unreachable unreachable
                ? unreachable.obstacle().reference()
                : "RFC 7672 §2.2";
    }

    static List<String> text(TlsaLookup lookup, Optional<DaneResult> result) {
        List<String> lines = new ArrayList<>();
        lines.add(lookup.server() + ": " + sentence(lookup.requirement()));
        lines.add("  because " + lookup.reason() + " [" + reference(lookup) + "]");
        if (!lookup.server().isSecurelyNamed()) {
            lines.add("  note: the MX record is not secure, so the host itself may be the wrong one [RFC 7672 §2.2.1]");
        }
        List<TlsaRecord> counted = TlsaRecord.usable(published(lookup));
        for (TlsaRecord record : published(lookup)) {
            lines.add("  record: " + record + why(record, counted.contains(record)));
        }
        if (!names(lookup).isEmpty()) {
            lines.add("  names for DANE-TA: "
                    + String.join(
                            ", ",
                            names(lookup).stream().map(DomainName::toString).toList()));
        }
        for (TlsaQuestion question : lookup.questions()) {
            lines.add("  asked: " + question);
        }
        result.ifPresent(verdict -> lines.add("  certificates: " + verdict));
        return lines;
    }

    private static String why(TlsaRecord record, boolean counts) {
        if (counts) {
            return "";
        }
        return record.problems().stream()
                .findFirst()
                .map(problem -> " (unusable: " + problem.text() + ")")
                .orElse(" (passed over: there is a stronger digest)");
    }

    static String json(TlsaLookup lookup, Optional<DaneResult> result) {
        return new JsonLine().of(json -> {
            json.writeStringField("host", lookup.server().host().toString());
            json.writeNumberField("port", lookup.server().port());
            json.writeStringField("requirement", Words.of(lookup.requirement()));
            json.writeStringField("reason", lookup.reason());
            json.writeStringField("reference", reference(lookup));
            json.writeBooleanField("securelyNamed", lookup.server().isSecurelyNamed());
            json.writeStringField("serverName", lookup.serverName().toString());
            json.writeArrayFieldStart("addresses");
            for (InetAddress address : lookup.addresses()) {
                json.writeString(IpLiteral.format(address));
            }
            json.writeEndArray();
            records(json, published(lookup));
            json.writeArrayFieldStart("referenceIdentifiers");
            for (DomainName name : names(lookup)) {
                json.writeString(name.toString());
            }
            json.writeEndArray();
            questions(json, lookup.questions());
            json.writeFieldName("certificates");
            if (result.isPresent()) {
                result(json, result.get());
            } else {
                json.writeNull();
            }
        });
    }

    private static void records(JsonGenerator json, List<TlsaRecord> published) throws IOException {
        List<TlsaRecord> counted = TlsaRecord.usable(published);
        json.writeArrayFieldStart("records");
        for (TlsaRecord record : published) {
            json.writeStartObject();
            json.writeNumberField("usage", record.rdata().usage());
            json.writeNumberField("selector", record.rdata().selector());
            json.writeNumberField("matchingType", record.rdata().matchingType());
            json.writeStringField("associationData", record.rdata().associationData());
            json.writeBooleanField("counts", counted.contains(record));
            List<Problem> problems = record.problems();
            JsonLine.problems(json, problems);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void questions(JsonGenerator json, List<TlsaQuestion> questions) throws IOException {
        json.writeArrayFieldStart("questions");
        for (TlsaQuestion question : questions) {
            json.writeStartObject();
            json.writeStringField("name", question.name().toString());
            json.writeStringField("type", question.type().name());
            json.writeStringField(
                    "dnssec", Words.of(question.answer().evidence().dnssec()));
            json.writeStringField("text", question.toString());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void result(JsonGenerator json, DaneResult result) throws IOException {
        json.writeStartObject();
        json.writeStringField("verdict", Words.of(result.verdict()));
        json.writeStringField("reason", Words.of(result.reason()));
        json.writeStringField("text", result.reason().text());
        JsonLine.text(
                json, "reference", Optional.of(result.reason().reference()).filter(rule -> !rule.isEmpty()));
        JsonLine.text(json, "record", result.record());
        JsonLine.text(json, "name", result.name());
        JsonLine.text(json, "detail", Optional.of(result.detail()).filter(detail -> !detail.isEmpty()));
        json.writeEndObject();
    }
}
