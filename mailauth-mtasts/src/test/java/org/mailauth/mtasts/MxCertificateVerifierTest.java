package org.mailauth.mtasts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mailauth.DomainName;
import org.mailauth.conformance.certificates.TestCertificate;
import org.mailauth.conformance.certificates.TestCertificateBuilder;
import org.mailauth.mtasts.MxCertificateResult.Reason;

/** The certificates of MX hosts (RFC 8461 §4.2). */
class MxCertificateVerifierTest {
    private static final Clock NOW = Clock.fixed(Instant.parse("2026-11-30T00:00:00Z"), ZoneOffset.UTC);
    private static final DomainName MX = DomainName.of("mx.example.com");

    private final TestCertificate root = TestCertificate.authority("CN=Root").make();
    private final MxCertificateVerifier verifier = MxCertificateVerifier.trusting(List.of(root.certificate()), NOW);

    private Reason verify(TestCertificate... chain) {
        List<X509Certificate> shown =
                List.of(chain).stream().map(TestCertificate::certificate).toList();
        return verifier.verify(MX, shown).reason();
    }

    private TestCertificateBuilder server(String host) {
        return TestCertificate.server(host).issuedBy(root);
    }

    @Test
    void trustedCertificateThatNamesTheHost_isValid() {
        assertThat(verify(server("mx.example.com").make())).isEqualTo(Reason.VALID);
        assertThat(verify(server("MX.Example.COM").make())).isEqualTo(Reason.VALID);
        assertThat(verify(server("*.example.com").make())).isEqualTo(Reason.VALID);
    }

    @Test
    void chainMayHaveAnIntermediate() {
        TestCertificate issuing =
                TestCertificate.authority("CN=Issuing").issuedBy(root).make();
        TestCertificate leaf =
                TestCertificate.server("mx.example.com").issuedBy(issuing).make();

        assertThat(verify(leaf, issuing)).isEqualTo(Reason.VALID);
        assertThat(verify(leaf)).isEqualTo(Reason.UNTRUSTED);
    }

    @Test
    void otherNames_areRefused() {
        assertThat(verify(server("example.com").make())).isEqualTo(Reason.NAME);
        assertThat(verify(server("*.com").make())).isEqualTo(Reason.NAME);
        assertThat(verify(server("m*.example.com").make())).isEqualTo(Reason.NAME);
        assertThat(verify(server("a.mx.example.com").make())).isEqualTo(Reason.NAME);
    }

    @Test
    void commonNameCountsForNothing() {
        assertThat(verify(TestCertificate.named("CN=mx.example.com")
                        .issuedBy(root)
                        .make()))
                .isEqualTo(Reason.WITHOUT_DNS_ID);
    }

    @Test
    void datesCount() {
        assertThat(verify(server("mx.example.com")
                        .valid("2025-01-01T00:00:00Z", "2026-11-29T23:59:59Z")
                        .make()))
                .isEqualTo(Reason.EXPIRED);
        assertThat(verify(server("mx.example.com")
                        .valid("2026-11-30T00:00:01Z", "2027-01-01T00:00:00Z")
                        .make()))
                .isEqualTo(Reason.NOT_YET_VALID);
    }

    @Test
    void whatNobodyTrusts_isRefused() {
        TestCertificate stranger = TestCertificate.authority("CN=Root").make();

        assertThat(verify(TestCertificate.server("mx.example.com").make())).isEqualTo(Reason.SELF_SIGNED);
        assertThat(verify(
                        TestCertificate.server("mx.example.com")
                                .issuedBy(stranger)
                                .make(),
                        stranger))
                .isEqualTo(Reason.UNTRUSTED);
        assertThat(verify()).isEqualTo(Reason.NO_CERTIFICATE);
        assertThat(MxCertificateVerifier.system(NOW)
                        .verify(MX, List.of(root.certificate()))
                        .isValid())
                .isFalse();
    }

    @Test
    void everyResultReadsAsALine() {
        for (Reason reason : Reason.values()) {
            assertThat(new MxCertificateResult(reason, "").toString())
                    .startsWith(reason == Reason.VALID ? "valid: " : "failed: ")
                    .endsWith("[RFC 8461 §4.2]");
        }
    }

    @Test
    void mistakesOfTheProgrammerThrow() {
        assertThatThrownBy(() -> MxCertificateVerifier.trusting(List.of(), NOW))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
