package org.mailauth.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;

/** Fields behind a line end that is none are found wherever they stand. */
class HiddenFieldsLawsTest {
    // A lone LF or CR, or the LF of a CRLF, then the name and a colon.
    private static final Pattern NAIVE = Pattern.compile("(\n|\r(?!\n))[Ff][Rr][Oo][Mm][ \t]*:");

    @Provide
    Arbitrary<String> bodies() {
        return Arbitraries.of(
                        "\nFrom:",
                        "\rfrom \t:",
                        "\r",
                        "\n",
                        "\r\n ",
                        "\t",
                        " ",
                        "From",
                        "fROM",
                        "Fro",
                        ":",
                        "a",
                        "quite a few letters more",
                        "\u0001")
                .list()
                .ofMaxSize(14)
                .map(pieces -> String.join("", pieces));
    }

    @Property
    void hiddenFieldIsFoundAsByANaiveSearch(@ForAll("bodies") String body) {
        Message message = Message.of(("X: " + body + "\r\nTo: a\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
        for (HeaderField field : message.header()) {
            String text = new String(field.octets(), StandardCharsets.ISO_8859_1);
            String value = text.substring(field.bodyStart(), Math.max(field.bodyStart(), text.length() - 2));
            boolean expected = NAIVE.matcher(value).find();
            Statistics.label("hidden")
                    .collect(expected)
                    .coverage(coverage -> coverage.check(true).percentage(share -> share > 10));
            assertThat(field.hides("From")).as(text).isEqualTo(expected);
        }
    }
}
