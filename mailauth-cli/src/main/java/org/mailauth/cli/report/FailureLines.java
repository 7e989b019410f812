package org.mailauth.cli.report;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mailauth.Problem;
import org.mailauth.cli.output.JsonLine;
import org.mailauth.cli.output.Line;
import org.mailauth.internal.net.IpLiteral;
import org.mailauth.message.HeaderField;
import org.mailauth.report.failure.FailureReport;
import org.mailauth.report.failure.FailureReportField;

/** Writes one failure report for people, as JSON and as CSV. */
record FailureLines(String file, FailureReport report, List<Problem> problems) {

    private static String orEmpty(Optional<String> text) {
        return text.orElse("");
    }

    private Optional<String> sourceIp() {
        return report.sourceIp().map(IpLiteral::format);
    }

    /** When the message arrived, as written; RFC 5965 §3.2: Received-Date is the older name. */
    private Optional<String> arrival() {
        return report.value("Arrival-Date").or(() -> report.value("Received-Date"));
    }

    private Optional<String> original(String name) {
        return report.original()
                .flatMap(original -> original.message().header().first(name))
                .map(HeaderField::unfoldedBody);
    }

    List<Line> lines() {
        List<Line> lines = new ArrayList<>();
        lines.add(Line.of(file + ": " + orEmpty(report.feedbackType())
                + report.authFailure().map(what -> ", " + what).orElse("")));
        line(lines, "reported domain", report.value("Reported-Domain"));
        line(lines, "source", sourceIp());
        line(lines, "arrived", arrival());
        line(
                lines,
                "identity alignment",
                Optional.of(String.join(", ", report.identityAlignment())).filter(text -> !text.isEmpty()));
        line(lines, "delivery", report.value("Delivery-Result"));
        line(lines, "author", original("From"));
        if (report.incidents() != 1) {
            line(lines, "incidents", Optional.of(Long.toString(report.incidents())));
        }
        problems.forEach(problem -> lines.add(Line.note("  ", problem)));
        return lines;
    }

    private static void line(List<Line> lines, String what, Optional<String> value) {
        value.ifPresent(text -> lines.add(Line.of("  " + what + ": " + text)));
    }

    String json() {
        return new JsonLine().of(this::members);
    }

    private void members(JsonGenerator json) throws IOException {
        json.writeStringField("file", file);
        JsonLine.text(json, "feedbackType", report.feedbackType());
        JsonLine.text(json, "authFailure", report.authFailure());
        JsonLine.text(json, "reportedDomain", report.value("Reported-Domain"));
        JsonLine.text(json, "sourceIp", sourceIp());
        JsonLine.text(json, "arrival", arrival());
        json.writeArrayFieldStart("identityAlignment");
        for (String mechanism : report.identityAlignment()) {
            json.writeString(mechanism);
        }
        json.writeEndArray();
        JsonLine.text(json, "deliveryResult", report.value("Delivery-Result"));
        json.writeNumberField("incidents", report.incidents());
        json.writeArrayFieldStart("fields");
        for (FailureReportField field : report.fields()) {
            json.writeStartObject();
            json.writeStringField("name", field.name());
            json.writeStringField("value", field.value());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeObjectFieldStart("original");
        JsonLine.text(json, "from", original("From"));
        JsonLine.text(json, "subject", original("Subject"));
        JsonLine.text(json, "messageId", original("Message-ID"));
        json.writeEndObject();
        JsonLine.problems(json, problems);
    }

    static String csvHead() {
        return CsvLine.of(List.of(
                "file",
                "feedback_type",
                "auth_failure",
                "reported_domain",
                "source_ip",
                "arrival",
                "identity_alignment",
                "delivery_result",
                "incidents",
                "original_mail_from",
                "header_from",
                "message_id",
                "problems"));
    }

    String csv() {
        return CsvLine.of(List.of(
                file,
                orEmpty(report.feedbackType()),
                orEmpty(report.authFailure()),
                orEmpty(report.value("Reported-Domain")),
                orEmpty(sourceIp()),
                orEmpty(arrival()),
                String.join(" ", report.identityAlignment()),
                orEmpty(report.value("Delivery-Result")),
                Long.toString(report.incidents()),
                orEmpty(report.value("Original-Mail-From")),
                orEmpty(original("From")),
                orEmpty(original("Message-ID")),
                String.join(" ", problems.stream().map(Problem::code).distinct().toList())));
    }
}
