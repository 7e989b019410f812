package org.mailauth.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mailauth.testkit.Ask.texts;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailauth.Parsed;
import org.mailauth.Problem;

class ZoneFileProblemTest {

    static Stream<Arguments> errors() {
        return Stream.of(
                Arguments.of("a.test FOO x", "zone.type-unknown"),
                Arguments.of("a.test \"TXT\" x", "zone.type-unknown"),
                Arguments.of("a.test TYPE65536 x", "zone.type-unknown"),
                Arguments.of("a.test IN IN TXT x", "zone.type-unknown"),
                Arguments.of("a.test 60 60 TXT x", "zone.type-unknown"),
                Arguments.of("a.test IN 60", "zone.type-missing"),
                Arguments.of("a.test", "zone.type-missing"),
                Arguments.of("a.test CH TXT x", "zone.class"),
                Arguments.of("a.test 2147483648 TXT x", "zone.ttl"),
                Arguments.of("a.test 99999999999999999999 TXT x", "zone.ttl"),
                Arguments.of("a.test 9999999w TXT x", "zone.ttl"),
                Arguments.of("a.test 1x TXT x", "zone.ttl"),
                Arguments.of("a.test 1hh TXT x", "zone.ttl"),
                Arguments.of("$TTL x", "zone.ttl"),
                Arguments.of("$TTL", "zone.directive"),
                Arguments.of("$TTL 1 2", "zone.directive"),
                Arguments.of("$ORIGIN", "zone.directive"),
                Arguments.of("$ORIGIN a..b", "dns.label-empty"),
                Arguments.of("$INCLUDE other.zone", "zone.include"),
                Arguments.of("$GENERATE 1-2 $ A 192.0.2.$", "zone.directive"),
                Arguments.of("$FOO", "zone.directive"),
                Arguments.of("@ TXT x", "zone.origin-missing"),
                Arguments.of("a.test MX 10 @", "zone.origin-missing"),
                Arguments.of("\"a.test\" TXT x", "zone.name-quoted"),
                Arguments.of("a..test TXT x", "dns.label-empty"),
                Arguments.of("x".repeat(64) + ".test TXT x", "dns.label-too-long"),
                Arguments.of("x.".repeat(128) + " TXT x", "dns.name-too-long"),
                Arguments.of("a\\ TXT x", "zone.type-unknown"),
                Arguments.of("a\\256 TXT x", "dns.name-escape"),
                Arguments.of("a.test MX 10 b\\", "dns.name-escape"),
                Arguments.of("\u0100.test TXT x", "dns.name-character"),
                Arguments.of("a.test TXT", "zone.rdata-missing"),
                Arguments.of("a.test TXT \u20AC", "zone.character"),
                Arguments.of("a.test TXT \\12", "zone.escape"),
                Arguments.of("a.test TXT \\256", "zone.escape"),
                Arguments.of("a.test TXT x\\", "zone.escape"),
                Arguments.of("a.test TXT " + "x".repeat(256), "zone.string-too-long"),
                Arguments.of("a.test TXT (" + ("x".repeat(255) + "\n").repeat(256) + ")", "zone.rdata-too-long"),
                Arguments.of("a.test TXT (" + "x\n".repeat(70_001) + ")", "zone.entry-too-long"),
                Arguments.of("a.test TXT \\# 1 00", "zone.rdata-generic"),
                Arguments.of("a.test TYPE16 \\# 1 00", "zone.rdata-generic"),
                Arguments.of("a.test TXT \"x", "zone.quote-open"),
                Arguments.of("a.test TXT \"x\\\"", "zone.quote-open"),
                Arguments.of("a.test TXT ( x", "zone.parenthesis-open"),
                Arguments.of("a.test TXT x )", "zone.parenthesis-close"),
                Arguments.of("a.test A", "zone.rdata-missing"),
                Arguments.of("a.test A 192.0.2.1 192.0.2.2", "zone.rdata-surplus"),
                Arguments.of("a.test A 192.0.2.256", "zone.address"),
                Arguments.of("a.test A \"192.0.2.1\"", "zone.rdata-quoted"),
                Arguments.of("a.test AAAA 192.0.2.1", "zone.address"),
                Arguments.of("a.test AAAA 1::2::3", "zone.address"),
                Arguments.of("a.test MX mail.test", "zone.number"),
                Arguments.of("a.test MX 65536 mail.test", "zone.number"),
                Arguments.of("a.test MX 10", "zone.rdata-missing"),
                Arguments.of("a.test PTR b.test c.test", "zone.rdata-surplus"),
                Arguments.of("a.test TLSA 256 1 1 00", "zone.number"),
                Arguments.of("a.test TLSA 3 1 1", "zone.rdata-missing"),
                Arguments.of("a.test TLSA 3 1 1 0", "zone.hex"),
                Arguments.of("a.test TLSA 3 1 1 00 0g", "zone.hex"),
                Arguments.of("a.test TLSA 3 1 1 " + "00".repeat(65533), "zone.rdata-too-long"),
                Arguments.of("alias.test TXT x", "zone.alias-conflict"),
                Arguments.of("alias.test CNAME other.test", "zone.alias-conflict"),
                Arguments.of("good.test CNAME other.test", "zone.alias-conflict"));
    }

    @ParameterizedTest
    @MethodSource("errors")
    void anErrorSpoilsTheFileAndIsToldWithLineAndPosition(String line, String code) {
        String before = "good.test TXT x\n\nalias.test CNAME real.test\n";

        Parsed<InMemoryDns> parsed = ZoneFile.parse(before + line + "\n");

        assertThat(parsed.value()).isEmpty();
        assertThat(parsed.problems()).hasSize(1);
        Problem problem = parsed.problems().get(0);
        assertThat(problem.code()).isEqualTo(code);
        // only what goes on after the line breaks of the entry itself can lie later than line 4
        assertThat(problem.text()).startsWith(code.equals("zone.entry-too-long") ? "line " : "line 4: ");
        assertThat(problem.position().orElseThrow()).isBetween((long) before.length(), before.length() + 140_100L);
    }

    @Test
    void aBlankOwnerNeedsAnOwnerBefore() {
        assertThat(ZoneFile.parse(" TXT x").problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.code()).isEqualTo("zone.owner-missing"));
    }

    @Test
    void everyLineIsReadThoughOneBeforeIsBroken() {
        Parsed<InMemoryDns> parsed =
                ZoneFile.parse("a.test A x\nb.test TXT \"open\nc.test FOO\nd.test TXT fine\n e)\n");

        assertThat(parsed.problems())
                .extracting(Problem::toString)
                .containsExactly(
                        "zone.address: line 1: \"x\" is no IPv4 address (at 9) [RFC 1035 §3.4.1]",
                        "zone.quote-open: line 2: a quoted string does not end on its line (at 22) [RFC 1035 §5.1]",
                        "zone.type-unknown: line 3: \"FOO\" is no known record type (at 35) [RFC 1035 §3.2.2]",
                        "zone.parenthesis-close: line 5: a parenthesis was never opened (at 57) [RFC 1035 §5.1]");
    }

    @Test
    void theLineIsThatOfTheItemWithinParentheses() {
        assertThat(ZoneFile.parse("a.test MX ( ; comment\n\n x\n m.test )")
                        .problems()
                        .get(0)
                        .text())
                .startsWith("line 3: ");
    }

    @Test
    void onlyTheFirstHundredErrorsAreTold() {
        assertThat(ZoneFile.parse("a.test FOO\n".repeat(1000)).problems()).hasSize(100);
    }

    @Test
    void hintsDoNotSpoilTheFile() {
        Parsed<InMemoryDns> parsed = ZoneFile.parse("""
                a.test TXT v=DKIM1; p=abc
                b.test SPF "v=spf1 -all"
                c.test TYPE99 \\# 0
                d.test DNAME e.test
                f.test TXT "quoted"; comment
                g.test TXT word ; comment
                """);

        assertThat(texts(parsed.orElseThrow(), "a.test")).containsExactly("v=DKIM1");
        assertThat(parsed.problems())
                .extracting(Problem::code)
                .containsExactly("zone.text-cut", "zone.spf-type", "zone.spf-type", "zone.dname");
        assertThat(parsed.problems().get(0).position()).isEqualTo(OptionalLong.of(11));
    }

    @Test
    void aFileThatIsTooLongIsRefused(@TempDir Path folder) throws Exception {
        Path file = Files.write(folder.resolve("zone"), new byte[ZoneFile.MAX_OCTETS + 2]);

        assertThat(ZoneFile.read(file).problems()).extracting(Problem::code).containsExactly("zone.too-long");
        assertThat(ZoneFile.parse(" ".repeat(ZoneFile.MAX_OCTETS)).value()).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(",
                ")",
                "\"",
                "\\",
                "a ",
                "a\n",
                "a.test TXT x\n",
                "a TXT \"",
                ";",
                "\n",
                "a.",
                "$",
                "a TXT (\n",
                " A 1.1.1.1\n"
            })
    void theLongestFileOfOneThingIsReadToItsEnd(String unit) {
        String text = "o.test A 192.0.2.1\n" + unit.repeat((ZoneFile.MAX_OCTETS - 19) / unit.length());

        Parsed<InMemoryDns> parsed = ZoneFile.parse(text);

        assertThat(parsed.value().isPresent() || !parsed.problems().isEmpty()).isTrue();
    }

    @Test
    void moreThanHalfAMillionRecordsAreRefused() {
        List<Problem> problems = ZoneFile.parse("a.test A 192.0.2.1\n" + " A 192.0.2.1\n".repeat(500_100))
                .problems();

        assertThat(problems).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo("zone.too-many-records");
            assertThat(problem.text()).startsWith("line 500001: ");
        });
    }
}
