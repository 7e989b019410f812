package org.mailauth.spf;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.statistics.Statistics;
import org.mailauth.Parsed;
import org.mailauth.message.HeaderField;

class ReceivedSpfLawsTest {
    private final SpfScene scene = SpfScene.publishing("v=spf1 -exists:%{l}.example.org ?all");

    @Provide
    Arbitrary<String> hostile() {
        Arbitrary<String> piece = Arbitraries.frequencyOf(
                Tuple.of(
                        4,
                        Arbitraries.of(
                                "\"", "\\", "(", ")", ";", "=", " ", "\t", "\r\n", "\r", "\n", "@", "<", ">", ",")),
                Tuple.of(
                        2,
                        Arbitraries.of(
                                "a",
                                "example.com",
                                "\u00e9",
                                "\u0000",
                                "\u007f",
                                "\u0085",
                                "\u2028",
                                "\ufffd",
                                "\ud800",
                                "\ud83d\ude00")),
                Tuple.of(1, Arbitraries.strings().ofMaxLength(4)),
                Tuple.of(1, Arbitraries.of(" ".repeat(90), "x".repeat(300), "\u4e2d".repeat(200))));
        return piece.list().ofMaxSize(10).map(list -> String.join("", list));
    }

    @Provide
    Arbitrary<String> body() {
        Arbitrary<String> piece = Arbitraries.frequencyOf(
                Tuple.of(
                        3,
                        Arbitraries.of(
                                "pass",
                                "fail",
                                "none",
                                " (a comment)",
                                " (a \\( (b) c)",
                                " client-ip=192.0.2.1",
                                " helo=\"a b\"")),
                Tuple.of(
                        3,
                        Arbitraries.of(
                                ";",
                                "; ",
                                " ",
                                "\r\n ",
                                "=",
                                "x=y",
                                " identity=mailfrom;",
                                "envelope-from=\"\"",
                                "mechanism=a:b/24")),
                Tuple.of(1, hostile()));
        Arbitrary<String> rest = piece.list().ofMaxSize(12).map(list -> String.join("", list));
        return Arbitraries.of("pass ", "SoftFail ", "permerror", "").flatMap(result -> rest.map(text -> result + text));
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void whateverTheClientSaysIsOneFieldThatIsReadBackEqual(
            @ForAll("hostile") String localPart, @ForAll("hostile") String helo, @ForAll("hostile") String receiver) {
        SpfEvaluation evaluation =
                scene.evaluator().checkMailFrom(SpfScene.session("192.0.2.1", localPart + "@example.com", helo));
        ReceivedSpf field = ReceivedSpf.of(evaluation, "mx" + receiver);

        assertOneField(field);
        assertThat(field.result()).isEqualTo(evaluation.result());
        assertThat(List.copyOf(field.values().keySet()))
                .containsExactly("receiver", "identity", "client-ip", "helo", "envelope-from", "mechanism");
        assertOneField(field.toAscii());
        assertThat(field.toAscii().toString().chars().allMatch(c -> c < 0x80)).isTrue();
    }

    private static void assertOneField(ReceivedSpf field) {
        HeaderField header = field.toHeaderField();
        String[] lines = header.toString().split("\r\n", -1);
        for (int at = 0; at < lines.length; at++) {
            String line = lines[at];
            boolean fits = at == 0 || line.startsWith(" ") || line.startsWith("\t");
            if (!fits || line.isBlank() || line.indexOf('\r') >= 0 || line.indexOf('\n') >= 0) {
                throw new AssertionError("not one field: " + header);
            }
        }
        assertThat(ReceivedSpf.parse(header)).isEqualTo(Parsed.of(field));
        assertThat(ReceivedSpf.parse(field.toString())).isEqualTo(Parsed.of(field));
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void foreignFieldsAreReadWithoutExceptionAndWrittenSoThatTheyAreReadBackEqual(@ForAll("body") String body) {
        Parsed<ReceivedSpf> parsed = ReceivedSpf.parse(body);

        assertThat(parsed.value().isPresent() || !parsed.problems().isEmpty()).isTrue();
        parsed.value().ifPresent(ReceivedSpfLawsTest::assertOneField);
        Statistics.label("usable").collect(parsed.value().isPresent());
        Statistics.label("usable").coverage(coverage -> coverage.check(true).percentage(share -> share > 30));
    }

    @Property
    void noTextMakesTheParserThrow(@ForAll String text) {
        assertThat(ReceivedSpf.parse(text)).isNotNull();
        assertThat(ReceivedSpf.parse("pass " + text)).isNotNull();
    }
}
