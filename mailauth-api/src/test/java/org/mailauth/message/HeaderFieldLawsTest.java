package org.mailauth.message;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;

class HeaderFieldLawsTest {

    @Property
    void whateverIsAcceptedIsReadBackAsExactlyThisField(@ForAll String name, @ForAll String body) {
        HeaderField field;
        try {
            field = HeaderField.of("X" + name.replaceAll("[^!-9;-~]", ""), body);
        } catch (IllegalArgumentException refused) {
            assertThat(body).containsPattern("[\r\n\0]");
            return;
        }
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        written.writeBytes(field.octets());
        written.writeBytes("\r\nbody".getBytes(UTF_8));
        Message message = Message.of(written.toByteArray());
        assertThat(message.header().all()).containsExactly(field);
        assertThat(message.bodyLength()).isEqualTo(4);
    }

    /** Pieces that make lone and paired line ends, names behind them, and octets of all kinds between. */
    @Provide
    Arbitrary<String> bodies() {
        return Arbitraries.of(
                        "\r",
                        "\n",
                        "\r\n ",
                        "\r\n\t",
                        "From:",
                        "From \t:",
                        "a long piece of text",
                        "\u00e9",
                        "\t",
                        "\0")
                .list()
                .ofMaxSize(8)
                .map(pieces -> String.join("", pieces));
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void loneLineEndsAreWhatIsLeftWithoutPairs(@ForAll("bodies") String body) {
        String text = "Subject:" + body.replaceAll("\r+\n(?![ \t])", "\n") + "\r\n";
        HeaderField field =
                Message.of((text + "\r\n").getBytes(ISO_8859_1)).header().all().get(0);
        assertThat(field.octets()).isEqualTo(text.getBytes(ISO_8859_1));
        String rest = text.replace("\r\n", "");
        boolean lone = rest.contains("\r") || rest.contains("\n");
        Statistics.label("lone").collect(lone).coverage(checker -> {
            checker.check(true).percentage(share -> share > 10);
            checker.check(false).percentage(share -> share > 10);
        });
        assertThat(field.hasLoneLineEnd()).isEqualTo(lone);
        boolean hides = Pattern.compile("(?:(?<!\r)\n|\r(?!\n))from[ \t]*:", Pattern.CASE_INSENSITIVE)
                .matcher(text)
                .find();
        assertThat(field.hides("From")).isEqualTo(hides);
    }
}
