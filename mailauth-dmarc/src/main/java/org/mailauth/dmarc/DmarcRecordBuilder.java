package org.mailauth.dmarc;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/**
 * Collects the tags of a {@link DmarcRecord}; not safe for concurrent use.
 *
 * <p>It writes the tags of RFC 9989 only: {@code pct}, {@code rf} and {@code ri} can be read, and are kept by
 * {@link DmarcRecord#toBuilder()} unless {@link #withoutHistoricTags()} drops them.
 */
public final class DmarcRecordBuilder {
    private final Map<String, DmarcPolicy> policies = new TreeMap<>();
    private final Map<String, String> unusable = new TreeMap<>();
    private PublicSuffixFlag psd = PublicSuffixFlag.UNKNOWN;
    private boolean testing;
    private AlignmentMode dkimAlignment = AlignmentMode.RELAXED;
    private AlignmentMode spfAlignment = AlignmentMode.RELAXED;
    private List<ReportUri> aggregate = List.of();
    private List<ReportUri> failure = List.of();
    private Set<FailureReportOption> options = EnumSet.of(FailureReportOption.ALL_FAILED);
    private RecordTags.HistoricTags historic = RecordTags.HistoricTags.DEFAULTS;

    DmarcRecordBuilder() {}

    DmarcRecordBuilder(RecordTags tags) {
        policies.putAll(tags.policies());
        unusable.putAll(tags.unusable());
        psd = tags.psd();
        testing = tags.testing();
        dkimAlignment = tags.dkimAlignment();
        spfAlignment = tags.spfAlignment();
        aggregate = tags.aggregate();
        failure = tags.failure();
        options = tags.options();
        historic = tags.historic();
    }

    private DmarcRecordBuilder policy(String tag, DmarcPolicy value) {
        policies.put(tag, Objects.requireNonNull(value, "value"));
        unusable.remove(tag);
        return this;
    }

    /**
     * Sets the policy of the domain, {@code p}.
     *
     * @param value the policy
     * @return this builder
     */
    public DmarcRecordBuilder policy(DmarcPolicy value) {
        return policy(RecordTags.POLICY, value);
    }

    /**
     * Sets the policy for subdomains, {@code sp}.
     *
     * @param value the policy
     * @return this builder
     */
    public DmarcRecordBuilder subdomainPolicy(DmarcPolicy value) {
        return policy(RecordTags.SUBDOMAINS, value);
    }

    /**
     * Sets the policy for subdomains that do not exist, {@code np}.
     *
     * @param value the policy
     * @return this builder
     */
    public DmarcRecordBuilder nonexistentSubdomainPolicy(DmarcPolicy value) {
        return policy(RecordTags.NONEXISTENT, value);
    }

    /**
     * Leaves out {@code sp} and {@code np}: subdomains have the policy of the domain.
     *
     * @return this builder
     */
    public DmarcRecordBuilder withoutSubdomainPolicies() {
        for (String tag : List.of(RecordTags.SUBDOMAINS, RecordTags.NONEXISTENT)) {
            policies.remove(tag);
            unusable.remove(tag);
        }
        return this;
    }

    /**
     * Sets whether the domain is a Public Suffix Domain, {@code psd}.
     *
     * @param value what the record says
     * @return this builder
     */
    public DmarcRecordBuilder publicSuffixFlag(PublicSuffixFlag value) {
        psd = Objects.requireNonNull(value, "value");
        return this;
    }

    /**
     * Sets whether the policy is only tested, {@code t}.
     *
     * @param value true for {@code t=y}
     * @return this builder
     */
    public DmarcRecordBuilder testing(boolean value) {
        testing = value;
        return this;
    }

    /**
     * Sets how near a DKIM signing domain must be, {@code adkim}.
     *
     * @param value relaxed or strict
     * @return this builder
     */
    public DmarcRecordBuilder dkimAlignment(AlignmentMode value) {
        dkimAlignment = Objects.requireNonNull(value, "value");
        return this;
    }

    /**
     * Sets how near an SPF domain must be, {@code aspf}.
     *
     * @param value relaxed or strict
     * @return this builder
     */
    public DmarcRecordBuilder spfAlignment(AlignmentMode value) {
        spfAlignment = Objects.requireNonNull(value, "value");
        return this;
    }

    /**
     * Sets where aggregate reports go, {@code rua}.
     *
     * @param uris in order, may be empty
     * @return this builder
     */
    public DmarcRecordBuilder aggregateReportUris(List<ReportUri> uris) {
        aggregate = List.copyOf(uris);
        return this;
    }

    /**
     * Sets where failure reports go, {@code ruf}.
     *
     * @param uris in order, may be empty
     * @return this builder
     */
    public DmarcRecordBuilder failureReportUris(List<ReportUri> uris) {
        failure = List.copyOf(uris);
        return this;
    }

    /**
     * Sets when failure reports are wanted, {@code fo}.
     *
     * @param values at least one, and not both 0 and 1
     * @return this builder
     * @throws IllegalArgumentException when there is none, or both 0 and 1
     */
    public DmarcRecordBuilder failureReportOptions(Set<FailureReportOption> values) {
        Set<FailureReportOption> wanted = Set.copyOf(values);
        if (wanted.isEmpty()
                || wanted.containsAll(Set.of(FailureReportOption.ALL_FAILED, FailureReportOption.ANY_FAILED))) {
            throw new IllegalArgumentException("values must not be empty, and not hold both 0 and 1: " + wanted);
        }
        options = EnumSet.copyOf(wanted);
        return this;
    }

    /**
     * Leaves out {@code pct}, {@code rf} and {@code ri}, which RFC 9989 §9.3 made historic.
     *
     * @return this builder
     */
    public DmarcRecordBuilder withoutHistoricTags() {
        historic = RecordTags.HistoricTags.DEFAULTS;
        return this;
    }

    /**
     * Makes the record.
     *
     * @return an immutable record
     */
    public DmarcRecord build() {
        return new DmarcRecord(new RecordTags(
                policies, unusable, psd, testing, dkimAlignment, spfAlignment, aggregate, failure, options, historic));
    }
}
