package org.mailauth.dkim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailauth.DomainName;
import org.mailauth.Parsed;
import org.mailauth.dns.DnsName;

class SelectorTest {
    @Test
    void selectorsAreEqualWithoutCase() {
        assertThat(Selector.of("March.2026"))
                .isEqualTo(Selector.of("march.2026"))
                .hasToString("march.2026");
        assertThat(Selector.of("a")).hasSameHashCodeAs(Selector.of("A")).isNotEqualTo(Selector.of("b"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "a.b.c", "_a", "2026", "a-b", "xn--bcher-kva"})
    void labelsMakeASelector(String text) {
        assertThat(Selector.parse(text).value()).map(Selector::toString).hasValue(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "a.", ".a", "a..b", "-a", "a-", "a b", "a/b", "ü", "a\u0000", "a\r\n", "*"})
    void anythingElseIsNone(String text) {
        assertThat(Selector.parse(text).value()).isEmpty();
        assertThat(Selector.parse(text).problems()).isNotEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> Selector.of(text));
    }

    @Test
    void theKeyLiesBelowTheDomain() {
        assertThat(Selector.of("a.b").keyName(DomainName.of("example.com")).value())
                .map(Object::toString)
                .hasValue("a.b._domainkey.example.com");
    }

    @Test
    void aNameThatIsTooLongIsAProblem() {
        Selector selector = Selector.of(("x".repeat(60) + ".").repeat(3) + "x".repeat(60));
        assertThat(selector.keyName(DomainName.of("example.com")).value()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "_a.b-c", "xn--bcher-kva", "2026"})
    void keyNameIsThatOfItsLabels(String text) {
        for (int longLabels = 0; longLabels < 5; longLabels++) {
            DomainName domain = DomainName.of(("b".repeat(59) + ".").repeat(longLabels) + "example.com");
            Parsed<DnsName> asDnsName = DnsName.parse(text + "._domainkey." + domain);
            Parsed<DnsName> name = Selector.of(text).keyName(domain);
            assertThat(name.value()).isEqualTo(asDnsName.value());
            assertThat(name.problems()).isEqualTo(asDnsName.problems());
            assertThat(name.value().isPresent()).isEqualTo(longLabels < 4);
        }
    }
}
