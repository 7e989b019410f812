package org.mailauth.cli.spf;

import java.util.ArrayList;
import java.util.List;
import org.mailauth.DomainName;
import org.mailauth.cli.output.Line;
import org.mailauth.spf.SpfEvaluation;
import org.mailauth.spf.SpfIdentity;

/** SPF results for people: a headline for each identity, and under it what decided. */
public final class SpfTextReport implements SpfReport {
    private final boolean explain;

    public SpfTextReport(boolean explain) {
        this.explain = explain;
    }

    @Override
    public List<Line> lines(SpfEvaluation evaluation) {
        List<Line> lines = new ArrayList<>();
        String identity = evaluation.identity() == SpfIdentity.HELO ? "HELO" : "MAIL FROM";
        String domain = evaluation.domain().map(DomainName::toString).orElse("no domain that could have a policy");
        lines.add(Line.of(identity + " (" + domain + "): ", evaluation.result().word(), ""));
        evaluation.match().ifPresent(match -> lines.add(Line.of("  decided by " + match)));
        evaluation.explanation().ifPresent(text -> lines.add(Line.of("  the domain says: " + text)));
        evaluation.problems().forEach(problem -> lines.add(Line.note("  ", problem)));
        lines.add(Line.of("  cost: " + evaluation.cost()));
        if (explain) {
            evaluation
                    .trace()
                    .ifPresent(trace -> trace.toString().lines().forEach(line -> lines.add(Line.of("  " + line))));
        }
        return lines;
    }
}
