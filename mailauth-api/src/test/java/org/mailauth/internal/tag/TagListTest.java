package org.mailauth.internal.tag;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailauth.Problem;

/** RFC 6376 §3.2, rule by rule. */
class TagListTest {
    private static List<String> read(String text) {
        TagList list = TagList.parse(text);
        assertThat(list.problems()).isEmpty();
        return list.tags().stream().map(tag -> tag.name() + "=" + tag.value()).toList();
    }

    private static List<String> codes(String text) {
        return TagList.parse(text).problems().stream().map(Problem::code).toList();
    }

    @Test
    void tagsAreSeparatedBySemicolons() {
        assertThat(read("v=1;a=rsa-sha256;d=example.com")).containsExactly("v=1", "a=rsa-sha256", "d=example.com");
    }

    @Test
    void oneFinalSemicolonIsAllowed() {
        assertThat(read("v=1;")).containsExactly("v=1");
    }

    @Test
    void whiteSpaceBehindTheFinalSemicolonIsNoTag() {
        assertThat(read("v=1; \t\r\n ")).containsExactly("v=1");
    }

    @ParameterizedTest
    @ValueSource(strings = {";v=1", "v=1;;a=b", "v=1; ;a=b", "v=1;;", ";", "v=1;\r\n ;"})
    void anEmptyTagIsAProblem(String text) {
        assertThat(codes(text)).contains("tag.empty");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t", "\r\n "})
    void aListWithoutAnyTagIsAProblem(String text) {
        assertThat(codes(text)).containsExactly("tag.empty");
    }

    @Test
    void whiteSpaceAroundNamesAndValuesDoesNotCount() {
        assertThat(read(" v \t=\t 1 ; \r\n\ta\r\n =\r\n b \r\n\t;")).containsExactly("v=1", "a=b");
    }

    @Test
    void whiteSpaceInsideAValueIsKept() {
        assertThat(read("n=a  b\tc\r\n d;")).containsExactly("n=a  b\tc\r\n d");
    }

    @Test
    void anEmptyValueIsNotAnAbsentTag() {
        TagList list = TagList.parse("p=;n= \r\n ;");
        assertThat(list.problems()).isEmpty();
        assertThat(list.find("p")).isNotNull().extracting(Tag::value).isEqualTo("");
        assertThat(list.find("n")).isNotNull().extracting(Tag::value).isEqualTo("");
        assertThat(list.find("x")).isNull();
    }

    @Test
    void anEqualsSignInAValueBelongsToIt() {
        assertThat(read("b=abc==;n==;z=a=b")).containsExactly("b=abc==", "n==", "z=a=b");
    }

    @Test
    void namesAreComparedWithCase() {
        TagList list = TagList.parse("V=2;v=1");
        assertThat(list.problems()).isEmpty();
        assertThat(list.find("v")).extracting(Tag::value).isEqualTo("1");
        assertThat(list.find("V")).extracting(Tag::value).isEqualTo("2");
    }

    @Test
    void valuesKeepTheirCase() {
        assertThat(read("d=Example.COM")).containsExactly("d=Example.COM");
    }

    @Test
    void namesAreALetterFollowedByLettersDigitsAndUnderscores() {
        assertThat(read("x_1Y=a;Zz9_=b")).containsExactly("x_1Y=a", "Zz9_=b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1a=b",
                "_a=b",
                "=b",
                "a-b=c",
                "a.b=c",
                "a b=c",
                "ä=b",
                "a",
                "a b",
                "a;",
                "\u0001=b",
                "a\r=b",
                "a\n=b",
                "a\r\nb=c",
                "\"a\"=b",
                "a:b=c",
                "v=1;a",
                "v=1;a\u0000=b"
            })
    void whatIsNoNameWithAnEqualsSignIsAProblem(String text) {
        assertThat(codes(text)).contains("tag.name");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a=b\u0000c",
                "a=\u0001",
                "a=b\u007f",
                "a=b\rc",
                "a=b\nc",
                "a=b\r\nc",
                "a=b\r\n",
                "a=b\r",
                "a=b\n",
                "a=b\u000bc",
                "a=b\u000cc",
                "a=\u001b[2J",
                "a=b\r \nc"
            })
    void aControlCharacterInAValueIsAProblem(String text) {
        assertThat(codes(text)).containsExactly("tag.value");
    }

    @Test
    void everyVisibleAsciiCharacterButTheSemicolonMayStandInAValue() {
        StringBuilder all = new StringBuilder();
        for (char c = 0x21; c < 0x7F; c++) {
            all.append(c == ';' ? "" : c);
        }
        assertThat(read("n=" + all)).containsExactly("n=" + all);
    }

    @Test
    void octetsOfUtf8MayStandInAValue() {
        byte[] octets = "d=bücher.example;i=用户@bücher.example".getBytes(StandardCharsets.UTF_8);
        TagList list = TagList.parse(octets, 0, octets.length);
        assertThat(list.problems()).isEmpty();
        Tag domain = list.find("d");
        assertThat(domain).isNotNull();
        assertThat(new String(domain.value().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8))
                .isEqualTo("bücher.example");
    }

    @ParameterizedTest
    @ValueSource(strings = {"v=1;v=1", "v=1;a=b;v=2", "v=;v=1", " v = 1 ;\r\n v=1"})
    void aNameThatOccursTwiceIsAProblem(String text) {
        assertThat(codes(text)).containsExactly("tag.duplicate");
    }

    @Test
    void bothTagsOfADuplicateAreListedAndTheFirstIsFound() {
        TagList list = TagList.parse("v=1;v=2");
        assertThat(list.tags()).extracting(Tag::value).containsExactly("1", "2");
        assertThat(list.find("v")).extracting(Tag::value).isEqualTo("1");
    }

    @Test
    void wellFormedTagsAreListedBesideProblems() {
        TagList list = TagList.parse("v=1;junk;d=example.com;e=\u0001;f=g");
        assertThat(list.tags()).extracting(Tag::name).containsExactly("v", "d", "f");
        assertThat(list.problems()).hasSize(2);
    }

    @Test
    void aProblemSaysWhereItIs() {
        assertThat(TagList.parse("v=1; junk").problems().get(0).position()).hasValue(5);
        assertThat(TagList.parse("v=a\u0001b").problems().get(0).position()).hasValue(3);
        assertThat(TagList.parse("v=1; v=2").problems().get(0).position()).hasValue(5);
        assertThat(TagList.parse("v=1;;").problems().get(0).position()).hasValue(4);
    }

    @Test
    void theRawSpanOfAValueReachesFromTheEqualsSignToTheSemicolon() {
        String text = "a=1; b = \r\n\tx y \r\n ; c=2";
        Tag tag = TagList.parse(text).find("b");
        assertThat(tag).isNotNull();
        assertThat(text.substring(tag.rawStart(), tag.rawEnd())).isEqualTo(" \r\n\tx y \r\n ");
        assertThat(text.charAt(tag.rawStart() - 1)).isEqualTo('=');
        assertThat(text.charAt(tag.rawEnd())).isEqualTo(';');
    }

    @Test
    void theRawSpanOfTheLastValueEndsWithTheList() {
        Tag tag = TagList.parse("a=1; b=x \r\n ").find("b");
        assertThat(tag).isNotNull();
        assertThat(tag.rawEnd()).isEqualTo(12);
    }

    @Test
    void positionsCountFromTheStartOfTheOctetsThatHoldTheList() {
        byte[] octets = "X-Field: a=1; b=2\r\n".getBytes(StandardCharsets.US_ASCII);
        Tag tag = TagList.parse(octets, 8, octets.length - 2).find("b");
        assertThat(tag).isNotNull();
        assertThat(tag.rawStart()).isEqualTo(16);
        assertThat(tag.rawEnd()).isEqualTo(17);
    }

    @Test
    void aFoldThatOnlyTheOctetsBehindTheListWouldCompleteIsNone() {
        byte[] octets = "a=1\r\n b=2".getBytes(StandardCharsets.US_ASCII);
        assertThat(TagList.parse(octets, 0, 5).problems())
                .extracting(Problem::code)
                .containsExactly("tag.value");
    }

    @Test
    void allWhiteSpaceIsTakenOutOfBase64() {
        Tag tag = TagList.parse("b= ab\r\n\tcd \tef ").find("b");
        assertThat(tag).isNotNull();
        assertThat(tag.valueWithoutSpace()).isEqualTo("abcdef");
    }

    @Test
    void aListOfNothingButSemicolonsHasAHundredProblems() {
        assertThat(TagList.parse(";".repeat(100_000)).problems()).hasSize(100);
    }

    @Test
    void aLongNameIsShownInPart() {
        String name = "x".repeat(10_000);
        assertThat(TagList.parse(name + "=1;" + name + "=2").problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.text()).hasSizeLessThan(100));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 31, 32, 33, 100})
    void duplicatesAreFoundAmongAnyNumberOfTags(int count) {
        StringBuilder text = new StringBuilder();
        for (int at = 0; at < count; at++) {
            text.append("t").append(at).append("=;");
        }
        assertThat(TagList.parse(text.toString()).problems()).isEmpty();
        for (int again : new int[] {0, count / 2, count - 1}) {
            assertThat(TagList.parse(text + "t" + again + "=1;t" + count + "=2;")
                            .problems())
                    .singleElement()
                    .satisfies(problem -> assertThat(problem.code()).isEqualTo("tag.duplicate"));
        }
    }
}
