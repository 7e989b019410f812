package org.mailauth.tlsrpt;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.zip.GZIPOutputStream;

/** Writes reports (RFC 8460 §4.4). */
final class ReportWriter {
    private ReportWriter() {}

    static ByteArrayOutputStream octets(TlsReport report) {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        try {
            write(report, octets);
        } catch (IOException impossible) {
            throw new UncheckedIOException("memory cannot fail to be written to", impossible);
        }
        return octets;
    }

    static byte[] gzip(TlsReport report) {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(octets)) {
            write(report, gzip);
        } catch (IOException impossible) {
            throw new UncheckedIOException("memory cannot fail to be written to", impossible);
        }
        return octets.toByteArray();
    }

    static void write(TlsReport report, OutputStream out) throws IOException {
        try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
            json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            json.writeStartObject();
            text(json, "organization-name", report.organizationName());
            if (report.startDatetime().isPresent() || report.endDatetime().isPresent()) {
                json.writeObjectFieldStart("date-range");
                text(json, "start-datetime", report.startDatetime().map(DateTimes::text));
                text(json, "end-datetime", report.endDatetime().map(DateTimes::text));
                json.writeEndObject();
            }
            text(json, "contact-info", report.contactInfo());
            text(json, "report-id", report.reportId());
            json.writeArrayFieldStart("policies");
            for (TlsPolicyReport policy : report.policies()) {
                write(json, policy);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
    }

    private static void write(JsonGenerator json, TlsPolicyReport report) throws IOException {
        json.writeStartObject();
        boolean anyPolicy = report.policyType().isPresent()
                || report.policyDomain().isPresent()
                || !report.policyString().isEmpty()
                || !report.mxHost().isEmpty();
        if (anyPolicy) {
            json.writeObjectFieldStart("policy");
            text(json, "policy-type", report.policyType());
            texts(json, "policy-string", report.policyString());
            text(json, "policy-domain", report.policyDomain());
            // RFC 8460 §4.4, erratum 6241: an array, as there can be several.
            texts(json, "mx-host", report.mxHost());
            json.writeEndObject();
        }
        if (report.totalSuccessfulSessionCount().isPresent()
                || report.totalFailureSessionCount().isPresent()) {
            json.writeObjectFieldStart("summary");
            count(json, "total-successful-session-count", report.totalSuccessfulSessionCount());
            count(json, "total-failure-session-count", report.totalFailureSessionCount());
            json.writeEndObject();
        }
        if (!report.failureDetails().isEmpty()) {
            json.writeArrayFieldStart("failure-details");
            for (TlsFailureDetails details : report.failureDetails()) {
                write(json, details);
            }
            json.writeEndArray();
        }
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, TlsFailureDetails details) throws IOException {
        json.writeStartObject();
        text(json, "result-type", details.resultType());
        text(json, "sending-mta-ip", details.sendingMtaIp());
        text(json, "receiving-mx-hostname", details.receivingMxHostname());
        text(json, "receiving-mx-helo", details.receivingMxHelo());
        text(json, "receiving-ip", details.receivingIp());
        count(json, "failed-session-count", details.failedSessionCount());
        text(json, "additional-information", details.additionalInformation());
        text(json, "failure-reason-code", details.failureReasonCode());
        json.writeEndObject();
    }

    private static void text(JsonGenerator json, String name, Optional<String> value) throws IOException {
        if (value.isPresent()) {
            json.writeStringField(name, JsonText.sound(value.get()));
        }
    }

    private static void texts(JsonGenerator json, String name, List<String> values) throws IOException {
        if (!values.isEmpty()) {
            json.writeArrayFieldStart(name);
            for (String value : values) {
                json.writeString(JsonText.sound(value));
            }
            json.writeEndArray();
        }
    }

    private static void count(JsonGenerator json, String name, OptionalLong value) throws IOException {
        if (value.isPresent()) {
            json.writeNumberField(name, value.getAsLong());
        }
    }
}
