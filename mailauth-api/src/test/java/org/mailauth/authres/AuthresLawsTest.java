package org.mailauth.authres;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.statistics.Statistics;
import org.mailauth.Parsed;
import org.mailauth.internal.text.CharacterClasses;
import org.mailauth.internal.text.Quoting;
import org.mailauth.message.HeaderField;
import org.mailauth.message.HeaderFields;
import org.mailauth.message.Message;

class AuthresLawsTest {
    private static final List<String> ATTACKS = List.of(
            "a@legit.example(.evil.example",
            "a@b.example; dkim=pass header.d=legit.example",
            "a\"b\\c@d.example",
            "a@b.example\r\nX: y",
            "a\r\n b",
            "a\0b",
            "\uD800",
            "\u0085",
            "\u2028",
            "\uFFFD",
            "\"a b\"@c.example",
            "\"ab\"@c.example",
            "\"a\\\"b\"@c.example",
            "\"\"@c.example",
            "j . d @ c.example",
            "@c.example",
            "@c",
            "a.",
            ".",
            "a@@c.example",
            "(c)a@b.example",
            "\\",
            "\"",
            " ",
            "\t",
            "");

    @Provide
    Arbitrary<String> keywords() {
        return Arbitraries.frequencyOf(
                Tuple.of(
                        4,
                        Arbitraries.of(
                                "dkim", "spf", "pass", "none", "reason", "header", "smtp", "i", "b", "X-y", "1")),
                Tuple.of(
                        1,
                        Arbitraries.strings()
                                .withChars("abzABZ019-")
                                .ofMinLength(0)
                                .ofMaxLength(63)
                                .map(word -> word + 'k')));
    }

    @Provide
    Arbitrary<String> values() {
        return Arbitraries.frequencyOf(
                Tuple.of(3, Arbitraries.of("example.com", "user@example.com", "192.0.2.1", "jörg@bücher.example")),
                Tuple.of(3, Arbitraries.of(ATTACKS)),
                Tuple.of(
                        4,
                        Arbitraries.strings().withChars("ab@.\"\\() ;=/\t-+ßб中").ofMaxLength(30)),
                Tuple.of(
                        1,
                        Arbitraries.strings().withChars("a \"é").ofMinLength(60).ofMaxLength(1200)),
                Tuple.of(2, Arbitraries.strings().all().ofMaxLength(20)));
    }

    @Provide
    Arbitrary<AuthenticationResults> results() {
        Arbitrary<List<String>> property =
                Combinators.combine(keywords(), keywords(), values()).as(List::of);
        Arbitrary<MethodResult> result = Combinators.combine(
                        keywords(),
                        keywords(),
                        values().injectNull(0.6),
                        property.list().ofMaxSize(5))
                .as(AuthresLawsTest::result);
        Arbitrary<String> id = Arbitraries.frequencyOf(
                Tuple.of(3, Arbitraries.of("mx.example.net", "bücher.example", "host/42", "1", "none")),
                Tuple.of(1, values().filter(AuthresLawsTest::isAuthservId)));
        return Combinators.combine(id, result.list().ofMaxSize(4))
                .as(AuthenticationResults::of)
                .withoutEdgeCases();
    }

    private static MethodResult result(String method, String word, String reason, List<List<String>> properties) {
        MethodResult result = MethodResult.of(method, word);
        result = reason == null ? result : result.withReason(reason);
        for (List<String> property : properties) {
            result = result.with(property.get(0), property.get(1), property.get(2));
        }
        return result;
    }

    private static boolean isAuthservId(String text) {
        return AuthenticationResults.make(text, List.of()).value().isPresent();
    }

    @Property
    void readingWhatWasWrittenGivesTheSameValue(@ForAll("results") AuthenticationResults results) {
        HeaderField field = results.toHeaderField();

        assertThat(AuthenticationResults.parse(field)).isEqualTo(Parsed.of(results));
        assertThat(AuthenticationResults.parseLenient(field)).isEqualTo(Parsed.of(results));
        assertThat(AuthenticationResults.parse(results.toPayload())).isEqualTo(Parsed.of(results));
        Statistics.label("something could not be written")
                .collect(!results.problems().isEmpty())
                .coverage(coverage -> {
                    coverage.check(true).percentage(percent -> percent > 10);
                    coverage.check(false).percentage(percent -> percent > 10);
                });
    }

    @Property
    void whatIsWrittenIsOneFieldWithShortLines(@ForAll("results") AuthenticationResults results) {
        byte[] octets = results.toHeaderField().octets();

        HeaderFields header = Message.of((new String(octets, StandardCharsets.ISO_8859_1) + "\r\n")
                        .getBytes(StandardCharsets.ISO_8859_1))
                .header();
        assertThat(header.size()).isEqualTo(1);
        String text = new String(octets, StandardCharsets.ISO_8859_1);
        assertThat(text).endsWith("\r\n").doesNotContain("\0");
        boolean folded = false;
        for (String line : text.substring(0, text.length() - 2).split("\r\n", -1)) {
            assertThat(line).hasSizeLessThanOrEqualTo(998).doesNotContain("\r", "\n");
            assertThat(line.strip()).isNotEmpty();
            if (line.length() > 78) {
                // Only a line that has no place for a fold behind its first word is longer.
                String breakable = line.substring(1).replaceAll("[ \t]+", " ").replace("\\ ", "\\_");
                assertThat(breakable.strip()).doesNotContain(" ");
            }
            assertThat(!folded || line.startsWith(" ") || line.startsWith("\t")).isTrue();
            folded = true;
        }
    }

    @Property
    void valuesAreHeldUnchangedOrLeftOutWithAProblem(@ForAll("values") String value) {
        MethodResult result = MethodResult.of("spf", "fail").with("smtp", "mailfrom", value);

        boolean held = result.value("smtp", "mailfrom").equals(Optional.of(value));
        assertThat(held)
                .isEqualTo(result.problems().isEmpty())
                .isEqualTo(!result.properties().isEmpty());
        if (value.length() < 400) {
            assertThat(held).isEqualTo(CharacterClasses.indexOfNonText(value) < 0);
        }
    }

    @Property
    void asciiFormIsAsciiAndStaysReadable(@ForAll("results") AuthenticationResults results) {
        results.toAscii().value().ifPresent(ascii -> {
            assertThat(CharacterClasses.isAscii(ascii.toPayload())).isTrue();
            assertThat(AuthenticationResults.parse(ascii.toHeaderField())).isEqualTo(Parsed.of(ascii));
            assertThat(ascii.hasAuthservId(results.authservId())).isTrue();
        });
    }

    /** Writes the same value in another of the ways that the grammar allows. */
    private static final class Speller {
        private final Random random;

        Speller(long seed) {
            this.random = new Random(seed);
        }

        private String cfws(boolean needed) {
            StringBuilder blank = new StringBuilder();
            for (int parts = random.nextInt(3) + (needed ? 1 : 0); parts > 0; parts--) {
                blank.append(List.of(" ", "\t", "\r\n ", "(c)", "(a (b\\)) ;=\"@.é)", "()")
                        .get(random.nextInt(6)));
            }
            return blank.toString();
        }

        private String keyword(String word) {
            return random.nextBoolean() ? word : word.toUpperCase(Locale.ROOT);
        }

        private String value(String value) {
            return random.nextBoolean() ? Quoting.value(value) : Quoting.quoted(value);
        }

        private String pvalue(String value) {
            return random.nextBoolean() ? Pvalue.write(value) : Quoting.quoted(value);
        }

        String spell(AuthenticationResults results) {
            StringBuilder text = new StringBuilder(cfws(false)).append(value(results.authservId()));
            if (random.nextBoolean()) {
                text.append(cfws(true)).append("01");
            }
            if (results.results().isEmpty()) {
                text.append(cfws(false)).append(';').append(cfws(false)).append(keyword("none"));
            }
            for (MethodResult result : results.results()) {
                text.append(cfws(false)).append(';').append(cfws(false)).append(spell(result));
            }
            return text.append(cfws(false)).toString();
        }

        private String spell(MethodResult result) {
            StringBuilder text = new StringBuilder(keyword(result.method()));
            if (random.nextBoolean()) {
                text.append(cfws(false)).append('/').append(cfws(false)).append('1');
            }
            text.append(cfws(false)).append('=').append(cfws(false)).append(keyword(result.result()));
            result.reason()
                    .ifPresent(reason -> text.append(cfws(true))
                            .append(keyword("reason"))
                            .append(cfws(false))
                            .append('=')
                            .append(cfws(false))
                            .append(value(reason)));
            for (org.mailauth.authres.Property property : result.properties()) {
                text.append(cfws(true))
                        .append(keyword(property.ptype()))
                        .append(cfws(false))
                        .append('.')
                        .append(cfws(false))
                        .append(keyword(property.name()))
                        .append(cfws(false))
                        .append('=')
                        .append(cfws(false))
                        .append(pvalue(property.value()));
            }
            return text.toString();
        }
    }

    @Property
    void everySpellingOfAValueReadsAsThatValue(@ForAll("results") AuthenticationResults results, @ForAll long seed) {
        String spelled = new Speller(seed).spell(results);

        assertThat(AuthenticationResults.parse(spelled)).isEqualTo(Parsed.of(results));
    }

    /** Spellings by the grammar, most of them then damaged at one or two places. */
    @Provide
    Arbitrary<String> fields() {
        Arbitrary<String> damage = Arbitraries.of(
                "", ";", "=", ".", "/", "\"", "\\", "(", ")", "@", " ", "none", "reason=", "\r", "\n", "\r\n", "\0",
                "é", "\uDC00");
        return Combinators.combine(
                        results(),
                        Arbitraries.longs(),
                        damage.list().ofMaxSize(2),
                        Arbitraries.integers().between(0, 2000),
                        Arbitraries.integers().between(0, 3))
                .as((results, seed, pieces, at, cut) -> {
                    StringBuilder text = new StringBuilder(new Speller(seed).spell(results));
                    for (String piece : pieces) {
                        int place = at % (text.length() + 1);
                        text.replace(place, Math.min(text.length(), place + cut), piece);
                    }
                    return text.toString();
                })
                .withoutEdgeCases();
    }

    @Property(tries = 3000)
    void anyNearlyRightFieldYieldsAValueOrAReason(@ForAll("fields") String payload) {
        boolean usable = assertValueOrReason(payload);
        Statistics.label("reads as results").collect(usable).coverage(coverage -> {
            coverage.check(true).percentage(percent -> percent > 15);
            coverage.check(false).percentage(percent -> percent > 15);
        });
    }

    @Property
    void anyTextYieldsAValueOrAReason(@ForAll String payload) {
        assertValueOrReason(payload);
    }

    @Property
    void anyOctetsYieldAValueOrAReason(@ForAll byte[] octets) {
        byte[] start = "Authentication-Results: a; b=c d.e=".getBytes(StandardCharsets.US_ASCII);
        byte[] whole = Arrays.copyOf(start, start.length + octets.length);
        System.arraycopy(octets, 0, whole, start.length, octets.length);
        for (HeaderField field : Message.of(whole).header().named("Authentication-Results")) {
            assertValueOrReason(field.body());
        }
    }

    private static boolean assertValueOrReason(String payload) {
        Parsed<AuthenticationResults> strict = AuthenticationResults.parse(payload);
        Parsed<AuthenticationResults> lenient = AuthenticationResultsParser.parse(payload, true);
        if (strict.value().isPresent()) {
            // What the grammar allows means the same to both readers.
            assertThat(lenient).isEqualTo(strict);
        }
        lenient.value()
                .ifPresent(results -> assertThat(AuthenticationResults.parse(results.toHeaderField()))
                        .isEqualTo(Parsed.of(results)));
        return strict.value().isPresent();
    }
}
