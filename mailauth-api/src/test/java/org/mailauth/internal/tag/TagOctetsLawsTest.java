package org.mailauth.internal.tag;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.statistics.Statistics;
import org.mailauth.Problem;

/** Reading tags in their octets gives what texts give. */
class TagOctetsLawsTest {
    @Provide
    Arbitrary<String> lists() {
        Arbitrary<String> name = Arbitraries.of("v", "b", "bh", "h", "d", "x_1", "V", "zZ9_");
        Arbitrary<String> distinct = Arbitraries.integers().between(0, 60).map(number -> "t" + number);
        Arbitrary<String> piece = Arbitraries.of(
                " ", "\t", "\r\n ", "\r\n", "\r", "\n", "=", "a", "From", ":", "\u00e9", "\0", "1", "_", "~", "\u007f",
                "\u001f");
        Arbitrary<String> value = piece.list().ofMaxSize(5).map(parts -> String.join("", parts));
        Arbitrary<String> sound = Arbitraries.of("", " ", "x", " a:b \r\n c ", "d=e");
        Arbitrary<String> tag = Arbitraries.frequencyOf(Tuple.of(4, name), Tuple.of(12, distinct), Tuple.of(1, value))
                .flatMap(start -> Arbitraries.frequencyOf(Tuple.of(8, sound), Tuple.of(2, value))
                        .map(end -> start + "=" + end));
        return Arbitraries.frequencyOf(Tuple.of(9, tag), Tuple.of(1, value))
                .list()
                .ofMaxSize(50)
                .map(tags -> String.join(";", tags));
    }

    @Property(tries = 600, edgeCases = EdgeCasesMode.NONE)
    void agreesWithTheNaiveTwin(@ForAll("lists") String text, @ForAll @IntRange(max = 9) int before) {
        NaiveTagList naive = new NaiveTagList(text);
        // The list is a part of a field, and what lies around it is none of its business.
        byte[] octets = ("\r".repeat(before) + text + " ;x=y").getBytes(ISO_8859_1);
        TagList list = TagList.parse(octets, before, before + text.length());
        assertThat(list.tags())
                .extracting(tag -> tag + " " + (tag.rawStart() - before) + "-" + (tag.rawEnd() - before))
                .isEqualTo(naive.tags);
        assertThat(list.problems()).extracting(Problem::code).isEqualTo(naive.problems);
        Statistics.label("more than 32 tags")
                .collect(list.tags().size() > 32)
                .coverage(coverage -> coverage.check(true).percentage(percent -> percent > 3));
        Statistics.label("without problems")
                .collect(list.problems().isEmpty())
                .coverage(coverage -> coverage.check(true).percentage(percent -> percent > 1));
    }

    @Property(tries = 50, edgeCases = EdgeCasesMode.NONE)
    void octetsOfAValueAreThoseOfItsText(@ForAll("lists") String list) {
        for (Tag tag : TagList.parse(list).tags()) {
            String value = tag.value();
            assertThat(tag.valueLength()).isEqualTo(value.length());
            for (int at = 0; at < value.length(); at++) {
                assertThat(tag.valueOctet(at)).isEqualTo(value.charAt(at));
                assertThat(tag.valuePart(at, value.length())).isEqualTo(value.substring(at));
            }
            for (String text : List.of("", "x", "X", "a:b", "A:B", "d=e", "d=", "From")) {
                assertThat(tag.hasValue(text)).isEqualTo(value.equals(text));
                for (int from = 0; from <= value.length(); from++) {
                    int to = Math.min(value.length(), from + text.length());
                    assertThat(tag.isPart(from, to, text))
                            .isEqualTo(value.substring(from, to).equals(text));
                    assertThat(tag.isPart(from, value.length(), text))
                            .isEqualTo(value.substring(from).equals(text));
                }
            }
            assertThat(tag.valueWithoutSpace()).isEqualTo(value.replaceAll("[ \t\r\n]", ""));
            assertThat(tag.octetsWithoutSpace())
                    .isEqualTo(value.replaceAll("[ \t\r\n]", "").getBytes(ISO_8859_1));
            for (String name : List.of("v", "V", "b", "bh", "t1")) {
                assertThat(tag.isNamed(name)).isEqualTo(tag.name().equals(name));
            }
        }
    }

    /** White space is what the RFC says it is, also beside other controls, which no value of a list may hold. */
    @Property(tries = 200)
    void whiteSpaceOfAnyTextIsRemoved(@ForAll @Chars({' ', '\t', '\r', '\n', 1, 11, 31, 'a', 'b', 233}) String text) {
        String naive = text.replaceAll("[ \t\r\n]", "");
        Tag tag = new Tag("b", text, 0, 0);
        assertThat(tag.valueWithoutSpace()).isEqualTo(naive);
        assertThat(tag.octetsWithoutSpace()).isEqualTo(naive.getBytes(ISO_8859_1));
    }
}
