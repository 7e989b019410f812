package org.mailauth.cli;

import java.util.ArrayList;
import java.util.List;
import org.mailauth.DomainName;
import org.mailauth.Problem;
import org.mailauth.spf.SpfEvaluation;
import org.mailauth.spf.SpfIdentity;

/** SPF results for people: a headline for each identity, and under it what decided. */
final class SpfTextReport implements SpfReport {
    private final boolean explain;

    SpfTextReport(boolean explain) {
        this.explain = explain;
    }

    @Override
    public List<String> lines(SpfEvaluation evaluation) {
        List<String> lines = new ArrayList<>();
        String identity = evaluation.identity() == SpfIdentity.HELO ? "HELO" : "MAIL FROM";
        String domain = evaluation.domain().map(DomainName::toString).orElse("no domain that could have a policy");
        lines.add(identity + " (" + domain + "): " + evaluation.result().word());
        evaluation.match().ifPresent(match -> lines.add("  decided by " + match));
        evaluation.explanation().ifPresent(text -> lines.add("  the domain says: " + text));
        for (Problem problem : evaluation.problems()) {
            lines.add("  note: " + problem.text() + " [" + problem.reference() + "]");
        }
        lines.add("  cost: " + evaluation.cost());
        if (explain) {
            evaluation.trace().ifPresent(trace -> trace.toString().lines().forEach(line -> lines.add("  " + line)));
        }
        return lines;
    }
}
