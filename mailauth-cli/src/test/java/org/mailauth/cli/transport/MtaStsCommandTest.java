package org.mailauth.cli.transport;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailauth.cli.Run;
import org.mailauth.dns.DnsFailure;
import org.mailauth.dns.DnsResolver;
import org.mailauth.dns.DnsType;
import org.mailauth.testkit.InMemoryDns;

/** The commands mta-sts and lint mta-sts. */
class MtaStsCommandTest {
    private static final String ENFORCE = "version: STSv1\nmode: enforce\nmx: *.example.com\nmax_age: 1209600\n";

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void writePolicy() throws IOException {
        file = write("mta-sts.txt", ENFORCE);
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private static InMemoryDns.Builder zone() {
        return InMemoryDns.builder()
                .txt("_mta-sts.example.com", "v=STSv1; id=20261101000000Z;")
                .a("mta-sts.example.com", "192.0.2.80")
                .txt("_smtp._tls.example.com", "v=TLSRPTv1; rua=mailto:a@example.com")
                .mx("example.com", 20, "mx2.example.com")
                .mx("example.com", 10, "mx1.example.com");
    }

    private static Run run(DnsResolver dns, String... args) {
        return Run.withDns(dns, args);
    }

    private static JsonNode json(Run run) throws IOException {
        return new ObjectMapper().readTree(run.out());
    }

    private static List<String> findings(Run run) throws IOException {
        List<String> findings = new ArrayList<>();
        json(run)
                .get("findings")
                .forEach(finding -> findings.add(finding.get("severity").asText() + " "
                        + finding.get("code").asText()));
        return findings;
    }

    @Test
    void policyThatPermitsEveryHostIsTold() {
        Run run = run(zone().build(), "mta-sts", "example.com", "--policy", file.toString());
        assertThat(run.err()).isEmpty();
        assertThat(run.lines())
                .containsExactly(
                        "example.com: enforce, until 2026-12-05T12:00:00Z [RFC 8461 §5]",
                        "  record: id 20261101000000Z",
                        "  policy: fresh, got at 2026-11-21T12:00:00Z",
                        "  max_age: 1209600 seconds",
                        "  mx: *.example.com",
                        "  MX host mx1.example.com: permitted",
                        "  MX host mx2.example.com: permitted");
        assertThat(run.status()).isZero();
    }

    @Test
    void hostThatIsLeftOutMakesTheStatusOne() throws IOException {
        Run run = run(
                zone().mx("example.com", 30, "backup.example.net").build(),
                "mta-sts",
                "example.com",
                "--policy",
                file.toString(),
                "--json");
        assertThat(run.status()).isEqualTo(1);
        JsonNode json = json(run);
        assertThat(json.get("outcome").asText()).isEqualTo("found");
        assertThat(json.get("source").asText()).isEqualTo("fresh");
        assertThat(json.get("mode").asText()).isEqualTo("enforce");
        assertThat(json.get("maxAge").asLong()).isEqualTo(1_209_600);
        assertThat(json.get("mx").get(0).asText()).isEqualTo("*.example.com");
        assertThat(json.get("expiresAt").asText()).isEqualTo("2026-12-05T12:00:00Z");
        assertThat(json.get("hosts").get(0).get("host").asText()).isEqualTo("mx1.example.com");
        assertThat(json.get("hosts").get(2).get("permitted").asBoolean()).isFalse();
    }

    @Test
    void cacheOnDiskOutlivesTheRecord() throws IOException {
        String cache = folder.resolve("cache").toString();
        run(zone().build(), "mta-sts", "example.com", "--policy", file.toString(), "--cache", cache);
        Run run = run(
                InMemoryDns.builder().mx("example.com", 10, "mx1.example.com").build(),
                "mta-sts",
                "example.com",
                "--cache",
                cache,
                "--json");
        assertThat(json(run).get("source").asText()).isEqualTo("cache-record-missing");
        assertThat(run.status()).isZero();
        Run broken = run(zone().build(), "mta-sts", "example.com", "--cache", file.toString());
        assertThat(broken.status()).isEqualTo(2);
        assertThat(broken.err()).startsWith("mailauth: cannot use the cache ");
    }

    @Test
    void domainWithoutPolicyIsToldWithTheReason() throws IOException {
        Run run = run(InMemoryDns.builder().build(), "mta-sts", "example.com");
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.lines())
                .containsExactly(
                        "example.com: no policy, there is no record [RFC 8461 §3.1]",
                        "  mail is delivered as if there were no MTA-STS");
        assertThat(json(run(InMemoryDns.builder().build(), "mta-sts", "example.com", "--json"))
                        .get("reason")
                        .asText())
                .isEqualTo("no-record");
    }

    @Test
    void addressThatIsNotPublicIsNotConnectedTo() throws IOException {
        Run run = run(zone().build(), "mta-sts", "example.com", "--json");
        assertThat(run.status()).isEqualTo(75);
        assertThat(json(run).get("outcome").asText()).isEqualTo("failed");
        assertThat(json(run).get("failure").asText()).isEqualTo("address-refused");
        assertThat(json(run).get("retryAt").asText()).isEqualTo("2026-11-21T12:05:00Z");
        assertThat(run(zone().build(), "mta-sts", "example.com").out())
                .contains("no policy, for now: all addresses of the policy host are refused")
                .contains("192.0.2.80 is for documentation");
    }

    @Test
    void silentNameServerEndsWithItsOwnStatus() {
        DnsResolver dns = InMemoryDns.builder()
                .fail("_mta-sts.example.com", DnsFailure.TIMEOUT)
                .build();
        assertThat(run(dns, "mta-sts", "example.com").status()).isEqualTo(75);
    }

    @Test
    void policyOfModeNoneIsNoProtection() throws IOException {
        Path none = write("none.txt", "version: STSv1\nmode: none\nmax_age: 86400\n");
        Run run = run(zone().build(), "mta-sts", "example.com", "--policy", none.toString());
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out()).contains("example.com: none, until").contains("not permitted, which does not matter");
    }

    @Test
    void soundDomainHasNothingToFindFaultWith() throws IOException {
        Run run = run(zone().build(), "lint", "mta-sts", "example.com", "--policy", file.toString());
        assertThat(run.status()).isZero();
        assertThat(run.lines())
                .contains("MTA-STS of example.com", "  record: v=STSv1; id=20261101000000Z;")
                .contains("  MX host: mx1.example.com", "nothing to find fault with");
    }

    @Test
    void mistakesAreToldGravestFirst() throws IOException {
        Path testing =
                write("testing.txt", "version: STSv1\nmode: testing\nmx: mx1.example.com\nmax_age: 60\nmx: [::1]\n");
        Run run = run(zone().build(), "lint", "mta-sts", "example.com", "--policy", testing.toString(), "--json");
        assertThat(run.status()).isEqualTo(1);
        assertThat(findings(run))
                .containsExactly(
                        "error mtasts.mx-address",
                        "warning mtasts.lint.max-age-short",
                        "warning mtasts.lint.mx-not-covered",
                        "note mtasts.lint.testing");
        assertThat(run(zone().build(), "lint", "mta-sts", "example.com", "--policy", testing.toString())
                        .out())
                .contains("warning: MX host mx2.example.com is none of the policy's");
    }

    @Test
    void idThatDoesNotChangeWithThePolicyIsAnError() throws IOException {
        Path next = write("next.txt", ENFORCE.replace("*.example.com", "mx1.example.com\nmx: mx2.example.com"));
        String[] same = {
            "lint", "mta-sts", "example.com", "--policy", next.toString(), "--previous", file.toString(), "--json"
        };
        assertThat(findings(run(zone().build(), same))).containsExactly("error mtasts.lint.id-unchanged");
        List<String> changed = new ArrayList<>(List.of(same));
        changed.addAll(List.of("--record", "v=STSv1; id=20261121000000Z;"));
        Run run = run(zone().build(), changed.toArray(String[]::new));
        assertThat(findings(run)).isEmpty();
        assertThat(run.status()).isZero();
    }

    @Test
    void textsAreLookedAtWithoutTheDns() throws IOException {
        Run run = Run.of("lint", "mta-sts", "--record", "v=STSv1; id=\u00FC", "--policy", file.toString(), "--json");
        assertThat(findings(run)).containsExactly("error mtasts.id");
        assertThat(run.status()).isEqualTo(1);
        assertThat(Run.of("lint", "mta-sts", "--policy", file.toString()).lines())
                .containsExactly("nothing to find fault with");
    }

    @Test
    void missingAnswerIsNoMistakeOfTheDomain() {
        DnsResolver dns =
                zone().fail("example.com", DnsType.MX, DnsFailure.TIMEOUT).build();
        Run run = run(dns, "lint", "mta-sts", "example.com", "--policy", file.toString());
        assertThat(run.status()).isEqualTo(75);
    }

    @Test
    void badCommandLineIsTold() {
        assertThat(Run.of("lint", "mta-sts").err()).contains("nothing to look at");
        assertThat(Run.of("lint", "mta-sts", "--record", "x", "--previous", "y").err())
                .contains("--previous needs DOMAIN");
        assertThat(Run.of("mta-sts").err()).contains("missing required parameter: 'DOMAIN'");
        assertThat(Run.of("mta-sts", "--help").out())
                .startsWith("Usage: mailauth mta-sts")
                .contains("Exit status", "Examples:\n  mailauth mta-sts");
        assertThat(run(zone().build(), "mta-sts", "example.com", "--policy", "missing.txt")
                        .err())
                .isEqualTo("mailauth: cannot read 'missing.txt': no such file or directory\n");
    }
}
