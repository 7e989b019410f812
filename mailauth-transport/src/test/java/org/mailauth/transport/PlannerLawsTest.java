package org.mailauth.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import org.mailauth.conformance.certificates.TestCertificate;
import org.mailauth.dane.DaneResult;
import org.mailauth.dane.DaneVerifier;
import org.mailauth.dane.SmtpServer;
import org.mailauth.dane.TlsaLookup;
import org.mailauth.dns.DnsAlias;
import org.mailauth.dns.DnsAnswer;
import org.mailauth.dns.DnsFailure;
import org.mailauth.dns.DnsName;
import org.mailauth.dns.DnsQuestion;
import org.mailauth.dns.DnsRecord;
import org.mailauth.dns.DnsResolver;
import org.mailauth.dns.DnsType;
import org.mailauth.dns.DnssecStatus;
import org.mailauth.mtasts.MtaStsPolicy;
import org.mailauth.mtasts.MtaStsPolicyFetcher;
import org.mailauth.mtasts.MxCertificateVerifier;
import org.mailauth.testkit.RecordingDns;

/** What holds whatever the DNS says. */
class PlannerLawsTest {
    private static final List<TestCertificate> SHOWN =
            List.of(World.BOTH, World.DANE_ONLY, World.WEB_PKI_ONLY, World.NEITHER);

    private static final List<DnsFailure> FAILURES = List.of(DnsFailure.values());

    /** A DNS that answers each question in a way of its own, the same question always alike. */
    private static DnsResolver chaos(long seed) {
        return question -> {
            Random random = new Random(seed * 31
                    + question.name().hashCode() * 7L
                    + question.type().code());
            for (int i = 0; i < 5; i++) {
                random.nextInt();
            }
            return answer(random, question);
        };
    }

    private static DnsAnswer answer(Random random, DnsQuestion question) {
        int kind = random.nextInt(14);
        DnssecStatus status = status(random);
        DnsAnswer.Evidence evidence =
                new DnsAnswer.Evidence(status, aliases(random, question.name()), Duration.ofMinutes(5));
        if (kind == 0) {
            return new DnsAnswer.Failed(FAILURES.get(random.nextInt(FAILURES.size())), "chaos");
        }
        if (kind == 1) {
            return new DnsAnswer.NxDomain(evidence);
        }
        if (kind == 2) {
            return new DnsAnswer.NoData(evidence);
        }
        List<DnsRecord> records = new ArrayList<>();
        int count = 1 + random.nextInt(4);
        for (int i = 0; i < count; i++) {
            records.add(record(random, question.type()));
        }
        return new DnsAnswer.Found(records, evidence);
    }

    private static DnssecStatus status(Random random) {
        return switch (random.nextInt(20)) {
            case 0 -> DnssecStatus.BOGUS;
            case 1 -> DnssecStatus.INDETERMINATE;
            case 2, 3, 4, 5, 6, 7 -> DnssecStatus.INSECURE;
            default -> DnssecStatus.SECURE;
        };
    }

    private static List<DnsAlias> aliases(Random random, DnsName name) {
        if (random.nextInt(6) > 0) {
            return List.of();
        }
        DnsName target = DnsName.of("alias" + random.nextInt(3) + ".example.net");
        return List.of(new DnsAlias(name, target, status(random)));
    }

    private static DnsRecord record(Random random, DnsType type) {
        return switch (type) {
            case MX ->
                new DnsRecord.Mx(
                        random.nextInt(3),
                        random.nextInt(8) == 0
                                ? DnsName.of(List.of(".", "a\\000b.example.com", "192.0.2.1")
                                        .get(random.nextInt(3)))
                                : DnsName.of(
                                        (random.nextBoolean() ? "mx" : "mx" + random.nextInt(5)) + ".example.com"));
            case TLSA -> tlsa(random);
            case TXT -> new DnsRecord.Txt(List.of("v=STSv1; id=" + random.nextInt(3) + ";"));
            case A, AAAA, CNAME, PTR -> address(type);
        };
    }

    private static DnsRecord tlsa(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> World.record(3, World.BOTH).rdata();
            case 1 -> World.record(2, World.ROOT).rdata();
            case 2 -> new DnsRecord.Tlsa(random.nextInt(5), random.nextInt(3), random.nextInt(4), "00");
            default -> World.record(3, World.DANE_ONLY).rdata();
        };
    }

    private static DnsRecord address(DnsType type) {
        try {
            byte[] octets = type == DnsType.AAAA ? new byte[16] : new byte[] {5, 6, 7, 8};
            InetAddress address = InetAddress.getByAddress(octets);
            return type == DnsType.AAAA
                    ? new DnsRecord.Aaaa((Inet6Address) address)
                    : new DnsRecord.A((Inet4Address) address);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    /** Finds a policy, whatever becomes of the other questions. */
    private static MtaStsPolicyFetcher fetcher(String file) {
        return World.fetcher(World.dns(World.DaneRow.RECORDS_ABSENT, World.StsRow.ENFORCE), World.file(file));
    }

    @Provide
    Arbitrary<String> files() {
        return Arbitraries.of(
                World.policy("enforce", true),
                World.policy("enforce", false),
                World.policy("testing", true),
                World.policy("testing", false),
                World.policy("none", true),
                "version: STSv1\nmode: enforce\nmx: *.example.com\nmax_age: 100000\n",
                "rubbish");
    }

    @Property
    void planIsNeverWeakerThanEitherProtocolDemands(
            @ForAll long seed, @ForAll("files") String file, @ForAll boolean required) {
        RecordingDns dns = RecordingDns.over(chaos(seed));
        OutboundTlsPlanner.Builder builder = World.builder(dns).mtaSts(fetcher(file));
        OutboundTlsPlanner planner = required ? builder.requireDane().build() : builder.build();
        TlsPlan plan = planner.plan(World.DOMAIN);

        assertThat(dns.count()).isLessThanOrEqualTo(1 + plan.hosts().size() * DaneVerifier.MAX_DNS_QUESTIONS);
        assertThat(plan.hosts())
                .isSortedAccordingTo((one, other) ->
                        one.preference().orElse(0) - other.preference().orElse(0));
        assertThat(plan.outcome() == TlsPlan.Outcome.DELIVER)
                .isEqualTo(!plan.usableHosts().isEmpty());
        if (plan.mxStatus() == DnssecStatus.BOGUS || plan.mxStatus() == DnssecStatus.INDETERMINATE) {
            // RFC 7672 §2.1.1: where to send is not known, whatever host or address the answer leads to.
            assertThat(plan.usableHosts()).isEmpty();
        }
        for (PlannedHost host : plan.hosts()) {
            for (TestCertificate shown : SHOWN) {
                checkHost(planner, plan, host, shown, required);
            }
            Statistics.label("requirement").collect(host.requirement());
        }
        plan.reportDelay();
        Statistics.label("outcome").collect(plan.outcome());
        Statistics.label("outcome").coverage(coverage -> {
            coverage.check(TlsPlan.Outcome.DELIVER).percentage(share -> share > 10);
            coverage.check(TlsPlan.Outcome.DELAY).percentage(share -> share > 10);
        });
        Statistics.label("requirement").coverage(coverage -> {
            for (TlsRequirement requirement : TlsRequirement.values()) {
                coverage.check(requirement).count(count -> count > 0);
            }
        });
    }

    private static void checkHost(
            OutboundTlsPlanner planner, TlsPlan plan, PlannedHost host, TestCertificate shown, boolean required) {
        TlsVerdict verdict = planner.judge(host, World.shows(shown));
        if (verdict.permitsDelivery() || host.requirement().allowsClearText()) {
            // DANE, asked on its own (RFC 7672 §2.2).
            TlsaLookup dane = host.dane().orElseThrow();
            DaneResult byDane = DaneVerifier.builder()
                    .resolver(question -> {
                        throw new AssertionError("asked");
                    })
                    .clock(World.NOW)
                    .build()
                    .verify(dane, World.shows(shown));
            assertThat(byDane.permitsDelivery() || host.requirement().allowsClearText())
                    .isTrue();
            if (host.requirement().allowsClearText()) {
                assertThat(dane).isInstanceOf(TlsaLookup.NotOffered.class);
            }
            assertThat(dane).isNotInstanceOf(TlsaLookup.Unreachable.class);
            assertThat(!required || dane instanceof TlsaLookup.Authenticate).isTrue();
            SmtpServer server = dane.server();
            assertThat(!required || server.isSecurelyNamed()).isTrue();
        }
        Optional<MtaStsPolicy> enforced = plan.mtaSts()
                .flatMap(lookup -> lookup.appliedPolicy())
                .filter(policy -> policy.mode() == MtaStsPolicy.Mode.ENFORCE);
        if (enforced.isPresent()) {
            // MTA-STS, asked on its own (RFC 8461 §4).
            boolean valid = enforced.get().permits(host.host())
                    && MxCertificateVerifier.trusting(List.of(World.ROOT.certificate()), World.NOW)
                            .verify(host.host(), World.shows(shown))
                            .isValid();
            assertThat(!verdict.permitsDelivery() || valid).isTrue();
            assertThat(host.requirement().allowsClearText()).isFalse();
        }
        for (TlsAttempt attempt : List.of(
                TlsAttempt.notMade(),
                TlsAttempt.withoutStartTls(),
                TlsAttempt.handshakeFailed("x"),
                TlsAttempt.judged(verdict))) {
            assertThat(plan.report(host, attempt)).doesNotHaveDuplicates().hasSizeLessThanOrEqualTo(2);
        }
    }

    @Property(tries = 200)
    void planIsTheSameEachTime(@ForAll long seed, @ForAll("files") String file) {
        OutboundTlsPlanner one =
                World.builder(chaos(seed)).mtaSts(fetcher(file)).build();
        OutboundTlsPlanner other =
                World.builder(chaos(seed)).mtaSts(fetcher(file)).build();

        assertThat(one.plan(World.DOMAIN)).isEqualTo(other.plan(World.DOMAIN));
    }

    @Property(tries = 100)
    void hostForWhichNoTimeIsLeft_isNotUsed(@ForAll long seed) {
        long[] now = new long[1];
        DnsResolver slow = question -> {
            now[0] += Duration.ofSeconds(40).toNanos();
            return chaos(seed).resolve(question);
        };
        RecordingDns dns = RecordingDns.over(slow);
        TlsPlan plan = World.builder(dns).ticker(() -> now[0]).build().plan(World.DOMAIN);

        // After the MX records the first host has 15 seconds, which its first question takes up; the others have none.
        assertThat(dns.count()).isLessThanOrEqualTo(2);
        // About an address there is nothing to ask.
        assertThat(plan.hosts().stream()
                        .skip(1)
                        .filter(host -> !host.host().toString().equals("192.0.2.1")))
                .allSatisfy(host -> assertThat(host.requirement()).isEqualTo(TlsRequirement.DO_NOT_USE));
    }
}
