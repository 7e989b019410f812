package org.mailauth.dnsjava;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mailauth.dnsjava.Questions.cause;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.mailauth.conformance.RealNamed;
import org.mailauth.dns.DnsAlias;
import org.mailauth.dns.DnsAnswer;
import org.mailauth.dns.DnsFailure;
import org.mailauth.dns.DnsName;
import org.mailauth.dns.DnsRecord;
import org.mailauth.dns.DnsType;
import org.mailauth.dns.DnssecStatus;

/** BIND says what the zone file says, and the resolver repeats it. */
@Tag("real-parts")
class RealNamedTest {
    private static RealNamed named;
    private static DnsjavaResolver resolver;

    @BeforeAll
    static void start() throws URISyntaxException {
        named = RealNamed.serving("real.test", zone());
        resolver = DnsjavaResolver.builder().servers(List.of(named.address())).build();
    }

    @AfterAll
    static void stop() {
        if (named != null) {
            resolver.close();
            named.close();
        }
    }

    private static Path zone() throws URISyntaxException {
        return Path.of(Objects.requireNonNull(RealNamedTest.class.getResource("real.test.zone"))
                .toURI());
    }

    private static DnsAnswer ask(String name, DnsType type) {
        return Questions.ask(resolver, name, type);
    }

    private static List<DnsRecord> found(String name, DnsType type) {
        return ask(name, type).records(DnsRecord.class);
    }

    private static DnsAlias link(String owner, String target) {
        return new DnsAlias(DnsName.of(owner), DnsName.of(target), DnssecStatus.INDETERMINATE);
    }

    @Test
    void recordsAreThoseOfTheZoneFile() throws IOException {
        assertThat(found("real.test", DnsType.MX))
                .containsExactlyInAnyOrder(
                        new DnsRecord.Mx(10, DnsName.of("mx1.real.test")),
                        new DnsRecord.Mx(20, DnsName.of("mx2.real.test")));
        assertThat(found("real.test", DnsType.TXT)).containsExactly(new DnsRecord.Txt(List.of("v=spf1 mx ", "-all")));
        assertThat(found("mx1.real.test", DnsType.A))
                .containsExactlyInAnyOrder(
                        new DnsRecord.A((Inet4Address) InetAddress.getByName("192.0.2.25")),
                        new DnsRecord.A((Inet4Address) InetAddress.getByName("192.0.2.26")));
        assertThat(found("mx1.real.test", DnsType.AAAA))
                .containsExactly(new DnsRecord.Aaaa((Inet6Address) InetAddress.getByName("2001:db8::25")));
        assertThat(found("none.real.test", DnsType.MX)).containsExactly(new DnsRecord.Mx(0, DnsName.ROOT));
        assertThat(found("rev.real.test", DnsType.PTR))
                .containsExactly(new DnsRecord.Ptr(DnsName.of("host.real.test")));
        assertThat(found("_25._tcp.mx1.real.test", DnsType.TLSA))
                .containsExactly(new DnsRecord.Tlsa(
                        3, 1, 1, "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"));
    }

    @Test
    void mappedAddressStaysAnIpv6Address() {
        assertThat(ask("mx2.real.test", DnsType.AAAA).records(DnsRecord.Aaaa.class))
                .singleElement()
                .satisfies(aaaa -> assertThat(aaaa.address().getAddress()).endsWith(0xFF, 0xFF, 192, 0, 2, 27));
    }

    @Test
    void oddOctetsOfTextAndNamesAreKept() {
        assertThat(found("octets.real.test", DnsType.TXT))
                .containsExactly(new DnsRecord.Txt(List.of("\0\t\"\\\u007F\u0080\u00FF", "")));
        assertThat(found("odd\\.dot\\032\\200.real.test", DnsType.TXT))
                .containsExactly(new DnsRecord.Txt(List.of("odd")));
    }

    @Test
    void wildcardAnswersForNamesThatAreNotThere() {
        assertThat(found("any.thing.wild.real.test", DnsType.TXT)).containsExactly(new DnsRecord.Txt(List.of("wild")));
    }

    @Test
    void longAnswerComesWhole() {
        assertThat(found("big.real.test", DnsType.TXT)).hasSize(7);
    }

    @Test
    void lifeTimesAreThoseOfTheZoneFile() {
        assertThat(ask("real.test", DnsType.MX).evidence().ttl())
                .isBetween(Duration.ofSeconds(1), Duration.ofSeconds(300));
        assertThat(ask("ns.real.test", DnsType.MX).evidence().ttl())
                .isBetween(Duration.ofSeconds(1), Duration.ofSeconds(120));
        assertThat(ask("alias.real.test", DnsType.A).evidence().ttl())
                .isBetween(Duration.ofSeconds(1), Duration.ofSeconds(30));
    }

    @Test
    void absentTypeAndAbsentNameAreToldApart() {
        assertThat(ask("ns.real.test", DnsType.MX)).isInstanceOf(DnsAnswer.NoData.class);
        assertThat(ask("gone.real.test", DnsType.MX)).isInstanceOf(DnsAnswer.NxDomain.class);
        assertThat(ask("_tcp.mx1.real.test", DnsType.A)).isInstanceOf(DnsAnswer.NoData.class);
    }

    @Test
    void aliasesAreFollowedAndReported() {
        DnsAnswer answer = ask("alias.real.test", DnsType.A);
        assertThat(answer.records(DnsRecord.A.class)).hasSize(2);
        assertThat(answer.evidence().aliases())
                .containsExactly(
                        link("alias.real.test", "alias2.real.test"), link("alias2.real.test", "mx1.real.test"));
        assertThat(ask("astray.real.test", DnsType.A)).isInstanceOf(DnsAnswer.NxDomain.class);
        assertThat(ask("astray.real.test", DnsType.A).evidence().aliases())
                .containsExactly(link("astray.real.test", "gone.real.test"));
        assertThat(ask("dead.real.test", DnsType.MX)).isInstanceOf(DnsAnswer.NoData.class);
        assertThat(found("alias.real.test", DnsType.CNAME))
                .containsExactly(new DnsRecord.Cname(DnsName.of("alias2.real.test")));
    }

    @Test
    void loopOfAliasesThatTheServerItselfGaveUpIsAServerFailure() {
        assertThat(cause(ask("loop1.real.test", DnsType.A))).isEqualTo(DnsFailure.SERVER_FAILURE);
    }

    @Test
    void whatTheServerDoesNotServeIsAFailure() {
        assertThat(cause(ask("elsewhere.test", DnsType.A))).isEqualTo(DnsFailure.REFUSED);
        assertThat(cause(ask("outside.real.test", DnsType.A))).isEqualTo(DnsFailure.REFUSED);
        assertThat(cause(ask("host.sub.real.test", DnsType.A))).isEqualTo(DnsFailure.SERVER_FAILURE);
    }

    @Test
    void sameByTcpAlone() {
        DnsjavaResolver tcp = DnsjavaResolver.builder()
                .servers(List.of(named.address()))
                .tcpOnly(true)
                .build();
        assertThat(Questions.ask(tcp, "mx1.real.test", DnsType.A).records(DnsRecord.A.class))
                .hasSize(2);
    }

    @Test
    void validatingServerTellsSignedUnsignedAndForgedApart() throws URISyntaxException {
        Map<String, Path> zones = Map.of("real.test", zone());
        try (RealNamed signed = RealNamed.signing(zones);
                RealNamed otherKey = RealNamed.signing(zones);
                RealNamed validating = RealNamed.validating(Map.of("real.test", signed), Map.of("real.test", signed));
                RealNamed unanchored = RealNamed.validating(Map.of("real.test", signed), Map.of());
                RealNamed deceived = RealNamed.validating(Map.of("real.test", otherKey), Map.of("real.test", signed))) {
            DnsjavaResolver trusting = trusting(validating);
            assertThat(Questions.ask(trusting, "alias.real.test", DnsType.A).evidence())
                    .satisfies(evidence -> {
                        assertThat(evidence.dnssec()).isEqualTo(DnssecStatus.SECURE);
                        assertThat(evidence.aliases())
                                .extracting(DnsAlias::status)
                                .containsExactly(DnssecStatus.SECURE, DnssecStatus.SECURE);
                    });
            assertThat(Questions.ask(trusting, "gone.real.test", DnsType.A)
                            .evidence()
                            .dnssec())
                    .isEqualTo(DnssecStatus.SECURE);
            assertThat(Questions.ask(trusting(unanchored), "mx1.real.test", DnsType.A)
                            .evidence()
                            .dnssec())
                    .isEqualTo(DnssecStatus.INSECURE);
            // This server does not say why it fails; one that does yields BOGUS.
            assertThat(cause(Questions.ask(trusting(deceived), "mx1.real.test", DnsType.A)))
                    .isIn(DnsFailure.SERVER_FAILURE, DnsFailure.BOGUS);
        }
    }

    private static DnsjavaResolver trusting(RealNamed server) {
        return DnsjavaResolver.builder()
                .servers(List.of(server.address()))
                .trustAuthenticatedData(true)
                .build();
    }
}
