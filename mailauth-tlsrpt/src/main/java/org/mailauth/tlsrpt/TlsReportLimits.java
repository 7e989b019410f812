package org.mailauth.tlsrpt;

/**
 * How much of a report of a stranger is read. A report that goes beyond a limit is unusable. Immutable and thread-safe.
 *
 * @param maxOctets octets as they arrive, compressed or not; 16 MiB by default
 * @param maxExpandedOctets octets of JSON after decompression; 64 MiB by default
 * @param maxRatio expanded octets for each compressed one, once more than a mebibyte is expanded; 200 by default
 * @param maxDepth objects and arrays within each other; 16 by default, 5 in a sound report
 * @param maxPolicies entries of {@code policies}; 1000 by default
 * @param maxFailureDetails entries of {@code failure-details} of all policies together; 100000 by default
 * @param maxTextLength characters of one text; 10000 by default
 * @param maxTexts texts in {@code policy-string} and {@code mx-host} of all policies together; 100000 by default
 */
public record TlsReportLimits(
        int maxOctets,
        int maxExpandedOctets,
        int maxRatio,
        int maxDepth,
        int maxPolicies,
        int maxFailureDetails,
        int maxTextLength,
        int maxTexts) {
    /** Findings kept of one report. */
    static final int MAX_FINDINGS = 200;

    /**
     * Checks that every limit lets something through.
     *
     * @param maxOctets octets as they arrive
     * @param maxExpandedOctets octets of JSON after decompression
     * @param maxRatio expanded octets for each compressed one
     * @param maxDepth objects and arrays within each other
     * @param maxPolicies entries of {@code policies}
     * @param maxFailureDetails entries of {@code failure-details}
     * @param maxTextLength characters of one text
     * @param maxTexts texts in {@code policy-string} and {@code mx-host}
     */
    public TlsReportLimits {
        boolean positive = maxOctets > 0
                && maxExpandedOctets > 0
                && maxRatio > 0
                && maxDepth > 0
                && maxPolicies > 0
                && maxFailureDetails > 0
                && maxTextLength > 0
                && maxTexts > 0;
        if (!positive) {
            throw new IllegalArgumentException("limits must be positive");
        }
    }

    /**
     * Limits that no honest report comes near.
     *
     * @return the limits
     */
    public static TlsReportLimits defaults() {
        return new TlsReportLimits(16 << 20, 64 << 20, 200, 16, 1000, 100_000, 10_000, 100_000);
    }

    /**
     * Other limits for octets.
     *
     * @param arriving octets as they arrive
     * @param expanded octets of JSON after decompression
     * @return new limits
     */
    public TlsReportLimits withOctets(int arriving, int expanded) {
        return new TlsReportLimits(
                arriving, expanded, maxRatio, maxDepth, maxPolicies, maxFailureDetails, maxTextLength, maxTexts);
    }

    /**
     * Other limits for entries.
     *
     * @param policies entries of {@code policies}
     * @param failureDetails entries of {@code failure-details} of all policies together
     * @param texts texts in {@code policy-string} and {@code mx-host} of all policies together
     * @return new limits
     */
    public TlsReportLimits withEntries(int policies, int failureDetails, int texts) {
        return new TlsReportLimits(
                maxOctets, maxExpandedOctets, maxRatio, maxDepth, policies, failureDetails, maxTextLength, texts);
    }
}
