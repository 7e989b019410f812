package org.mailauth.cli.lint;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mailauth.cli.output.JsonLine;
import org.mailauth.cli.output.Line;
import org.mailauth.cli.output.Tone;
import org.mailauth.mtasts.MtaStsFinding;
import org.mailauth.mtasts.MtaStsLint;

/** Shows what was found about a record, a policy, or both as they are published, to people or to programs. */
final class MtaStsLintReport {
    private MtaStsLintReport() {}

    static List<Line> text(Optional<MtaStsLint> lint, List<MtaStsFinding> findings) {
        List<Line> lines = new ArrayList<>();
        lint.ifPresent(published -> {
            lines.add(Line.of("MTA-STS of " + published.domain()));
            published.records().forEach(record -> lines.add(Line.of("  record: " + record)));
            published.policy().ifPresent(policy -> lines.add(Line.of("  policy: " + policy)));
            published.hosts().forEach(host -> lines.add(Line.of("  MX host: " + host)));
        });
        for (MtaStsFinding finding : findings) {
            String reference = finding.problem().reference();
            lines.add(Line.of(
                    "",
                    tone(finding.severity()),
                    finding.severity().word(),
                    ": " + finding.problem().text() + " [" + finding.code()
                            + (reference.isEmpty() ? "" : ", " + reference) + "]"));
        }
        if (findings.isEmpty()) {
            lines.add(Line.of("nothing to find fault with"));
        }
        return lines;
    }

    private static Tone tone(MtaStsFinding.Severity severity) {
        return switch (severity) {
            case ERROR -> Tone.BAD;
            case WARNING -> Tone.DOUBTFUL;
            case NOTE -> Tone.PLAIN;
        };
    }

    static String json(Optional<MtaStsLint> lint, List<MtaStsFinding> findings) {
        return new JsonLine().of(json -> {
            JsonLine.text(json, "domain", lint.map(MtaStsLint::domain));
            json.writeArrayFieldStart("records");
            for (String record : lint.map(MtaStsLint::records).orElse(List.of())) {
                json.writeString(record);
            }
            json.writeEndArray();
            JsonLine.text(json, "policy", lint.flatMap(MtaStsLint::policy).map(policy -> policy.toText()));
            json.writeArrayFieldStart("hosts");
            for (Object host : lint.map(MtaStsLint::hosts).orElse(List.of())) {
                json.writeString(host.toString());
            }
            json.writeEndArray();
            json.writeArrayFieldStart("findings");
            for (MtaStsFinding finding : findings) {
                json.writeStartObject();
                json.writeStringField("severity", finding.severity().word());
                JsonLine.members(json, finding.problem());
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }
}
