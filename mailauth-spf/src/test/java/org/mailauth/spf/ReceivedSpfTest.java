package org.mailauth.spf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.mailauth.spf.SpfScene.IP4;
import static org.mailauth.spf.SpfScene.IP6;

import java.net.InetAddress;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailauth.Parsed;
import org.mailauth.Problem;
import org.mailauth.dns.DnsFailure;
import org.mailauth.message.HeaderField;
import org.mailauth.testkit.InMemoryDns;

/** RFC 7208 §9.1, with the grammar of eid5436. */
class ReceivedSpfTest {
    private static final String RECEIVER = "mx.example.net";

    private static ReceivedSpf of(SpfEvaluation evaluation) {
        return ReceivedSpf.of(evaluation, RECEIVER);
    }

    private static ReceivedSpf read(String body) {
        return ReceivedSpf.parse(body).orElseThrow();
    }

    @Test
    void fieldSaysWhoCheckedWhatAndWhy() {
        SpfEvaluation evaluation =
                SpfScene.publishing("v=spf1 ip4:192.0.2.0/24 -all").from(IP4);

        assertThat(of(evaluation).toHeaderField()).hasToString("""
                        Received-SPF: pass (mx.example.net: example.com lets 192.0.2.1 send in its\r
                         name)\r
                         receiver=mx.example.net;\r
                         identity=mailfrom;\r
                         client-ip=192.0.2.1;\r
                         helo=mail.example.org;\r
                         envelope-from="user@example.com";\r
                         mechanism="ip4:192.0.2.0/24\"""");
    }

    @Test
    void valuesOfACheckAreFoundAgain() throws Exception {
        SpfEvaluation evaluation = SpfScene.publishing("v=spf1 -all").from(IP6);

        ReceivedSpf field = of(evaluation);

        assertThat(field.result()).isEqualTo(SpfResult.FAIL);
        assertThat(field.comment()).contains("mx.example.net: example.com does not let 2001:db8::1 send in its name");
        assertThat(field.receiver()).contains(RECEIVER);
        assertThat(field.identity()).contains("mailfrom");
        assertThat(field.clientIp()).contains(InetAddress.getByName(IP6));
        assertThat(field.helo()).contains("mail.example.org");
        assertThat(field.envelopeFrom()).contains("user@example.com");
        assertThat(field.mechanism()).contains("all");
        assertThat(field.problem()).isEmpty();
    }

    @ParameterizedTest(name = "{0}: {1}, {2}")
    @CsvSource({
        "v=spf1 +all, PASS, all",
        "v=spf1 -all, FAIL, all",
        "v=spf1 ~all, SOFTFAIL, all",
        "v=spf1 ?a:mail.example.com, NEUTRAL, a:mail.example.com",
        "v=spf1, NEUTRAL, default",
        "no record, NONE, default",
        "v=spf1 foo, PERMERROR, default",
        "v=spf1 include:slow.example.com, TEMPERROR, default",
    })
    void mechanismIsTheOneThatMatchedOrDefault(String record, SpfResult result, String mechanism) {
        SpfScene scene = SpfScene.of(
                SpfScene.published(record).a("mail.example.com", IP4).fail("slow.example.com", DnsFailure.TIMEOUT));

        ReceivedSpf field = of(scene.from(IP4));

        assertThat(field.result()).isEqualTo(result);
        assertThat(field.mechanism()).contains(mechanism);
        assertThat(field.comment()).isPresent();
        assertThat(field.problem().isPresent())
                .isEqualTo(result == SpfResult.PERMERROR || result == SpfResult.TEMPERROR);
        assertThat(ReceivedSpf.parse(field.toHeaderField())).isEqualTo(Parsed.of(field));
    }

    @Test
    void problemIsTheRootOfTheError() {
        SpfScene scene = SpfScene.of(
                SpfScene.published("v=spf1 include:inner.example.org").txt("inner.example.org", "v=spf1 foo"));

        assertThat(of(scene.from(IP4)).problem()).contains("the mechanism \"foo\" does not exist");
    }

    @Test
    void nullReversePathIsAnEmptyQuotedString() {
        SpfScene scene = SpfScene.of(InMemoryDns.builder().txt("mail.example.org", "v=spf1 +all"));

        ReceivedSpf field = of(scene.mailFrom(IP4, ""));

        assertThat(field.envelopeFrom()).contains("");
        assertThat(field.toString()).contains(" envelope-from=\"\";");
    }

    @Test
    void identityWithoutDomainIsSaidToHaveNone() {
        ReceivedSpf field = of(SpfScene.publishing("v=spf1").helo(IP4, "[192.0.2.1]"));

        assertThat(field.result()).isEqualTo(SpfResult.NONE);
        assertThat(field.comment()).contains("mx.example.net: there is no domain to check");
        assertThat(field.helo()).contains("[192.0.2.1]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil\r\nX-Injected: yes",
                "evil\r\n\r\nbody",
                "evil\nReceived-SPF: pass",
                "\"; receiver=mine; x=\"",
                "a;b=c",
                "a (comment) b",
                "a)b(c\\",
                "\\",
                "\"",
                "\\\"; helo=x",
                "\u0000\u001b[2J\u202e\u2028\u0085\ufffd\ud800",
                " ",
                "\t x \t",
                "",
                "j\u00f6rg",
            })
    void hostileValuesAreEncodedAndNeverInjected(String hostile) {
        SpfEvaluation evaluation = SpfScene.publishing("v=spf1 -all")
                .evaluator()
                .checkMailFrom(SpfScene.session(IP4, hostile + "@example.com", hostile));

        ReceivedSpf field = of(evaluation);
        HeaderField header = field.toHeaderField();

        assertThat(header.unfoldedBody().chars()).noneMatch(c -> c < ' ' && c != '\t');
        Parsed<ReceivedSpf> read = ReceivedSpf.parse(header);
        assertThat(read).isEqualTo(Parsed.of(field));
        assertThat(read.value().orElseThrow().values().keySet())
                .containsExactly("receiver", "identity", "client-ip", "helo", "envelope-from", "mechanism");
        assertThat(field.receiver()).contains(RECEIVER);
        if (hostile.chars().allMatch(c -> c >= ' ' && c < 0x7F)) {
            assertThat(field.helo()).contains(hostile);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a)b(c\\", "a) client-ip=1.2.3.4; x=(", "(((", ")", "\\"})
    void commentEndsOnlyWhereItIsMeantTo(String receiver) {
        SpfEvaluation evaluation = SpfScene.publishing("v=spf1 -all").from(IP4);

        ReceivedSpf field = ReceivedSpf.of(evaluation, receiver);

        assertThat(field.comment())
                .hasValueSatisfying(comment -> assertThat(comment).startsWith(receiver + ": "));
        assertThat(ReceivedSpf.parse(field.toHeaderField())).isEqualTo(Parsed.of(field));
    }

    @Test
    void valuesAndLinesAreNeverLongerThanMailAllows() {
        String helo = "\"".repeat(5000);
        SpfEvaluation evaluation = SpfScene.publishing("v=spf1 -all")
                .evaluator()
                .checkMailFrom(SpfScene.session(IP4, "(".repeat(1000) + "@example.com", helo));

        ReceivedSpf field = ReceivedSpf.of(evaluation, "(".repeat(5000));

        assertThat(field.toHeaderField().toString().lines()).allMatch(line -> line.length() <= 998);
        assertThat(ReceivedSpf.parse(field.toHeaderField())).isEqualTo(Parsed.of(field));
    }

    @Test
    void receiverMustBeSomebody() {
        SpfEvaluation evaluation = SpfScene.publishing("v=spf1 -all").from(IP4);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> ReceivedSpf.of(evaluation, " "))
                .withMessageContaining("receiver");
    }

    @Test
    void asciiFormHasALabelsAndLeavesOutWhatHasNone() {
        SpfEvaluation evaluation = SpfScene.publishing("v=spf1 -all")
                .evaluator()
                .checkMailFrom(SpfScene.session(IP4, "j\u00f6rg@example.com", "b\u00fccher.example.com"));
        SpfEvaluation domainOnly = SpfScene.publishing("v=spf1 -all")
                .evaluator()
                .checkMailFrom(SpfScene.session(IP4, "user@b\u00fccher.example.com", "\u00fc\u00a7"));

        assertThat(of(evaluation).helo()).contains("b\u00fccher.example.com");
        assertThat(of(evaluation).toAscii().helo()).contains("xn--bcher-kva.example.com");
        assertThat(of(evaluation).toAscii().envelopeFrom()).isEmpty();
        assertThat(of(evaluation).toAscii().receiver()).contains(RECEIVER);
        assertThat(of(domainOnly).toAscii().envelopeFrom()).contains("user@xn--bcher-kva.example.com");
        assertThat(of(domainOnly).toAscii().helo()).isEmpty();
        assertThat(of(domainOnly).toAscii().toHeaderField().toString().chars()).allMatch(c -> c < 0x7F);
        assertThat(ReceivedSpf.of(evaluation, "m\u00fc.example").toAscii().comment())
                .isEmpty();
    }

    @Test
    void asciiFormOfAsciiIsTheSame() {
        ReceivedSpf field = of(SpfScene.publishing("v=spf1 -all").from(IP4));

        assertThat(field.toAscii()).isEqualTo(field);
    }

    @Test
    void strictFieldIsReadWithoutProblem() {
        Parsed<ReceivedSpf> parsed = ReceivedSpf.parse(
                HeaderField.of(
                        "received-spf",
                        " (before) softfail (a \\(quoted\\) comment (nested))\r\n\tclient-ip=192.0.2.1;"
                                + " envelope-from=\"a\\\"b@example.com\";\r\n helo=foo.example.com; x-own=1 ; (more) identity=helo;"));

        assertThat(parsed.problems()).isEmpty();
        ReceivedSpf field = parsed.orElseThrow();
        assertThat(field.result()).isEqualTo(SpfResult.SOFTFAIL);
        assertThat(field.comment()).contains("a (quoted) comment (nested)");
        assertThat(field.values())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "client-ip", "192.0.2.1",
                        "envelope-from", "a\"b@example.com",
                        "helo", "foo.example.com",
                        "x-own", "1",
                        "identity", "helo"));
    }

    @Test
    void fieldOfAWriterWithoutQuotesIsRead() {
        Parsed<ReceivedSpf> parsed = ReceivedSpf.parse("Pass (sender SPF authorized) identity=mailfrom;"
                + " client-ip=2001:db8::1; helo=mail.example.com; envelope-from=a@example.com; receiver=<UNKNOWN> ");

        ReceivedSpf field = parsed.orElseThrow();
        assertThat(field.result()).isEqualTo(SpfResult.PASS);
        assertThat(field.clientIp()).isPresent();
        assertThat(field.envelopeFrom()).contains("a@example.com");
        assertThat(field.receiver()).contains("<UNKNOWN>");
        assertThat(parsed.problems())
                .extracting(Problem::code)
                .containsExactly("spf.received-value", "spf.received-value", "spf.received-value");
    }

    @Test
    void fieldWithoutSemicolonsIsRead() {
        Parsed<ReceivedSpf> parsed = ReceivedSpf.parse("none client-ip=192.0.2.1 helo=a.example.com");

        assertThat(parsed.orElseThrow().helo()).contains("a.example.com");
        assertThat(parsed.problems()).extracting(Problem::code).containsExactly("spf.received-semicolon");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "pass; junk; helo=a.example|spf.received-key",
                "pass; =x; helo=a.example|spf.received-key",
                "pass; 1a=x; helo=a.example|spf.received-key",
                "pass; ))); helo=a.example|spf.received-key",
                "pass; helo=a.example; helo=b.example|spf.received-key-twice",
                "pass; helo=a.example; x=\"open|syntax.quote-open",
                "pass; helo=a.example (open|syntax.comment-open",
            })
    void whatCannotBeUnderstoodIsSkippedWithAProblem(String body, String code) {
        Parsed<ReceivedSpf> parsed = ReceivedSpf.parse(body);

        assertThat(parsed.problems()).extracting(Problem::code).containsExactly(code);
        assertThat(parsed.orElseThrow().helo()).contains("a.example");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "(comment)", "(open", "hardfail", "passed", "=pass", "\"pass\"", "\u0000"})
    void fieldWithoutAResultIsUnusable(String body) {
        assertThat(ReceivedSpf.parse(body).value()).isEmpty();
        assertThat(ReceivedSpf.parse(body).problems())
                .last()
                .satisfies(problem -> assertThat(problem.code()).isEqualTo("spf.received-result"));
    }

    @Test
    void controlCharactersOfAForeignFieldAreReplaced() {
        Parsed<ReceivedSpf> parsed = ReceivedSpf.parse("pass (a\u0007b) helo=\"x\ufffdy\"");

        assertThat(parsed.problems()).extracting(Problem::code).containsExactly("spf.received-character");
        assertThat(parsed.orElseThrow().comment()).contains("a?b");
        assertThat(parsed.orElseThrow().helo()).contains("x?y");
    }

    @Test
    void clientIpThatIsNoAddressIsAbsent() {
        assertThat(read("pass client-ip=localhost").clientIp()).isEmpty();
        assertThat(read("pass client-ip=999.0.2.1").clientIp()).isEmpty();
        assertThat(read("pass").clientIp()).isEmpty();
    }

    @Test
    void fieldOfAnotherNameIsUnusable() {
        assertThat(ReceivedSpf.parse(HeaderField.of("Received", " pass")).problems())
                .extracting(Problem::code)
                .containsExactly("spf.received-name");
    }

    @Test
    void fieldsAreEqualWhenTheirContentsAre() {
        assertThat(read("PASS (c)  helo=a; x=\"b\"")).isEqualTo(read("pass (c) x=b; helo=\"a\""));
        assertThat(read("pass helo=a")).isNotEqualTo(read("fail helo=a")).isNotEqualTo(read("pass helo=b"));
        assertThat(read("pass (c) helo=a")).hasToString("pass (c) helo=a");
        assertThat(read("pass (c) helo=a").hashCode())
                .isEqualTo(read("pass (c) HELO=a").hashCode());
    }
}
