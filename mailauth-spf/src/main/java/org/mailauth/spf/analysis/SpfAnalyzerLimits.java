package org.mailauth.spf.analysis;

import java.time.Duration;
import java.util.Objects;

/**
 * Says how much work one analysis may cause. A legal record needs at most 10 terms and 211 questions, because the
 * questions of both address families are asked; more leaves room to look at records that are over the limits of RFC
 * 7208. Immutable and thread-safe.
 *
 * @param dnsTerms 0 to 200: different terms whose DNS questions are asked, over all records together; also the number of terms
 *     that are followed through records that include each other again and again
 * @param dnsQuestions questions to the DNS
 * @param elapsed time of one analysis
 */
public record SpfAnalyzerLimits(int dnsTerms, int dnsQuestions, Duration elapsed) {
    private static final SpfAnalyzerLimits DEFAULTS = new SpfAnalyzerLimits(50, 300, Duration.ofSeconds(60));
    private static final int MAX_TERMS = 200;

    /**
     * Checks that no limit is negative.
     *
     * @param dnsTerms different terms whose DNS questions are asked
     * @param dnsQuestions questions to the DNS
     * @param elapsed time of one analysis
     */
    public SpfAnalyzerLimits {
        Objects.requireNonNull(elapsed, "elapsed");
        if (dnsTerms < 0 || dnsTerms > MAX_TERMS || dnsQuestions < 0 || elapsed.isNegative()) {
            throw new IllegalArgumentException("limits must not be negative, and dnsTerms at most 200");
        }
    }

    /**
     * The limits used when none are given: 50 terms, 300 questions, 60 seconds.
     *
     * @return the default limits
     */
    public static SpfAnalyzerLimits defaults() {
        return DEFAULTS;
    }

    /**
     * These limits with another number of terms.
     *
     * @param terms 0 to 200
     * @return new limits
     */
    public SpfAnalyzerLimits withDnsTerms(int terms) {
        return new SpfAnalyzerLimits(terms, dnsQuestions, elapsed);
    }

    /**
     * These limits with another number of questions.
     *
     * @param questions zero or more
     * @return new limits
     */
    public SpfAnalyzerLimits withDnsQuestions(int questions) {
        return new SpfAnalyzerLimits(dnsTerms, questions, elapsed);
    }

    /**
     * These limits with another time.
     *
     * @param time zero or more
     * @return new limits
     */
    public SpfAnalyzerLimits withElapsed(Duration time) {
        return new SpfAnalyzerLimits(dnsTerms, dnsQuestions, time);
    }
}
