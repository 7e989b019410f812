package org.mailauth.cli.spf;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mailauth.cli.Run;
import org.mailauth.cli.command.ExitStatus;
import org.mailauth.dns.DnsFailure;
import org.mailauth.dns.DnsResolver;
import org.mailauth.testkit.InMemoryDns;

/** The commands spf and lint spf. */
class SpfCommandTest {
    private static final DnsResolver DNS = InMemoryDns.builder()
            .txt("example.com", "v=spf1 ip4:192.0.2.0/24 include:_spf.example.net -all exp=why.example.com")
            .txt("why.example.com", "%{i} may not send for %{d}")
            .txt("_spf.example.net", "v=spf1 ip4:198.51.100.1 -all")
            .txt("mail.example.org", "v=spf1 a -all")
            .a("mail.example.org", "192.0.2.7")
            .txt("open.example.com", "v=spf1 +all")
            .fail("slow.example.com", DnsFailure.TIMEOUT)
            .build();

    private static Run spf(String... args) {
        String[] all = new String[args.length + 1];
        all[0] = "spf";
        System.arraycopy(args, 0, all, 1, args.length);
        return Run.withDns(DNS, all);
    }

    private static JsonNode json(String line) throws IOException {
        return new ObjectMapper().readTree(line);
    }

    @Test
    void passOfTheReversePath_endsWithZero() {
        Run run = spf("--ip", "192.0.2.1", "--mail-from", "alice@example.com");

        assertThat(run.status()).isZero();
        assertThat(run.out()).startsWith("MAIL FROM (example.com): pass\n").contains("ip4:192.0.2.0/24 of example.com");
    }

    @Test
    void fail_endsWithOneAndShowsWhatTheDomainSays() {
        Run run = spf("--ip", "203.0.113.5", "--mail-from", "alice@example.com");

        assertThat(run.status()).isEqualTo(ExitStatus.NO_PASS.code());
        assertThat(run.out()).contains("fail").contains("the domain says: 203.0.113.5 may not send for example.com");
    }

    @Test
    void temporaryFailure_endsWithItsOwnStatus() {
        assertThat(spf("--ip", "192.0.2.1", "--mail-from", "a@slow.example.com").status())
                .isEqualTo(ExitStatus.TEMPORARY.code());
    }

    @Test
    void jsonHasOneObjectForEachIdentityHeloFirst() throws IOException {
        Run run = spf("--ip", "192.0.2.7", "--helo", "mail.example.org", "--mail-from", "alice@Example.COM", "--json");

        List<String> lines = run.lines();
        assertThat(lines).hasSize(2);
        JsonNode helo = json(lines.get(0));
        assertThat(helo.get("identity").asText()).isEqualTo("helo");
        assertThat(helo.get("result").asText()).isEqualTo("pass");
        assertThat(helo.get("domain").asText()).isEqualTo("mail.example.org");
        assertThat(helo.get("explanation").isNull()).isTrue();
        JsonNode mailFrom = json(lines.get(1));
        assertThat(mailFrom.get("identity").asText()).isEqualTo("mailfrom");
        assertThat(mailFrom.get("domain").asText()).isEqualTo("example.com");
        assertThat(mailFrom.get("cost").get("dnsQuestions").asInt()).isEqualTo(1);
        assertThat(mailFrom.has("trace")).isFalse();
    }

    @Test
    void explainShowsTheTreeAsTextAndAsJson() throws IOException {
        String[] args = {"--ip", "198.51.100.1", "--mail-from", "a@example.com", "--explain"};

        assertThat(spf(args).out())
                .contains("    include:_spf.example.net -> match")
                .contains("      _spf.example.net: pass");
        JsonNode trace = json(spf("--ip", "198.51.100.1", "--mail-from", "a@example.com", "--explain", "--json")
                        .out())
                .get("trace");
        assertThat(trace.get("steps")
                        .get(1)
                        .get("nested")
                        .get("steps")
                        .get(0)
                        .get("outcome")
                        .asText())
                .isEqualTo("match");
    }

    @Test
    void nullReversePath_isCheckedAsPostmasterOfHelo() throws IOException {
        Run run = spf("--ip", "192.0.2.7", "--helo", "mail.example.org", "--mail-from", "", "--json");

        JsonNode mailFrom = json(run.lines().get(1));
        assertThat(mailFrom.get("domain").asText()).isEqualTo("mail.example.org");
        assertThat(mailFrom.get("result").asText()).isEqualTo("pass");
    }

    @Test
    void badCommandLines_areTold() {
        assertThat(spf("--ip", "192.0.2.300", "--helo", "x.example").status()).isEqualTo(ExitStatus.UNUSABLE.code());
        assertThat(spf("--ip", "192.0.2.300", "--helo", "x.example").err()).contains("no IPv4 or IPv6 address");
        assertThat(spf("--ip", "192.0.2.1").err()).contains("there is nothing to check");
        assertThat(spf("--helo", "x.example").status()).isEqualTo(ExitStatus.UNUSABLE.code());
    }

    @Test
    void lintTellsMistakesAndEndsWithOneForAnError() {
        Run run = Run.withDns(DNS, "lint", "spf", "open.example.com");

        assertThat(run.status()).isEqualTo(ExitStatus.NO_PASS.code());
        assertThat(run.out()).contains("+all");
    }

    @Test
    void lintOfASoundPolicy_endsWithZeroAndShowsTheFlattenedRecord() throws IOException {
        Run run = Run.withDns(DNS, "lint", "spf", "mail.example.org", "--json");

        assertThat(run.status()).isZero();
        JsonNode analysis = json(run.out());
        assertThat(analysis.get("domain").asText()).isEqualTo("mail.example.org");
        assertThat(analysis.get("authorized").get("ip4").asInt()).isEqualTo(1);
        assertThat(analysis.get("flattened").get("record").asText()).contains("ip4:192.0.2.7");
    }

    @Test
    void lintWithoutARecordKind_showsTheUsage() {
        Run run = Run.withDns(DNS, "lint");

        assertThat(run.status()).isEqualTo(ExitStatus.UNUSABLE.code());
        assertThat(run.err()).contains("Usage: mailauth lint");
    }
}
