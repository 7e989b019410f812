package org.mailauth.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Names are compared in their octets; it is the same as to compare texts. */
class HeaderFieldsLawsTest {
    /** Neighbours in ASCII of letters, whose case bit must not make them equal. */
    @Provide
    Arbitrary<String> names() {
        return Arbitraries.oneOf(
                Arbitraries.of("From", "FROM", "from", "fRoM", "Fr@m", "Fr`m", "F[om", "F{om", "To", "tO"),
                Arbitraries.strings().withChars("aAzZ@`[{").ofMinLength(1).ofMaxLength(3));
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void agreesWithTheNaiveTwin(@ForAll List<@From("names") String> names, @ForAll("names") String name) {
        List<HeaderField> fields =
                names.stream().map(one -> HeaderField.of(one, " x")).toList();
        List<HeaderField> expected = fields.stream()
                .filter(field -> field.name().toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT)))
                .toList();
        HeaderFields header = HeaderFields.of(fields);
        assertThat(header.named(name)).isEqualTo(expected);
        assertThat(header.first(name)).isEqualTo(expected.stream().findFirst());
    }
}
