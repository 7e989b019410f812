package org.mailauth.cli.lint;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailauth.cli.Run;
import org.mailauth.cli.Sample;
import org.mailauth.cli.command.ExitStatus;
import org.mailauth.dkim.SigningKey;
import org.mailauth.dns.DnsResolver;
import org.mailauth.testkit.InMemoryDns;

class LintDkimCommandTest {
    private static final String KEY =
            SigningKey.fromEd25519Seed(Sample.SEED).keyRecord().orElseThrow().toText();
    private static final DnsResolver DNS = InMemoryDns.builder()
            .ttl(Duration.ofHours(1))
            .txt("good._domainkey.example.com", KEY)
            .txt("again._domainkey.example.com", KEY)
            .txt("testing._domainkey.example.com", KEY.replace("p=", "t=y; p="))
            .txt("revoked._domainkey.example.com", "v=DKIM1; p=")
            .txt("broken._domainkey.example.com", "v=DKIM1; k=rsa; p=\u001b[31m")
            .build();

    private static Run lint(String selector, String... more) {
        String[] args = new String[4 + more.length];
        args[0] = "lint";
        args[1] = "dkim";
        args[2] = selector;
        args[3] = "example.com";
        System.arraycopy(more, 0, args, 4, more.length);
        return Run.withDns(DNS, args);
    }

    private static JsonNode json(String line) throws IOException {
        return new ObjectMapper().readTree(line);
    }

    @Test
    void soundKey_endsWithZero() {
        Run run = lint("good");

        assertThat(run.status()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).isEqualTo("good of example.com: ed25519, 256 bits\n");
    }

    @Test
    void warning_endsWithZeroAndIsShown() {
        Run run = lint("testing");

        assertThat(run.status()).isZero();
        assertThat(run.lines()).hasSize(2);
        assertThat(run.lines().get(1)).startsWith("  warning (record 1) dkim.lint.testing: t=y says");
        assertThat(lint("revoked").lines().get(0)).isEqualTo("revoked of example.com: revoked");
    }

    @Test
    void error_endsWithOneAndShowsNothingThatDrivesATerminal() {
        Run run = lint("broken");

        assertThat(run.status()).isEqualTo(ExitStatus.NO_PASS.code());
        assertThat(run.lines().get(0)).isEqualTo("broken of example.com: no key that can be read");
        assertThat(run.out()).contains("error (record 1) dkim.lint.syntax").doesNotContain("\u001b");
    }

    @Test
    void missingKey_endsWithOne() {
        Run run = lint("none");

        assertThat(run.status()).isEqualTo(ExitStatus.NO_PASS.code());
        assertThat(run.out()).contains("dkim.lint.no-record: none._domainkey.example.com has no TXT record");
    }

    @Test
    void severalSelectorsAreComparedWithEachOther() {
        Run run = lint("good,again");

        assertThat(run.status()).isZero();
        assertThat(run.lines())
                .startsWith("good of example.com: ed25519, 256 bits", "again of example.com: ed25519, 256 bits")
                .last()
                .asString()
                .startsWith("warning dkim.lint.same-key: good and again publish the same key");
    }

    @Test
    void jsonHasOneObjectForEachSelectorAndOneForTheComparison() throws IOException {
        List<String> lines = lint("testing,none", "--json").lines();

        assertThat(lines).hasSize(3);
        JsonNode testing = json(lines.get(0));
        assertThat(testing.get("domain").asText()).isEqualTo("example.com");
        assertThat(testing.get("selector").asText()).isEqualTo("testing");
        assertThat(testing.get("name").asText()).isEqualTo("testing._domainkey.example.com");
        assertThat(testing.get("records").get(0).asText()).startsWith("v=DKIM1; k=ed25519; t=y; p=");
        JsonNode key = testing.get("keys").get(0);
        assertThat(key.get("keyType").asText()).isEqualTo("ed25519");
        assertThat(key.get("keyBits").asInt()).isEqualTo(256);
        assertThat(key.get("testing").asBoolean()).isTrue();
        assertThat(key.get("revoked").asBoolean()).isFalse();
        assertThat(testing.get("dnssec").asText()).isEqualTo("indeterminate");
        assertThat(testing.get("ttlSeconds").asInt()).isEqualTo(3600);
        JsonNode finding = testing.get("findings").get(0);
        assertThat(finding.get("severity").asText()).isEqualTo("warning");
        assertThat(finding.get("code").asText()).isEqualTo("dkim.lint.testing");
        assertThat(finding.get("record").asInt()).isEqualTo(1);
        assertThat(finding.get("position").asInt()).isEqualTo(22);
        assertThat(finding.get("reference").asText()).isEqualTo("RFC 6376 §3.6.1");
        JsonNode none = json(lines.get(1)).get("findings").get(0);
        assertThat(none.get("record").isNull()).isTrue();
        assertThat(none.get("position").isNull()).isTrue();
        JsonNode comparison = json(lines.get(2));
        assertThat(comparison.get("selector").isNull()).isTrue();
        assertThat(comparison.get("findings")).isEmpty();
    }

    @Test
    void keyIsTakenFromAZoneFile(@TempDir Path folder) {
        Path zone = Sample.write(folder, "zone", "s._domainkey.example.com. 3600 IN TXT \"" + KEY + "\"\n");
        Run run = Run.of("lint", "dkim", "s", "example.com", "--zone", zone.toString());

        assertThat(run.status()).isZero();
        assertThat(run.out()).isEqualTo("s of example.com: ed25519, 256 bits\n");
    }

    @Test
    void wrongCommandLineIsTold() {
        Run run = Run.of("lint", "dkim", "a b", "example.com");

        assertThat(run.status()).isEqualTo(ExitStatus.UNUSABLE.code());
        assertThat(run.err()).contains("'a b' is no selector");
        assertThat(Run.of("lint", "dkim", "a,", "example.com").err()).contains("'' is no selector");
        assertThat(Run.of("lint", "dkim", "s").err())
                .isEqualTo("mailauth: missing required parameter: 'DOMAIN' (see 'mailauth lint dkim --help')\n");
        assertThat(Run.of("lint", "dkim", "--help").out())
                .startsWith("Usage: mailauth lint dkim")
                .contains("Exit status");
        assertThat(Run.of("lint").err()).contains("dkim", "spf");
    }
}
