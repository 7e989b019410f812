package org.mailauth.report.dmarc;

import java.net.InetAddress;
import java.util.Objects;

/**
 * Says of some messages of one address what came of them: the {@code record} of a report (RFC 9990 §3.1.1).
 *
 * <p>Immutable and thread-safe; no component is null.
 *
 * @param sourceIp the client that sent the messages
 * @param count how many messages, zero or more
 * @param policyEvaluated what came of DMARC
 * @param identifiers the domains that the messages named
 * @param authResults what DKIM and SPF found
 */
public record AggregateRow(
        InetAddress sourceIp,
        long count,
        PolicyEvaluated policyEvaluated,
        Identifiers identifiers,
        AuthResults authResults) {

    /**
     * Checks the count.
     *
     * @param sourceIp the client that sent the messages
     * @param count how many messages, zero or more
     * @param policyEvaluated what came of DMARC
     * @param identifiers the domains that the messages named
     * @param authResults what DKIM and SPF found
     */
    public AggregateRow {
        Objects.requireNonNull(sourceIp, "sourceIp");
        Objects.requireNonNull(policyEvaluated, "policyEvaluated");
        Objects.requireNonNull(identifiers, "identifiers");
        Objects.requireNonNull(authResults, "authResults");
        if (count < 0) {
            throw new IllegalArgumentException("count must not be negative: " + count);
        }
    }

    /**
     * Whether the messages passed DMARC.
     *
     * @return true when either method gave an aligned pass
     */
    public boolean isPass() {
        return policyEvaluated.isPass();
    }

    /**
     * The same of another number of messages.
     *
     * @param messages zero or more
     * @return a new row
     */
    public AggregateRow withCount(long messages) {
        return new AggregateRow(sourceIp, messages, policyEvaluated, identifiers, authResults);
    }
}
