package org.mailauth.tlsrpt;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a report says about sessions under one policy: an entry of {@code policies} (RFC 8460 §4.4).
 *
 * <p>Every text is as the report has it, and may be anything: who shows one to people makes it visible first. A component is
 * empty when the report has none, or none that can be read. Immutable and thread-safe.
 *
 * @param policyType {@code policy-type}, known or not
 * @param policyString {@code policy-string}: the policy as published, a TLSA record or a line of the MTA-STS policy each
 * @param policyDomain {@code policy-domain}: the recipient's domain for MTA-STS, the TLSA base domain for DANE
 * @param mxHost {@code mx-host}: the patterns of the MTA-STS policy, or hosts
 * @param totalSuccessfulSessionCount {@code total-successful-session-count}: sessions, 0 to 2^53-1
 * @param totalFailureSessionCount {@code total-failure-session-count}: sessions, 0 to 2^53-1
 * @param failureDetails {@code failure-details}
 */
public record TlsPolicyReport(
        Optional<String> policyType,
        List<String> policyString,
        Optional<String> policyDomain,
        List<String> mxHost,
        OptionalLong totalSuccessfulSessionCount,
        OptionalLong totalFailureSessionCount,
        List<TlsFailureDetails> failureDetails) {
    /**
     * Copies the lists and checks the components.
     *
     * @param policyType {@code policy-type}, known or not
     * @param policyString {@code policy-string}: the policy as published, a TLSA record or a line of the MTA-STS policy each
     * @param policyDomain {@code policy-domain}: the recipient's domain for MTA-STS, the TLSA base domain for DANE
     * @param mxHost {@code mx-host}: the patterns of the MTA-STS policy, or hosts
     * @param totalSuccessfulSessionCount {@code total-successful-session-count}: sessions, 0 to 2^53-1
     * @param totalFailureSessionCount {@code total-failure-session-count}: sessions, 0 to 2^53-1
     * @param failureDetails {@code failure-details}
     */
    public TlsPolicyReport {
        Objects.requireNonNull(policyType, "policyType");
        policyString = List.copyOf(policyString);
        Objects.requireNonNull(policyDomain, "policyDomain");
        mxHost = List.copyOf(mxHost);
        Counts.requireCount("totalSuccessfulSessionCount", totalSuccessfulSessionCount);
        Counts.requireCount("totalFailureSessionCount", totalFailureSessionCount);
        failureDetails = List.copyOf(failureDetails);
    }

    /**
     * The policy type, when RFC 8460 knows it.
     *
     * @return empty for other types and when there is none
     */
    public Optional<TlsPolicyType> knownPolicyType() {
        return policyType.flatMap(TlsPolicyType::ofWord);
    }
}
