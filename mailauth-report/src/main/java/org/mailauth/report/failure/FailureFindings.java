package org.mailauth.report.failure;

import java.util.ArrayList;
import java.util.List;
import org.mailauth.Problem;

/** Collects what is wrong with one report, up to a limit; what is beyond is counted. Not thread-safe. */
final class FailureFindings {
    private final int limit;
    private final List<Problem> problems = new ArrayList<>();
    private long more;

    FailureFindings(int limit) {
        this.limit = limit;
    }

    void add(FailureFinding finding, String text) {
        if (problems.size() < limit) {
            problems.add(finding.problem(text));
        } else {
            more++;
        }
    }

    List<Problem> list() {
        if (more == 0) {
            return List.copyOf(problems);
        }
        List<Problem> all = new ArrayList<>(problems);
        all.add(FailureFinding.LIMIT_PROBLEMS.problem("and " + more + " more problems"));
        return List.copyOf(all);
    }
}
