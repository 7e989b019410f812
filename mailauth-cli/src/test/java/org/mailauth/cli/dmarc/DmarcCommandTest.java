package org.mailauth.cli.dmarc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mailauth.cli.Run;
import org.mailauth.cli.command.ExitStatus;
import org.mailauth.dns.DnsFailure;
import org.mailauth.dns.DnsResolver;
import org.mailauth.testkit.InMemoryDns;

/** The command dmarc. */
class DmarcCommandTest {
    private static final DnsResolver DNS = InMemoryDns.builder()
            .txt("_dmarc.example.com", "v=DMARC1; p=reject; sp=quarantine; np=none; rua=mailto:d@example.com")
            .a("mail.example.com", "192.0.2.1")
            .txt("_dmarc.test.example.net", "v=DMARC1; p=reject; t=y")
            .txt("_dmarc.old.example", "v=DMARC1; p=quarantine; pct=0")
            .txt("_dmarc.shop.github.io", "v=DMARC1; p=reject")
            .txt("_dmarc.xn--bcher-kva.example", "v=DMARC1; p=reject; adkim=s")
            .fail("_dmarc.slow.example.org", DnsFailure.TIMEOUT)
            .build();

    private static Run dmarc(String... args) {
        String[] all = new String[args.length + 1];
        all[0] = "dmarc";
        System.arraycopy(args, 0, all, 1, args.length);
        return Run.withDns(DNS, all);
    }

    private static JsonNode json(String... args) throws IOException {
        String[] all = new String[args.length + 1];
        System.arraycopy(args, 0, all, 0, args.length);
        all[args.length] = "--json";
        Run run = dmarc(all);
        assertThat(run.err()).isEmpty();
        assertThat(run.lines()).hasSize(1);
        return new ObjectMapper().readTree(run.out());
    }

    @Test
    void alignedPass_endsWithZero() {
        Run run = dmarc("--from", "example.com", "--spf", "fail:example.com", "--dkim", "pass:news.example.com");

        assertThat(run.status()).isZero();
        assertThat(run.out())
                .startsWith("example.com: pass, ")
                .contains("\n  outcome: accept\n")
                .contains("dkim=pass news.example.com: aligned");
    }

    @Test
    void failure_endsWithOneAndTellsThePolicy() throws IOException {
        Run run = dmarc("--from", "example.com", "--spf", "pass:other.example");

        assertThat(run.status()).isEqualTo(ExitStatus.NO_PASS.code());
        assertThat(run.out()).contains("outcome: reject").contains("policy: reject (tag p) of example.com");
    }

    @Test
    void json_hasEveryMemberInLowerCaseAndALabels() throws IOException {
        JsonNode node = json(
                "--from",
                "B\u00DCCHER.Example.",
                "--spf",
                "PASS:Mail.B\u00FCcher.example",
                "--dkim",
                "pass:mail.xn--bcher-kva.EXAMPLE",
                "--dkim",
                "fail:x.example");

        assertThat(node.get("result").asText()).isEqualTo("pass");
        assertThat(node.get("authorDomain").asText()).isEqualTo("xn--bcher-kva.example");
        assertThat(node.get("policyDomain").asText()).isEqualTo("xn--bcher-kva.example");
        assertThat(node.get("organizationalDomain").asText()).isEqualTo("xn--bcher-kva.example");
        assertThat(node.get("publishedPolicy").asText()).isEqualTo("reject");
        assertThat(node.get("appliedPolicy").asText()).isEqualTo("reject");
        assertThat(node.get("outcome").asText()).isEqualTo("accept");
        assertThat(node.get("policyReason").asText()).isEqualTo("p");
        assertThat(node.get("policyChange").isNull()).isTrue();
        assertThat(node.get("discoveryMethod").asText()).isEqualTo("treewalk");
        JsonNode alignments = node.get("alignments");
        assertThat(alignments).hasSize(3);
        assertThat(alignments.get(0).get("method").asText()).isEqualTo("spf");
        assertThat(alignments.get(0).get("domain").asText()).isEqualTo("mail.xn--bcher-kva.example");
        assertThat(alignments.get(0).get("counts").asBoolean()).isTrue();
        assertThat(alignments.get(1).get("reason").asText()).isEqualTo("other-name");
        assertThat(alignments.get(2).get("result").asText()).isEqualTo("fail");
        assertThat(node.has("trace")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "mail.example.com, example.com, quarantine, quarantine, sp, quarantine",
        "ghost.example.com, example.com, none, none, np, accept",
        "example.com, example.com, reject, reject, p, reject",
        "test.example.net, test.example.net, reject, quarantine, p, quarantine"
    })
    void policy_isThatOfPSpOrNpAndThenOfT(
            String from, String policyDomain, String published, String applied, String tag, String outcome)
            throws IOException {
        JsonNode node = json("--from", from);

        assertThat(node.get("result").asText()).isEqualTo("fail");
        assertThat(node.get("policyDomain").asText()).isEqualTo(policyDomain);
        assertThat(node.get("publishedPolicy").asText()).isEqualTo(published);
        assertThat(node.get("appliedPolicy").asText()).isEqualTo(applied);
        assertThat(node.get("policyReason").asText()).isEqualTo(tag);
        assertThat(node.get("outcome").asText()).isEqualTo(outcome);
    }

    @Test
    void legacy_usesTheListAndPct() throws IOException {
        JsonNode sampled = json("--from", "old.example", "--legacy");
        assertThat(sampled.get("publishedPolicy").asText()).isEqualTo("quarantine");
        assertThat(sampled.get("appliedPolicy").asText()).isEqualTo("none");
        assertThat(sampled.get("policyChange").asText()).isEqualTo("sampled-out");
        assertThat(sampled.get("overrides").get(0).get("type").asText()).isEqualTo("sampled_out");
        assertThat(json("--from", "old.example").get("appliedPolicy").asText()).isEqualTo("quarantine");

        JsonNode shop = json("--from", "a.shop.github.io", "--legacy");
        assertThat(shop.get("organizationalDomain").asText()).isEqualTo("shop.github.io");
        assertThat(shop.get("discoveryMethod").asText()).isEqualTo("psl");
        assertThat(shop.get("standard").asText()).isEqualTo("RFC 7489");
        assertThat(json("--from", "ghost.example.com", "--legacy")
                        .get("publishedPolicy")
                        .asText())
                .isEqualTo("quarantine");
    }

    @Test
    void domainWithoutARecord_isNone() throws IOException {
        JsonNode node = json("--from", "nothing.example.edu");

        assertThat(node.get("result").asText()).isEqualTo("none");
        assertThat(node.get("outcome").asText()).isEqualTo("accept");
        assertThat(node.get("policyDomain").isNull()).isTrue();
        assertThat(node.get("publishedPolicy").isNull()).isTrue();
        assertThat(node.get("appliedPolicy").isNull()).isTrue();
        assertThat(dmarc("--from", "nothing.example.edu").status()).isEqualTo(ExitStatus.NO_PASS.code());
        assertThat(dmarc("--from", "nothing.example.edu").out()).contains("policy: none to act upon");
    }

    @Test
    void temporaryFailure_endsWithItsOwnStatus() throws IOException {
        assertThat(dmarc("--from", "slow.example.org").status()).isEqualTo(ExitStatus.TEMPORARY.code());
        assertThat(json("--from", "slow.example.org").get("outcome").asText()).isEqualTo("defer");
    }

    @Test
    void explain_showsTheTreeAsTextAndAsJson() throws IOException {
        assertThat(dmarc("--from", "mail.example.com", "--explain").out()).contains("_dmarc.example.com: v=DMARC1;");
        assertThat(json("--from", "mail.example.com", "--explain").get("trace").get("below"))
                .isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--spf pass:example.com | missing required option",
                "--from a..b            | is no domain name",
                "--from example.com --spf pass | is not RESULT:DOMAIN",
                "--from example.com --spf great:example.com | is not RESULT:DOMAIN",
                "--from example.com --dkim softfail:example.com | is not RESULT:DOMAIN",
                "--from example.com --dkim pass: | names no domain behind its colon",
                "--from example.com --spf pass:a.example --spf pass:b.example | should be specified only once"
            })
    void badCommandLine_isTold(String line, String words) {
        Run run = dmarc(line.strip().split(" +"));

        assertThat(run.status()).isEqualTo(ExitStatus.UNUSABLE.code());
        assertThat(run.err()).contains(words);
        assertThat(run.out()).isEmpty();
    }

    @Test
    void recordFromOutside_cannotDriveTheTerminal() {
        DnsResolver hostile = InMemoryDns.builder()
                .txt("_dmarc.example.com", "v=DMARC1; p=reject; x=\u001b[31m\u009b")
                .build();

        for (String[] args : new String[][] {
            {"dmarc", "--from", "example.com", "--explain"},
            {"dmarc", "--from", "example.com", "--json", "--explain"},
            {"lint", "dmarc", "example.com"},
            {"lint", "dmarc", "example.com", "--json"}
        }) {
            assertThat(Run.withDns(hostile, args).out()).doesNotContain("\u001b", "\u009b");
        }
    }

    @Test
    void help_hasExitStatusAndExamples() {
        assertThat(dmarc("--help").out())
                .startsWith("Usage: mailauth dmarc")
                .contains("Exit status", "Examples:\n  mailauth dmarc");
    }
}
