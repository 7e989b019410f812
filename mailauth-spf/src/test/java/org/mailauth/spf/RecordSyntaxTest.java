package org.mailauth.spf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailauth.Parsed;
import org.mailauth.Problem;
import org.mailauth.conformance.ConformanceRun;

/** RFC 7208 §4.6.1, §5, §6 and §12: the grammar of records. */
class RecordSyntaxTest {

    @TestFactory
    Stream<DynamicTest> conformance() {
        return ConformanceRun.tests(RecordSyntaxTest.class, "spf/record-syntax", (suite, run) -> {
            int number = 0;
            for (JsonNode unit : suite.json("record-syntax.json").get("cases")) {
                String record = unit.get("record").asText();
                run.add(++number + ": " + record, () -> {
                    assertThat(SpfRecord.isSpf(record))
                            .isEqualTo(unit.get("isSpf").asBoolean());
                    assertThat(SpfRecord.parse(record).value().isPresent())
                            .isEqualTo(unit.get("valid").asBoolean());
                });
            }
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "all",
                "+all",
                "include:example.org",
                "include:%{d}",
                "a",
                "a:example.org",
                "a:example.org.",
                "a:_spf.example.org",
                "a/0",
                "a/32",
                "a//0",
                "a//128",
                "a/24//64",
                "a:example.org/24//64",
                "a:foo/bar.example.org",
                "a:foo/24.example.org/24",
                "a:example.xn--p1ai",
                "a:example.c-m",
                "a:example.1x",
                "a:%{i}",
                "a:%{ir}/8",
                "a:x%%",
                "a:x%_",
                "a:x%-",
                "A:Example.ORG",
                "mx",
                "mx:example.org/8",
                "MX//64",
                "ptr",
                "ptr:example.org",
                "ip4:0.0.0.0",
                "ip4:255.255.255.255/0",
                "ip4:192.0.2.0/24",
                "ip6:::",
                "ip6:::/0",
                "ip6:2001:db8::1",
                "ip6:2001:DB8::/32",
                "ip6:::ffff:192.0.2.1",
                "ip6:2001:db8:0:0:0:0:192.0.2.1/128",
                "exists:%{ir}.sbl.example.org",
                "exists:example.org",
                "redirect=example.org",
                "REDIRECT=%{d1r}.example.org",
                "exp=explain.%{d}",
                "x=",
                "x=y",
                "a.b-c_d=%{d}",
                "ip4=1.2.3.4",
                "all=1",
                "x=a:b=c/d",
            })
    void wellFormedTerm(String term) {
        Parsed<SpfRecord> parsed = SpfRecord.parse("v=spf1 " + term);

        assertThat(parsed.problems()).isEmpty();
        assertThat(parsed.value()).isPresent();
    }

    @ParameterizedTest(name = "{0} breaks {1} at {2}")
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "foo, spf.mechanism, 0",
                "foo:example.org, spf.mechanism, 0",
                "alll, spf.mechanism, 0",
                "+, spf.mechanism, 0",
                "--all, spf.mechanism, 0",
                "-, spf.mechanism, 0",
                "1x=y, spf.mechanism, 0",
                "-redirect=example.org, spf.mechanism, 0",
                "=, spf.mechanism, 0",
                "`,`, spf.mechanism, 0",
                "all:example.org, spf.argument, 3",
                "all/8, spf.argument, 3",
                "include, spf.argument, 7",
                "include:, spf.domain-spec, 8",
                "include:example, spf.domain-spec, 8",
                "include:%{d}., spf.domain-spec, 8",
                "include:example.org/24, spf.domain-spec, 8",
                "exists, spf.argument, 6",
                "exists:, spf.domain-spec, 7",
                "exists:example.org/8, spf.domain-spec, 7",
                "a:, spf.domain-spec, 2",
                "a:com, spf.domain-spec, 2",
                "a:com., spf.domain-spec, 2",
                "a:., spf.domain-spec, 2",
                "a:1.2.3.4, spf.domain-spec, 2",
                "a:example.-x, spf.domain-spec, 2",
                "a:example.x-, spf.domain-spec, 2",
                "a:example.o_g, spf.domain-spec, 2",
                "a:example.org.., spf.domain-spec, 2",
                "a:%{d}x, spf.domain-spec, 2",
                "a/, spf.argument, 1",
                "a//, spf.argument, 1",
                "a/33, spf.cidr-length, 1",
                "a/024, spf.cidr-length, 1",
                "a/00, spf.cidr-length, 1",
                "a/4294967296, spf.cidr-length, 1",
                "a//129, spf.cidr-length, 1",
                "a//064, spf.cidr-length, 1",
                "a//64/24, spf.argument, 1",
                "a/x, spf.argument, 1",
                "ax, spf.mechanism, 0",
                "mx/-1, spf.argument, 2",
                "mx:example.org/64, spf.cidr-length, 2",
                "ptr:, spf.domain-spec, 4",
                "ptr/24, spf.argument, 3",
                "ip4, spf.address, 3",
                "ip4:, spf.address, 3",
                "ip4/24, spf.address, 3",
                "ip4:1.2.3, spf.address, 3",
                "ip4:1.2.3.4.5, spf.address, 3",
                "ip4:1.2.3.256, spf.address, 3",
                "ip4:1.2.3.04, spf.address, 3",
                "ip4:1.2.3.+4, spf.address, 3",
                "ip4:1.2.3.4/, spf.cidr-length, 3",
                "ip4:1.2.3.4/33, spf.cidr-length, 3",
                "ip4:1.2.3.4/08, spf.cidr-length, 3",
                "ip4:1.2.3.4//32, spf.cidr-length, 3",
                "ip4:2001:db8::1, spf.address, 3",
                "ip4:example.org, spf.address, 3",
                "ip6, spf.address, 3",
                "ip6:1.2.3.4, spf.address, 3",
                "ip6:2001:db8::1::2, spf.address, 3",
                "ip6:2001:db8::12345, spf.address, 3",
                "ip6:1:2:3:4:5:6:7, spf.address, 3",
                "ip6:fe80::1%eth0, spf.address, 3",
                "ip6:2001:db8::/129, spf.cidr-length, 3",
                "redirect=, spf.domain-spec, 9",
                "redirect=com, spf.domain-spec, 9",
                "exp=, spf.domain-spec, 4",
                "exp=com, spf.domain-spec, 4",
                "x=%, spf.percent, 2",
                "x=a%(, spf.percent, 3",
                "x=%{, spf.percent, 2",
                "x=%{d, spf.percent, 2",
                "x=%{}, spf.macro-letter, 2",
                "x=%{z}, spf.macro-letter, 2",
                "x=%{1}, spf.macro-letter, 2",
                "x=%{c}, spf.macro-letter, 2",
                "exists:%{R}.example.org, spf.macro-letter, 7",
                "exists:%{t}.example.org, spf.macro-letter, 7",
                "x=%{d0}, spf.macro-transformer, 2",
                "x=%{d000}, spf.macro-transformer, 2",
                "x=%{dr2}, spf.macro-transformer, 2",
                "x=%{drr}, spf.macro-transformer, 2",
                "x=%{d;}, spf.macro-transformer, 2",
                "x=%{d }, spf.percent, 2",
            })
    void malformedTermIsNamedWithItsPosition(String term, String code, int position) {
        Parsed<SpfRecord> parsed = SpfRecord.parse("v=spf1 " + term);

        assertThat(parsed.value()).isEmpty();
        assertThat(parsed.problems().get(0)).satisfies(problem -> {
            assertThat(problem.code()).isEqualTo(code);
            assertThat(problem.position()).hasValue("v=spf1 ".length() + position);
            assertThat(problem.reference()).startsWith("RFC 7208 §");
        });
    }

    @Test
    void everySyntaxErrorOfARecordIsReportedInItsPlace() {
        Parsed<SpfRecord> parsed =
                SpfRecord.parse("v=spf1 foo ip4:1.2.3 a:com exp=%{z} redirect=a.org redirect=b.org \u00e9 all:x");

        assertThat(parsed.value()).isEmpty();
        assertThat(parsed.problems())
                .extracting(Problem::code)
                .containsExactly(
                        "spf.mechanism",
                        "spf.address",
                        "spf.domain-spec",
                        "spf.macro-letter",
                        "spf.modifier-twice",
                        "spf.character",
                        "spf.argument");
        assertThat(parsed.problems())
                .extracting(problem -> problem.position().getAsLong())
                .containsExactly(7L, 14L, 23L, 31L, 51L, 66L, 71L);
    }

    @ParameterizedTest(name = "{0} twice")
    @ValueSource(strings = {"redirect=example.org", "exp=example.org"})
    void modifierTwiceIsAnErrorWhateverItsCase(String modifier) {
        String upper = modifier.replace("redirect", "Redirect").replace("exp", "EXP");

        Parsed<SpfRecord> parsed = SpfRecord.parse("v=spf1 " + modifier + " all " + upper);

        assertThat(parsed.value()).isEmpty();
        assertThat(parsed.problems()).extracting(Problem::code).containsExactly("spf.modifier-twice");
    }

    @Test
    void unknownModifierMayOccurTwiceAndIsKept() {
        SpfRecord record = SpfRecord.of("v=spf1 x=1 -all x=2");

        assertThat(record.unknownModifiers()).containsExactly("x=1", "x=2");
    }

    @Test
    void partsOfARecordAreReadable() {
        SpfRecord record = SpfRecord.of("v=spf1 ?a:%{d}/24//64 -ip6:2001:DB8::/32 exp=e.%{d} redirect=r.example.org");

        assertThat(record.directives()).hasSize(2);
        assertThat(record.directives().get(0).qualifier()).isEqualTo(SpfQualifier.NEUTRAL);
        assertThat(record.directives().get(0).mechanism()).isInstanceOfSatisfying(SpfMechanism.A.class, a -> {
            assertThat(a.domain()).hasValueSatisfying(spec -> {
                assertThat(spec).hasToString("%{d}");
                assertThat(spec.hasMacros()).isTrue();
            });
            assertThat(a.ip4Length()).isEqualTo(24);
            assertThat(a.ip6Length()).isEqualTo(64);
        });
        assertThat(record.directives().get(1)).hasToString("-ip6:2001:db8::/32");
        assertThat(record.redirect())
                .hasValueSatisfying(spec -> assertThat(spec.hasMacros()).isFalse());
        assertThat(record.explanation())
                .hasValueSatisfying(spec -> assertThat(spec).hasToString("e.%{d}"));
        assertThat(record)
                .hasToString("v=spf1 ?a:%{d}/24//64 -ip6:2001:db8::/32 redirect=r.example.org exp=e.%{d}")
                .isEqualTo(SpfRecord.of("V=SPF1 ?A:%{d}/24//64 -IP6:2001:db8::/32  Redirect=r.example.org EXP=e.%{d}"))
                .isNotEqualTo(SpfRecord.of("v=spf1 ?a:%{d}/24//64 -ip6:2001:db8::/32 redirect=r.example.org"));
    }

    @Test
    void recordWrittenByTheProgramsAuthorMustBeOne() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SpfRecord.of("v=spf1 foo bar"))
                .withMessageContaining("\"foo\"")
                .withMessageContaining("\"bar\"");
    }

    @Test
    void textThatIsNoRecordIsSaidToBeNone() {
        assertThat(SpfRecord.parse("v=DMARC1").problems())
                .extracting(Problem::code)
                .containsExactly("spf.version");
    }

    @Test
    void problemsQuoteOnlyTheStartOfWhatIsWrong() {
        String term = "x".repeat(60_000);

        assertThat(SpfRecord.parse("v=spf1 " + term).problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.text()).hasSizeLessThan(200));
    }
}
