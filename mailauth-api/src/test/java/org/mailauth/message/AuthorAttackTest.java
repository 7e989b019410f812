package org.mailauth.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.mailauth.DomainName;
import org.mailauth.Problem;

/** Headers made to show one author to the checks and another to the reader; the table is {@code author-attacks.txt}. */
class AuthorAttackTest {
    private static final String TABLE = "author-attacks.txt";
    private static final Pattern ESCAPE = Pattern.compile("\\\\(x..|.)");

    static Stream<Arguments> attacks() throws IOException {
        try (InputStream in = AuthorAttackTest.class.getResourceAsStream(TABLE)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .filter(line -> !line.isBlank() && !line.startsWith("#"))
                            .map(AuthorAttackTest::arguments)
                            .toList()
                            .stream();
        }
    }

    private static Arguments arguments(String line) {
        String[] parts = line.split(";", 3);
        List<String> domains = Stream.of(parts[1].strip().split(" "))
                .filter(domain -> !domain.isEmpty())
                .toList();
        return Arguments.of(parts[2].substring(1), Author.Kind.valueOf(parts[0].strip()), domains);
    }

    @ParameterizedTest(name = "{1} {2} of {0}")
    @MethodSource("attacks")
    void headerThatReadersDisagreeAbout_hasItsVerdict(String header, Author.Kind kind, List<String> domains) {
        Author author = AuthorExtractor.extract(Message.of(octets(header)).header());

        assertThat(author.kind()).as(author.problems().toString()).isEqualTo(kind);
        assertThat(author.domains()).extracting(DomainName::toString).containsExactlyElementsOf(domains);
        assertThat(author.domain().isPresent()).isEqualTo(kind == Author.Kind.ONE_DOMAIN);
        if (kind != Author.Kind.ONE_DOMAIN) {
            assertThat(author.problems())
                    .extracting(Problem::code)
                    .allMatch(code -> code.matches("(author|syntax)\\..+"));
            assertThat(author.problems()).isNotEmpty();
        }
    }

    /** The header's octets, a CRLF and an empty line. */
    private static byte[] octets(String escaped) {
        String octets = Messages.text(escaped.getBytes(StandardCharsets.UTF_8));
        String header = ESCAPE.matcher(octets).replaceAll(found -> Matcher.quoteReplacement(meaning(found.group(1))));
        return Messages.octets(header + "\r\n\r\n");
    }

    private static String meaning(String escape) {
        return switch (escape) {
            case "r" -> "\r";
            case "n" -> "\n";
            case "t" -> "\t";
            case "0" -> "\0";
            default -> escape.length() == 1 ? escape : Character.toString(Integer.parseInt(escape.substring(1), 16));
        };
    }

    @Test
    void manyAddresses_areReadInOnePass() {
        int many = 20_000;
        for (String unit : List.of(
                "a@b.example,",
                ",",
                "(",
                "(x)",
                "\"x\" ",
                "a.",
                "<",
                "@",
                "@b.example,",
                "g:",
                "g:;,",
                "=?utf-8?Q?x?= ",
                "=?",
                "=?utf-8?",
                "=?no?Q?x?=@",
                "\r\n ",
                "\\",
                "[")) {
            for (String start : List.of("From: ", "From: <", "From: <@a.example,", "From: a@", "From: \"")) {
                HeaderFields header = Message.of(
                                (start + unit.repeat(many) + "\r\n\r\n").getBytes(StandardCharsets.UTF_8),
                                Messages.NO_LIMITS)
                        .header();
                Author author = AuthorExtractor.extract(header);
                assertThat(author.problems()).hasSizeLessThan(10);
            }
        }
    }
}
