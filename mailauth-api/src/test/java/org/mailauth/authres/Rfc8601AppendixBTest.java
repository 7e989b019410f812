package org.mailauth.authres;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.mailauth.message.HeaderField;

/** The examples of RFC 8601 appendix B, read and written. */
class Rfc8601AppendixBTest {
    private static AuthenticationResults read(String body) {
        return AuthenticationResults.parse(HeaderField.of("Authentication-Results", body))
                .orElseThrow();
    }

    @Test
    void b2_nothingDone() {
        AuthenticationResults results = read(" example.org 1; none");

        assertThat(results).isEqualTo(AuthenticationResults.none("example.org"));
        assertThat(results.version()).isEqualTo(1);
        assertThat(results.toHeaderField()).hasToString("Authentication-Results: example.org;\r\n none");
    }

    @Test
    void b3_serviceProvidedSomeAuthenticationDone() {
        AuthenticationResults results = read(" example.com;\r\n          spf=pass smtp.mailfrom=example.net");

        assertThat(results.results())
                .containsExactly(MethodResult.of("spf", "pass").with("smtp", "mailfrom", "example.net"));
        assertThat(results.toHeaderField())
                .hasToString("Authentication-Results: example.com;\r\n spf=pass smtp.mailfrom=example.net");
    }

    @Test
    void b4_severalMethods_commentsDropped() {
        AuthenticationResults results = read(" example.com;\r\n"
                + "          auth=pass (cram-md5) smtp.auth=sender@example.net;\r\n"
                + "          spf=pass smtp.mailfrom=example.net");

        assertThat(results)
                .isEqualTo(AuthenticationResults.of(
                        "example.com",
                        List.of(
                                MethodResult.of("auth", "pass").with("smtp", "auth", "sender@example.net"),
                                MethodResult.of("spf", "pass").with("smtp", "mailfrom", "example.net"))));
        assertThat(results.toPayload())
                .isEqualTo("example.com; auth=pass smtp.auth=sender@example.net; spf=pass smtp.mailfrom=example.net");
    }

    @Test
    void b6_severalSignaturesWithReasons() {
        AuthenticationResults results = read(" example.com;\r\n"
                + "          dkim=pass reason=\"good signature\"\r\n"
                + "            header.i=@mail-router.example.net;\r\n"
                + "          dkim=fail reason=\"bad signature\"\r\n"
                + "            header.i=@newyork.example.com");

        assertThat(results.results("DKIM")).extracting(MethodResult::result).containsExactly("pass", "fail");
        assertThat(results.results().get(0).reason()).contains("good signature");
        assertThat(results.results().get(1).value("header", "i")).contains("@newyork.example.com");
        assertThat(results.toHeaderField())
                .hasToString("Authentication-Results: example.com;\r\n"
                        + " dkim=pass reason=\"good signature\" header.i=@mail-router.example.net;\r\n"
                        + " dkim=fail reason=\"bad signature\" header.i=@newyork.example.com");
    }

    @Test
    void b7_commentHeavy() {
        AuthenticationResults results = read(" foo.example.net (foobar) 1 (baz);\r\n"
                + "    dkim (Because I like it) / 1 (One yay) = (wait for it) fail\r\n"
                + "      policy (A dot can go here) . (like that) expired\r\n"
                + "      (this surprised me) = (as I wasn't expecting it) 1362471462");

        assertThat(results)
                .isEqualTo(AuthenticationResults.none("foo.example.net")
                        .with(MethodResult.of("dkim", "fail").with("policy", "expired", "1362471462")));
    }
}
