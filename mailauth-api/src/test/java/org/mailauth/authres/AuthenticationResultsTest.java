package org.mailauth.authres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailauth.Parsed;
import org.mailauth.Problem;
import org.mailauth.message.HeaderField;

/** RFC 8601: values, comparison of authserv-ids, and the field that is written. */
class AuthenticationResultsTest {
    private static String written(String value) {
        String property =
                MethodResult.of("x", "pass").with("header", "x", value).toString();
        return property.substring("x=pass header.x=".length());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "example.com|example.com",
                "rsa-sha256|rsa-sha256",
                "192.0.2.1|192.0.2.1",
                "2001:db8::1|\"2001:db8::1\"",
                "oINEO8hg|oINEO8hg",
                "/d5r+w==|\"/d5r+w==\"",
                "user@example.com|user@example.com",
                "@example.com|@example.com",
                "user+tag=x/y@example.com|user+tag=x/y@example.com",
                "\"a b\"@example.com|\"a b\"@example.com",
                "\"ab\"@example.com|\"\\\"ab\\\"@example.com\"",
                "a b|\"a b\"",
                "a;b|\"a;b\"",
                "a(b|\"a(b\"",
                "a\"b|\"a\\\"b\"",
                "a\\b|\"a\\\\b\"",
                "@paypal|\"@paypal\"",
                "user@localhost|\"user@localhost\"",
                "user@[192.0.2.1]|\"user@[192.0.2.1]\"",
                "user@_x.example.com|\"user@_x.example.com\"",
                "user@example.com.|\"user@example.com.\"",
                "example.com.|\"example.com.\"",
                "user@-a.example.com|\"user@-a.example.com\"",
                "jörg@bücher.example|jörg@bücher.example",
                "a\u3000b|\"a\u3000b\""
            })
    void valueIsWrittenAsTokenOrAddressOrInQuotes(String value, String expected) {
        assertThat(written(value)).isEqualTo(expected);
    }

    @Test
    void emptyValue_isWrittenInQuotes() {
        assertThat(written("")).isEqualTo("\"\"");
    }

    @Test
    void fieldHasALineForEachResultAndFoldsLongOnes() {
        HeaderField field = AuthenticationResults.of(
                        "mx.example.net",
                        List.of(
                                MethodResult.of("spf", "pass").with("smtp", "mailfrom", "example.com"),
                                MethodResult.of("dkim", "pass")
                                        .with("header", "d", "newsletter.marketing.example.com")
                                        .with("header", "s", "selector2026")
                                        .with("header", "a", "rsa-sha256")
                                        .with("header", "b", "oINEO8hg")))
                .toHeaderField();

        assertThat(field)
                .hasToString("Authentication-Results: mx.example.net;\r\n"
                        + " spf=pass smtp.mailfrom=example.com;\r\n"
                        + " dkim=pass header.d=newsletter.marketing.example.com header.s=selector2026\r\n"
                        + " header.a=rsa-sha256 header.b=oINEO8hg");
    }

    @Test
    void longAuthservIdStartsOnALineOfItsOwn() {
        String id = "a".repeat(60) + ".example.net";

        assertThat(AuthenticationResults.none(id).toHeaderField())
                .hasToString("Authentication-Results:\r\n " + id + ";\r\n none");
    }

    @Test
    void payloadServesArcAuthenticationResults() {
        AuthenticationResults results =
                AuthenticationResults.none("mx.example.net").with(MethodResult.of("arc", "none"));

        assertThat(results.toHeaderField("ARC-Authentication-Results", "i=1; "))
                .hasToString("ARC-Authentication-Results: i=1; mx.example.net;\r\n arc=none");
        assertThatThrownBy(() -> results.toHeaderField("X", "i=1;\r\n "))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("prefix");
    }

    @ParameterizedTest
    @CsvSource({
        "mx.example.net, mx.example.net, true",
        "mx.example.net, MX.Example.NET, true",
        "mx.example.net, mx.example.net., true",
        "bücher.example, xn--bcher-kva.example, true",
        "XN--BCHER-KVA.example, BÜCHER.example, true",
        "mx.example.net, mx.example.net.evil.example, false",
        "mx.example.net, evil-mx.example.net, false",
        "mx.example.net, mx example.net, false",
        "host/42, HOST/42, true",
        "host/42, host, false",
        "a b, A B, true"
    })
    void authservIdsCompareWithoutCaseAndAcrossLabelForms(String one, String other, boolean equal) {
        assertThat(AuthenticationResults.none(one).hasAuthservId(other)).isEqualTo(equal);
        assertThat(AuthenticationResults.none(other).hasAuthservId(one)).isEqualTo(equal);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a\r\nb", "a\0b", "a\uD800", "a\u2028b"})
    void authservIdThatCannotBeWritten_isAProgrammersError(String id) {
        assertThatThrownBy(() -> AuthenticationResults.none(id))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("authservId");
    }

    @Test
    void authservIdHas512OctetsAtMost() {
        assertThat(AuthenticationResults.none("a".repeat(512)).authservId()).hasSize(512);
        assertThatThrownBy(() -> AuthenticationResults.none("a".repeat(513)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a_b", "a.b", "a-", "a=b", "ä", "a\r\nb", "(a)"})
    void wordThatIsNoKeyword_isAProgrammersError(String word) {
        assertThatThrownBy(() -> MethodResult.of(word, "pass")).hasMessageContaining("method");
        assertThatThrownBy(() -> MethodResult.of("x", word)).hasMessageContaining("result");
        assertThatThrownBy(() -> MethodResult.of("x", "y").with(word, "d", "")).hasMessageContaining("ptype");
        assertThatThrownBy(() -> Property.parse("header", word, "")).hasMessageContaining("name");
    }

    @Test
    void wordsAreHeldInLowerCase() {
        assertThat(MethodResult.of("DKIM", "Pass").with("Header", "D", "Example.com"))
                .hasToString("dkim=pass header.d=Example.com");
    }

    @Test
    void propertyWithAValueThatCannotBeWritten_throws() {
        assertThatThrownBy(() -> new Property("header", "d", "a\r\nb")).isInstanceOf(IllegalArgumentException.class);
        assertThat(Property.parse("header", "d", "a\r\nb").value()).isEmpty();
    }

    @Test
    void asciiForm_hasALabelsAndLeavesOutWhatHasNone() {
        Parsed<AuthenticationResults> ascii = AuthenticationResults.none("bücher.example")
                .with(MethodResult.of("dkim", "pass")
                        .withReason("größer")
                        .with("header", "d", "bücher.example")
                        .with("header", "i", "@mail.bücher.example")
                        .with("smtp", "mailfrom", "info@bücher.example")
                        .with("smtp", "auth", "jörg@example.com")
                        .with("header", "s", "größe")
                        .with("header", "a", "rsa-sha256"))
                .toAscii();

        assertThat(ascii.orElseThrow().toPayload())
                .isEqualTo("xn--bcher-kva.example; dkim=pass header.d=xn--bcher-kva.example"
                        + " header.i=@mail.xn--bcher-kva.example smtp.mailfrom=info@xn--bcher-kva.example"
                        + " header.a=rsa-sha256");
        assertThat(ascii.problems())
                .extracting(Problem::code)
                .containsOnly("authres.not-ascii")
                .hasSize(3);
    }

    @Test
    void asciiForm_ofAsciiIsTheSame() {
        AuthenticationResults results = AuthenticationResults.none("mx.example")
                .with(MethodResult.of("dkim", "pass").withReason("ok").with("header", "d", "a.example"));

        assertThat(results.toAscii()).isEqualTo(Parsed.of(results));
    }

    @Test
    void asciiForm_needsAnAsciiAuthservId() {
        assertThat(AuthenticationResults.none("größe klein").toAscii().value()).isEmpty();
    }

    @Test
    void nonAsciiFieldIsUtf8() {
        byte[] octets =
                AuthenticationResults.none("bücher.example").toHeaderField().octets();

        assertThat(new String(octets, StandardCharsets.UTF_8))
                .isEqualTo("Authentication-Results: bücher.example;\r\n none\r\n");
    }
}
