package org.mailauth.authres;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailauth.Parsed;
import org.mailauth.Problem;
import org.mailauth.message.HeaderField;

class AuthenticationResultsLenientTest {
    private static Parsed<AuthenticationResults> readLeniently(String body) {
        return AuthenticationResults.parseLenient(HeaderField.of("Authentication-Results", body));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "a.example; x=pass header.b=/d5r|a.example; x=pass header.b=\"/d5r\"|authres.value-unquoted",
                "a.example; x=pass header.b=d5r==;y=fail|a.example; x=pass header.b=\"d5r==\"; y=fail|authres.value-unquoted",
                "a.example; x=pass policy.iprev=2001:db8::1 (c)|a.example; x=pass policy.iprev=\"2001:db8::1\"|authres.value-unquoted",
                "a.example; x=pass smtp.mailfrom=a@_b.example|a.example; x=pass smtp.mailfrom=\"a@_b.example\"|authres.value-unquoted",
                "a.example; x=pass smtp.mailfrom=a@b|a.example; x=pass smtp.mailfrom=\"a@b\"|authres.value-unquoted",
                "a.example; x=pass smtp.mailfrom=;y=fail|a.example; x=pass smtp.mailfrom=\"\"; y=fail|authres.value-unquoted",
                "a.example; x=pass;|a.example; x=pass|authres.result-empty",
                "a.example;; x=pass|a.example; x=pass|authres.result-empty",
                "a.example; x=pass action=none header.from=b.example|a.example; x=pass header.from=b.example|authres.ptype-missing"
            })
    void commonMistakeIsRepairedAndReported(String body, String meant, String code) {
        Parsed<AuthenticationResults> parsed = readLeniently(body);

        assertThat(parsed.orElseThrow().toPayload()).isEqualTo(meant);
        assertThat(parsed.problems()).extracting(Problem::code).containsExactly(code);
        assertThat(AuthenticationResults.parse(body).value()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ";",
                "dkim=pass header.d=a.example",
                "; dkim=pass",
                "a.example 2; none",
                "a.example; x=pass header.x=\"y",
                "a.example; x=pass header.x=(y",
                "a.example; x=pass header.x=y\"z\"",
                "a.example; x=pass header.x=a(.b",
                "a.example; x y=pass",
                "a.example; none; x=pass"
            })
    void anyOtherMistakeMakesTheFieldUnusable(String body) {
        assertThat(readLeniently(body).value()).isEmpty();
    }
}
