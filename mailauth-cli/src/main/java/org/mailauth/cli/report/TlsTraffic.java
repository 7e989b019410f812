package org.mailauth.cli.report;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.mailauth.tlsrpt.TlsFailureDetails;
import org.mailauth.tlsrpt.TlsPolicyReport;
import org.mailauth.tlsrpt.TlsPolicyType;
import org.mailauth.tlsrpt.TlsReport;
import org.mailauth.tlsrpt.TlsResultType;

/**
 * What many TLS reports say together. Memory is bounded whatever the reports say: beyond so many domains further ones are
 * counted together, and types that RFC 8460 does not know are one. Not thread-safe.
 */
final class TlsTraffic {
    static final int MAX_DOMAINS = 1_000;
    /** What stands for a type that RFC 8460 does not know, or for none. */
    static final String UNKNOWN = "unknown";

    private final Map<String, Sessions> domains = new HashMap<>();
    private final Sessions all = new Sessions();
    private final Sessions otherDomains = new Sessions();
    private long reports;
    private long problems;
    private @Nullable Instant first;
    private @Nullable Instant last;

    /** Counts of sessions. */
    static final class Sessions {
        private long successful;
        private long failed;
        private final Map<String, Long> failures = new TreeMap<>();
        private final Map<String, Long> policyTypes = new TreeMap<>();

        private void add(TlsPolicyReport policy) {
            successful = Tally.sum(successful, count(policy.totalSuccessfulSessionCount()));
            failed = Tally.sum(failed, count(policy.totalFailureSessionCount()));
            policyTypes.merge(
                    policy.knownPolicyType().map(TlsPolicyType::word).orElse(UNKNOWN),
                    Tally.sum(count(policy.totalSuccessfulSessionCount()), count(policy.totalFailureSessionCount())),
                    Tally::sum);
            for (TlsFailureDetails failure : policy.failureDetails()) {
                failures.merge(
                        failure.knownResultType().map(TlsResultType::word).orElse(UNKNOWN),
                        count(failure.failedSessionCount()),
                        Tally::sum);
            }
        }

        private static long count(OptionalLong sessions) {
            return sessions.orElse(0);
        }

        long successful() {
            return successful;
        }

        long failed() {
            return failed;
        }

        long sessions() {
            return Tally.sum(successful, failed);
        }

        /** Failed sessions by result type, most first. */
        List<Map.Entry<String, Long>> failures() {
            return byVolume(failures);
        }

        /** All sessions by policy type, most first. */
        List<Map.Entry<String, Long>> policyTypes() {
            return byVolume(policyTypes);
        }

        private static List<Map.Entry<String, Long>> byVolume(Map<String, Long> counts) {
            List<Map.Entry<String, Long>> entries = new ArrayList<>(counts.entrySet());
            entries.sort(
                    Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()));
            return entries;
        }
    }

    /** A domain with its counts. */
    record Entry(String domain, Sessions sessions) {}

    void add(TlsReport report, long deviations) {
        reports++;
        problems = Tally.sum(problems, deviations);
        report.startDatetime().ifPresent(start -> first = first == null || start.isBefore(first) ? start : first);
        report.endDatetime().ifPresent(end -> last = last == null || end.isAfter(last) ? end : last);
        for (TlsPolicyReport policy : report.policies()) {
            all.add(policy);
            String domain = policy.policyDomain().orElse("");
            (domains.size() < MAX_DOMAINS
                            ? domains.computeIfAbsent(domain, none -> new Sessions())
                            : domains.getOrDefault(domain, otherDomains))
                    .add(policy);
        }
    }

    Sessions all() {
        return all;
    }

    /** Sessions of domains beyond the number that is kept. */
    Sessions otherDomains() {
        return otherDomains;
    }

    long reports() {
        return reports;
    }

    long problems() {
        return problems;
    }

    /** The earliest start of a report. */
    Optional<Instant> first() {
        return Optional.ofNullable(first);
    }

    /** The latest end of a report. */
    Optional<Instant> last() {
        return Optional.ofNullable(last);
    }

    /** The policy domains, those with most failures first; one without a name is empty. */
    List<Entry> domains() {
        List<Entry> entries = new ArrayList<>();
        domains.forEach((domain, sessions) -> entries.add(new Entry(domain, sessions)));
        entries.sort(Comparator.comparingLong((Entry entry) -> entry.sessions().failed())
                .thenComparingLong(entry -> entry.sessions().sessions())
                .reversed()
                .thenComparing(Entry::domain));
        return entries;
    }
}
