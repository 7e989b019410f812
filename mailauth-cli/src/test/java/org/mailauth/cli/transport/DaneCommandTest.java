package org.mailauth.cli.transport;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailauth.cli.Run;
import org.mailauth.conformance.certificates.TestCertificate;
import org.mailauth.dane.TlsaMatchingType;
import org.mailauth.dane.TlsaRecord;
import org.mailauth.dane.TlsaSelector;
import org.mailauth.dane.TlsaUsage;
import org.mailauth.dns.DnsFailure;
import org.mailauth.dns.DnsName;
import org.mailauth.dns.DnsResolver;
import org.mailauth.dns.DnsType;
import org.mailauth.dns.DnssecStatus;
import org.mailauth.testkit.InMemoryDns;

class DaneCommandTest {
    private static final String HOST = "mx.example.com";
    private static final String NAME = "_25._tcp.mx.example.com";
    private static final TestCertificate SERVER = TestCertificate.server(HOST).make();
    private static final TlsaRecord GOOD =
            TlsaRecord.of(TlsaUsage.DANE_EE, TlsaSelector.SPKI, TlsaMatchingType.SHA_256, SERVER.certificate());

    @TempDir
    Path folder;

    private static InMemoryDns.Builder zone() {
        return InMemoryDns.builder()
                .dnssec(DnssecStatus.SECURE)
                .a(HOST, "192.0.2.25")
                .aaaa(HOST, "2001:db8::25")
                .mx("example.com", 10, HOST)
                .records(
                        DnsName.of(NAME),
                        GOOD.rdata(),
                        TlsaRecord.of("1 1 1 00").rdata());
    }

    private static Run dane(DnsResolver dns, String... more) {
        List<String> arguments = new ArrayList<>(List.of("dane", HOST));
        arguments.addAll(List.of(more));
        return Run.withDns(dns, arguments.toArray(String[]::new));
    }

    private String chain(String text) throws IOException {
        return Files.writeString(folder.resolve("chain.pem"), text).toString();
    }

    private String chain(TestCertificate certificate) throws IOException {
        return chain("some text\n" + certificate.certificatePem() + "more text\n");
    }

    @Test
    void demandIsToldWithItsReasonsAndRecords() {
        Run run = dane(zone().build(), "--next-hop", "example.com");

        assertThat(run.status()).isZero();
        assertThat(run.lines())
                .containsExactly(
                        "mx.example.com:25: TLS with a certificate that matches a TLSA record, or no delivery",
                        "  because TLSA records at mx.example.com are secure and usable [RFC 7672 §2.2]",
                        "  record: " + GOOD,
                        "  record: 1 1 1 00 (unusable: 1 1 1: usage PKIX-EE is not for SMTP)",
                        "  names for DANE-TA: mx.example.com, example.com",
                        "  asked: A mx.example.com: 1 record, secure",
                        "  asked: AAAA mx.example.com: 1 record, secure",
                        "  asked: TLSA _25._tcp.mx.example.com: 2 records, secure");
    }

    @Test
    void certificatesThatMatchPassAndOthersDoNot() throws IOException {
        Run good = dane(zone().build(), "--chain", chain(SERVER));
        assertThat(good.status()).isZero();
        assertThat(good.lines())
                .last()
                .isEqualTo(
                        "  certificates: authenticated: a DANE-EE record matches the server's certificate (3 1 1) [RFC 7672 §3.1.1]");

        Run wrong = dane(
                zone().build(), "--chain", chain(TestCertificate.server(HOST).make()));
        assertThat(wrong.status()).isEqualTo(1);
        assertThat(wrong.out()).contains("certificates: failed: no TLSA record matches the certificates");
    }

    @Test
    void withoutDaneTheStatusIsOne() {
        assertThat(dane(zone().dnssec(HOST, DnssecStatus.INSECURE).build()).status())
                .isEqualTo(1);
    }

    @Test
    void whatCannotBeFoundOutIsATemporaryFailure() {
        Run failed = dane(zone().fail(NAME, DnsType.TLSA, DnsFailure.TIMEOUT).build());
        assertThat(failed.status()).isEqualTo(75);
        assertThat(failed.out()).contains("no delivery for now", "the DNS gave no answer");
    }

    @Test
    void zoneFileCountsAsSignedOnlyWhenToldSo() throws IOException {
        Path file = Files.writeString(folder.resolve("zone"), zone().build().toZoneText());
        assertThat(Run.of("dane", HOST, "--zone", file.toString(), "--trust-ad").status())
                .isZero();
        Run untrusted = Run.of("dane", HOST, "--zone", file.toString());
        assertThat(untrusted.status()).isEqualTo(75);
        assertThat(untrusted.out()).contains("no trusted resolver has validated the answer");
    }

    @Test
    void insecureMxRecordIsNoted() {
        assertThat(dane(
                                zone().dnssec("example.com", DnssecStatus.INSECURE)
                                        .dnssec(HOST, DnssecStatus.SECURE)
                                        .build(),
                                "--next-hop",
                                "example.com")
                        .out())
                .contains("note: the MX record is not secure");
    }

    @Test
    void jsonTellsAll() throws IOException {
        Run run = dane(zone().build(), "--json", "--port", "25", "--chain", chain(SERVER));
        JsonNode json = new ObjectMapper().readTree(run.out());
        assertThat(json.get("requirement").asText()).isEqualTo("authenticated-tls");
        assertThat(json.get("serverName").asText()).isEqualTo(HOST);
        assertThat(json.get("addresses")).hasSize(2);
        assertThat(json.get("records").get(0).get("counts").asBoolean()).isTrue();
        assertThat(json.get("records").get(1).get("problems").get(0).get("code").asText())
                .isEqualTo("tlsa.usage-pkix");
        assertThat(json.get("questions")).hasSize(3);
        assertThat(json.get("certificates").get("verdict").asText()).isEqualTo("authenticated");
        assertThat(json.get("certificates").get("record").asText()).isEqualTo(GOOD.toString());
        JsonNode plain = new ObjectMapper()
                .readTree(dane(InMemoryDns.builder().build(), "--json").out());
        assertThat(plain.get("requirement").asText()).isEqualTo("delay");
        assertThat(plain.get("certificates").isNull()).isTrue();
    }

    @Test
    void certificateFileThatCannotBeUsedIsTold() throws IOException {
        assertThat(dane(zone().build(), "--chain", chain("nothing")).err()).contains("it holds no certificate in PEM");
        assertThat(dane(zone().build(), "--chain", chain("-----BEGIN CERTIFICATE-----\nAAAA"))
                        .err())
                .contains("a certificate does not end");
        assertThat(dane(
                                zone().build(),
                                "--chain",
                                chain("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----"))
                        .err())
                .contains("certificate number 1 cannot be read");
        assertThat(dane(zone().build(), "--port", "0").status()).isEqualTo(2);
    }

    @Test
    void lintTellsMistakesAndTheRecordToPublish() throws IOException {
        Run fine = Run.withDns(zone().build(), "lint", "tlsa", HOST, "--chain", chain(SERVER));
        assertThat(fine.status()).isZero();
        assertThat(fine.lines())
                .contains(
                        "  recommended for this certificate: _25._tcp.mx.example.com. IN TLSA " + GOOD,
                        "warning: 1 1 1: usage PKIX-EE is not for SMTP [tlsa.usage-pkix, RFC 7672 §3.1.3]");

        Run wrong = Run.withDns(
                zone().build(),
                "lint",
                "tlsa",
                HOST,
                "--json",
                "--chain",
                chain(TestCertificate.server(HOST).make()));
        assertThat(wrong.status()).isEqualTo(1);
        JsonNode json = new ObjectMapper().readTree(wrong.out());
        assertThat(json.get("findings").get(0).get("severity").asText()).isEqualTo("error");
        assertThat(json.get("findings").get(0).get("code").asText()).isEqualTo("tlsa.no-match");
        assertThat(json.get("recommended").asText()).startsWith("_25._tcp.mx.example.com. IN TLSA 3 1 1 ");

        assertThat(Run.withDns(InMemoryDns.builder().build(), "lint", "tlsa", HOST)
                        .status())
                .isEqualTo(75);
    }

    @Test
    void helpHasSynopsisAndExamples() {
        assertThat(Run.of("dane", "--help").out())
                .startsWith("Usage: mailauth dane")
                .contains("--trust-ad", "Exit status", "Examples:\n  mailauth dane");
        assertThat(Run.of("lint", "tlsa", "--help").out()).startsWith("Usage: mailauth lint tlsa");
    }
}
