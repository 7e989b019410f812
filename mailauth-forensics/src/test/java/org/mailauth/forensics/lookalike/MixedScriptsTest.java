package org.mailauth.forensics.lookalike;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailauth.DomainName;

class MixedScriptsTest {
    private final MixedScripts scripts = new MixedScripts();

    // Cyrillic, Greek and Armenian letters among Latin ones; Korean and Cyrillic
    @ParameterizedTest
    @ValueSource(strings = {"exаmple.com", "www.gοogle.com", "gօօgle.com", "москваabc.example", "한국рф.example"})
    void mixes(String domain) {
        assertThat(scripts.firstIn(DomainName.of(domain))).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "example.com",
                "samsung삼성.com",
                "한국漢字abc.kr",
                "カラオケbox.jp",
                "東京とトーキョー.jp",
                "straße.de",
                "москва.рф",
                "xn--a.example"
            })
    void doesNotMix(String domain) {
        assertThat(scripts.firstIn(DomainName.of(domain))).isEmpty();
    }
}
