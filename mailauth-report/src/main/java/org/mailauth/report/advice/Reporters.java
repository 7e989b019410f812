package org.mailauth.report.advice;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Which reporters mattered and are silent: what they no longer say may be what matters. */
final class Reporters {
    private static final int WEEK = 7;

    private final SortedMap<String, LocalDate> silent = new TreeMap<>();

    Reporters(Map<TrafficCell, Long> cells, LocalDate today, int silentPercent) {
        SortedMap<String, LocalDate> last = new TreeMap<>();
        TreeMap<LocalDate, Double> days = new TreeMap<>();
        Map<String, Double> passed = new TreeMap<>();
        cells.forEach((cell, count) -> {
            if (cell.isPass()) {
                last.merge(cell.reporter(), cell.day(), (one, other) -> one.isAfter(other) ? one : other);
                passed.merge(cell.reporter(), (double) count, Double::sum);
                days.merge(cell.day(), (double) count, Double::sum);
            }
        });
        last.forEach((reporter, day) -> {
            // The share is that of the time when it spoke: else it would fade with every day of silence.
            double all = 0;
            for (double count : days.headMap(day, true).values()) {
                all += count;
            }
            boolean mattered = passed.getOrDefault(reporter, 0.0) * 100 >= all * silentPercent;
            if (mattered && ChronoUnit.DAYS.between(day, today) > WEEK) {
                silent.put(reporter, day);
            }
        });
    }

    /** Silent reporters and the last day of each. */
    SortedMap<String, LocalDate> silent() {
        return silent;
    }

    /** Whether nobody who still speaks has seen it. */
    boolean areAllSilent(Set<String> reporters) {
        return silent.keySet().containsAll(reporters);
    }
}
