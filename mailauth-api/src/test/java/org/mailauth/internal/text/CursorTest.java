package org.mailauth.internal.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 5322 §3.2: comments, quoted strings, atoms. */
class CursorTest {

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t ", "(a)", "(a(b)c) ", "(\\))", "(\\\\)", "(\")", "() ()", "(é\\é)"})
    void blanksAndCommentsAreSkipped(String cfws) throws SyntaxException {
        Cursor in = new Cursor(cfws + "x");

        assertThat(in.skipCfws()).isEqualTo(!cfws.isEmpty());
        assertThat(in.peek()).isEqualTo('x');
    }

    @ParameterizedTest
    @ValueSource(strings = {"(", "(a", "((a)", "(\\)", "(a\\"})
    void commentWithoutEnd_isAProblemWhereItStarts(String text) {
        Cursor in = new Cursor(" " + text);

        assertThatThrownBy(in::skipCfws)
                .isInstanceOfSatisfying(
                        SyntaxException.class,
                        e -> assertThat(e.problem().position()).hasValue(1));
    }

    @Test
    void quotedStringIsReadAsMeant() throws SyntaxException {
        Cursor in = new Cursor("\"a\\\"b\\\\ \\c(\"d");

        assertThat(in.quotedString()).isEqualTo("a\"b\\ c(");
        assertThat(in.take(CharacterClasses::isAtext)).isEqualTo("d");
        assertThat(in.atEnd()).isTrue();
        assertThat(in.peek()).isEqualTo(-1);
        assertThat(in.skip('d')).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"", "\"a", "\"a\\\"", "\"a\\"})
    void quotedStringWithoutEnd_isAProblem(String text) {
        assertThatThrownBy(() -> new Cursor(text).quotedString()).isInstanceOf(SyntaxException.class);
    }

    @Property
    void quotedTextReadsAsTheText(@ForAll String text) throws SyntaxException {
        Cursor in = new Cursor(Quoting.quoted(text) + '"');

        assertThat(in.quotedString()).isEqualTo(text);
        assertThat(in.peek()).isEqualTo('"');
    }

    @Property
    void anyTextIsSkippedOrRefused(@ForAll String text) {
        Cursor in = new Cursor(text);
        try {
            in.skipCfws();
            assertThat(in.position()).isBetween(0, text.length());
        } catch (SyntaxException e) {
            assertThat(e.problem().code()).startsWith("syntax.comment");
        }
    }
}
