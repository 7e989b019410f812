package org.mailauth.tlsrpt;

import java.util.List;
import java.util.Objects;
import org.mailauth.DomainName;

/**
 * The policy that a session of one's own was held against, as its report will quote it (RFC 8460 §4.4). Sessions under equal
 * policies are counted together. Immutable and thread-safe; no component is null.
 *
 * @param type which kind of policy
 * @param strings the policy as published: each TLSA record in presentation form without its owner, or each line of the MTA-STS
 *     policy; empty when there is none
 * @param domain for MTA-STS and without a policy the domain that mail goes to, for DANE the TLSA base domain (RFC 8460 §1.1)
 * @param mxHosts the {@code mx} patterns of the MTA-STS policy, in order; empty for others
 */
public record TlsAppliedPolicy(TlsPolicyType type, List<String> strings, DomainName domain, List<String> mxHosts) {
    /**
     * Copies the lists and checks that nothing is null.
     *
     * @param type which kind of policy
     * @param strings the policy as published
     * @param domain the domain of the policy
     * @param mxHosts the {@code mx} patterns of the MTA-STS policy
     */
    public TlsAppliedPolicy {
        Objects.requireNonNull(type, "type");
        strings = List.copyOf(strings);
        Objects.requireNonNull(domain, "domain");
        mxHosts = List.copyOf(mxHosts);
    }

    /**
     * Neither DANE nor MTA-STS was found.
     *
     * @param domain the domain that mail goes to
     * @return the policy
     */
    public static TlsAppliedPolicy none(DomainName domain) {
        return new TlsAppliedPolicy(TlsPolicyType.NO_POLICY_FOUND, List.of(), domain, List.of());
    }

    /**
     * DANE.
     *
     * @param baseDomain the TLSA base domain
     * @param records the TLSA records in presentation form, such as {@code 3 1 1 1F850A33...}
     * @return the policy
     */
    public static TlsAppliedPolicy tlsa(DomainName baseDomain, List<String> records) {
        return new TlsAppliedPolicy(TlsPolicyType.TLSA, records, baseDomain, List.of());
    }

    /**
     * MTA-STS.
     *
     * @param domain the domain that mail goes to
     * @param lines the lines of the policy; empty when it could not be fetched
     * @param mxHosts its {@code mx} patterns
     * @return the policy
     */
    public static TlsAppliedPolicy sts(DomainName domain, List<String> lines, List<String> mxHosts) {
        return new TlsAppliedPolicy(TlsPolicyType.STS, lines, domain, mxHosts);
    }
}
