package org.mailauth.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.X509ExtendedTrustManager;
import org.junit.jupiter.api.Test;
import org.mailauth.DomainName;
import org.mailauth.conformance.certificates.TestCertificate;
import org.mailauth.dns.DnssecStatus;
import org.mailauth.mtasts.CachedPolicy;
import org.mailauth.mtasts.MtaStsPolicyCache;
import org.mailauth.mtasts.MtaStsPolicyFetcher;
import org.mailauth.mtasts.PolicyFetchFailure;
import org.mailauth.mtasts.PolicyRecheck;
import org.mailauth.mtasts.PolicyResponse;
import org.mailauth.testkit.InMemoryDns;

/** The planner's other answers: handshakes, giving up, and a cache that cannot be read. */
class OutboundTlsPlannerTest {

    private static X509Certificate[] chain(TestCertificate certificate) {
        return new X509Certificate[] {certificate.certificate()};
    }

    @Test
    void trustManagerLetsThroughWhatTheVerdictPermits() {
        OutboundTlsPlanner planner = World.planner(World.DaneRow.USABLE, World.StsRow.ENFORCE, true, false);
        X509ExtendedTrustManager manager =
                planner.trustManager(planner.plan(World.DOMAIN).hosts().get(0));

        assertThatCode(() -> manager.checkServerTrusted(chain(World.BOTH), "UNKNOWN"))
                .doesNotThrowAnyException();
        for (TestCertificate refused : new TestCertificate[] {World.DANE_ONLY, World.WEB_PKI_ONLY, World.NEITHER}) {
            assertThatThrownBy(() -> manager.checkServerTrusted(chain(refused), "UNKNOWN"))
                    .isInstanceOfSatisfying(
                            UntrustedServerException.class,
                            refusal -> assertThat(refusal.verdict().permitsDelivery())
                                    .isFalse());
        }
        assertThatThrownBy(() -> manager.checkClientTrusted(chain(World.BOTH), "UNKNOWN"))
                .isInstanceOf(CertificateException.class);
    }

    @Test
    void parametersNameTheServer_andLeaveTheCheckToUs() {
        PlannedHost host = World.planner(World.DaneRow.USABLE, World.StsRow.NOT_OFFERED, true, false)
                .plan(World.DOMAIN)
                .hosts()
                .get(0);
        SSLParameters parameters = OutboundTlsPlanner.parameters(new SSLParameters(), host);

        assertThat(parameters.getServerNames()).containsExactly(new SNIHostName("mx.example.com"));
        assertThat(parameters.getEndpointIdentificationAlgorithm()).isEmpty();
    }

    /** RFC 7672 §8.1 wants the name of the TLSA records as SNI, RFC 8461 §7.1 that of the MX host. */
    @Test
    void sniIsTheHost_whereMtaStsAloneDemandsTheCertificate() {
        InMemoryDns dns = InMemoryDns.builder()
                .dnssec(DnssecStatus.SECURE)
                .mx("example.com", 10, "mx.example.com")
                .cname("mx.example.com", "end.example.net")
                .a("end.example.net", "192.0.2.25")
                .tlsa("_25._tcp.end.example.net", 0, 1, 1, "00".repeat(32))
                .txt("_mta-sts.example.com", "v=STSv1; id=2;")
                .a("mta-sts.example.com", "5.6.7.8")
                .build();
        PlannedHost enforced = World.builder(dns)
                .mtaSts(World.fetcher(dns, World.file(World.policy("enforce", true))))
                .build()
                .plan(World.DOMAIN)
                .hosts()
                .get(0);
        PlannedHost encrypted =
                World.builder(dns).build().plan(World.DOMAIN).hosts().get(0);

        assertThat(enforced.requirement()).isEqualTo(TlsRequirement.WEB_PKI);
        assertThat(enforced.serverName()).isEqualTo(World.MX);
        assertThat(encrypted.requirement()).isEqualTo(TlsRequirement.ENCRYPTION);
        assertThat(encrypted.serverName()).isEqualTo(DomainName.of("end.example.net"));
    }

    @Test
    void mailThatAnEnforcedPolicyKeepsBack_isGivenUpAfterALookOnly() {
        OutboundTlsPlanner planner = World.planner(World.DaneRow.RECORDS_ABSENT, World.StsRow.ENFORCE, false, false);
        TlsPlan plan = planner.plan(World.DOMAIN);

        assertThat(plan.outcome()).isEqualTo(TlsPlan.Outcome.DELAY);
        assertThat(plan.isEnforced()).isTrue();
        assertThat(planner.recheck(plan))
                .hasValueSatisfying(
                        recheck -> assertThat(recheck.mayFailPermanently()).isTrue());
        OutboundTlsPlanner unsure =
                World.planner(World.DaneRow.RECORDS_ABSENT, World.StsRow.ENFORCE_REMEMBERED_NOT_GOT, false, false);
        assertThat(unsure.recheck(unsure.plan(World.DOMAIN)).map(PolicyRecheck::outcome))
                .contains(PolicyRecheck.Outcome.UNKNOWN);
    }

    @Test
    void withoutAnEnforcedPolicy_nothingIsLookedAtAgain() {
        OutboundTlsPlanner planner = World.planner(World.DaneRow.ADDRESS_BOGUS, World.StsRow.TESTING, true, false);

        assertThat(planner.recheck(planner.plan(World.DOMAIN))).isEmpty();
    }

    @Test
    void cacheThatCannotBeRead_delays() {
        MtaStsPolicyCache broken = new MtaStsPolicyCache() {
            @Override
            public Optional<CachedPolicy> get(DomainName domain) {
                throw new UncheckedIOException(new IOException("disk"));
            }

            @Override
            public void put(CachedPolicy policy) {
                throw new UncheckedIOException(new IOException("disk"));
            }

            @Override
            public void forEach(Consumer<? super CachedPolicy> action) {
                throw new UncheckedIOException(new IOException("disk"));
            }

            @Override
            public void removeExpired(Instant now) {
                throw new UncheckedIOException(new IOException("disk"));
            }
        };
        InMemoryDns dns = World.dns(World.DaneRow.USABLE, World.StsRow.NOT_OFFERED);
        MtaStsPolicyFetcher fetcher = MtaStsPolicyFetcher.builder()
                .resolver(dns)
                .cache(broken)
                .transport(request -> World.file(""))
                .build();
        TlsPlan plan = World.builder(dns).mtaSts(fetcher).build().plan(World.DOMAIN);

        assertThat(plan.outcome()).isEqualTo(TlsPlan.Outcome.DELAY);
        assertThat(plan.reasons()).extracting(PlanReason::code).containsExactly("mtasts.cache");
    }

    @Test
    void policyHostThatIsSlow_takesNoTimeFromTheHosts() {
        AtomicLong nanos = new AtomicLong();
        InMemoryDns dns = World.dns(World.DaneRow.USABLE, World.StsRow.NOT_GOT);
        MtaStsPolicyFetcher fetcher = MtaStsPolicyFetcher.builder()
                .resolver(dns)
                .clock(World.NOW)
                .transport(request -> {
                    nanos.addAndGet(Duration.ofMinutes(2).toNanos());
                    return new PolicyResponse.Failed(PolicyFetchFailure.TIMEOUT, "");
                })
                .build();
        TlsPlan plan =
                World.builder(dns).mtaSts(fetcher).ticker(nanos::get).build().plan(World.DOMAIN);

        assertThat(nanos).hasValue(Duration.ofMinutes(2).toNanos());
        assertThat(plan.outcome()).isEqualTo(TlsPlan.Outcome.DELIVER);
        assertThat(plan.hosts()).extracting(PlannedHost::requirement).containsExactly(TlsRequirement.DANE);
    }
}
