package org.mailauth.cli.lint;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mailauth.cli.dmarc.DmarcJson;
import org.mailauth.cli.output.JsonLine;
import org.mailauth.cli.output.Words;
import org.mailauth.dmarc.DmarcEvaluation;
import org.mailauth.dmarc.DmarcPolicy;
import org.mailauth.dmarc.ReportUri;

/** Shows what was found about a DMARC policy, to people or to programs. */
final class DmarcLintReport {
    private DmarcLintReport() {}

    static List<String> text(DmarcLint lint) {
        List<String> lines = new ArrayList<>();
        lines.add("DMARC policy of " + lint.domain());
        lint.records().forEach(record -> lines.add("  record: " + record));
        addPolicies(lines, lint.domainItself().first(), lint.below().map(below -> below.first()));
        addPolicies(lines, lint.domainItself().second(), lint.below().map(below -> below.second()));
        for (DmarcLint.Report report : lint.reports()) {
            lines.add("  " + report.tag() + " " + report.destination().published() + ": "
                    + Words.of(report.destination().status()));
        }
        for (DmarcLint.Finding finding : lint.findings()) {
            lines.add(Words.of(finding.severity()) + ": " + finding.text() + " [" + finding.code()
                    + (finding.reference().isEmpty() ? "" : ", " + finding.reference()) + "]");
        }
        if (lint.findings().isEmpty()) {
            lines.add("nothing to find fault with");
        }
        return lines;
    }

    private static void addPolicies(List<String> lines, DmarcEvaluation itself, Optional<DmarcEvaluation> below) {
        lines.add("  by " + itself.mode() + ": " + word(itself.appliedPolicy()) + " for the domain"
                + below.map(probe -> ", " + word(DmarcLint.existing(probe)) + " for names below that exist, "
                                + word(DmarcLint.nonexistent(probe)) + " for those that do not")
                        .orElse("")
                + itself.policyDomain().map(name -> "; record of " + name).orElse("")
                + itself.organizationalDomain()
                        .map(name -> "; organizational domain " + name)
                        .orElse(""));
    }

    private static String word(Optional<DmarcPolicy> policy) {
        return policy.map(DmarcPolicy::word).orElse("no policy");
    }

    static String json(DmarcLint lint) {
        return new JsonLine().of(json -> {
            json.writeStringField("domain", lint.domain().toString());
            json.writeArrayFieldStart("records");
            for (String record : lint.records()) {
                json.writeString(record);
            }
            json.writeEndArray();
            json.writeArrayFieldStart("standards");
            write(json, lint.domainItself().first(), lint.below().map(below -> below.first()));
            write(json, lint.domainItself().second(), lint.below().map(below -> below.second()));
            json.writeEndArray();
            json.writeArrayFieldStart("differences");
            for (Enum<?> difference : lint.domainItself().differences()) {
                json.writeString(Words.of(difference));
            }
            json.writeEndArray();
            json.writeArrayFieldStart("reports");
            for (DmarcLint.Report report : lint.reports()) {
                write(json, report);
            }
            json.writeEndArray();
            json.writeArrayFieldStart("findings");
            for (DmarcLint.Finding finding : lint.findings()) {
                json.writeStartObject();
                json.writeStringField("severity", Words.of(finding.severity()));
                json.writeStringField("code", finding.code());
                json.writeStringField("text", finding.text());
                JsonLine.text(
                        json, "reference", Optional.of(finding.reference()).filter(rule -> !rule.isEmpty()));
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }

    private static void write(JsonGenerator json, DmarcEvaluation itself, Optional<DmarcEvaluation> below)
            throws IOException {
        json.writeStartObject();
        DmarcJson.policy(json, itself);
        json.writeObjectFieldStart("subdomains");
        JsonLine.text(json, "existing", below.flatMap(DmarcLint::existing).map(DmarcPolicy::word));
        JsonLine.text(json, "nonexistent", below.flatMap(DmarcLint::nonexistent).map(DmarcPolicy::word));
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, DmarcLint.Report report) throws IOException {
        json.writeStartObject();
        json.writeStringField("tag", report.tag());
        json.writeStringField("uri", report.destination().published().toString());
        json.writeStringField("status", Words.of(report.destination().status()));
        json.writeBooleanField("external", report.destination().isExternal());
        json.writeArrayFieldStart("sentTo");
        for (ReportUri uri : report.destination().uris()) {
            json.writeString(uri.toString());
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
