package org.mailauth.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailauth.DomainName;
import org.mailauth.Parsed;
import org.mailauth.Problem;

class DnsNameTest {

    @Test
    void nameIsTheSameInAnyAsciiCaseAndWithAFinalDot() {
        // RFC 4343 §3: in escaped octets, too
        assertThat(DnsName.of("Mail.EXAMPLE."))
                .isEqualTo(DnsName.of("mail.example"))
                .isEqualTo(DnsName.of("\\077ail.example"))
                .hasSameHashCodeAs(DnsName.of("mail.example"))
                .hasToString("mail.example");
    }

    @Test
    void octetsBeyondAsciiHaveNoCase() {
        assertThat(DnsName.of("\\196")).isNotEqualTo(DnsName.of("\\228"));
    }

    @ParameterizedTest
    @CsvSource({
        "a\\.b.example, a.b",
        "a\\\\b.example, a\\b",
        "a\\032b.example, 'a b'",
        "a\\ b.example, 'a b'",
        "a b.example, 'a b'",
        "\\a.example, a",
        "\\;\\(\\)\\@\\$.example, ;()@$",
        "\\228.example, ä",
        "ä.example, ä",
    })
    void escapeStandsForOneOctet(String text, String firstLabel) {
        // RFC 1035 §5.1
        assertThat(DnsName.of(text).labels()).containsExactly(firstLabel, "example");
    }

    @Test
    void textFormEscapesWhatAMasterFileWouldNotTake() {
        assertThat(DnsName.parseLabels(List.of("a.b\\\"; \0\u00FF", "x")).orElseThrow())
                .hasToString("a\\.b\\\\\\\"\\;\\032\\000\\255.x");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\", "a\\", "\\2", "\\25", "\\256", "\\999", "\\1a2", "a.\\12.b"})
    void brokenEscapeIsRefused(String text) {
        assertUnusable(DnsName.parse(text), "dns.name-escape");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "..", ".a", "a..b", "a.."})
    void emptyLabelIsRefused(String text) {
        assertUnusable(DnsName.parse(text), "dns.label-empty");
        assertUnusable(DnsName.parseLabels(List.of("a", "", "b")), "dns.label-empty");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0100", "a.\u20AC", "\\\u0100", "\uD83D\uDCE7"})
    void characterThatIsNoOctetIsRefused(String text) {
        assertUnusable(DnsName.parse(text), "dns.name-character");
    }

    @Test
    void rootHasNoLabels() {
        assertThat(DnsName.of(".")).isEqualTo(DnsName.ROOT).hasToString(".");
        assertThat(DnsName.parseLabels(List.of()).orElseThrow()).isEqualTo(DnsName.ROOT);
        assertThat(DnsName.ROOT.labels()).isEmpty();
        assertThat(DnsName.ROOT.isRoot()).isTrue();
        assertThat(DnsName.ROOT.toDomainName()).isEmpty();
        assertThat(DnsName.of("\\.").isRoot()).isFalse();
        assertThat(DnsName.of("\\.").labels()).containsExactly(".");
    }

    @Test
    void labelOf63OctetsIsTheLongest() {
        // RFC 1035 §2.3.4
        assertThat(DnsName.parse("\\200".repeat(63)).orElseThrow().labels()).containsExactly("\u00C8".repeat(63));
        assertUnusable(DnsName.parse("\\200".repeat(64)), "dns.label-too-long");
        assertUnusable(DnsName.parse("a".repeat(64)), "dns.label-too-long");
    }

    @Test
    void nameOf255OctetsOnTheWireIsTheLongest() {
        // 3 x (1 + 63) + (1 + 61) + 1 for the root = 255, every octet written in four characters
        String label63 = "\\000".repeat(63);
        String longest = String.join(".", label63, label63, label63, "\\000".repeat(61));
        assertThat(DnsName.of(longest).labels()).hasSize(4);
        assertThat(DnsName.of(longest + ".")).isEqualTo(DnsName.of(longest)).hasToString(longest);
        assertUnusable(DnsName.parse(longest + "a"), "dns.name-too-long");
        assertThat(DnsName.parseLabels(Collections.nCopies(127, "a")).value()).isPresent();
        assertUnusable(DnsName.parseLabels(Collections.nCopies(128, "a")), "dns.name-too-long");
    }

    @Test
    void endlessInputIsRefused() {
        assertUnusable(DnsName.parse("a".repeat(1_000_000)), "dns.name-too-long");
        assertUnusable(DnsName.parseLabels(Collections.nCopies(1_000_000, "a")), "dns.name-too-long");
    }

    @Test
    void everyDomainNameIsADnsName() {
        DomainName domain = DomainName.of("_dmarc.bücher.example");
        assertThat(DnsName.of(domain)).hasToString("_dmarc.xn--bcher-kva.example");
        assertThat(DnsName.of(domain).toDomainName()).contains(domain);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\\.b.example", "a b.example", "-a.example", "\\228.example", "*.example"})
    void nameThatIsNoDomainNameHasNone(String text) {
        assertThat(DnsName.of(text).toDomainName()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"a.b.example, b.example", "a\\.b.example, example", "\\046.\\\\.x, \\\\.x", "example, .", "\\., ."})
    void parentDropsTheLeftmostLabel(String name, String parent) {
        assertThat(DnsName.of(name).parent()).contains(DnsName.of(parent));
        assertThat(DnsName.ROOT.parent()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "example.com, example.com, true",
        "a.EXAMPLE.com, example.com, true",
        "example.com, ., true",
        "., ., true",
        "., example.com, false",
        "badexample.com, example.com, false",
        "a\\.example.com, example.com, false",
        "example.com, a.example.com, false"
    })
    void isEqualToOrBelowComparesWholeLabels(String name, String above, boolean expected) {
        assertThat(DnsName.of(name).isEqualToOrBelow(DnsName.of(above))).isEqualTo(expected);
    }

    @Test
    void literalThatIsNoNameThrows() {
        assertThatThrownBy(() -> DnsName.of("a..b"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("dns.label-empty");
    }

    private static void assertUnusable(Parsed<DnsName> parsed, String code) {
        assertThat(parsed.value()).isEmpty();
        assertThat(parsed.problems()).extracting(Problem::code).containsExactly(code);
    }
}
