package org.mailauth.cli.sign;

import java.util.List;
import java.util.stream.Collectors;
import org.mailauth.Problem;
import org.mailauth.dkim.PreflightCheck;

/** Puts what was found before signing into words. */
final class FindingText {
    private FindingText() {}

    /** One finding, with the name that {@code --allow} takes. */
    static String of(Problem problem) {
        return problem.text()
                + PreflightCheck.of(problem.code())
                        .map(check -> " [" + check.word() + "]")
                        .orElse("");
    }

    static String of(List<Problem> problems) {
        return problems.stream().map(FindingText::of).collect(Collectors.joining("; "));
    }

    /** Why a message was refused, and what to write when it is to be signed all the same. */
    static String ofRefusals(List<Problem> problems) {
        List<PreflightCheck> checks = problems.stream()
                .flatMap(problem -> PreflightCheck.of(problem.code()).stream())
                .toList();
        // What no choice allows makes the advice useless.
        return checks.size() < problems.size()
                ? of(problems)
                : of(problems) + "; to sign it all the same: --allow "
                        + checks.stream().map(PreflightCheck::word).collect(Collectors.joining(","));
    }
}
