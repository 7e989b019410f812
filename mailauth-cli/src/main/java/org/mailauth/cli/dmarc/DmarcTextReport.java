package org.mailauth.cli.dmarc;

import java.util.ArrayList;
import java.util.List;
import org.mailauth.DomainName;
import org.mailauth.cli.output.Line;
import org.mailauth.dmarc.Alignment;
import org.mailauth.dmarc.DmarcEvaluation;
import org.mailauth.dmarc.PolicyOverride;

/** A DMARC result for people: a headline, what to do, and under it what decided. */
public final class DmarcTextReport implements DmarcReport {
    private final boolean explain;

    public DmarcTextReport(boolean explain) {
        this.explain = explain;
    }

    @Override
    public List<Line> lines(DmarcEvaluation evaluation) {
        List<Line> lines = new ArrayList<>();
        String author = evaluation.authorDomain().map(DomainName::toString).orElse("no single author domain");
        lines.add(Line.of(
                author + ": ",
                evaluation.result().word(),
                ", " + evaluation.reason() + " (" + evaluation.mode() + ")"));
        lines.add(Line.of("  outcome: ", evaluation.outcome().word(), ""));
        lines.add(Line.of("  policy: " + policy(evaluation)));
        evaluation.organizationalDomain().ifPresent(domain -> lines.add(Line.of("  organizational domain: " + domain)));
        evaluation.record().ifPresent(record -> lines.add(Line.of("  record: " + record.toText())));
        for (Alignment alignment : evaluation.alignments()) {
            lines.add(Line.of("  " + alignment));
        }
        for (PolicyOverride override : evaluation.overrides()) {
            lines.add(Line.of("  override: " + override));
        }
        evaluation.problems().forEach(problem -> lines.add(Line.note("  ", problem)));
        if (explain) {
            evaluation.trace().toString().lines().forEach(line -> lines.add(Line.of("  " + line)));
        }
        return lines;
    }

    private static String policy(DmarcEvaluation evaluation) {
        if (evaluation.publishedPolicy().isEmpty() || evaluation.appliedPolicy().isEmpty()) {
            return "none to act upon";
        }
        String published = evaluation.publishedPolicy().get().word();
        String applied = evaluation.appliedPolicy().get().word();
        return applied
                + (applied.equals(published) ? "" : ", published as " + published)
                + evaluation
                        .policyReason()
                        .map(reason -> " (tag " + reason.tag() + ")")
                        .orElse("")
                + evaluation.policyDomain().map(domain -> " of " + domain).orElse("");
    }
}
