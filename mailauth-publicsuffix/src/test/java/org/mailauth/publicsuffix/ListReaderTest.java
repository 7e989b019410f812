package org.mailauth.publicsuffix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailauth.DomainName;
import org.mailauth.Parsed;
import org.mailauth.Problem;

/** Lists that users bring, whole or broken. */
class ListReaderTest {

    private static void assertUnusable(Parsed<PublicSuffixList> parsed, String code) {
        assertThat(parsed.value()).isEmpty();
        assertThat(parsed.problems()).extracting(Problem::code).containsExactly(code);
    }

    @Test
    void lines_endAtTheirFirstWhiteSpace() {
        PublicSuffixList list = Lists.of("com  a comment", "net\tx", "org\r", "", "   ", " de", "//fr", "// uk");

        assertThat(list.size()).isEqualTo(4);
        assertThat(list.isPublicSuffix(DomainName.of("org"))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a..b",
                ".com",
                "<html>",
                "co*.uk",
                "a.*.b",
                "!com",
                "!",
                "*.",
                "!*.x.y",
                "*.*.x",
                "-a.b",
                "\u2603.example",
                "xn--\u00FC",
                "com;",
                "x/y"
            })
    void lineThatIsNoRule_isLeftOutWithAProblemAtItsOctet(String line) {
        Parsed<PublicSuffixList> parsed = Lists.read("\u00FC.example\n" + line + "\ncom\n");

        assertThat(parsed.value().orElseThrow().size()).isEqualTo(2);
        assertThat(parsed.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo("publicsuffix.rule");
            assertThat(problem.position()).isEqualTo(OptionalLong.of(11));
        });
    }

    @Test
    void ofManyProblems_theFirstHundredAreTold() {
        Parsed<PublicSuffixList> parsed = Lists.read("com\n" + "<p>\n".repeat(1000) + "x".repeat(5000) + "\n");

        assertThat(parsed.value()).isPresent();
        assertThat(parsed.problems()).hasSize(100);
        assertThat(Lists.read("com\n" + "x".repeat(5000)).problems().get(0).text())
                .hasSizeLessThan(150);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n\n", "// com", "<!DOCTYPE html>\n<p>\n"})
    void listWithoutRules_isNone(String text) {
        Parsed<PublicSuffixList> parsed = Lists.read(text);

        assertThat(parsed.value()).isEmpty();
        assertThat(parsed.problems()).extracting(Problem::code).containsOnly("publicsuffix.empty");
    }

    @Test
    void listThatBrokeOff_isNone() {
        assertUnusable(Lists.read("// ===BEGIN ICANN DOMAINS===\ncom\nnet\n"), "publicsuffix.truncated");
        assertUnusable(Lists.read("com\n" + Lists.PRIVATE_BEGIN + "\ngithub.io"), "publicsuffix.truncated");
        assertThat(Lists.read("com\n" + Lists.PRIVATE_BEGIN + "\ngithub.io\n" + Lists.PRIVATE_END)
                        .value())
                .isPresent();
    }

    @Test
    void listThatIsNotUtf8_isNone() {
        Parsed<PublicSuffixList> parsed = Lists.read("com\n\u00FC.de\n".getBytes(StandardCharsets.ISO_8859_1));

        assertUnusable(parsed, "publicsuffix.utf8");
        assertThat(parsed.problems().get(0).position()).isEqualTo(OptionalLong.of(4));
    }

    @Test
    void listBeyondALimit_isNone() {
        assertUnusable(Lists.read(new byte[ListReader.MAX_OCTETS + 1]), "publicsuffix.too-large");
        String rules = IntStream.rangeClosed(0, ListReader.MAX_RULES)
                .mapToObj(i -> "a" + i)
                .collect(Collectors.joining("\n"));
        assertUnusable(Lists.read(rules), "publicsuffix.too-large");
        assertThat(Lists.read(rules.substring(0, rules.lastIndexOf('\n'))).value())
                .hasValueSatisfying(list -> assertThat(list.size()).isEqualTo(ListReader.MAX_RULES));
    }

    @Test
    void streamThatFails_isAnException() {
        InputStream failing = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("disk");
            }

            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                throw new IOException("disk");
            }
        };
        assertThatThrownBy(() -> PublicSuffixList.read(failing)).isInstanceOf(IOException.class);
    }
}
