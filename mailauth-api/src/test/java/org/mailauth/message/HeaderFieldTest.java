package org.mailauth.message;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.ByteArrayOutputStream;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderFieldTest {

    @Test
    void fieldOfNameAndBodyEndsWithCrlf() {
        HeaderField field = HeaderField.of("Subject", " hello");
        assertThat(field.octets()).isEqualTo("Subject: hello\r\n".getBytes(UTF_8));
        assertThat(field.name()).isEqualTo("Subject");
        assertThat(field.body()).isEqualTo(" hello");
        assertThat(field.bodyStart()).isEqualTo(8);
        assertThat(field.length()).isEqualTo(16);
        assertThat(field).hasToString("Subject: hello");
        assertThat(field.hasSpaceBeforeColon()).isFalse();
    }

    @Test
    void bodyMayBeEmpty() {
        assertThat(HeaderField.of("X", "").octets()).isEqualTo("X:\r\n".getBytes(UTF_8));
        assertThat(HeaderField.of("X", "").body()).isEmpty();
        assertThat(HeaderField.of("X", "").unfoldedBody()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {" a\r\n b", " a\r\n\tb", "\r\n b", " a\r\n \r\n b", " a\r\n "})
    void foldIsPartOfTheBody(String body) {
        assertThat(HeaderField.of("X", body).body()).isEqualTo(body);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x\r\nBcc: victim@example.com",
                "x\nBcc: victim@example.com",
                "x\rBcc: victim@example.com",
                "x\r\n\r\nbody",
                "x\r\n",
                "x\r\n\r\n ",
                "x\r",
                "x\n",
                "x\r\r\n y",
                "x\n y",
                "x\r y",
                "x\0y",
                "\r\nx"
            })
    void bodyThatWouldEndTheFieldEarlyIsAProgrammingError(String body) {
        assertThatThrownBy(() -> HeaderField.of("X", body))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("body");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "A B", "A:", ":", "Ä", "A\r\nB", "A\t", "A\0", "A\u007F", " A"})
    void nameThatIsNoFieldNameIsAProgrammingError(String name) {
        // RFC 5322 §2.2: printable ASCII without colon
        assertThatThrownBy(() -> HeaderField.of(name, "x"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("name");
    }

    @Test
    void bodyIsWrittenAndReadInUtf8() {
        // RFC 6532 §3
        HeaderField field = HeaderField.of("Subject", " Grüße");
        assertThat(field.octets()).isEqualTo("Subject: Grüße\r\n".getBytes(UTF_8));
        assertThat(field.unfoldedBody()).isEqualTo("Grüße");
    }

    @Test
    void octetsThatAreNoUtf8AreKeptAndShownAsReplacement() {
        HeaderField field = parsed("Subject: caf\u00E9\r\n");
        assertThat(field.body()).isEqualTo(" caf\uFFFD");
        assertThat(field.octets()).isEqualTo("Subject: caf\u00E9\r\n".getBytes(ISO_8859_1));
    }

    static Stream<Arguments> bodiesAndTheirLines() {
        return Stream.of(
                arguments(" a b ", "a b"),
                arguments("\t a", "a"),
                arguments(" a\r\n b", "a b"),
                arguments(" a\r\n\t\r\n b ", "a\t b"),
                arguments("\r\n a", "a"),
                arguments("a\r\n ", "a"),
                arguments(" \r\n ", ""));
    }

    @ParameterizedTest
    @MethodSource("bodiesAndTheirLines")
    void unfoldedBodyIsOneTrimmedLine(String body, String expected) {
        // RFC 5322 §2.2.3: unfolding deletes the CRLF, the white space stays
        assertThat(HeaderField.of("X", body).unfoldedBody()).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0120x\u0120", "\u0109x\u0109", "\u0420", "\u2020\u2009", "\u00A0x"})
    void onlyBlanksAndTabsAreTrimmed(String body) {
        // characters whose low octet is that of a blank or a tab
        assertThat(HeaderField.of("X", " " + body + " ").unfoldedBody()).isEqualTo(body);
    }

    @Test
    void bareCrAndLfAreNoFold() {
        assertThat(parsed("X: a\rb\nc\r\n d\r\n").unfoldedBody()).isEqualTo("a\rb\nc d");
    }

    @ParameterizedTest
    @ValueSource(strings = {"DKIM-Signature", "dkim-signature", "DKIM-SIGNATURE", "dKiM-sIgNaTuRe"})
    void nameIsComparedWithoutAsciiCase(String name) {
        assertThat(HeaderField.of("Dkim-Signature", "x").isNamed(name)).isTrue();
        assertThat(HeaderField.of(name, "x").isNamed("dkim-signature")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Fro", "From ", "From:", "Fr\u00F6m", "\u0120rom", "Fro\u212A"})
    void otherNameIsNotThisName(String name) {
        assertThat(HeaderField.of("From", "x").isNamed(name)).isFalse();
    }

    @Test
    void caseFoldsOnlyLetters() {
        assertThat(HeaderField.of("X[", "").isNamed("X{")).isFalse();
        assertThat(HeaderField.of("X@", "").isNamed("X`")).isFalse();
        assertThat(HeaderField.of("K", "").isNamed("\u212A")).as("Kelvin sign").isFalse();
    }

    @Test
    void turkishDefaultLocaleChangesNoName() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("tr-TR"));
        try {
            assertThat(HeaderField.of("IN-REPLY-TO", "x").isNamed("in-reply-to"))
                    .isTrue();
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void whiteSpaceBeforeTheColonIsNoPartOfTheName() {
        // RFC 5322 §4.5
        HeaderField field = parsed("From \t: a@example.com\r\n");
        assertThat(field.name()).isEqualTo("From");
        assertThat(field.isNamed("from")).isTrue();
        assertThat(field.hasSpaceBeforeColon()).isTrue();
        assertThat(field.body()).isEqualTo(" a@example.com");
        assertThat(field.bodyStart()).isEqualTo(7);
        assertThat(field).hasToString("From \t: a@example.com");
    }

    @Test
    void octetsAreReadOneByOneAndOnlyThose() {
        HeaderField field = parsed("A: b\r\n");
        byte[] octets = field.octets();
        for (int at = 0; at < field.length(); at++) {
            assertThat(field.octetAt(at)).isEqualTo(octets[at]);
        }
        assertThatThrownBy(() -> field.octetAt(-1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> field.octetAt(6)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void octetsGivenOutAreACopy() {
        HeaderField field = parsed("A: b\r\n");
        field.octets()[0] = 'X';
        assertThat(field.name()).isEqualTo("A");
    }

    @Test
    void writtenFieldIsItsOctets() throws Exception {
        HeaderField field = parsed("A: b\r\n c\r\n");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        field.writeTo(out);
        assertThat(out.toByteArray()).isEqualTo(field.octets());
    }

    @Test
    void fieldsOfTheSameOctetsAreEqual() {
        assertThat(parsed("A: b\r\n"))
                .isEqualTo(HeaderField.of("A", " b"))
                .hasSameHashCodeAs(HeaderField.of("A", " b"));
        assertThat(parsed("A: b\r\n")).isNotEqualTo(parsed("a: b\r\n")).isNotEqualTo(parsed("A: b \r\n"));
    }

    private static HeaderField parsed(String field) {
        return Message.of(("X-Before: 1\r\n" + field + "\r\nbody").getBytes(ISO_8859_1))
                .header()
                .all()
                .get(1);
    }
}
