package org.mailauth.report.advice;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Says what is missing before reports are enough to act on. */
final class DataCheck {
    private static final int WEEK = 7;

    private final AdviceOptions options;
    private final LocalDate today;
    private final List<String> reasons = new ArrayList<>();

    DataCheck(AdviceOptions options, LocalDate today) {
        this.options = options;
        this.today = today;
    }

    List<String> reasons() {
        return reasons;
    }

    void checkBegin(TrafficSummary summary) {
        LocalDate start = today.minusDays(options.windowDays());
        boolean reachesBack =
                summary.cells().keySet().stream().anyMatch(cell -> !cell.day().isAfter(start));
        if (!reachesBack) {
            reasons.add("reports do not reach back to " + start + ": who mails once a month was not seen twice");
        }
        if (summary.passingOverflow() > 0) {
            reasons.add("some passing messages were not counted by source: allow more cells");
        }
    }

    void checkDays(Set<TrafficCell> window, PolicySteps steps) {
        Set<LocalDate> days = new TreeSet<>();
        Set<LocalDate> seen = new TreeSet<>();
        Set<LocalDate> trial = new TreeSet<>();
        for (TrafficCell cell : window) {
            days.add(cell.day());
            if (steps.isPresent(cell.policy())) {
                seen.add(cell.day());
            }
            if (steps.isOverTrial(cell.policy())) {
                trial.add(cell.day());
            }
        }
        seen.removeAll(trial);
        long recent = days.stream()
                .filter(day -> !day.isBefore(today.minusDays(WEEK)))
                .count();
        if (days.size() < options.dataDays()) {
            reasons.add("reports of " + days.size() + " days; " + options.dataDays() + " are needed");
        }
        if (recent < WEEK - 2) {
            reasons.add("reports of " + recent + " of the last 7 days");
        }
        if (seen.size() < options.dwellDays()) {
            reasons.add(
                    "the present policy was seen on " + seen.size() + " days; " + options.dwellDays() + " are needed");
        }
    }

    void checkVolume(List<TrafficSource> sources) {
        long passed = 0;
        for (TrafficSource source : sources) {
            passed = CellTable.sum(passed, source.passed());
        }
        if (passed < options.minimumMessages()) {
            reasons.add("only " + passed + " messages passed; " + options.minimumMessages() + " are needed");
        }
    }

    /** Silence holds for a bounded time: a reporter may have gone for good. */
    void checkReporters(Reporters reporters) {
        reporters.silent().forEach((reporter, last) -> {
            if (ChronoUnit.DAYS.between(last, today) <= options.silentDays()) {
                reasons.add("the reporter " + reporter + " is silent since " + last);
            }
        });
    }
}
