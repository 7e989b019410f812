package org.mailauth.report.dmarc;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.mailauth.DomainName;
import org.mailauth.dmarc.AlignmentMode;
import org.mailauth.dmarc.DmarcMode;
import org.mailauth.dmarc.DmarcPolicy;
import org.mailauth.dmarc.DmarcRecord;
import org.mailauth.dmarc.FailureReportOption;

/**
 * The policy that a domain published, as a receiver saw it (RFC 9990 §3.1.1). Whatever the report lacks, or says with no word
 * that is known, is empty.
 *
 * <p>Immutable and thread-safe; no component is null.
 *
 * @param domain the DMARC Policy Domain, where the record was found; as written in the report
 * @param policy {@code p}, for the domain itself
 * @param subdomainPolicy {@code sp}, for subdomains
 * @param nonexistentSubdomainPolicy {@code np}, for subdomains that do not exist
 * @param dkimAlignment {@code adkim}
 * @param spfAlignment {@code aspf}
 * @param discoveryMethod how the record was found
 * @param failureReportOptions {@code fo}, as written
 * @param testing whether the domain only tests its policy: {@code t}
 * @param percent {@code pct}, 0 to 100: RFC 7489 only
 */
public record PolicyPublished(
        String domain,
        Optional<DmarcPolicy> policy,
        Optional<DmarcPolicy> subdomainPolicy,
        Optional<DmarcPolicy> nonexistentSubdomainPolicy,
        Optional<AlignmentMode> dkimAlignment,
        Optional<AlignmentMode> spfAlignment,
        Optional<DiscoveryMethod> discoveryMethod,
        Optional<String> failureReportOptions,
        Optional<Boolean> testing,
        OptionalInt percent) {

    /**
     * Cleans the texts: one line each, and nothing that XML cannot carry.
     *
     * @param domain the DMARC Policy Domain, where the record was found; as written in the report
     * @param policy {@code p}, for the domain itself
     * @param subdomainPolicy {@code sp}, for subdomains
     * @param nonexistentSubdomainPolicy {@code np}, for subdomains that do not exist
     * @param dkimAlignment {@code adkim}
     * @param spfAlignment {@code aspf}
     * @param discoveryMethod how the record was found
     * @param failureReportOptions {@code fo}, as written
     * @param testing whether the domain only tests its policy: {@code t}
     * @param percent {@code pct}, 0 to 100: RFC 7489 only
     */
    public PolicyPublished {
        domain = ReportText.clean(domain);
        Objects.requireNonNull(policy, "policy");
        Objects.requireNonNull(subdomainPolicy, "subdomainPolicy");
        Objects.requireNonNull(nonexistentSubdomainPolicy, "nonexistentSubdomainPolicy");
        Objects.requireNonNull(dkimAlignment, "dkimAlignment");
        Objects.requireNonNull(spfAlignment, "spfAlignment");
        Objects.requireNonNull(discoveryMethod, "discoveryMethod");
        failureReportOptions = ReportText.clean(failureReportOptions);
        Objects.requireNonNull(testing, "testing");
        if (percent.isPresent() && (percent.getAsInt() < 0 || percent.getAsInt() > 100)) {
            throw new IllegalArgumentException("percent must be 0 to 100: " + percent.getAsInt());
        }
    }

    /**
     * What a receiver reports about a record: tags that it does not have with their default values, where they have one of
     * their own.
     *
     * @param policyDomain where the record was found
     * @param record the record
     * @param mode how it was found
     * @return the policy in the shape of RFC 9990, so without {@code pct}
     */
    public static PolicyPublished of(DomainName policyDomain, DmarcRecord record, DmarcMode mode) {
        String options = record.failureReportOptions().stream()
                .map(FailureReportOption::letter)
                .sorted()
                .collect(Collectors.joining(":"));
        return new PolicyPublished(
                policyDomain.toString(),
                // RFC 9989 §4.7: a record without p counts as p=none.
                Optional.of(record.policy().orElse(DmarcPolicy.NONE)),
                record.subdomainPolicy(),
                record.nonexistentSubdomainPolicy(),
                Optional.of(record.dkimAlignment()),
                Optional.of(record.spfAlignment()),
                DiscoveryMethod.ofWord(mode.discoveryMethod()),
                options.isEmpty() ? Optional.empty() : Optional.of(options),
                Optional.of(record.isTesting()),
                OptionalInt.empty());
    }

    /**
     * The DMARC Policy Domain as a name.
     *
     * @return empty when the report names none
     */
    public Optional<DomainName> policyDomain() {
        return DomainName.parse(domain).value();
    }
}
