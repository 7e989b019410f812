package org.mailauth.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import org.mailauth.dns.DnsAnswer;
import org.mailauth.dns.DnsFailure;
import org.mailauth.dns.DnsName;
import org.mailauth.dns.DnsRecord;
import org.mailauth.dns.DnsType;
import org.mailauth.dns.DnssecStatus;

/** Answers that are worked out in advance are those that looking along the tree of names gives. */
class ReadyAnswersLawsTest {
    private static final List<DnsName> NAMES = List.of(
            DnsName.of("test"),
            DnsName.of("a.test"),
            DnsName.of("b.a.test"),
            DnsName.of("*.a.test"),
            DnsName.of("c.b.a.test"),
            DnsName.of("*.test"),
            DnsName.of("d.test"));

    /** One thing that is said about a name. */
    record Fact(DnsName name, int kind, DnsName other, int number) {
        void tell(ZoneDataBuilder zone) {
            switch (kind) {
                case 0 -> zone.add(name, new DnsRecord.Txt(List.of("text " + number)), number);
                case 1 -> zone.add(name, new DnsRecord.Mx(number, other), 60);
                case 2 -> zone.add(name, new DnsRecord.Cname(other), number);
                case 3 -> zone.fail(name, List.of(DnsType.values()).get(number % 7), DnsFailure.TIMEOUT);
                case 4 -> zone.failOtherwise(name, DnsFailure.SERVER_FAILURE);
                case 5 -> zone.status(name, List.of(DnssecStatus.values()).get(number % 4));
                default -> zone.exists(name);
            }
        }
    }

    @Provide
    Arbitrary<List<Fact>> facts() {
        return Combinators.combine(
                        Arbitraries.of(NAMES),
                        Arbitraries.integers().between(0, 6),
                        Arbitraries.of(NAMES),
                        Arbitraries.integers().between(0, 300))
                .as(Fact::new)
                .list()
                .ofMaxSize(12);
    }

    @Property
    void readyAnswersAreThoseOfALookup(@ForAll("facts") List<Fact> facts) {
        ZoneDataBuilder zone = new ZoneDataBuilder();
        facts.forEach(fact -> fact.tell(zone));
        ZoneData data = zone.build();
        InMemoryDns dns = new InMemoryDns(data);
        for (DnsName name : NAMES) {
            for (DnsType type : DnsType.values()) {
                DnsAnswer answer = Ask.ask(dns, name.toString(), type);
                assertThat(answer).isEqualTo(Lookup.answer(data, name, type));
                Statistics.label("answers")
                        .collect(answer.getClass().getSimpleName())
                        .coverage(coverage -> Set.of("Found", "NoData", "NxDomain", "Failed")
                                .forEach(kind -> coverage.check(kind).percentage(share -> share > 1)));
                assertThat(answer.evidence().ttl()).isLessThanOrEqualTo(Duration.ofMinutes(5));
            }
        }
    }
}
