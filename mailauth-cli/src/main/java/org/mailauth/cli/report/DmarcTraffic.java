package org.mailauth.cli.report;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.mailauth.dmarc.DmarcPolicy;
import org.mailauth.report.dmarc.AggregateReportHeader;
import org.mailauth.report.dmarc.AggregateReportReading;
import org.mailauth.report.dmarc.AggregateRow;

/**
 * What many aggregate reports say together. Memory is bounded whatever the reports say: beyond so many sources, domains and
 * days, further ones are counted together. Not thread-safe.
 */
final class DmarcTraffic {
    static final int MAX_SOURCES = 50_000;
    static final int MAX_DOMAINS = 1_000;
    static final int MAX_DAYS = 4_000;
    static final int MAX_POLICIES = 4_000;

    private static final int SECONDS_A_DAY = 86_400;
    /** The last day of the year 9999. */
    private static final long LAST_DAY = 2_932_896;

    /** A policy that reports of a day name. */
    record PublishedPolicy(long day, String domain, DmarcPolicy policy) {}

    /** A name with its counts. */
    record Entry(String name, Tally tally) {}

    private final Map<String, Tally> sources = new HashMap<>();
    private final Map<String, Tally> domains = new HashMap<>();
    private final TreeMap<Long, Tally> days = new TreeMap<>();
    private final Map<String, TreeMap<Long, DmarcPolicy>> policies = new HashMap<>();
    private final Tally all = new Tally();
    private final Tally otherSources = new Tally();
    private final Tally otherDomains = new Tally();
    private final Tally otherDays = new Tally();
    private int policyCount;
    private long reports;
    private long droppedRows;
    private long problems;

    void add(AggregateReportHeader header, AggregateRow row) {
        RowClass kind = RowClass.of(row);
        long messages = row.count();
        all.add(kind, messages);
        bounded(sources, row.sourceIp().getHostAddress(), MAX_SOURCES, otherSources)
                .add(kind, messages);
        bounded(domains, header.policyPublished().domain(), MAX_DOMAINS, otherDomains)
                .add(kind, messages);
        day(header)
                .map(day -> bounded(days, day, MAX_DAYS, otherDays))
                .orElse(otherDays)
                .add(kind, messages);
    }

    void add(AggregateReportReading reading) {
        reports++;
        droppedRows = Tally.sum(droppedRows, reading.droppedRowCount());
        problems += reading.problems().size();
        String domain = reading.header().policyPublished().domain();
        Optional<DmarcPolicy> policy = reading.header().policyPublished().policy();
        Optional<Long> day = day(reading.header());
        if (policy.isPresent() && day.isPresent() && policyCount < MAX_POLICIES) {
            // of several on one day the last one read
            if (policies.computeIfAbsent(domain, none -> new TreeMap<>()).put(day.get(), policy.get()) == null) {
                policyCount++;
            }
        }
    }

    private static <K> Tally bounded(Map<K, Tally> map, K key, int most, Tally others) {
        return map.size() < most ? map.computeIfAbsent(key, none -> new Tally()) : map.getOrDefault(key, others);
    }

    /** The day in UTC on which the period of a report begins; a report without one, or far off, has none. */
    private static Optional<Long> day(AggregateReportHeader header) {
        return header.metadata()
                .begin()
                .map(Instant::getEpochSecond)
                .map(second -> Math.floorDiv(second, (long) SECONDS_A_DAY))
                .filter(day -> day >= 0 && day <= LAST_DAY);
    }

    Tally all() {
        return all;
    }

    long reports() {
        return reports;
    }

    long droppedRows() {
        return droppedRows;
    }

    long problems() {
        return problems;
    }

    /** By day since 1970-01-01, in order. */
    NavigableMap<Long, Tally> days() {
        return new TreeMap<>(days);
    }

    /** Messages of reports without a usable date, or beyond the number of days that are kept. */
    Tally otherDays() {
        return otherDays;
    }

    /** Days between the first and the last one of which no report tells. */
    long daysWithoutData() {
        return days.isEmpty() ? 0 : days.lastKey() - days.firstKey() + 1 - days.size();
    }

    /** The addresses that sent most, most first. */
    List<Entry> sources() {
        return byVolume(sources);
    }

    /** Messages of sources beyond the number that is kept. */
    Tally otherSources() {
        return otherSources;
    }

    /** The domains whose policy was applied, most messages first. */
    List<Entry> domains() {
        return byVolume(domains);
    }

    /** Messages of domains beyond the number that is kept. */
    Tally otherDomains() {
        return otherDomains;
    }

    private static List<Entry> byVolume(Map<String, Tally> map) {
        List<Entry> entries = new ArrayList<>();
        map.forEach((name, tally) -> entries.add(new Entry(name, tally)));
        entries.sort(Comparator.comparingLong((Entry entry) -> -entry.tally().messages())
                .thenComparing(Entry::name));
        return entries;
    }

    /** The days on which the published policy of a domain changed, the first one included. */
    List<PublishedPolicy> policyChanges() {
        List<PublishedPolicy> changes = new ArrayList<>();
        new TreeMap<>(policies).forEach((domain, published) -> {
            Optional<DmarcPolicy> before = Optional.empty();
            for (Map.Entry<Long, DmarcPolicy> each : published.entrySet()) {
                if (!before.equals(Optional.of(each.getValue()))) {
                    changes.add(new PublishedPolicy(each.getKey(), domain, each.getValue()));
                }
                before = Optional.of(each.getValue());
            }
        });
        return changes;
    }

    /** The policies of one domain by day. */
    NavigableMap<Long, DmarcPolicy> policies(String domain) {
        return new TreeMap<>(policies.getOrDefault(domain, new TreeMap<>()));
    }
}
