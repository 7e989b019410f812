package org.mailauth.internal.tag;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.UniqueElements;

class TagListLawsTest {
    record Piece(String name, String before, String value, String after) {
        String text() {
            return before + name + after + "=" + before + value + after;
        }
    }

    @Provide
    Arbitrary<byte[]> octets() {
        Arbitrary<Byte> any = Arbitraries.bytes();
        Arbitrary<Byte> likely = Arbitraries.of(
                "v=b;; \t\r\n=1_z\u0000\u00ff".chars().mapToObj(c -> (byte) c).toList());
        return Arbitraries.frequencyOf(Tuple.of(1, any), Tuple.of(5, likely))
                .array(byte[].class)
                .ofMaxSize(60);
    }

    @Provide
    Arbitrary<Piece> piece() {
        Arbitrary<String> name = Arbitraries.strings()
                .withCharRange('a', 'z')
                .withCharRange('A', 'Z')
                .ofLength(1)
                .flatMap(first -> Arbitraries.strings()
                        .withCharRange('a', 'z')
                        .numeric()
                        .withChars('_')
                        .ofMaxLength(5)
                        .map(rest -> first + rest));
        Arbitrary<String> space = Arbitraries.of("", " ", "\t", "\r\n ", "  \r\n\t ");
        Arbitrary<String> value = Arbitraries.strings()
                .withCharRange('!', ':')
                .withCharRange('<', '~')
                .withCharRange('\u0080', '\u00ff')
                .ofMaxLength(12);
        return Combinators.combine(name, space, value, space).as(Piece::new);
    }

    @Property
    void noOctetsMakeItThrow(@ForAll("octets") byte[] octets) {
        TagList list = TagList.parse(octets, 0, octets.length);
        assertThat(list.tags().isEmpty() && list.problems().isEmpty()).isFalse();
    }

    @Property
    void rawSpansLieInOrderBehindAnEqualsSignAndHoldTheValue(@ForAll("octets") byte[] octets) {
        int last = 0;
        for (Tag tag : TagList.parse(octets, 0, octets.length).tags()) {
            assertThat(tag.rawStart()).isGreaterThan(last);
            assertThat(tag.rawEnd()).isBetween(tag.rawStart(), octets.length);
            assertThat(octets[tag.rawStart() - 1]).isEqualTo((byte) '=');
            assertThat(tag.rawEnd() == octets.length || octets[tag.rawEnd()] == ';')
                    .isTrue();
            String raw = new String(octets, tag.rawStart(), tag.rawEnd() - tag.rawStart(), StandardCharsets.ISO_8859_1);
            assertThat(raw.trim()).isEqualTo(tag.value());
            last = tag.rawEnd();
        }
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void whatIsWrittenByTheGrammarIsReadBack(
            @ForAll List<@From("piece") Piece> pieces, @ForAll boolean finalSemicolon) {
        List<Piece> unique = new ArrayList<>();
        for (Piece piece : pieces) {
            if (unique.stream().noneMatch(other -> other.name().equals(piece.name()))) {
                unique.add(piece);
            }
        }
        Assume.that(!unique.isEmpty());
        String text = String.join(";", unique.stream().map(Piece::text).toList()) + (finalSemicolon ? ";" : "");
        TagList list = TagList.parse(text);
        assertThat(list.problems()).isEmpty();
        assertThat(list.tags())
                .extracting(Tag::name)
                .isEqualTo(unique.stream().map(Piece::name).toList());
        assertThat(list.tags())
                .extracting(Tag::value)
                .isEqualTo(unique.stream().map(Piece::value).toList());
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void aDuplicateAnywhereSpoilsTheList(
            @ForAll @UniqueElements List<@From("piece") Piece> pieces, @ForAll("piece") Piece twice) {
        List<String> texts = new ArrayList<>(pieces.stream().map(Piece::text).toList());
        texts.add(0, twice.text());
        texts.add(twice.text());
        assertThat(TagList.parse(String.join(";", texts)).problems())
                .anyMatch(problem -> problem.code().equals("tag.duplicate"));
    }
}
