package org.mailauth.cli.transport;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailauth.cli.Run;
import org.mailauth.dns.DnsFailure;
import org.mailauth.dns.DnsType;
import org.mailauth.testkit.InMemoryDns;

/** The commands tls-plan and lint tlsrpt. */
class TlsPlanCommandTest {
    private static final String ZONE = """
            $ORIGIN example.com.
            $TTL 3600
            @ MX 20 mx2
            @ MX 10 mx1
            mx1 A 192.0.2.1
            mx2 A 192.0.2.2
            _25._tcp.mx1 TLSA 3 1 1 0000000000000000000000000000000000000000000000000000000000000000
            mta-sts A 192.0.2.80
            _mta-sts TXT "v=STSv1; id=1;"
            """;

    @TempDir
    private Path folder;

    private String zone;
    private String policy;

    @BeforeEach
    void writeFiles() throws IOException {
        zone = Files.writeString(folder.resolve("zone.txt"), ZONE).toString();
        policy = Files.writeString(
                        folder.resolve("mta-sts.txt"),
                        "version: STSv1\nmode: enforce\nmx: mx1.example.com\nmax_age: 1209600\n")
                .toString();
    }

    private static JsonNode json(Run run) throws IOException {
        return new ObjectMapper().readTree(run.out());
    }

    @Test
    void planNamesEveryHostWithItsReasons() throws IOException {
        Run run = Run.of("tls-plan", "example.com", "--zone", zone, "--trust-ad", "--policy", policy);

        assertThat(run.err()).isEmpty();
        assertThat(run.status()).isZero();
        assertThat(run.out())
                .startsWith("example.com: mail may be sent\n")
                .contains("an MTA-STS policy of mode enforce")
                .contains("10 mx1.example.com: TLS with a trusted certificate for the host that matches a TLSA record")
                .contains("20 mx2.example.com: not to be used")
                .contains("no mx pattern of the MTA-STS policy matches the host [RFC 8461 §4.1]");
        JsonNode plan =
                json(Run.of("tls-plan", "example.com", "--zone", zone, "--trust-ad", "--policy", policy, "--json"));
        assertThat(plan.get("outcome").asText()).isEqualTo("deliver");
        assertThat(plan.get("mtaSts").asText()).isEqualTo("enforce");
        assertThat(plan.get("mxDnssec").asText()).isEqualTo("secure");
        assertThat(plan.get("hosts")).hasSize(2);
        assertThat(plan.get("hosts").get(0).get("requirement").asText()).isEqualTo("dane-and-web-pki");
        assertThat(plan.get("hosts").get(0).get("addresses").get(0).asText()).isEqualTo("192.0.2.1");
        assertThat(plan.get("hosts").get(1).get("requirement").asText()).isEqualTo("do-not-use");
        assertThat(plan.get("hosts").get(1).get("permittedByPolicy").asBoolean())
                .isFalse();
    }

    @Test
    void withoutTrust_daneIsNotLookedAt() {
        Run run = Run.of("tls-plan", "example.com", "--zone", zone, "--policy", policy);

        assertThat(run.status()).isZero();
        assertThat(run.out())
                .contains("10 mx1.example.com: TLS with a trusted certificate for the host, or no delivery")
                .contains("DANE is not looked at");
        assertThat(Run.of("tls-plan", "example.com", "--zone", zone, "--require-dane")
                        .status())
                .isEqualTo(2);
    }

    @Test
    void requiredDane_leavesHostsOut() {
        Run run = Run.of("tls-plan", "example.com", "--zone", zone, "--trust-ad", "--require-dane", "--policy", policy);

        assertThat(run.out()).contains("DANE is required, and does not authenticate the host");
    }

    @Test
    void mailThatWaitsAndMailThatNobodyTakes_haveTheirStatus() {
        InMemoryDns silent = InMemoryDns.builder()
                .fail("example.com", DnsType.MX, DnsFailure.TIMEOUT)
                .build();
        assertThat(Run.withDns(silent, "tls-plan", "example.com").status()).isEqualTo(75);
        InMemoryDns none = InMemoryDns.builder().mx("example.com", 0, ".").build();
        assertThat(Run.withDns(none, "tls-plan", "example.com").status()).isEqualTo(1);
        assertThat(Run.withDns(none, "tls-plan", "unknown.example").out()).contains("there is no such domain");
    }

    @Test
    void soundTlsRptRecord_hasNoFindings() throws IOException {
        InMemoryDns dns = InMemoryDns.builder()
                .txt("_smtp._tls.example.com", "v=TLSRPTv1; rua=mailto:a@example.com,https://r.example.com/x")
                .build();
        Run run = Run.withDns(dns, "lint", "tlsrpt", "example.com");

        assertThat(run.status()).isZero();
        assertThat(run.lines())
                .containsExactly(
                        "TLSRPT record of example.com",
                        "  record: v=TLSRPTv1; rua=mailto:a@example.com,https://r.example.com/x",
                        "  reports go to mailto:a@example.com",
                        "  reports go to https://r.example.com/x by HTTPS",
                        "nothing to find fault with");
        JsonNode lint = json(Run.withDns(dns, "lint", "tlsrpt", "example.com", "--json"));
        assertThat(lint.get("rua")).hasSize(2);
        assertThat(lint.get("findings")).isEmpty();
    }

    @Test
    void mistakesInATlsRptRecord_areFound() throws IOException {
        Run warned = Run.of("lint", "tlsrpt", "--record", "v=TLSRPTv1; rua=mailto:a@example.com,ftp://x/");
        assertThat(warned.status()).isZero();
        assertThat(warned.out()).contains("warning: ").contains("[tlsrpt.uri-scheme, RFC 8460 §3, at ");
        Run broken = Run.of("lint", "tlsrpt", "--record", "v=TLSRPTv1;", "--json");
        assertThat(broken.status()).isEqualTo(1);
        assertThat(json(broken).get("findings").get(0).get("code").asText()).isEqualTo("tlsrpt.rua-missing");
        assertThat(Run.of("lint", "tlsrpt", "--record", "\u00FC").status()).isEqualTo(1);
    }

    @Test
    void missingAndUnknownTlsRptRecords_haveTheirStatus() {
        Run none = Run.withDns(InMemoryDns.builder().build(), "lint", "tlsrpt", "example.com");
        assertThat(none.status()).isEqualTo(1);
        assertThat(none.out()).contains("error: example.com wants no reports");
        InMemoryDns silent = InMemoryDns.builder()
                .fail("_smtp._tls.example.com", DnsFailure.TIMEOUT)
                .build();
        assertThat(Run.withDns(silent, "lint", "tlsrpt", "example.com").status())
                .isEqualTo(75);
        assertThat(Run.of("lint", "tlsrpt").status()).isEqualTo(2);
        assertThat(Run.of("lint", "tlsrpt", "example.com", "--record", "x").err())
                .contains("either DOMAIN or --record");
    }
}
