package org.mailauth.report.dmarc;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mailauth.Problem;

/** Collects what is wrong with one report, up to a limit; what is beyond is counted. Not thread-safe. */
final class Findings {
    private final int limit;
    private final List<Problem> problems = new ArrayList<>();
    private long more;
    private long record;

    Findings(int limit) {
        this.limit = limit;
    }

    /** From now on everything is said about this record, the first being 1; about the report as a whole for 0. */
    void inRecord(long number) {
        record = number;
    }

    void add(Finding finding, String text) {
        if (problems.size() >= limit) {
            more++;
            return;
        }
        problems.add(finding.problem(record == 0 ? text : "record " + record + ": " + text));
    }

    void add(Problem problem) {
        if (problems.size() >= limit) {
            more++;
        } else {
            problems.add(problem);
        }
    }

    void addIfAny(@Nullable Problem problem) {
        if (problem != null) {
            add(problem);
        }
    }

    boolean isEmpty() {
        return problems.isEmpty() && more == 0;
    }

    List<Problem> list() {
        List<Problem> all = new ArrayList<>(problems);
        if (more > 0) {
            all.add(Finding.LIMIT_PROBLEMS.problem("there are " + more + " more problems"));
        }
        return List.copyOf(all);
    }
}
