package org.mailauth;

import java.time.Duration;
import java.util.Objects;

/**
 * Says how much work one message may cause, across all protocols together.
 *
 * <p>The limits of the RFCs themselves (SPF's ten terms, for example) stay with their evaluators; these limits bound
 * what the machine really does. Immutable and thread-safe.
 *
 * @param dnsQuestions questions that may reach the resolver
 * @param elapsed time until every evaluation must have ended
 * @param bodyOctets octets of message body that may be hashed, counted once for each distinct body hash
 * @param signatureOperations public-key operations
 */
public record BudgetLimits(int dnsQuestions, Duration elapsed, long bodyOctets, int signatureOperations) {

    private static final BudgetLimits DEFAULTS =
            new BudgetLimits(300, Duration.ofSeconds(20), 1024L * 1024 * 1024, 128);

    /**
     * Checks that no limit is negative.
     *
     * @param dnsQuestions questions that may reach the resolver
     * @param elapsed time until every evaluation must have ended
     * @param bodyOctets octets of message body that may be hashed, counted once for each distinct body hash
     * @param signatureOperations public-key operations
     */
    public BudgetLimits {
        Objects.requireNonNull(elapsed, "elapsed");
        if (dnsQuestions < 0 || bodyOctets < 0 || signatureOperations < 0 || elapsed.isNegative()) {
            throw new IllegalArgumentException("limits must not be negative");
        }
    }

    /**
     * The limits used when none are given: 300 questions, 20 seconds, 1 GiB hashed, 128 signature operations.
     *
     * @return the default limits
     */
    public static BudgetLimits defaults() {
        return DEFAULTS;
    }

    /**
     * These limits with another number of DNS questions.
     *
     * @param questions zero or more
     * @return new limits
     */
    public BudgetLimits withDnsQuestions(int questions) {
        return new BudgetLimits(questions, elapsed, bodyOctets, signatureOperations);
    }

    /**
     * These limits with another time.
     *
     * @param time zero or more
     * @return new limits
     */
    public BudgetLimits withElapsed(Duration time) {
        return new BudgetLimits(dnsQuestions, time, bodyOctets, signatureOperations);
    }

    /**
     * These limits with another number of hashed body octets.
     *
     * @param octets zero or more
     * @return new limits
     */
    public BudgetLimits withBodyOctets(long octets) {
        return new BudgetLimits(dnsQuestions, elapsed, octets, signatureOperations);
    }

    /**
     * These limits with another number of signature operations.
     *
     * @param operations zero or more
     * @return new limits
     */
    public BudgetLimits withSignatureOperations(int operations) {
        return new BudgetLimits(dnsQuestions, elapsed, bodyOctets, operations);
    }
}
