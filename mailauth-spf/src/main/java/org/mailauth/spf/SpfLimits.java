package org.mailauth.spf;

import java.time.Duration;

/**
 * Says how much work one evaluation may cause. The defaults are those of RFC 7208; a higher value makes the evaluator
 * answer otherwise than the RFC says. Immutable and thread-safe.
 *
 * @param dnsTerms terms that cause DNS questions: include, a, mx, ptr, exists and redirect, over all records together
 *     (§4.6.4); more is permerror; at most 500, because policies that include each other nest as deep
 * @param voidLookups terms whose own question finds nothing, the addresses of an mx's or ptr's hosts not counted (§4.6.4);
 *     more is permerror
 * @param mxNames hosts of one mx (§4.6.4); more is permerror
 * @param ptrNames names of one address (§4.6.4); the rest are ignored
 * @param dnsQuestions real questions; 111 is the RFC's own worst case: the record, and ten terms of one MX question and
 *     ten address questions each; more is permerror
 * @param elapsed time of one evaluation; the RFC wants at least 20 seconds (§4.6.4); more is temperror
 */
public record SpfLimits(int dnsTerms, int voidLookups, int mxNames, int ptrNames, int dnsQuestions, Duration elapsed) {

    private static final int MAX_TERMS = 500;

    private static final SpfLimits RFC_7208 = new SpfLimits(10, 2, 10, 10, 111, Duration.ofSeconds(20));

    /**
     * Checks that each limit is in range.
     *
     * @param dnsTerms terms that cause DNS questions
     * @param voidLookups terms whose question finds nothing
     * @param mxNames hosts of one mx
     * @param ptrNames names of one address
     * @param dnsQuestions real questions
     * @param elapsed time of one evaluation
     */
    public SpfLimits {
        if (dnsTerms < 0 || dnsTerms > MAX_TERMS) {
            throw new IllegalArgumentException("dnsTerms must be 0 to " + MAX_TERMS + ": " + dnsTerms);
        }
        requireNotNegative(voidLookups, "voidLookups");
        requireNotNegative(mxNames, "mxNames");
        requireNotNegative(ptrNames, "ptrNames");
        requireNotNegative(dnsQuestions, "dnsQuestions");
        if (elapsed.isNegative()) {
            throw new IllegalArgumentException("elapsed must not be negative: " + elapsed);
        }
    }

    private static void requireNotNegative(int value, String name) {
        if (value < 0) {
            throw new IllegalArgumentException(name + " must not be negative: " + value);
        }
    }

    /**
     * The limits of RFC 7208 §4.6.4: 10 terms, 2 void lookups, 10 MX and PTR names, 111 questions, 20 seconds.
     *
     * @return the default limits
     */
    public static SpfLimits rfc7208() {
        return RFC_7208;
    }

    /**
     * These limits with another number of real questions.
     *
     * @param questions zero or more
     * @return new limits
     */
    public SpfLimits withDnsQuestions(int questions) {
        return new SpfLimits(dnsTerms, voidLookups, mxNames, ptrNames, questions, elapsed);
    }

    /**
     * These limits with another number of void lookups, the one limit that RFC 7208 §4.6.4 lets a receiver choose.
     *
     * @param lookups zero or more
     * @return new limits
     */
    public SpfLimits withVoidLookups(int lookups) {
        return new SpfLimits(dnsTerms, lookups, mxNames, ptrNames, dnsQuestions, elapsed);
    }

    /**
     * These limits with another time.
     *
     * @param time zero or more
     * @return new limits
     */
    public SpfLimits withElapsed(Duration time) {
        return new SpfLimits(dnsTerms, voidLookups, mxNames, ptrNames, dnsQuestions, time);
    }
}
