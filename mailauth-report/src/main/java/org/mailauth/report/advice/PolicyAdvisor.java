package org.mailauth.report.advice;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.mailauth.dmarc.DmarcPolicy;
import org.mailauth.dmarc.DmarcRecord;

/**
 * Says which DMARC record to publish next: first a trial with {@code t=y} (RFC 9989 §4.7), then {@code quarantine}, then
 * {@code reject}, then the same for subdomains. No step is advised while a source that fails returns over weeks and the owner has
 * not said whether it is his, nor while too few days have reports, nor while a reporter that mattered is silent. How much a source
 * sends plays no part in that. Immutable, thread-safe.
 */
public final class PolicyAdvisor {
    private static final int WEEK = 7;

    private final DmarcRecord record;
    private final AdviceOptions options;

    private PolicyAdvisor(DmarcRecord record, AdviceOptions options) {
        this.record = Objects.requireNonNull(record, "record");
        this.options = Objects.requireNonNull(options, "options");
    }

    /**
     * Advises on a record, with default thresholds.
     *
     * @param record the one that is published
     * @return an advisor
     */
    public static PolicyAdvisor forRecord(DmarcRecord record) {
        return new PolicyAdvisor(record, AdviceOptions.defaults());
    }

    /**
     * This advisor with other options.
     *
     * @param value thresholds, and what the owner says
     * @return an advisor
     */
    public PolicyAdvisor withOptions(AdviceOptions value) {
        return new PolicyAdvisor(record, value);
    }

    /**
     * Says what to do.
     *
     * @param summary what reporters saw; its domain must be that of the record
     * @param today the day in UTC; the window ends with the day before
     * @return an advice, also when nothing was seen
     */
    public PolicyAdvice advise(TrafficSummary summary, LocalDate today) {
        LocalDate start = today.minusDays(options.windowDays());
        TreeMap<TrafficCell, Long> window = new TreeMap<>();
        summary.cells().forEach((cell, count) -> {
            if (!cell.day().isBefore(start) && cell.day().isBefore(today)) {
                window.put(cell, count);
            }
        });
        List<TrafficSource> sources = new SourceClassifier(options).classify(window);
        List<String> reasons = new ArrayList<>();
        for (TrafficSource source : sources) {
            if (source.isBlocker()) {
                reasons.add(source.name() + " fails and is "
                        + (source.sourceClass() == SourceClass.UNKNOWN ? "unknown" : "known"));
            }
        }
        if (!reasons.isEmpty()) {
            return new PolicyAdvice(
                    PolicyAdvice.Step.FIX_SOURCES, record, PolicyAdvice.Confidence.HIGH, sources, reasons);
        }
        Optional<DmarcRecord> next = next();
        if (next.isEmpty()) {
            reasons.add("the policy is the strictest there is");
            return new PolicyAdvice(PolicyAdvice.Step.HOLD, record, PolicyAdvice.Confidence.HIGH, sources, reasons);
        }
        checkData(window.keySet(), sources, today, reasons);
        checkReporters(window, today, reasons);
        if (summary.passingOverflow() > 0) {
            reasons.add("some passing messages were not counted by source: allow more cells");
        }
        if (!reasons.isEmpty()) {
            return new PolicyAdvice(PolicyAdvice.Step.HOLD, record, PolicyAdvice.Confidence.LOW, sources, reasons);
        }
        reasons.add("no legitimate source is known to fail");
        return new PolicyAdvice(
                PolicyAdvice.Step.TIGHTEN,
                next.get(),
                summary.failingOverflow() > 0 ? PolicyAdvice.Confidence.MEDIUM : PolicyAdvice.Confidence.HIGH,
                sources,
                reasons);
    }

    private DmarcPolicy policy() {
        // RFC 9989 §4.7: a record without p counts as p=none.
        return record.policy().orElse(DmarcPolicy.NONE);
    }

    private Optional<DmarcRecord> next() {
        if (policy() == DmarcPolicy.NONE) {
            return Optional.of(record.toBuilder()
                    .policy(DmarcPolicy.QUARANTINE)
                    .testing(true)
                    .build());
        }
        if (record.isTesting()) {
            return Optional.of(record.toBuilder().testing(false).build());
        }
        if (policy() == DmarcPolicy.QUARANTINE) {
            return Optional.of(record.withPolicy(DmarcPolicy.REJECT));
        }
        boolean weaker = record.subdomainPolicy().orElse(DmarcPolicy.REJECT) != DmarcPolicy.REJECT
                || record.nonexistentSubdomainPolicy().orElse(DmarcPolicy.REJECT) != DmarcPolicy.REJECT;
        return weaker
                ? Optional.of(record.toBuilder().withoutSubdomainPolicies().build())
                : Optional.empty();
    }

    private void checkData(Set<TrafficCell> cells, List<TrafficSource> sources, LocalDate today, List<String> reasons) {
        Set<LocalDate> days = new TreeSet<>();
        Set<LocalDate> seen = new TreeSet<>();
        for (TrafficCell cell : cells) {
            days.add(cell.day());
            List<String> words = List.of(cell.policy().split(" ", 0));
            if (words.get(0).equals(policy().word()) && words.contains("t=y") == record.isTesting()) {
                seen.add(cell.day());
            }
        }
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
            reasons.add("the present policy was seen on " + seen.size() + " days");
        }
        long passed = 0;
        for (TrafficSource source : sources) {
            passed = CellTable.sum(passed, source.passed());
        }
        if (passed < options.minimumMessages()) {
            reasons.add("only " + passed + " messages passed");
        }
    }

    /** Silence is no proof: what a reporter no longer says may be what matters. */
    private void checkReporters(Map<TrafficCell, Long> cells, LocalDate today, List<String> reasons) {
        Map<String, LocalDate> last = new TreeMap<>();
        Map<String, Long> passed = new HashMap<>();
        double all = 0;
        for (Map.Entry<TrafficCell, Long> entry : cells.entrySet()) {
            if (entry.getKey().isPass()) {
                String reporter = entry.getKey().reporter();
                last.merge(reporter, entry.getKey().day(), (one, other) -> one.isAfter(other) ? one : other);
                passed.merge(reporter, entry.getValue(), CellTable::sum);
                all += entry.getValue();
            }
        }
        for (Map.Entry<String, LocalDate> entry : last.entrySet()) {
            double share = passed.getOrDefault(entry.getKey(), 0L) * 100.0 / all;
            if (ChronoUnit.DAYS.between(entry.getValue(), today) > WEEK && share >= options.silentPercent()) {
                reasons.add("the reporter " + entry.getKey() + " is silent since " + entry.getValue());
            }
        }
    }
}
