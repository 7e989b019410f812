package org.mailauth.dkim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.statistics.Statistics;
import org.mailauth.message.HeaderField;
import org.mailauth.message.HeaderFields;

/** What a signature leaves open, against a reading of the header by regular expressions. */
class RiskyFieldsLawsTest {
    private static final Pattern LONE_LINE_END = Pattern.compile("(?<!\r)\n|\r(?!\n)");

    @Provide
    Arbitrary<String> headers() {
        Arbitrary<String> name =
                Arbitraries.of("From", "FROM ", "Subject", "Reply-To", "X-Other", "Content-Type\t", "List-Unsubscribe");
        Arbitrary<String> piece = Arbitraries.frequencyOf(
                Tuple.of(3, Arbitraries.of("\n", "\r", "\n\n", "\r\r", "\n\r")),
                Tuple.of(3, Arbitraries.of("From:", "from \t:", "Subject:", "Fromage:", "To", "x", ":")),
                Tuple.of(2, Arbitraries.of(" ", "\r\n ", "\r\n\t", "word")));
        Arbitrary<String> body = piece.list().ofMaxSize(6).map(pieces -> String.join("", pieces));
        return Combinators.combine(name, body)
                .as((start, value) -> start + ":" + value.replaceAll("\r\n(?![ \t])", "\n") + "\r\n")
                .list()
                .ofMinSize(1)
                .ofMaxSize(5)
                .map(fields -> String.join("", fields) + "\r\n");
    }

    @Provide
    Arbitrary<List<String>> signed() {
        return Arbitraries.of("from", "From", "SUBJECT", "reply-to", "X-Other", "content-type")
                .list()
                .ofMaxSize(5);
    }

    @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
    void findingsAreThoseOfANaiveReading(@ForAll("headers") String text, @ForAll("signed") List<String> signed) {
        HeaderFields header = Checks.message(text).header();
        RiskyFields risky = RiskyFields.of(header);
        Set<String> found = risky.leftOpenBy(signed).stream()
                .map(finding -> finding.code() + " " + finding.field().orElseThrow())
                .collect(Collectors.toCollection(LinkedHashSet::new));
        assertThat(found).isEqualTo(expected(header, signed));
        boolean hides = found.stream().anyMatch(finding -> finding.startsWith("FIELD_HIDDEN"));
        assertThat(risky.areHidden()).isEqualTo(hides);
        Statistics.label("hides something").collect(hides).coverage(checker -> {
            checker.check(true).percentage(share -> share >= 10);
            checker.check(false).percentage(share -> share >= 10);
        });
    }

    private static Set<String> expected(HeaderFields header, List<String> signed) {
        Set<String> expected = new LinkedHashSet<>();
        for (String name : List.of("From", "Reply-To", "Subject", "To", "Content-Type", "List-Unsubscribe")) {
            long present = header.all().stream()
                    .filter(field -> field.name().equalsIgnoreCase(name))
                    .count();
            long mentions = signed.stream()
                    .filter(field -> field.toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT)))
                    .count();
            if (present > mentions) {
                expected.add((mentions == 0 ? "FIELD_UNSIGNED " : "FIELD_ADDED ") + name);
            }
            if (header.all().stream().anyMatch(field -> hides(field, "(?is)" + name + "[ \t]*:.*"))) {
                expected.add("FIELD_HIDDEN " + name);
            }
        }
        if (header.all().stream().anyMatch(field -> hides(field, "(?s)|\r\n.*"))) {
            expected.add("FIELD_HIDDEN the end of the header");
        }
        return expected;
    }

    /** Whether something of this form stands behind a lone CR or LF. */
    private static boolean hides(HeaderField field, String form) {
        String text = Mails.text(field.octets());
        String[] lines = LONE_LINE_END.split(text.substring(field.bodyStart()), -1);
        for (int at = 1; at < lines.length; at++) {
            if (lines[at].matches(form)) {
                return true;
            }
        }
        return false;
    }
}
