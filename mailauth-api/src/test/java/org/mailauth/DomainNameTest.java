package org.mailauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailauth.dns.DnsName;

class DomainNameTest {
    private static final String LABEL_63 = "a".repeat(63);

    @Test
    void upperCaseIsTheSameName() {
        // RFC 4343 §2: ASCII case tells no names apart
        assertThat(DomainName.of("Mail.EXAMPLE.Com")).isEqualTo(DomainName.of("mail.example.com"));
        assertThat(DomainName.of("Mail.EXAMPLE.Com")).hasToString("mail.example.com");
        assertThat(DomainName.of("Mail.EXAMPLE.Com")).hasSameHashCodeAs(DomainName.of("mail.example.com"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"example.com.", "example.com\u3002", "example.com\uFF0E", "example.com\uFF61"})
    void finalDotIsDropped(String text) {
        assertThat(DomainName.of(text)).hasToString("example.com");
    }

    @ParameterizedTest
    @ValueSource(strings = {"mail\u3002example\u3002com", "mail\uFF0Eexample.com", "mail.example\uFF61com"})
    void dotsOfOtherScriptsSeparateLabels(String text) {
        // RFC 3490 §3.1
        assertThat(DomainName.of(text)).isEqualTo(DomainName.of("mail.example.com"));
    }

    @ParameterizedTest
    @CsvSource({
        "bücher.example, xn--bcher-kva.example",
        "BÜCHER.example, xn--bcher-kva.example",
        "bu\u0308cher.example, xn--bcher-kva.example",
        "Faß.DE, xn--fa-hia.de",
        "例え.テスト, xn--r8jz45g.xn--zckzah",
        "пример.испытание, xn--e1afmkfd.xn--80akhbyknj4f",
        "ＥＸＡＭＰＬＥ.com, example.com"
    })
    void uLabelIsTheSameNameAsItsALabel(String unicode, String ascii) {
        assertThat(DomainName.of(unicode)).isEqualTo(DomainName.of(ascii)).hasToString(ascii);
    }

    @Test
    void sharpSIsNotTwoS() {
        // RFC 5894 §7.2: under IDNA2008 these are two registrants
        assertThat(DomainName.of("faß.de")).isNotEqualTo(DomainName.of("fass.de"));
    }

    @Test
    void aLabelsAreShownAsULabels() {
        assertThat(DomainName.of("xn--bcher-kva.example").toUnicode()).isEqualTo("bücher.example");
        assertThat(DomainName.of("mail.example").toUnicode()).isEqualTo("mail.example");
    }

    @ParameterizedTest
    @ValueSource(strings = {"xn--a", "xn--bcher-kva9999999999", "xn--fa-hia-x"})
    void labelThatOnlyLooksLikeAnALabelIsKeptAndShownAsItIs(String label) {
        assertThat(DomainName.of(label + ".example").toUnicode()).isEqualTo(label + ".example");
    }

    @Test
    void labelOf63OctetsIsTheLongest() {
        // RFC 1035 §2.3.4
        assertThat(DomainName.of(LABEL_63 + ".example").labels()).containsExactly(LABEL_63, "example");
        assertUnusable(LABEL_63 + "a.example", "domain.label-too-long");
    }

    @Test
    void uLabelIsMeasuredAsItsALabel() {
        assertThat(DomainName.parse("a".repeat(40) + "ü").value()).isPresent();
        assertUnusable("a".repeat(59) + "ü", "domain.idna");
    }

    @Test
    void nameOf253OctetsIsTheLongest() {
        // RFC 1035 §2.3.4: 255 octets on the wire are 253 in text
        String longest = String.join(".", LABEL_63, LABEL_63, LABEL_63, "a".repeat(61));
        assertThat(DomainName.of(longest).toString()).hasSize(253);
        assertThat(DomainName.of(longest + ".").toString()).hasSize(253);
        assertUnusable(longest + "a", "domain.too-long");
        assertUnusable("a." + longest, "domain.too-long");
    }

    @Test
    void nameOf127LabelsHasTheMost() {
        String most = "a.".repeat(126) + "a";
        assertThat(DomainName.of(most).labelCount()).isEqualTo(127);
        assertUnusable("a." + most, "domain.too-long");
    }

    @Test
    void endlessInputIsRefusedBeforeItIsRead() {
        assertUnusable("ü".repeat(1_000_000), "domain.too-long");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-a.example", "a-.example", "-.example", "a.-", "a.b-"})
    void hyphenAtTheEdgeOfALabelIsRefused(String text) {
        // RFC 1035 §2.3.1
        assertUnusable(text, "domain.character");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a-b.example", "a--b.example", "3com.example", "1.2.3", "_dmarc.example.com", "a_b._c"})
    void innerHyphensDigitsAndUnderscoresAreAllowed(String text) {
        assertThat(DomainName.of(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "\u3002"})
    void nameWithoutLabelsIsRefused(String text) {
        assertUnusable(text, "domain.empty");
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", "a..b", ".a", "a..", "a.\u3002b"})
    void emptyLabelIsRefused(String text) {
        assertUnusable(text, "domain.label-empty");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[192.0.2.1]",
                "[IPv6:2001:db8::1]",
                "2001:db8::1",
                "a b.example",
                " example.com",
                "example.com ",
                "bank.example\0.evil.example",
                "bank'(.evil.example",
                "bank.example\r\nX: y",
                "a@b.example",
                "a\\.b",
                "*.example.com",
                "a/b",
                "\"a\".example"
            })
    void otherCharacterIsRefused(String text) {
        assertUnusable(text, "domain.character");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\u202Eb.example", // right-to-left override
                "a\u200Bb.example", // zero width space
                "\u2488.example", // compatible to "1."
                "\u2100.example", // compatible to "a/c"
                "\uFF3Fdmarc.example", // full-width underscore
                "\u0301a.example", // combining mark first
                "\uD800.example" // half a pair
            })
    void labelThatIdna2008DisallowsIsRefused(String text) {
        assertUnusable(text, "domain.idna");
    }

    @Test
    void problemShowsHostileTextWithoutItsControls() {
        Problem problem = DomainName.parse("a\u001B[2J.example").problems().get(0);
        assertThat(problem.text()).contains("a\\u001b[2J").doesNotContain("\u001B");
    }

    @Test
    void parentDropsTheLeftmostLabel() {
        assertThat(DomainName.of("a.b.example").parent()).contains(DomainName.of("b.example"));
        assertThat(DomainName.of("example").parent()).isEmpty();
    }

    @Test
    void labelsAreListedFromTheLeft() {
        assertThat(DomainName.of("a.bc.example").labels()).isEqualTo(List.of("a", "bc", "example"));
        assertThat(DomainName.of("a.bc.example").labelCount()).isEqualTo(3);
        assertThat(DomainName.of("example").labels()).isEqualTo(List.of("example"));
    }

    @ParameterizedTest
    @CsvSource({
        "_dmarc, _dmarc.example.com",
        "s1._domainkey, s1._domainkey.example.com",
        "Bücher, xn--bcher-kva.example.com"
    })
    void prependPutsLabelsBefore(String prefix, String whole) {
        assertThat(DomainName.of("example.com").prepend(prefix)).contains(DomainName.of(whole));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "a.", ".a", "a..b", "\u3002", "a\u3002", "a b", "-"})
    void prependOfSomethingElseThanLabelsIsEmpty(String prefix) {
        assertThat(DomainName.of("example.com").prepend(prefix)).isEmpty();
    }

    @Test
    void prependBeyondTheLongestNameIsEmpty() {
        DomainName long249 = DomainName.of(String.join(".", LABEL_63, LABEL_63, LABEL_63, "a".repeat(57)));
        assertThat(long249.prepend("abc")).isPresent();
        assertThat(long249.prepend("abcd")).isEmpty();
        assertThat(long249.prepend("a".repeat(1_000_000))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "example.com, example.com, true",
        "a.example.com, example.com, true",
        "a.b.example.com, example.com, true",
        "example.com, com, true",
        "badexample.com, example.com, false",
        "example.com, badexample.com, false",
        "com, example.com, false",
        "example.com, a.example.com, false",
        "example.com.evil.example, example.com, false",
        "a.example.org, example.com, false"
    })
    void isEqualToOrBelowComparesWholeLabels(String name, String above, boolean expected) {
        assertThat(DomainName.of(name).isEqualToOrBelow(DomainName.of(above))).isEqualTo(expected);
    }

    @Test
    void orderIsThatOfTheText() {
        TreeSet<DomainName> names = new TreeSet<>();
        for (String text : List.of("b.example", "A.example", "a.example", "a-b.example", "c")) {
            names.add(DomainName.of(text));
        }
        assertThat(names)
                .extracting(DomainName::toString)
                .containsExactly("a-b.example", "a.example", "b.example", "c");
    }

    @Test
    void turkishDefaultLocaleChangesNothing() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("tr-TR"));
        try {
            assertThat("I".toLowerCase(Locale.getDefault()))
                    .as("the locale is in force")
                    .isEqualTo("ı");
            assertThat(DomainName.of("MAIL.EXAMPLE.IT")).hasToString("mail.example.it");
            assertThat(DomainName.of("BÜCHERI.example")).isEqualTo(DomainName.of("bücheri.example"));
            assertThat(DnsName.of("MAIL.IT")).hasToString("mail.it");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void nameIsTheSameInTheDns() {
        assertThat(DomainName.of("Mail.example").toDnsName()).isEqualTo(DnsName.of("mail.example"));
        assertThat(DomainName.of("Mail.example").toDnsName().toDomainName()).contains(DomainName.of("mail.example"));
    }

    @Test
    void literalThatIsNoNameThrowsWithTheReason() {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> DomainName.of("a b"))
                .withMessageContaining("domain.character")
                .withMessageContaining("RFC 5890");
    }

    @Test
    @SuppressWarnings("NullAway")
    void nullIsAProgrammingError() {
        assertThatThrownBy(() -> DomainName.parse(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("text");
    }

    private static void assertUnusable(String text, String code) {
        Parsed<DomainName> parsed = DomainName.parse(text);
        assertThat(parsed.value()).isEmpty();
        assertThat(parsed.problems()).extracting(Problem::code).containsExactly(code);
        assertThat(parsed.problems())
                .allSatisfy(problem -> assertThat(problem.reference()).startsWith("RFC "));
    }
}
