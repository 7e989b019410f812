package org.mailauth.dkim.internal.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.mailauth.message.HeaderField;
import org.mailauth.message.Message;

/** A name is found at its place by its length and without its case, as a search through the whole list would find it. */
class FieldNamesLawsTest {
    private static final List<String> NAMES = List.of("From", "Date", "to", "CC", "Message-ID", "x", "Content-Type");

    @Provide
    Arbitrary<String> names() {
        Arbitrary<String> other = Arbitraries.strings()
                .withCharRange('!', '9')
                .withCharRange(';', '~')
                .ofMinLength(1)
                .ofMaxLength(14);
        Arbitrary<String> known = Arbitraries.of(NAMES);
        return Arbitraries.oneOf(
                other,
                known,
                known.map(name -> name.toUpperCase(Locale.ROOT)),
                known.map(name -> name.toLowerCase(Locale.ROOT)),
                known.map(name -> name.substring(1) + name.charAt(0)));
    }

    @Property
    void agreesWithTheNaiveTwin(@ForAll("names") String name, @ForAll boolean blank) {
        int expected = -1;
        for (int at = 0; at < NAMES.size(); at++) {
            if (NAMES.get(at).toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT))) {
                expected = at;
            }
        }
        FieldNames names = FieldNames.of(NAMES);
        HeaderField field = Message.of((name + (blank ? " \t:x\r\n" : ":x\r\n")).getBytes(StandardCharsets.US_ASCII))
                .header()
                .all()
                .get(0);
        assertThat(names.count()).isEqualTo(NAMES.size());
        assertThat(names.indexOf(name)).isEqualTo(expected);
        assertThat(names.indexOf(field)).isEqualTo(expected);
    }
}
