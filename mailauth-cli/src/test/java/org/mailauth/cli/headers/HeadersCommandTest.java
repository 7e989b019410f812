package org.mailauth.cli.headers;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailauth.cli.Run;
import org.mailauth.cli.Sample;

class HeadersCommandTest {
    @TempDir
    Path folder;

    private String page(String message, String... more) throws Exception {
        Path page = folder.resolve("page.html");
        String[] arguments = Stream.concat(Stream.of(more), Stream.of("--html", page.toString()))
                .toArray(String[]::new);
        assertThat(Letters.read(folder, message, arguments).status()).isZero();
        return Files.readString(page);
    }

    @Test
    void wayIsATableWithDelaysFromTheFirstHostToTheLast() {
        Run run = Letters.read(folder, Letters.SPOOF);

        assertThat(run.err()).isEmpty();
        assertThat(run.status()).isZero();
        assertThat(run.lines())
                .containsSubsequence(
                        "  way: 4 hops, the first one first; hop 3 took it from outside, and what is above that is the word of strangers",
                        "    hop  time                       delay       from                                            by                   with",
                        "    1    2026-11-21 07:29:01 +0000  -           pc.evil.example ([10.0.0.7])                    h.evil.example       SMTP",
                        "    2    2026-11-21 06:39:01 +0000  -50 min     [10.0.0.7]                                      h.evil.example       ESMTPA",
                        "    3*   2026-11-21 20:59:01 +0900  5 h 20 min  h.evil.example (r.other.example [203.0.113.5])  mx.xn--vv4b11d.kr    ESMTPS, TLS",
                        "    4    2026-11-21 20:59:05 +0900  4 s         mx.xn--vv4b11d.kr (localhost [127.0.0.1])       mail.xn--vv4b11d.kr  LMTP");
    }

    @Test
    void findingsAreToldByTheirSeverityWithEvidence() {
        Run run = Letters.read(folder, Letters.SPOOF, "--authserv-id", Letters.MX);

        assertThat(run.lines().get(0)).endsWith("findings, at most HIGH");
        assertThat(run.lines())
                .filteredOn(line -> line.matches("  (HIGH|MEDIUM|LOW|INFO) .*"))
                .extracting(line -> line.strip().split("[ :]", 3)[1])
                .contains("identity.own-domain-failed", "identity.reply-to-unauthenticated", "received.time-travel")
                .startsWith("identity.own-domain-failed");
        assertThat(run.out())
                .contains("  From: 김민수 <minsu@xn--vv4b11d.kr>\n", "  Subject: Re: 송금 요청\n")
                .containsPattern("\n    field 8, Reply-To, octets 9 to 55: .*minsu@mail\\.example")
                .contains("results believed: " + Letters.MX + "; dmarc=fail");
    }

    @Test
    void resultsCountOnlyWhenTheirHostIsNamed() {
        assertThat(Letters.read(folder, Letters.SPOOF).out())
                .doesNotContain("identity.own-domain-failed", "results believed");
        assertThat(Letters.read(folder, Letters.SPOOF, "--authserv-id", "mx.other.example")
                        .out())
                .contains("results not believed of " + Letters.MX + ": it is from a host that is not listed")
                .doesNotContain("identity.own-domain-failed");
    }

    @Test
    void organizationsAreThoseOfThePublicSuffixList() {
        String message = "From: a@x.co.kr\nReply-To: b@%s\n\n";

        assertThat(Letters.read(folder, String.format(message, "y.co.kr")).out())
                .contains("identity.reply-to");
        assertThat(Letters.read(folder, String.format(message, "y.x.co.kr")).out())
                .doesNotContain("identity.reply-to");
    }

    @Test
    void protectedDomainsAreThoseOfOthers() {
        String message = "From: bank@examp1e.com\n\n";

        assertThat(Letters.read(folder, message, "--protect-domain", "example.com")
                        .out())
                .contains("lookalike.");
        assertThat(Letters.read(folder, message).out()).doesNotContain("lookalike.");
    }

    @Test
    void protectedNamesAreNoticedInKorean() {
        String message = "From: =?UTF-8?B?6rmA66+87IiY?= <minsu@mail.example>\n\n";

        assertThat(Letters.read(folder, message).out()).contains("name.protected");
        assertThat(Letters.read(folder, message.replace("6rmA66+87IiY", "6rmA66+87KSA"))
                        .out())
                .doesNotContain("name.protected");
    }

    @Test
    void headerBeyondTheLimitsIsNoted() {
        Run run = Letters.read(folder, "From: a@a.example\nX: " + "x".repeat(3_000_000) + "\n\n");

        assertThat(run.status()).isZero();
        assertThat(run.lines()).anyMatch(line -> line.startsWith("  note: "));
    }

    @Test
    void clockIsSet() {
        String message = "Received: from a.example (a.example [192.0.2.1]) by " + Letters.MX
                + "; Sat, 21 Nov 2026 20:00:00 +0000\nFrom: a@a.example\n\n";

        assertThat(Letters.read(folder, message).out()).contains("received.future");
        assertThat(Letters.read(folder, message, "--at", "2026-11-22").out()).doesNotContain("received.future");
    }

    @Test
    void severalFilesAreCountedTogetherAndOneThatIsMissingCostsNoOther() throws Exception {
        Path mails = Files.createDirectory(folder.resolve("mails"));
        Sample.write(mails, "a.eml", Letters.SPOOF);
        Sample.write(mails, "b.eml", "From: a@a.example\n\n");

        Run run = Run.of("headers", mails.toString(), folder.resolve("gone").toString(), "--own", Letters.OWN);

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).matches("mailauth: cannot read '.*gone': no such file or directory\n");
        assertThat(run.lines()).filteredOn(line -> line.contains("eml: ")).hasSize(2);
        assertThat(run.lines().get(run.lines().size() - 1))
                .startsWith("findings in 2 messages: HIGH 0, MEDIUM 0, LOW ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n",
                "\r\n\r\n",
                "no header at all",
                "\u0000\u0001",
                "Received:\nFrom\n",
                "Received: \u00e9\n\n"
            })
    void brokenFilesAreHeadersToo(String message) {
        Run run = Run.withInput(message.getBytes(StandardCharsets.ISO_8859_1), "headers", "-");

        assertThat(run.status()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.lines().get(0)).startsWith("standard input: ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "headers                       | missing required parameter: 'FILE' (see 'mailauth headers --help')",
                "headers - -                   | standard input (-) can be named only once",
                "headers x --json --html y     | --json and --html exclude each other (see 'mailauth headers --help')",
                "headers x --authserv-id a\rb  | --authserv-id 'a\\u000db' is no name that can be written",
                "headers x --own kr            | invalid value for option '--own': 'kr' is no domain to publish under: it has one label only (see 'mailauth headers --help')",
            })
    void wrongCommandLineIsToldInOneSentence(String line, String sentence) {
        Run run = Run.of(line.split(" "));

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).isEqualTo("mailauth: " + sentence + "\n");
    }

    @Test
    void pageThatCannotBeWrittenIsTold() {
        Run run = Letters.read(folder, Letters.SPOOF, "--html", folder.toString());

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).startsWith("mailauth: cannot write '");
    }

    @Test
    void pageNeedsNothingButItself() throws Exception {
        String html = page(Letters.SPOOF, "--authserv-id", Letters.MX);

        assertThat(html)
                .contains("default-src 'none'", "script-src 'none'", "style-src 'sha256-", "김민수", "송금 요청")
                .contains("<rect class=\"bar\" width=\"87\"", "<div class=\"delay back\"><span>-50 min</span>")
                .containsSubsequence("<li class=\"stranger\">", "<li class=\"entry\">", "<li class=\"ours\">")
                .doesNotContain("src=", "href=", "@import", "url(", "<script", " style=", "'unsafe-inline'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "From: \"%s\" <a@b.example>",
                "From: =?UTF-8?B?%B?= <a@b.example>",
                "Subject: %s",
                "Reply-To: %s <a@b.example>",
                "Received: from %s (%s [192.0.2.1]) by %s with %s for <%s>; Sat, 21 Nov 2026 06:39:01 +0000",
                "Received: from h.example by h.example (%s); %s",
                "Authentication-Results: %s; dmarc=fail",
                "Authentication-Results: " + Letters.MX + "; dmarc=fail reason=\"%s\"",
            })
    void textOfStrangersStaysText(String field) throws Exception {
        String hostile = "<script>alert(1)</script>&amp;'<img/src=x>\u202e\u2066\u001b[31m\u009b\u2028\u115f";
        String encoded = Base64.getEncoder().encodeToString(hostile.getBytes(StandardCharsets.UTF_8));
        String message = field.replace("%B", encoded).replace("%s", hostile) + "\nTo: " + hostile + "\n\n";

        String html = page(message, "--authserv-id", Letters.MX);
        Run text = Letters.read(folder, message, "--authserv-id", Letters.MX);
        Run json = Letters.read(folder, message, "--authserv-id", Letters.MX, "--json");

        assertThat(html)
                .doesNotContain("<script", "<img", "&amp;amp;'")
                .contains(
                        "&lt;script&gt;alert(1)&lt;/script&gt;&amp;amp;&#39;",
                        "\\u202e\\u2066\\u001b[31m\\u009b\\u2028");
        assertThat(text.out()).contains("\\u202e\\u2066\\u001b[31m\\u009b\\u2028");
        for (String shown : List.of(html, text.out(), json.out())) {
            assertThat(shown.codePoints().filter(c -> c != '\n').mapToObj(Character::getType))
                    .doesNotContain(
                            (int) Character.CONTROL, (int) Character.FORMAT, (int) Character.LINE_SEPARATOR, (int)
                                    Character.PARAGRAPH_SEPARATOR);
        }
    }

    @Test
    void longFieldsAreCutAndNeverWithinACharacter() {
        String message = "Subject: " + "😀".repeat(10_000) + "\nReceived: from " + "가".repeat(20_000) + " by b\n\n";

        Run run = Letters.read(folder, message, "--json");

        assertThat(run.status()).isZero();
        assertThat(run.out()).hasSizeLessThan(100_000).contains("\\uDE00…").doesNotContain("\\uD83D…");
        assertThat(Letters.read(folder, message).lines())
                .allSatisfy(line -> assertThat(line).hasSizeLessThan(1_000));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0 s, 0",
        "59, 59 s, 36",
        "60, 1 min, 36",
        "61, 1 min 1 s, 36",
        "3600, 1 h, 72",
        "19200, 5 h 20 min, 87",
        "86400, 1 d, 100",
        "180000, 2 d 2 h, 100",
        "-3000, -50 min, 70",
        "-9223372036854775808, -106751991167300 d 15 h, 100",
    })
    void delaysHaveTwoUnitsAtMost(long seconds, String words, long percent) {
        Duration delay = Duration.ofSeconds(seconds);

        assertThat(Delay.words(delay)).isEqualTo(words);
        assertThat(Delay.percent(delay)).isEqualTo(percent);
    }

    @Test
    void columnsOfWideLettersLineUp() {
        Columns columns = new Columns();
        columns.add("메일", "a");
        columns.add("mail", "b");
        columns.add("x".repeat(100), "c");

        assertThat(columns.lines())
                .containsExactly("메일" + " ".repeat(59) + "a", "mail" + " ".repeat(59) + "b", "x".repeat(60) + "…  c");
    }
}
