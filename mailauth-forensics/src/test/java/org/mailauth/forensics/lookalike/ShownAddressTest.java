package org.mailauth.forensics.lookalike;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailauth.DomainName;

class ShownAddressTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ceo@example.com|example.com",
                "Jane Doe <jane@Example.COM>|example.com",
                "'jane@example.com' via list|example.com",
                "jane@example.com.|example.com",
                "a@b, then jane@example.com|example.com",
                "대표＠example．com|example.com",
                "김철수@우리은행.한국|우리은행.한국",
                "ce\u200Bo@\u200Bexample.com|example.com"
            })
    void shows(String text, String domain) {
        assertThat(ShownAddress.domainIn(text)).contains(DomainName.of(domain));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "@", "Jane @ Example", "Twitter: @example.com", "a@b", "jane@localhost", "me@.com", "x@-"})
    void showsNone(String text) {
        assertThat(ShownAddress.domainIn(text)).isEmpty();
    }
}
