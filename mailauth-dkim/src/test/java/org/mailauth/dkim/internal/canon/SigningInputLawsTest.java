package org.mailauth.dkim.internal.canon;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.statistics.Statistics;
import org.mailauth.message.HeaderField;
import org.mailauth.message.HeaderFields;

/** The pieces that go to the signature operation are the canonical fields, one after the other. */
class SigningInputLawsTest {
    private static final List<String> NAMES = List.of("Subject", "From", "X-Long", "From");

    @Provide
    Arbitrary<List<String>> fields() {
        Arbitrary<String> usual = Canon.fields();
        Arbitrary<String> large =
                Arbitraries.integers().between(100, 600).map(size -> "X-Long: " + "word  ".repeat(size / 6) + "\r\n");
        return Arbitraries.oneOf(usual, usual, large).list().ofMinSize(1).ofMaxSize(8);
    }

    @Property
    void piecesAreTheCanonicalFieldsInOrder(
            @ForAll("fields") List<String> texts,
            @ForAll @IntRange(max = 400) int valueSize,
            @ForAll HeaderCanonicalizer form) {
        String start = "DKIM-Signature: a=b; b=";
        HeaderField own = Canon.field(start + "x".repeat(valueSize) + "; c=d\r\n");
        List<HeaderField> fields = new ArrayList<>();
        texts.forEach(text -> fields.add(Canon.field(text)));
        SigningInput input =
                SigningInput.of(HeaderFields.of(fields), NAMES, form, own, start.length(), start.length() + valueSize);

        List<String> pieces = new ArrayList<>();
        input.drainTo((octets, offset, length) -> pieces.add(new String(octets, offset, length, ISO_8859_1)));

        StringBuilder naive = new StringBuilder();
        List<HeaderField> left = new ArrayList<>(fields);
        for (String name : NAMES) {
            for (int at = left.size() - 1; at >= 0; at--) {
                if (left.get(at).name().toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT))) {
                    naive.append(canonical(left.remove(at), form));
                    break;
                }
            }
        }
        String last = canonical(Canon.field(start + "; c=d\r\n"), form);
        naive.append(last, 0, last.length() - 2);
        Statistics.collect(pieces.size() > 1);
        assertThat(String.join("", pieces)).isEqualTo(naive.toString());
        assertThat(Canon.text(input.toArray())).isEqualTo(naive.toString());
    }

    private static String canonical(HeaderField field, HeaderCanonicalizer form) {
        String text = Canon.text(field.octets());
        return form == HeaderCanonicalizer.SIMPLE ? text : NaiveCanonicalization.relaxedHeader(text);
    }
}
