package org.mailauth.dkim.internal.canon;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.statistics.Statistics;
import org.mailauth.message.HeaderField;
import org.mailauth.message.HeaderFields;

/** The pieces that go to the signature operation are the canonical fields, one after the other. */
class SigningInputLawsTest {
    private static final String START = "DKIM-Signature: a=b; b=";

    @Provide
    Arbitrary<List<String>> fields() {
        Arbitrary<String> usual = Canon.fields();
        Arbitrary<String> large =
                Arbitraries.integers().between(100, 600).map(size -> "X-Long: " + "w".repeat(size) + "\r\n");
        return Arbitraries.oneOf(usual, usual, large).list().ofMinSize(1).ofMaxSize(8);
    }

    /** Each name once or several times in a row, as those who sign too often do. */
    @Provide
    Arbitrary<List<String>> names() {
        return Combinators.combine(
                        Arbitraries.of("Subject", "subject", "From", "X-Long", "a", "Missing", "DKIM-Signature"),
                        Arbitraries.integers().between(1, 3))
                .as((name, times) -> Collections.nCopies(times, name))
                .list()
                .ofMaxSize(5)
                .map(runs -> runs.stream().flatMap(List::stream).toList());
    }

    @Property
    void piecesAreTheCanonicalFieldsInOrder(
            @ForAll("fields") List<String> texts,
            @ForAll("names") List<String> names,
            @ForAll @IntRange(max = 400) int valueSize,
            @ForAll @IntRange(max = 400) int restSize,
            @ForAll HeaderCanonicalizer form) {
        String rest = "; c=" + "d".repeat(restSize) + "\r\n";
        HeaderField own = Canon.field(START + "x".repeat(valueSize) + rest);
        List<HeaderField> fields = new ArrayList<>();
        texts.forEach(text -> fields.add(Canon.field(text)));
        // An equal field is another field, and may be signed.
        fields.add(restSize % fields.size(), Canon.field(START + "x".repeat(valueSize) + rest));
        fields.add(valueSize % fields.size(), own);
        SigningInput input =
                SigningInput.of(HeaderFields.of(fields), names, form, own, START.length(), START.length() + valueSize);

        List<String> pieces = new ArrayList<>();
        List<byte[]> buffers = new ArrayList<>();
        input.drainTo((octets, offset, length) -> {
            pieces.add(new String(octets, offset, length, ISO_8859_1));
            buffers.add(octets);
        });

        List<HeaderField> chosen = naivelyChosen(fields, names, own);
        StringBuilder naive = new StringBuilder();
        chosen.forEach(field -> naive.append(canonical(field, form)));
        HeaderField ownWithoutValue = Canon.field(START + rest);
        String last = canonical(ownWithoutValue, form);
        naive.append(last, 0, last.length() - 2);
        Statistics.label("several pieces")
                .collect(pieces.size() > 1)
                .coverage(coverage -> coverage.check(true).percentage(share -> share > 20));
        Statistics.label("a large field")
                .collect(chosen.stream().anyMatch(field -> field.length() > 256))
                .coverage(coverage -> coverage.check(true).percentage(share -> share > 10));
        assertThat(String.join("", pieces)).isEqualTo(naive.toString());
        assertThat(Canon.text(input.toArray())).isEqualTo(naive.toString());
        // One array for all pieces, no larger than the largest field needs.
        int largest = chosen.stream().mapToInt(HeaderField::length).max().orElse(0);
        int room = Math.max(256, Math.max(largest, ownWithoutValue.length()));
        assertThat(buffers)
                .allSatisfy(
                        buffer -> assertThat(buffer).isSameAs(buffers.get(0)).hasSize(room));
    }

    /** RFC 6376 §5.4.2 by taking fields away from the bottom. */
    private static List<HeaderField> naivelyChosen(List<HeaderField> fields, List<String> names, HeaderField own) {
        List<HeaderField> left = new ArrayList<>(fields);
        left.removeIf(field -> isSame(field, own));
        List<HeaderField> chosen = new ArrayList<>();
        for (String name : names) {
            for (int at = left.size() - 1; at >= 0; at--) {
                if (left.get(at).name().toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT))) {
                    chosen.add(left.remove(at));
                    break;
                }
            }
        }
        return chosen;
    }

    @SuppressWarnings("ReferenceEquality") // an equal field is another field
    private static boolean isSame(HeaderField one, HeaderField other) {
        return one == other;
    }

    private static String canonical(HeaderField field, HeaderCanonicalizer form) {
        String text = Canon.text(field.octets());
        return form == HeaderCanonicalizer.SIMPLE ? text : NaiveCanonicalization.relaxedHeader(text);
    }
}
