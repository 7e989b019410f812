package org.mailauth.report.advice;

import java.time.LocalDate;
import java.util.Objects;
import java.util.Set;

/**
 * Thresholds of a {@link PolicyAdvisor}, and what the owner of the domain says. Immutable, thread-safe.
 *
 * @param windowDays days that are looked at; 63 by default, so that a monthly sender is seen twice
 * @param dataDays days of the window that must have data; 54 by default
 * @param dwellDays days for which reporters must have seen the present policy before the next step; 10 by default
 * @param returnDays a failing source that is seen this many days apart is asked about; 14 by default
 * @param tolerancePercent share of failing messages of a source that is ignored; 2 by default
 * @param minimumMessages passing messages in the window below which no step is advised; 50 by default
 * @param silentPercent share of the passing messages of a reporter whose silence of a week holds everything; 20 by default
 * @param silentDays for how many days such silence holds; then the reporter counts as gone; 28 by default
 * @param known networks and authenticated domains, as in {@link TrafficSource#name()}, that the owner uses
 * @param disowned networks and authenticated domains that the owner does not use
 * @param reviewedUntil all failing sources that are not known, pass nothing, and were first seen until that day, are disowned, too: one
 *     answer to any number of spoofers
 */
public record AdviceOptions(
        int windowDays,
        int dataDays,
        int dwellDays,
        int returnDays,
        int tolerancePercent,
        long minimumMessages,
        int silentPercent,
        int silentDays,
        Set<String> known,
        Set<String> disowned,
        LocalDate reviewedUntil) {
    /**
     * Copies the sets.
     *
     * @param windowDays days that are looked at; 63 by default, so that a monthly sender is seen twice
     * @param dataDays days of the window that must have data; 54 by default
     * @param dwellDays days for which reporters must have seen the present policy before the next step; 10 by default
     * @param returnDays a failing source that is seen this many days apart is asked about; 14 by default
     * @param tolerancePercent share of failing messages of a source that is ignored; 2 by default
     * @param minimumMessages passing messages in the window below which no step is advised; 50 by default
     * @param silentPercent share of the passing messages of a reporter whose silence of a week holds everything; 20 by default
     * @param silentDays for how many days such silence holds; then the reporter counts as gone; 28 by default
     * @param known networks and authenticated domains, as in {@link TrafficSource#name()}, that the owner uses
     * @param disowned networks and authenticated domains that the owner does not use
     * @param reviewedUntil all failing sources that are not known, pass nothing, and were first seen until that day, are disowned, too: one
     *     answer to any number of spoofers
     */
    public AdviceOptions {
        known = Set.copyOf(known);
        disowned = Set.copyOf(disowned);
        Objects.requireNonNull(reviewedUntil, "reviewedUntil");
        if (windowDays < 7
                || dataDays < 1
                || dwellDays < 1
                || returnDays < 1
                || minimumMessages < 1
                || silentDays < 1) {
            throw new IllegalArgumentException("days and messages must be positive, and the window a week at least");
        }
        if (tolerancePercent < 0 || tolerancePercent > 100 || silentPercent < 0 || silentPercent > 100) {
            throw new IllegalArgumentException("shares must be 0 to 100");
        }
    }

    /**
     * The defaults, with nothing known, disowned or reviewed.
     *
     * @return options
     */
    public static AdviceOptions defaults() {
        return new AdviceOptions(63, 54, 10, 14, 2, 50, 20, 28, Set.of(), Set.of(), LocalDate.EPOCH);
    }

    /**
     * These options with what the owner says.
     *
     * @param knownSources networks and authenticated domains that the owner uses
     * @param disownedSources those that the owner does not use
     * @param reviewed the day until which the owner looked at all sources; {@link LocalDate#EPOCH} for never
     * @return options
     */
    public AdviceOptions withAnswers(Set<String> knownSources, Set<String> disownedSources, LocalDate reviewed) {
        return new AdviceOptions(
                windowDays,
                dataDays,
                dwellDays,
                returnDays,
                tolerancePercent,
                minimumMessages,
                silentPercent,
                silentDays,
                knownSources,
                disownedSources,
                reviewed);
    }
}
