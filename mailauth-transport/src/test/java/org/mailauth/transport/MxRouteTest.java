package org.mailauth.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.mailauth.DomainName;
import org.mailauth.dns.DnsAnswer;
import org.mailauth.dns.DnsFailure;
import org.mailauth.dns.DnsName;
import org.mailauth.dns.DnsRecord;
import org.mailauth.dns.DnsType;
import org.mailauth.dns.DnssecStatus;
import org.mailauth.testkit.InMemoryDns;
import org.mailauth.testkit.RecordingDns;

/** The way that MX records give (RFC 5321 §5.1, RFC 7505), and that no policy reorders. */
class MxRouteTest {

    private static InMemoryDns.Builder zone() {
        return InMemoryDns.builder().dnssec(DnssecStatus.SECURE);
    }

    private static TlsPlan plan(InMemoryDns.Builder dns) {
        return World.builder(dns.build()).build().plan(World.DOMAIN);
    }

    private static List<String> hosts(TlsPlan plan) {
        return plan.hosts().stream().map(host -> host.host().toString()).toList();
    }

    private static List<String> codes(TlsPlan plan) {
        return plan.reasons().stream().map(PlanReason::code).toList();
    }

    @Test
    void hostsStandInTheOrderOfPreferences_whateverProtectsThem() {
        TlsPlan plan = plan(zone().mx("example.com", 20, "b.example.net")
                .mx("example.com", 10, "a.example.net")
                .mx("example.com", 30, "c.example.net")
                .a("a.example.net", "192.0.2.1")
                .a("b.example.net", "192.0.2.2")
                .a("c.example.net", "192.0.2.3")
                .dnssec("a.example.net", DnssecStatus.INSECURE)
                .fail("b.example.net", DnsFailure.BOGUS)
                .tlsa("_25._tcp.c.example.net", 3, 1, 1, "00".repeat(32)));

        assertThat(plan.hosts())
                .extracting(PlannedHost::toString)
                .containsExactly(
                        "10 a.example.net: opportunistic", "20 b.example.net: do-not-use", "30 c.example.net: dane");
        assertThat(plan.usableHosts()).hasSize(2);
        assertThat(plan.outcome()).isEqualTo(TlsPlan.Outcome.DELIVER);
        assertThat(plan.hosts().get(2).addresses()).hasSize(1);
        assertThat(plan.hosts().get(1).addresses()).isEmpty();
    }

    @Test
    void domainWithoutMxRecords_isItsOwnHost() {
        TlsPlan plan =
                plan(zone().a("example.com", "192.0.2.1").tlsa("_25._tcp.example.com", 3, 1, 1, "00".repeat(32)));

        assertThat(hosts(plan)).containsExactly("example.com");
        assertThat(plan.hosts().get(0).preference()).isEqualTo(OptionalInt.empty());
        assertThat(plan.hosts().get(0).requirement()).isEqualTo(TlsRequirement.DANE);
        assertThat(codes(plan)).containsExactly("mx.implicit");
    }

    /** RFC 7672 §2.1.1: whoever can hide MX records must not lead mail to the domain's own address. */
    @Test
    void absenceOfMxRecordsThatNobodyValidated_delays() {
        InMemoryDns zone = zone().a("example.com", "192.0.2.1").build();
        DnsAnswer hidden = new DnsAnswer.NoData(
                new DnsAnswer.Evidence(DnssecStatus.INDETERMINATE, List.of(), Duration.ofMinutes(5)));
        TlsPlan plan = World.builder(question -> question.type() == DnsType.MX ? hidden : zone.resolve(question))
                .build()
                .plan(World.DOMAIN);

        assertThat(plan.outcome()).isEqualTo(TlsPlan.Outcome.DELAY);
        assertThat(plan.usableHosts()).isEmpty();
    }

    /** RFC 7672 §2.1.1: whoever can forge an answer that nobody validates must not have mail returned. */
    @Test
    void noDomainAndNullMxThatNobodyValidated_delayWhereDaneCounts() {
        DnsAnswer.Evidence doubtful =
                new DnsAnswer.Evidence(DnssecStatus.INDETERMINATE, List.of(), Duration.ofMinutes(5));
        Map<DnsAnswer, TlsPlan.Outcome> answers = Map.of(
                new DnsAnswer.NxDomain(doubtful),
                TlsPlan.Outcome.NO_SUCH_DOMAIN,
                new DnsAnswer.Found(List.of(new DnsRecord.Mx(0, DnsName.ROOT)), doubtful),
                TlsPlan.Outcome.NULL_MX);
        answers.forEach((answer, outcome) -> {
            TlsPlan plan = World.builder(question -> answer).build().plan(World.DOMAIN);
            assertThat(plan.outcome()).isEqualTo(TlsPlan.Outcome.DELAY);
            assertThat(codes(plan)).contains("mx.indeterminate");

            TlsPlan withoutDane =
                    World.builder(question -> answer).withoutDane().build().plan(World.DOMAIN);
            assertThat(withoutDane.outcome()).isEqualTo(outcome);
        });
    }

    @Test
    void domainWithoutMxRecordsAndAddresses_waits() {
        assertThat(plan(zone().exists("example.com")).outcome()).isEqualTo(TlsPlan.Outcome.DELAY);
    }

    @Test
    void nullMx_takesNoMail() {
        TlsPlan plan = plan(zone().mx("example.com", 0, "."));

        assertThat(plan.outcome()).isEqualTo(TlsPlan.Outcome.NULL_MX);
        assertThat(plan.reasons())
                .singleElement()
                .satisfies(reason -> assertThat(reason.reference()).isEqualTo("RFC 7505 §3"));
    }

    @Test
    void nullMxBesideAnother_isLeftOut() {
        TlsPlan plan = plan(zone().mx("example.com", 0, ".")
                .mx("example.com", 10, "mx.example.com")
                .a("mx.example.com", "192.0.2.1"));

        assertThat(hosts(plan)).containsExactly("mx.example.com");
        assertThat(codes(plan)).contains("mx.name");
    }

    @Test
    void unknownDomain_takesNoMail() {
        assertThat(plan(zone()).outcome()).isEqualTo(TlsPlan.Outcome.NO_SUCH_DOMAIN);
    }

    @Test
    void noAnswerAboutMxRecords_delays_andNoHostIsAsked() {
        for (DnsFailure failure : DnsFailure.values()) {
            RecordingDns dns = RecordingDns.over(zone().a("example.com", "192.0.2.1")
                    .fail("example.com", DnsType.MX, failure)
                    .build());
            TlsPlan plan = World.builder(dns).build().plan(World.DOMAIN);

            assertThat(plan.outcome()).isEqualTo(TlsPlan.Outcome.DELAY);
            assertThat(plan.hosts()).isEmpty();
            assertThat(dns.count()).isEqualTo(1);
            assertThat(codes(plan)).containsExactly(failure == DnsFailure.BOGUS ? "mx.bogus" : "mx.no-answer");
            assertThat(plan.reportDelay()).hasSize(failure == DnsFailure.BOGUS ? 1 : 0);
        }
    }

    @Test
    void insecureMx_leavesDaneToTheHost_unlessDaneIsRequired() {
        InMemoryDns.Builder dns = zone().mx("example.com", 10, "mx.example.net")
                .a("mx.example.net", "192.0.2.1")
                .dnssec("example.com", DnssecStatus.INSECURE)
                .tlsa("_25._tcp.mx.example.net", 3, 1, 1, "00".repeat(32));

        assertThat(plan(dns).hosts().get(0).requirement()).isEqualTo(TlsRequirement.DANE);
        TlsPlan required = World.builder(dns.build()).requireDane().build().plan(World.DOMAIN);
        assertThat(required.outcome()).isEqualTo(TlsPlan.Outcome.DELAY);
        assertThat(required.hosts().get(0).reasons().get(0).reference()).isEqualTo("RFC 7672 §2.2.1");
    }

    @Test
    void namesThatAreNone_areLeftOut() {
        TlsPlan plan = plan(zone().mx("example.com", 10, "a\\032b.example.com"));

        assertThat(plan.outcome()).isEqualTo(TlsPlan.Outcome.DELAY);
        assertThat(codes(plan)).containsExactly("mx.name");
    }

    @Test
    void hostThatIsNamedTwice_isTriedOnce() {
        TlsPlan plan = plan(zone().mx("example.com", 20, "mx.example.com")
                .mx("example.com", 10, "MX.example.com")
                .a("mx.example.com", "192.0.2.1"));

        assertThat(plan.hosts())
                .singleElement()
                .satisfies(host -> assertThat(host.preference()).hasValue(10));
    }

    @Test
    void numberOfHostsIsBounded() {
        InMemoryDns.Builder dns = zone();
        for (int i = 0; i < 40; i++) {
            dns.mx("example.com", i, "mx" + i + ".example.net").a("mx" + i + ".example.net", "192.0.2.1");
        }
        RecordingDns recording = RecordingDns.over(dns.build());
        TlsPlan plan = World.builder(recording).maxHosts(3).build().plan(World.DOMAIN);

        assertThat(hosts(plan)).containsExactly("mx0.example.net", "mx1.example.net", "mx2.example.net");
        assertThat(codes(plan)).contains("mx.too-many");
        assertThat(recording.count()).isLessThanOrEqualTo(1 + 3 * 5);
    }

    @Test
    void hostsOfOnePreferenceAreShuffled_whenARandomSourceIsGiven() {
        InMemoryDns.Builder dns = zone();
        for (String host : List.of("a", "b", "c")) {
            dns.mx("example.com", 10, host + ".example.net").a(host + ".example.net", "192.0.2.1");
        }
        dns.mx("example.com", 5, "first.example.net").a("first.example.net", "192.0.2.1");
        Set<List<String>> orders = new HashSet<>();
        for (int seed = 0; seed < 60; seed++) {
            orders.add(hosts(World.builder(dns.build())
                    .random(new Random(seed * 0x9E3779B97F4A7C15L))
                    .build()
                    .plan(World.DOMAIN)));
        }

        assertThat(orders).hasSize(6).allSatisfy(order -> assertThat(order).startsWith("first.example.net"));
    }

    @Test
    void hostThatIsNamedDirectly_isNotLookedUp() {
        RecordingDns dns =
                RecordingDns.over(zone().a("relay.example.net", "192.0.2.1").build());
        TlsPlan plan = World.builder(dns).build().planWithoutMx(DomainName.of("relay.example.net"));

        assertThat(hosts(plan)).containsExactly("relay.example.net");
        assertThat(dns.questions())
                .noneSatisfy(asked -> assertThat(asked.type()).isEqualTo(DnsType.MX));
    }

    @Test
    void withoutDane_noHostIsAsked() {
        RecordingDns dns =
                RecordingDns.over(zone().mx("example.com", 10, "mx.example.com").build());
        TlsPlan plan = World.builder(dns).withoutDane().build().plan(World.DOMAIN);

        assertThat(plan.hosts().get(0).requirement()).isEqualTo(TlsRequirement.OPPORTUNISTIC);
        assertThat(plan.hosts().get(0).dane()).isEmpty();
        assertThat(dns.count()).isEqualTo(1);
    }

    @Test
    void mistakesOfTheProgrammerThrow() {
        assertThatThrownBy(() -> OutboundTlsPlanner.builder().withoutMtaSts().build())
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> OutboundTlsPlanner.builder()
                        .resolver(InMemoryDns.builder().build())
                        .build())
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> World.builder(InMemoryDns.builder().build())
                        .withoutDane()
                        .requireDane()
                        .build())
                .isInstanceOf(IllegalStateException.class);
    }
}
