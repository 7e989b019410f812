package org.mailauth.cli.lint;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.mailauth.DomainName;
import org.mailauth.Parsed;
import org.mailauth.Problem;
import org.mailauth.cli.command.ExitStatus;
import org.mailauth.cli.output.JsonLine;
import org.mailauth.cli.output.Line;
import org.mailauth.cli.output.Tone;
import org.mailauth.tlsrpt.TlsRptLookup;
import org.mailauth.tlsrpt.TlsRptRecord;
import org.mailauth.tlsrpt.TlsRptUri;

/**
 * What was found about a TLSRPT record, for people or for programs.
 *
 * @param domain whose record it is; empty for a text
 * @param texts the records, or the text
 * @param record what was read; empty when nothing can be used
 * @param findings mistakes and remarks
 * @param temporary whether the DNS gave no answer
 */
record TlsRptLintReport(
        Optional<DomainName> domain,
        List<String> texts,
        Optional<TlsRptRecord> record,
        List<Finding> findings,
        boolean temporary) {

    /** How much a finding matters, the gravest first. */
    enum Severity {
        ERROR,
        WARNING;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** One mistake or remark. */
    record Finding(Severity severity, Problem problem) {}

    static TlsRptLintReport of(TlsRptLookup lookup) {
        List<Finding> findings = new ArrayList<>();
        boolean found = lookup.status() == TlsRptLookup.Status.FOUND;
        lookup.problems()
                .forEach(problem -> findings.add(new Finding(found ? Severity.WARNING : Severity.ERROR, problem)));
        if (lookup.status() == TlsRptLookup.Status.NONE) {
            findings.add(new Finding(
                    Severity.ERROR,
                    Problem.of("tlsrpt.none", "RFC 8460 §3", lookup.domain() + " wants no reports: it has no record")));
        }
        return new TlsRptLintReport(
                Optional.of(lookup.domain()),
                lookup.texts(),
                lookup.record(),
                findings,
                lookup.status() == TlsRptLookup.Status.TEMPORARY_ERROR);
    }

    static TlsRptLintReport of(String text) {
        Parsed<TlsRptRecord> parsed = TlsRptRecord.parse(text);
        Severity severity = parsed.value().isPresent() ? Severity.WARNING : Severity.ERROR;
        List<Finding> findings = parsed.problems().stream()
                .map(problem -> new Finding(severity, problem))
                .toList();
        return new TlsRptLintReport(Optional.empty(), List.of(text), parsed.value(), findings, false);
    }

    ExitStatus status() {
        if (temporary) {
            return ExitStatus.TEMPORARY;
        }
        boolean error = findings.stream().anyMatch(finding -> finding.severity() == Severity.ERROR);
        return error ? ExitStatus.NO_PASS : ExitStatus.OK;
    }

    List<Line> text() {
        List<Line> lines = new ArrayList<>();
        domain.ifPresent(name -> lines.add(Line.of("TLSRPT record of " + name)));
        texts.forEach(text -> lines.add(Line.of("  record: " + text)));
        for (TlsRptUri uri : uris()) {
            lines.add(Line.of("  reports go to " + uri + (uri.isMailto() ? "" : " by HTTPS")));
        }
        for (Finding finding : findings) {
            Problem problem = finding.problem();
            String place = problem.position().isPresent()
                    ? ", at " + problem.position().getAsLong()
                    : "";
            lines.add(Line.of(
                    "",
                    finding.severity() == Severity.ERROR ? Tone.BAD : Tone.DOUBTFUL,
                    finding.severity().word(),
                    ": " + problem.text() + " [" + problem.code() + ", " + problem.reference() + place + "]"));
        }
        if (findings.isEmpty()) {
            lines.add(Line.of("nothing to find fault with"));
        }
        return lines;
    }

    private List<TlsRptUri> uris() {
        return record.map(TlsRptRecord::rua).orElse(List.of());
    }

    String json() {
        return new JsonLine().of(json -> {
            JsonLine.text(json, "domain", domain);
            json.writeArrayFieldStart("records");
            for (String text : texts) {
                json.writeString(text);
            }
            json.writeEndArray();
            json.writeArrayFieldStart("rua");
            for (TlsRptUri uri : uris()) {
                json.writeString(uri.toString());
            }
            json.writeEndArray();
            json.writeArrayFieldStart("findings");
            for (Finding finding : findings) {
                json.writeStartObject();
                json.writeStringField("severity", finding.severity().word());
                JsonLine.members(json, finding.problem());
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }
}
