package org.mailauth.cli.report;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mailauth.DomainName;
import org.mailauth.dmarc.DmarcPolicy;
import org.mailauth.dmarc.DmarcRecord;
import org.mailauth.dmarc.DmarcRecordBuilder;
import org.mailauth.report.advice.TrafficSummary;
import org.mailauth.report.dmarc.AggregateReportHeader;
import org.mailauth.report.dmarc.AggregateRow;
import org.mailauth.report.dmarc.PolicyPublished;

/**
 * The traffic of each policy domain, for advice. Only so many domains are followed: those that reports name first, unless the
 * user names one. Not thread-safe.
 */
final class DomainTraffic {
    static final int MAX_DOMAINS = 8;
    /** Cells of each of several domains; all domains together must fit into the memory of a small computer. */
    static final int CELLS = 25_000;

    private final Optional<DomainName> only;
    private final Instant end;
    private final Map<DomainName, Followed> domains = new LinkedHashMap<>();
    private String lastName = "";
    private Optional<DomainName> lastDomain = Optional.empty();

    /** What is kept of a domain. */
    private static final class Followed {
        private final TrafficSummary.Builder summary;
        private @Nullable Instant policySeen;
        private @Nullable PolicyPublished policy;

        Followed(TrafficSummary.Builder summary) {
            this.summary = summary;
        }
    }

    /**
     * The traffic of a domain.
     *
     * @param summary what was counted
     * @param seen the record as the last report before tomorrow tells it; lacks every tag that reports do not have
     */
    record Seen(TrafficSummary summary, Optional<DmarcRecord> seen) {}

    DomainTraffic(Optional<DomainName> only, LocalDate today) {
        this.only = only;
        this.end = today.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    /** Whether a report is about a domain that counts. */
    boolean concerns(AggregateReportHeader header) {
        return only.isEmpty() || only.equals(domain(header));
    }

    private Optional<DomainName> domain(AggregateReportHeader header) {
        // Rows of one report come behind each other.
        String name = header.policyPublished().domain();
        if (!name.equals(lastName)) {
            lastName = name;
            lastDomain = header.policyPublished().policyDomain();
        }
        return lastDomain;
    }

    void add(AggregateReportHeader header, AggregateRow row) {
        followed(header).ifPresent(followed -> followed.summary.add(header, row));
    }

    /** Takes the policy of a report. */
    void add(AggregateReportHeader header) {
        Optional<Instant> begin = header.metadata().begin().filter(time -> time.isBefore(end));
        Optional<Followed> followed = followed(header);
        if (begin.isEmpty() || followed.isEmpty()) {
            return;
        }
        Followed of = followed.get();
        if (of.policySeen == null || !begin.get().isBefore(of.policySeen)) {
            of.policySeen = begin.get();
            of.policy = header.policyPublished();
        }
    }

    private Optional<Followed> followed(AggregateReportHeader header) {
        Optional<DomainName> domain = domain(header);
        if (domain.isEmpty()) {
            return Optional.empty();
        }
        Followed known = domains.get(domain.get());
        if (known == null && domains.size() < MAX_DOMAINS) {
            known = new Followed(
                    only.isPresent()
                            ? TrafficSummary.builder(domain.get())
                            : TrafficSummary.builder(domain.get(), CELLS));
            domains.put(domain.get(), known);
        }
        return Optional.ofNullable(known);
    }

    /** The domains, in the order in which reports name them. */
    List<Seen> seen() {
        return domains.values().stream()
                .map(followed -> new Seen(
                        followed.summary.build(),
                        Optional.ofNullable(followed.policy).map(DomainTraffic::record)))
                .toList();
    }

    private static DmarcRecord record(PolicyPublished published) {
        DmarcRecordBuilder record = DmarcRecord.builder(published.policy().orElse(DmarcPolicy.NONE));
        published.subdomainPolicy().ifPresent(record::subdomainPolicy);
        published.nonexistentSubdomainPolicy().ifPresent(record::nonexistentSubdomainPolicy);
        published.dkimAlignment().ifPresent(record::dkimAlignment);
        published.spfAlignment().ifPresent(record::spfAlignment);
        published.testing().ifPresent(record::testing);
        DmarcRecord told = record.build();
        // RFC 7489 §6.3: the builder writes no historic tags, and without it the record would be stricter than it is.
        int percent = published.percent().orElse(100);
        return percent < 100 ? DmarcRecord.of(told.toText() + "; pct=" + percent) : told;
    }
}
