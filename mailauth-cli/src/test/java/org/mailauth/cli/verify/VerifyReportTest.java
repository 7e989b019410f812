package org.mailauth.cli.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailauth.cli.Run;
import org.mailauth.cli.Sample;
import org.mailauth.dns.DnsFailure;
import org.mailauth.testkit.InMemoryDns;

/** The whole report: every protocol, the session's facts, and what the exit status says. */
class VerifyReportTest {
    private static final String CLIENT = "192.0.2.1";
    private static final InMemoryDns DNS = Sample.dns().toBuilder()
            .txt("football.example.com", "v=spf1 ip4:192.0.2.0/24 -all")
            .txt("mail.football.example.com", "v=spf1 a -all")
            .a("mail.football.example.com", CLIENT)
            .ptr("1.2.0.192.in-addr.arpa", "mail.football.example.com")
            .txt("_dmarc.football.example.com", "v=DMARC1; p=reject; rua=mailto:dmarc@football.example.com")
            .txt("bounce.example.net", "v=spf1 ip4:192.0.2.0/24 -all")
            .txt("_dmarc.slow.example.org", "v=DMARC1; p=none")
            .build();

    @TempDir
    Path folder;

    private static Run verify(InMemoryDns dns, String file, String... more) {
        List<String> args = new ArrayList<>(List.of("verify", file));
        args.addAll(List.of(more));
        return Run.withDns(dns, args.toArray(String[]::new));
    }

    private static Run fromHome(String file, String... more) {
        List<String> args = new ArrayList<>(List.of(
                "--ip", CLIENT, "--helo", "mail.football.example.com", "--mail-from", "joe@football.example.com"));
        args.addAll(List.of(more));
        return verify(DNS, file, args.toArray(String[]::new));
    }

    private String unsigned() {
        return Sample.write(folder, "unsigned.eml", Sample.UNSIGNED).toString();
    }

    @Test
    void everyProtocolHasItsLines() {
        Run run = fromHome(Sample.SIGNED.toString());

        assertThat(run.status()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.lines())
                .startsWith(Sample.SIGNED + ": pass")
                .contains(
                        "  session: client 192.0.2.1, HELO mail.football.example.com, MAIL FROM "
                                + "<joe@football.example.com>",
                        "  spf MAIL FROM (football.example.com): pass",
                        "    decided by ip4:192.0.2.0/24 of football.example.com",
                        "  spf HELO (mail.football.example.com): pass",
                        "  iprev pass: mail.football.example.com leads to 192.0.2.1, and back",
                        "  signature 1 pass: body hash and signature hold",
                        "    policy: reject (tag p) of football.example.com",
                        "    outcome: accept")
                .anyMatch(line -> line.startsWith("  recommendation accept: "))
                .anyMatch(line -> line.startsWith("  dmarc football.example.com: pass, "));
    }

    @Test
    void jsonHasEveryProtocol() throws Exception {
        JsonNode object = new JsonMapper()
                .readTree(fromHome(Sample.SIGNED.toString(), "--json").out());

        assertThat(object.get("schema").textValue()).isEqualTo("mailauth-verify/1");
        assertThat(object.get("outcome").textValue()).isEqualTo("pass");
        assertThat(object.at("/recommendation/action").textValue()).isEqualTo("accept");
        assertThat(object.at("/recommendation/reasons/0/code").textValue()).isEqualTo("dmarc-pass");
        assertThat(object.at("/session/clientIp").textValue()).isEqualTo(CLIENT);
        assertThat(object.at("/session/mailFrom").textValue()).isEqualTo("joe@football.example.com");
        assertThat(object.at("/author/domain").textValue()).isEqualTo("football.example.com");
        assertThat(object.at("/spf/mailFrom/result").textValue()).isEqualTo("pass");
        assertThat(object.at("/spf/helo/result").textValue()).isEqualTo("pass");
        assertThat(object.at("/iprev/result").textValue()).isEqualTo("pass");
        assertThat(object.get("dkim")).hasSize(2);
        assertThat(object.at("/arc/result").textValue()).isEqualTo("none");
        assertThat(object.at("/dmarc/result").textValue()).isEqualTo("pass");
        assertThat(object.get("authenticationResults").textValue()).startsWith("mx.example.net; dkim=pass ");
        assertThat(object.at("/budget/dnsQuestions/spent").intValue()).isPositive();
    }

    @Test
    void withoutAClientSpfAndIprevAreMissing() throws Exception {
        Run text = verify(DNS, Sample.SIGNED.toString());
        JsonNode object = new JsonMapper()
                .readTree(verify(DNS, Sample.SIGNED.toString(), "--json").out());

        assertThat(text.status()).isZero();
        assertThat(text.lines())
                .contains("  session: the client is not known, so SPF and iprev are not evaluated, and DMARC rests on "
                        + "DKIM alone")
                .noneMatch(line -> line.contains("  spf ") || line.contains("  iprev "));
        assertThat(object.at("/session/clientIp").isNull()).isTrue();
        assertThat(object.at("/session/mailFrom").isNull()).isTrue();
        assertThat(object.at("/spf/mailFrom").isNull()).isTrue();
        assertThat(object.get("iprev").isNull()).isTrue();
        assertThat(object.get("authenticationResults").textValue()).doesNotContain("spf=", "iprev=", "remote-ip");
    }

    @Test
    void spfOfTheAuthorsDomainIsEnough() {
        assertThat(fromHome(unsigned()).status()).isZero();
    }

    @Test
    void spfOfAStrangerIsEnoughOnlyWhereNoDmarcRecordIsPublished() {
        String[] stranger = {"--ip", CLIENT, "--helo", "mail.example.net", "--mail-from", "x@bounce.example.net"};
        Run published = verify(DNS, unsigned(), stranger);
        InMemoryDns silent = InMemoryDns.builder()
                .txt("bounce.example.net", "v=spf1 ip4:192.0.2.0/24 -all")
                .build();

        assertThat(published.status()).isEqualTo(1);
        assertThat(published.lines()).anyMatch(line -> line.startsWith("  recommendation reject: "));
        assertThat(published.out()).contains("    reply: 550 5.7.1 ");
        assertThat(verify(silent, unsigned(), stranger).status()).isZero();
    }

    @Test
    void dmarcRecordThatCannotBeAskedForGives75EvenBesideAPassingSignature() {
        InMemoryDns down = Sample.dns().toBuilder()
                .fail("_dmarc.football.example.com", DnsFailure.TIMEOUT)
                .build();
        Run run = verify(down, Sample.SIGNED.toString());

        assertThat(run.status()).isEqualTo(75);
        assertThat(run.lines()).anyMatch(line -> line.startsWith("  recommendation defer: "));
    }

    @Test
    void secondFromFieldIsNoAuthorWhateverPasses() {
        String two = Sample.write(folder, "two.eml", "From: eve@evil.example\r\n" + Sample.signed())
                .toString();

        assertThat(verify(Sample.dns(), two).status()).isEqualTo(1);
    }

    @Test
    void explainShowsTheTrees() throws Exception {
        Run plain = fromHome(Sample.SIGNED.toString());
        Run run = fromHome(Sample.SIGNED.toString(), "--explain");
        JsonNode object = new JsonMapper()
                .readTree(fromHome(Sample.SIGNED.toString(), "--explain", "--json")
                        .out());

        assertThat(run.lines()).containsAll(plain.lines());
        assertThat(run.lines())
                .anyMatch(line -> line.startsWith("    signed fields: from, to, subject"))
                .anyMatch(line -> line.startsWith("    canonicalization: relaxed/relaxed"))
                .anyMatch(line -> line.startsWith("    key: v=DKIM1; k=ed25519; p="))
                .anyMatch(line -> line.startsWith("  cost: DNS questions: "));
        assertThat(object.at("/spf/mailFrom/trace/record").textValue()).startsWith("v=spf1 ");
        assertThat(object.at("/dmarc/trace/below")).isNotEmpty();
    }

    @Test
    void headersAreExactlyWhatAServerPrepends() {
        Run run = fromHome(Sample.SIGNED.toString(), "--headers", "--authserv-id", "mx.receiver.example");
        String all = new String(run.octets(), StandardCharsets.ISO_8859_1);

        assertThat(run.status()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(all)
                .startsWith("Authentication-Results: mx.receiver.example;\r\n dkim=pass ")
                .contains("\r\nReceived-SPF: pass ")
                .endsWith("\r\n");
        assertThat(all.replace("\r\n", "")).doesNotContain("\r", "\n");
        assertThat(all.split("\r\n(?![ \t])", -1)).hasSize(4);
    }

    @Test
    void headersAreOfOneMessageOnly() {
        String sentence = "mailauth: --headers takes one message, and neither --json nor --explain\n";

        assertThat(fromHome(Sample.SIGNED.toString(), "--headers", "--json").err())
                .isEqualTo(sentence);
        assertThat(fromHome(Sample.SIGNED.toString(), "--headers", "--explain").err())
                .isEqualTo(sentence);
        assertThat(fromHome(Sample.SIGNED.toString(), "--headers", unsigned()).err())
                .isEqualTo(sentence);
        assertThat(fromHome(folder.toString(), "--headers").err()).isEqualTo(sentence);
    }

    @Test
    void halfASessionIsRefused() {
        assertThat(verify(DNS, unsigned(), "--helo", "x.example").err())
                .isEqualTo("mailauth: --helo and --mail-from mean nothing without a client: name --ip\n");
        assertThat(verify(DNS, unsigned(), "--ip", CLIENT).err())
                .isEqualTo("mailauth: --ip needs --mail-from; '' is the null reverse-path\n");
    }

    @Test
    void legacyEvaluatesByTheOlderStandard() throws Exception {
        JsonNode object = new JsonMapper()
                .readTree(
                        fromHome(Sample.SIGNED.toString(), "--legacy", "--json").out());

        assertThat(object.at("/dmarc/standard").textValue()).isEqualTo("RFC 7489");
    }
}
