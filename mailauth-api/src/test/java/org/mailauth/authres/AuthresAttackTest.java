package org.mailauth.authres;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailauth.Parsed;
import org.mailauth.Problem;
import org.mailauth.message.HeaderField;
import org.mailauth.message.HeaderFields;
import org.mailauth.message.Message;

/** Values that try to say more than they may, and fields that claim a name that is not theirs (RFC 8601 §7). */
class AuthresAttackTest {
    private static final MethodResult SPF = MethodResult.of("spf", "fail");

    private static AuthenticationResults reread(MethodResult result) {
        HeaderField field =
                AuthenticationResults.none("mx.example.net").with(result).toHeaderField();
        return AuthenticationResults.parse(field).orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a@legit.example(.evil.example",
                "a@legit.example (; dkim=pass header.d=legit.example",
                "a@legit.example; dkim=pass header.d=legit.example",
                "a\"; dkim=pass header.d=legit.example; x=\"@evil.example",
                "a\\\"; dkim=pass header.d=legit.example; x=\"",
                "\"a@legit.example\\\"@evil.example",
                "a@legit.example\\",
                "(",
                ")",
                "\"",
                "\\",
                ";",
                "a@b.example header.from=legit.example",
                "=?utf-8?q?=3B_dkim=3Dpass?=@evil.example",
                "@paypal",
                "a@[192.0.2.1]; dkim=pass",
                "evil.example.",
                "\u202Emoc.elpmaxe"
            })
    void valueFromTheEnvelope_staysOneValue(String value) {
        AuthenticationResults read = reread(SPF.with("smtp", "mailfrom", value));

        assertThat(read.results()).containsExactly(SPF.with("smtp", "mailfrom", value));
        assertThat(read.results().get(0).value("smtp", "mailfrom")).contains(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a@b.example\r\nAuthentication-Results: mx.example.net; dkim=pass",
                "a@b.example\r\n dkim=pass",
                "a@b.example\n; dkim=pass",
                "a@b.example\r; dkim=pass",
                "a\0@b.example",
                "a\u0007@b.example",
                "a\u007F@b.example",
                "a\u0085@b.example",
                "a\u2028@b.example",
                "a\u2029@b.example",
                "a\uD800@b.example",
                "a\uFFFD@b.example"
            })
    void valueWithCharactersThatNoFieldMayHold_isLeftOutWithAProblem(String value) {
        MethodResult result = SPF.with("smtp", "mailfrom", value).with("smtp", "helo", "b.example");

        assertThat(result.problems()).extracting(Problem::code).containsExactly("authres.value-character");
        assertThat(result.properties()).containsExactly(new Property("smtp", "helo", "b.example"));
        AuthenticationResults statement = AuthenticationResults.of("mx.example.net", List.of(result));
        assertThat(statement.problems()).isEqualTo(result.problems());
        assertThat(statement.toHeaderField())
                .hasToString("Authentication-Results: mx.example.net;\r\n spf=fail smtp.helo=b.example");
    }

    @Test
    void reasonWithLineEndsAndQuotes_isEscaped() {
        MethodResult result = SPF.withReason("no \"record\"\r\nX-Injected: 1\0 \\ \uFFFD");

        assertThat(result.reason()).contains("no \"record\"\\u000d\\u000aX-Injected: 1\\u0000 \\ ?");
        assertThat(result.problems()).extracting(Problem::code).containsExactly("authres.reason-changed");
        assertThat(reread(result).results()).containsExactly(result);
    }

    @Test
    void endlessReason_isCutAndFitsOnALine() {
        for (String unit : List.of("x", "\"", "\\", "\uD83D\uDCE7", "\0", "x ")) {
            MethodResult result = SPF.withReason(unit.repeat(5000));

            assertThat(result.problems()).hasSize(1);
            assertThat(result.reason().orElseThrow()).isNotEmpty();
            assertThat(reread(result).results()).containsExactly(result);
            assertThat(new String(
                                    AuthenticationResults.none("a")
                                            .with(result)
                                            .toHeaderField()
                                            .octets(),
                                    StandardCharsets.ISO_8859_1)
                            .split("\r\n"))
                    .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(998));
        }
    }

    @Test
    void endlessValue_isLeftOut() {
        assertThat(SPF.with("smtp", "mailfrom", "x".repeat(889)).properties()).isEmpty();
        assertThat(SPF.with("smtp", "mailfrom", "\"".repeat(500)).properties()).isEmpty();
        assertThat(SPF.with("smtp", "mailfrom", "x".repeat(886)).properties()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mx.example.net",
                "MX.EXAMPLE.NET",
                "\"mx.example.net\"",
                "\"mx.ex\\ample.net\"",
                "(x)mx.example.net(y) 1",
                "\r\n mx.example.net"
            })
    void forgedFieldWithOurName_isRecognized(String id) {
        AuthenticationResults forged =
                AuthenticationResults.parse(id + "; dkim=pass").orElseThrow();

        assertThat(forged.hasAuthservId("mx.example.net")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mx.example.net.evil.example",
                "mx-example.net",
                "\"mx.example.net; x\"",
                "\"mx.example.net \"",
                "\"mx.example.net\u200B\"",
                "evil.example (mx.example.net)",
                "\"\\\"mx.example.net\\\"\""
            })
    void fieldThatOnlyLooksLikeOurs_isNotTakenForOurs(String id) {
        AuthenticationResults foreign =
                AuthenticationResults.parse(id + "; dkim=pass").orElseThrow();

        assertThat(foreign.hasAuthservId("mx.example.net")).isFalse();
    }

    @Test
    void malformedUtf8InAField_isUnusable() {
        byte[] octets =
                "Authentication-Results: mx.example.net\u00E9; dkim=pass\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1);
        HeaderFields header = Message.of(octets).header();

        Parsed<AuthenticationResults> parsed =
                AuthenticationResults.parse(header.all().get(0));
        assertThat(parsed.value()).isEmpty();
        assertThat(parsed.problems()).extracting(Problem::code).containsExactly("authres.character");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a.example; x=pass\r\nb", "a.example\0; none", "a.example; x=pass (\u0007)", "a.example;\nnone"})
    void controlCharactersMakeAFieldUnusable(String payload) {
        assertThat(AuthenticationResults.parse(payload).value()).isEmpty();
    }

    @Test
    void hugeFieldsAreReadInOnePass() {
        int many = 20_000;
        assertThat(AuthenticationResults.parse("a.example" + "; x=pass".repeat(many))
                        .orElseThrow()
                        .results())
                .hasSize(many);
        assertThat(AuthenticationResults.parse("a.example; x=pass h.x=" + "y . ".repeat(many))
                        .value())
                .isEmpty();
        assertThat(AuthenticationResults.parse("a.example; x=pass " + "h.x=y(c)".repeat(many))
                        .value())
                .isPresent();
        assertThat(AuthenticationResults.parse("a.example; x=pass h.x=" + "\"y\".".repeat(many))
                        .value())
                .isEmpty();
    }
}
