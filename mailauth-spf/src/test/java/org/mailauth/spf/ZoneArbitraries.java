package org.mailauth.spf;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;
import org.mailauth.dns.DnsFailure;
import org.mailauth.dns.DnsName;
import org.mailauth.dns.DnsType;
import org.mailauth.testkit.InMemoryDns;

/**
 * Zones full of policies that point at each other: cycles, includes of includes, wide mx, names without addresses,
 * failures, doubled records and junk.
 */
final class ZoneArbitraries {
    private static final String REVERSE4 = "1.2.0.192.in-addr.arpa";
    private static final String REVERSE6 = "1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa";

    private ZoneArbitraries() {}

    /**
     * A zone with what went into it.
     *
     * @param dns the zone
     * @param records all that is published as TXT
     */
    record Zone(InMemoryDns dns, List<String> records) {
        boolean mentions(String... words) {
            return records.stream()
                    .map(record -> record.toLowerCase(Locale.ROOT))
                    .anyMatch(record -> Stream.of(words).anyMatch(record::contains));
        }

        @Override
        public String toString() {
            return dns.toZoneText();
        }
    }

    /** One thing that a zone holds. */
    private interface Entry {
        void addTo(InMemoryDns.Builder zone);
    }

    static Arbitrary<Zone> zones() {
        Arbitrary<List<String>> policies = RecordArbitraries.any().list().ofSize(RecordArbitraries.DOMAINS.size());
        Arbitrary<List<Entry>> entries = Arbitraries.frequencyOf(
                        Tuple.of(6, addresses()),
                        Tuple.of(4, exchangers()),
                        Tuple.of(2, pointers()),
                        Tuple.of(1, secondText()),
                        Tuple.of(3, failure()))
                .list()
                .ofMaxSize(14);
        return Combinators.combine(policies, entries).as(ZoneArbitraries::zone).withoutEdgeCases();
    }

    private static Zone zone(List<String> policies, List<Entry> entries) {
        InMemoryDns.Builder zone = InMemoryDns.builder();
        for (int at = 0; at < policies.size(); at++) {
            zone.txt(RecordArbitraries.DOMAINS.get(at), policies.get(at));
        }
        entries.forEach(entry -> entry.addTo(zone));
        return new Zone(zone.build(), policies);
    }

    private static Arbitrary<String> names() {
        return Arbitraries.oneOf(Arbitraries.of(RecordArbitraries.DOMAINS), Arbitraries.of(RecordArbitraries.HOSTS));
    }

    private static Arbitrary<Entry> addresses() {
        Arbitrary<String> four = Arbitraries.of("192.0.2.1", "198.51.100.7", "203.0.113.9");
        Arbitrary<String> six = Arbitraries.of("2001:db8::1", "2001:db8:1::1", "::ffff:192.0.2.1");
        return Combinators.combine(names(), four, six, Arbitraries.integers().between(0, 2))
                .as((name, a, aaaa, which) -> zone -> {
                    if (which != 1) {
                        zone.a(name, a);
                    }
                    if (which != 2) {
                        zone.aaaa(name, aaaa);
                    }
                });
    }

    private static Arbitrary<Entry> exchangers() {
        Arbitrary<Integer> width =
                Arbitraries.frequency(Tuple.of(4, 1), Tuple.of(2, 3), Tuple.of(2, 10), Tuple.of(1, 11), Tuple.of(1, 0));
        return Combinators.combine(names(), width).as((name, hosts) -> zone -> {
            for (int host = 0; host < hosts; host++) {
                zone.mx(name, host, "h" + host + ".test");
            }
            if (hosts == 0) {
                zone.mx(name, 0, ".");
            }
        });
    }

    private static Arbitrary<Entry> pointers() {
        return Combinators.combine(
                        Arbitraries.of(REVERSE4, REVERSE6),
                        names().list().ofMinSize(1).ofMaxSize(13))
                .as((reverse, names) -> zone -> names.forEach(name -> zone.ptr(reverse, name)));
    }

    private static Arbitrary<Entry> secondText() {
        return Combinators.combine(names(), Arbitraries.of("v=spf1 -all", "why %{s} of %{p}", "", "\u0000\u00ff"))
                .as((name, text) -> zone -> zone.txt(name, text));
    }

    private static Arbitrary<Entry> failure() {
        Arbitrary<DnsName> name =
                Arbitraries.oneOf(names().map(DnsName::of), Arbitraries.of(DnsName.of(REVERSE4), DnsName.of(REVERSE6)));
        Arbitrary<DnsType> type = Arbitraries.of(DnsType.TXT, DnsType.A, DnsType.AAAA, DnsType.MX, DnsType.PTR);
        Arbitrary<DnsFailure> failure = Arbitraries.of(
                DnsFailure.TIMEOUT,
                DnsFailure.SERVER_FAILURE,
                DnsFailure.REFUSED,
                DnsFailure.BOGUS,
                DnsFailure.ALIAS_LOOP);
        return Combinators.combine(name, type, failure).as((where, what, how) -> zone -> zone.fail(where, what, how));
    }
}
