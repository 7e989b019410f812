package org.mailauth.report.advice;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.mailauth.dmarc.DmarcRecord;

/**
 * Says which DMARC record to publish next: first a trial with {@code t=y} (RFC 9989 §4.7), then {@code quarantine}, then
 * {@code reject}, then the same for subdomains. No step is advised while a source that fails returns over weeks and the owner has
 * not said whether it is his, nor while too few days have reports, nor while a reporter that mattered is silent. How much a source
 * sends plays no part in that. Immutable, thread-safe.
 */
public final class PolicyAdvisor {
    private final DmarcRecord record;
    private final AdviceOptions options;
    private final NetworkDirectory directory;
    private final boolean percentSteps;

    private PolicyAdvisor(DmarcRecord record, AdviceOptions options, NetworkDirectory directory, boolean percentSteps) {
        this.record = Objects.requireNonNull(record, "record");
        this.options = Objects.requireNonNull(options, "options");
        this.directory = Objects.requireNonNull(directory, "directory");
        this.percentSteps = percentSteps;
    }

    /**
     * Advises on a record, with default thresholds.
     *
     * @param record the one that is published
     * @return an advisor
     */
    public static PolicyAdvisor forRecord(DmarcRecord record) {
        return new PolicyAdvisor(record, AdviceOptions.defaults(), network -> Optional.empty(), false);
    }

    /**
     * This advisor with other options.
     *
     * @param value thresholds, and what the owner says
     * @return an advisor
     */
    public PolicyAdvisor withOptions(AdviceOptions value) {
        return new PolicyAdvisor(record, value, directory, percentSteps);
    }

    /**
     * This advisor with names for networks: those of one name from which nothing passes and nothing is authenticated are one source,
     * so that a sender who changes networks is seen to return, and one answer covers it.
     *
     * @param value the caller's lookup
     * @return an advisor
     */
    public PolicyAdvisor withDirectory(NetworkDirectory value) {
        return new PolicyAdvisor(record, options, value, percentSteps);
    }

    /**
     * This advisor with steps of {@code pct} (RFC 7489 §6.6.4) instead of a trial with {@code t=y}: 10, 25, 50 and 100 percent of
     * {@code quarantine}, then of {@code reject}. For domains whose reporters follow RFC 7489: RFC 9989 dropped {@code pct}, its
     * reports do not say it, and a step is held until ten days of reports do.
     *
     * @return an advisor
     */
    public PolicyAdvisor withPercentSteps() {
        return new PolicyAdvisor(record, options, directory, true);
    }

    /**
     * Says what to do.
     *
     * @param summary what reporters saw; its domain must be that of the record. It reaches back to the first day of the window, or
     *     the advice is to wait
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
        Reporters reporters = new Reporters(window, today, options.silentPercent());
        List<TrafficSource> sources = new SourceClassifier(options, directory, reporters).classify(window);
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
        PolicySteps steps = new PolicySteps(record, percentSteps);
        Optional<DmarcRecord> next = steps.next();
        if (next.isEmpty()) {
            reasons.add("the policy is the strictest there is");
            return new PolicyAdvice(PolicyAdvice.Step.HOLD, record, PolicyAdvice.Confidence.HIGH, sources, reasons);
        }
        DataCheck check = new DataCheck(options, today);
        check.checkBegin(summary);
        check.checkDays(window.keySet(), steps);
        check.checkVolume(sources);
        check.checkReporters(reporters);
        reasons.addAll(check.reasons());
        if (!reasons.isEmpty()) {
            return new PolicyAdvice(PolicyAdvice.Step.HOLD, record, PolicyAdvice.Confidence.LOW, sources, reasons);
        }
        reasons.add("no legitimate source is known to fail");
        return new PolicyAdvice(
                PolicyAdvice.Step.TIGHTEN,
                next.get(),
                summary.failingOverflow() > 0 || !reporters.silent().isEmpty()
                        ? PolicyAdvice.Confidence.MEDIUM
                        : PolicyAdvice.Confidence.HIGH,
                sources,
                reasons);
    }
}
