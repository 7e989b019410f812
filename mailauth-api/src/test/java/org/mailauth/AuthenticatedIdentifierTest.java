package org.mailauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailauth.AuthenticatedIdentifier.Kind;

class AuthenticatedIdentifierTest {
    private static final DomainName DOMAIN = DomainName.of("example.com");

    @Test
    void onlyPassVouchesForTheDomain() {
        assertThat(new AuthenticatedIdentifier(Kind.DKIM, DOMAIN, "pass", "s1").isPass())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"fail", "softfail", "neutral", "none", "temperror", "permerror", "policy", "PASS", "", "pass "})
    void everyOtherResultDoesNot(String result) {
        assertThat(new AuthenticatedIdentifier(Kind.SPF_MAIL_FROM, DOMAIN, result, "").isPass())
                .isFalse();
    }

    @Test
    void nothingMayBeNull() {
        assertThatNullPointerException().isThrownBy(() -> new AuthenticatedIdentifier(null, DOMAIN, "pass", ""));
        assertThatNullPointerException().isThrownBy(() -> new AuthenticatedIdentifier(Kind.DKIM, null, "pass", ""));
        assertThatNullPointerException().isThrownBy(() -> new AuthenticatedIdentifier(Kind.DKIM, DOMAIN, null, ""));
        assertThatNullPointerException().isThrownBy(() -> new AuthenticatedIdentifier(Kind.DKIM, DOMAIN, "pass", null));
    }
}
