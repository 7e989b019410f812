package org.mailauth.testkit;

import java.util.ArrayList;
import java.util.List;
import org.mailauth.Problem;

/** The first errors and hints about a master file, in its order. */
final class ZoneProblems {
    private static final int MAX = 100;

    private final List<Problem> told = new ArrayList<>();
    private int errors;
    private int hints;

    void error(ZoneSyntaxException error) {
        errors++;
        told.add(error.problem());
    }

    void hint(ZoneToken token, String code, String reference, String text) {
        if (hints < MAX) {
            hints++;
            told.add(token.place().problem(code, reference, text));
        }
    }

    boolean spoil() {
        return errors > 0;
    }

    boolean areEnough() {
        return errors >= MAX;
    }

    List<Problem> told() {
        return told;
    }
}
