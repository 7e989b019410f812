package org.mailauth.authres.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailauth.message.HeaderFields;
import org.mailauth.message.Message;

/** RFC 8601 §5: what a border host deletes. */
class ForgedResultsTest {
    private static final AuthservIds OWN = AuthservIds.of("mx.example.net", "m\u00fcller.example");

    private static HeaderFields header(String... fields) {
        String text = String.join("\r\n", fields) + "\r\n\r\n";
        return Message.of(text.getBytes(StandardCharsets.UTF_8)).header();
    }

    private static List<ForgedResults.Reason> reasons(String body) {
        return OWN.forgedIn(header("Authentication-Results: " + body)).stream()
                .map(ForgedResults::reason)
                .toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mx.example.net; dkim=pass header.d=bank.example",
                "MX.Example.NET; none",
                "\"mx.example.net\"; none",
                "\"mx\\.example.net\"; none",
                "(by) mx.example.net (us) 1; none",
                "\r\n mx.example.net\r\n 1;\r\n none",
                "m\u00fcller.example; none",
                "xn--mller-kva.example; none",
                "XN--MLLER-KVA.example; none",
                "mx.example.net; dkim=pass;",
                "mx.example.net; x=y=z",
            })
    void ownIdInAnySpellingIsForged(String body) {
        assertThat(reasons(body)).hasSize(1).doesNotContain(ForgedResults.Reason.HIDDEN_FIELD);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "; dkim=pass",
                "mx.example.net 2; dkim=pass",
                "other.example 2; none",
                "mx.example.net/x; dkim=pass",
                "(mx.example.net; none",
                "\"mx.example.net; none",
                "",
            })
    void fieldOfWhichItCannotBeToldWhomItClaimsIsDeleted(String body) {
        assertThat(reasons(body)).containsExactly(ForgedResults.Reason.UNREADABLE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "other.example; dkim=pass header.d=mx.example.net",
                "mx.example.net.evil.example; none",
                "mx.example.ne; none",
                "(mx.example.net) other.example; none",
                "other.example (mx.example.net); none",
            })
    void otherHostsMayHaveSaidWhatTheyLike(String body) {
        assertThat(reasons(body)).isEmpty();
    }

    @Test
    void everyForgedFieldIsNamedWithItsPlaceFromTheTop() {
        HeaderFields header = header(
                "Received: from a by b; Fri, 11 Jul 2003 21:01:54 -0700",
                "authentication-results: mx.example.net; none",
                "Authentication-Results : mx.example.net; none",
                "Authentication-Results: elsewhere.example; none",
                "Subject: x",
                "AUTHENTICATION-RESULTS: mx.example.net; none",
                "From: a@example.com");

        assertThat(OWN.forgedIn(header))
                .extracting(ForgedResults::index, forged -> forged.field().name())
                .containsExactly(
                        tuple(1, "authentication-results"),
                        tuple(2, "Authentication-Results"),
                        tuple(5, "AUTHENTICATION-RESULTS"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Subject: x\nAuthentication-Results: mx.example.net; dkim=pass",
                "Subject: x\rAuthentication-Results: mx.example.net; dkim=pass",
                "Subject: x\nauthentication-results\t : mx.example.net; dkim=pass",
                "Authentication-Results: other.example; none (\nAuthentication-Results: mx.example.net; none)",
            })
    void fieldThatOnlySomeReadersSeeIsDeletedWithTheOneThatHidesIt(String field) {
        assertThat(OWN.forgedIn(header(field, "To: b@example.com")))
                .singleElement()
                .satisfies(forged -> assertThat(forged.index()).isZero())
                .extracting(ForgedResults::reason)
                .isNotEqualTo(ForgedResults.Reason.OWN_ID);
    }

    @Test
    void nobodyIsOwnByDefault() {
        assertThatThrownBy(() -> AuthservIds.of(List.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> AuthservIds.of("a\r\nb")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> AuthservIds.of(" ")).isInstanceOf(IllegalArgumentException.class);
    }
}
