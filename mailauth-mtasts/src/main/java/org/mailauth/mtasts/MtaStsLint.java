package org.mailauth.mtasts;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.mailauth.DomainName;
import org.mailauth.dns.DnsName;

/**
 * What was found about what a domain publishes for MTA-STS.
 *
 * <p>Immutable and thread-safe; no component is null.
 *
 * @param domain the domain
 * @param records the TXT records at its {@code _mta-sts} name, as published
 * @param record the one that counts; empty when none does
 * @param policy what its policy host serves; empty when there is no valid policy
 * @param hosts its MX hosts, in the order of the answer; the domain itself when it has no MX record (RFC 5321 §5.1)
 * @param isComplete whether the DNS answered all that was asked of it
 * @param findings mistakes and remarks, the gravest first
 */
public record MtaStsLint(
        DomainName domain,
        List<String> records,
        Optional<MtaStsRecord> record,
        Optional<MtaStsPolicy> policy,
        List<DnsName> hosts,
        boolean isComplete,
        List<MtaStsFinding> findings) {
    /**
     * Copies the lists and checks that nothing is null.
     *
     * @param domain the domain
     * @param records the TXT records at its {@code _mta-sts} name, as published
     * @param record the one that counts; empty when none does
     * @param policy what its policy host serves; empty when there is no valid policy
     * @param hosts its MX hosts, in the order of the answer; the domain itself when it has no MX record (RFC 5321 §5.1)
     * @param isComplete whether the DNS answered all that was asked of it
     * @param findings mistakes and remarks, the gravest first
     */
    public MtaStsLint {
        Objects.requireNonNull(domain, "domain");
        records = List.copyOf(records);
        Objects.requireNonNull(record, "record");
        Objects.requireNonNull(policy, "policy");
        hosts = List.copyOf(hosts);
        findings = List.copyOf(findings);
    }

    /**
     * Whether any finding is an error.
     *
     * @return true when mail is delayed, or there is no protection
     */
    public boolean hasErrors() {
        return findings.stream().anyMatch(finding -> finding.severity() == MtaStsFinding.Severity.ERROR);
    }

    /**
     * Record and policy together, when both are there.
     *
     * @return empty when either is missing
     */
    public Optional<MtaStsPublication> publication() {
        return record.flatMap(found -> policy.map(served -> new MtaStsPublication(found, served)));
    }
}
