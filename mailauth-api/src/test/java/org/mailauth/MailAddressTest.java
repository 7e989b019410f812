package org.mailauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 5321 §4.1.2, §4.1.3 and §4.5.3.1, RFC 6531 §3.3. */
class MailAddressTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "user@example.com|user|example.com",
                "J.Doe+tag@Example.COM|J.Doe+tag|example.com",
                "!#$%&'*+-/=?^_`{}~@example.com|!#$%&'*+-/=?^_`{}~|example.com",
                "\"j.doe\"@example.com|j.doe|example.com",
                "\"a b\"@example.com|a b|example.com",
                "\"a\\\"b\\\\c\"@example.com|a\"b\\c|example.com",
                "\"a@b(.evil\"@example.com|a@b(.evil|example.com",
                "jörg@bücher.example|jörg|xn--bcher-kva.example",
                "用户@例え.テスト|用户|xn--r8jz45g.xn--zckzah",
                "user@localhost|user|localhost",
                "user@_x.example.com|user|_x.example.com"
            })
    void mailboxIsRead(String text, String local, String domain) {
        MailAddress address = MailAddress.of(text);

        assertThat(address.localPart()).isEqualTo(local);
        assertThat(address.domain()).contains(DomainName.of(domain));
        assertThat(address.addressLiteral()).isEmpty();
        assertThat(MailAddress.of(address.toString())).isEqualTo(address);
    }

    @Test
    void emptyLocalPartIsReadInQuotesOnly() {
        assertThat(MailAddress.of("\"\"@example.com").localPart()).isEmpty();
        assertThat(MailAddress.of("\"\"@example.com")).hasToString("\"\"@example.com");
        assertThat(MailAddress.parse("@example.com").value()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, 192.0.2.1",
        "0.0.0.255, 0.0.0.255",
        "IPv6:2001:DB8::1, IPv6:2001:db8::1",
        "ipv6:::1, IPv6:::1",
        "IPv6:::, IPv6:::",
        "IPv6:1:2:3:4:5:6:7:8, IPv6:1:2:3:4:5:6:7:8",
        "IPv6:::ffff:192.0.2.1, IPv6:::ffff:192.0.2.1",
        "IPv6:1:2:3:4:5:6:192.0.2.1, IPv6:1:2:3:4:5:6:192.0.2.1",
        "X25:1234, X25:1234"
    })
    void addressLiteralIsRead(String written, String read) {
        MailAddress address = MailAddress.of("user@[" + written + "]");

        assertThat(address.addressLiteral()).contains(read);
        assertThat(address.domain()).isEmpty();
        assertThat(address).hasToString("user@[" + read + "]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "192.0.2",
                "192.0.2.256",
                "192.0.2.01",
                "192.0.2.1.1",
                "1234",
                "IPv6:",
                "IPv6:1",
                "IPv6:1:2:3:4:5:6:7",
                "IPv6:1:2:3:4:5:6:7:8:9",
                "IPv6:1:2:3:4:5:6:7::8:9",
                "IPv6::::",
                "IPv6:1::2::3",
                "IPv6:12345::",
                "IPv6:g::",
                "IPv6:192.0.2.1::",
                "IPv6:fe80::1%eth0",
                "X25:",
                "X25-:1",
                "X25:a b",
                "X25:a]"
            })
    void brokenAddressLiteralIsNoAddress(String literal) {
        assertThat(MailAddress.parse("user@[" + literal + "]").problems())
                .extracting(Problem::code)
                .containsExactly("address.literal");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "|address.local-part",
                "user|address.local-part",
                "@example.com|address.local-part",
                ".user@example.com|address.local-part",
                "user.@example.com|address.local-part",
                "us..er@example.com|address.local-part",
                "us er@example.com|address.local-part",
                "user @example.com|address.local-part",
                "(c)user@example.com|address.local-part",
                "<user@example.com>|address.local-part",
                "<>|address.local-part",
                "@a.example,@b.example:user@example.com|address.local-part",
                "Jörg <joerg@example.com>|address.local-part",
                "\"user@example.com|syntax.quote-open",
                "\"user\\\"@example.com|syntax.quote-open",
                "\"user\"x@example.com|address.local-part",
                "user@|address.domain",
                "user@example.com.|address.domain",
                "user@example..com|address.domain",
                "user@-a.example|address.domain",
                "user@a@b.example|address.domain",
                "a@legit.example(.evil.example|address.domain",
                "user@example.com |address.domain",
                "user@[192.0.2.1|address.literal"
            })
    void textThatIsNoMailbox_isUnusable(String text, String code) {
        assertThat(MailAddress.parse(text == null ? "" : text).problems())
                .extracting(Problem::code)
                .containsExactly(code);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "us\0er@example.com",
                "\"us\r\ner\"@example.com",
                "\"us\ter\"@example.com",
                "\"us\\\ner\"@example.com",
                "us\u0085er@example.com",
                "us\u2028er@example.com",
                "us\uD800er@example.com",
                "us\uFFFDer@example.com"
            })
    void controlCharactersInALocalPart_areNoAddress(String text) {
        assertThat(MailAddress.parse(text).value()).isEmpty();
    }

    @Test
    void localPartHas64OctetsAtMost_asItIsWritten() {
        assertThat(MailAddress.parse("x".repeat(64) + "@example.com").value()).isPresent();
        assertThat(MailAddress.parse("x".repeat(65) + "@example.com").value()).isEmpty();
        assertThat(MailAddress.parse("é".repeat(32) + "@example.com").value()).isPresent();
        assertThat(MailAddress.parse("é".repeat(33) + "@example.com").value()).isEmpty();
        assertThat(MailAddress.parse("\"" + "x".repeat(64) + "\"@example.com").value())
                .isPresent();
        assertThat(MailAddress.parse("\"" + " ".repeat(63) + "\"@example.com").value())
                .isEmpty();
    }

    @Test
    void addressHas254OctetsAtMost() {
        String domain = ("a".repeat(63) + ".").repeat(3) + "b".repeat(61);

        assertThat(domain).hasSize(253);
        assertThat(MailAddress.parse("@" + domain).value()).isEmpty();
        assertThat(MailAddress.parse("x@" + domain).value()).isEmpty();
        assertThat(MailAddress.parse("x@" + domain.substring(1)).value()).isPresent();
        assertThat(MailAddress.parse("xy@" + domain.substring(1)).problems())
                .extracting(Problem::code)
                .containsExactly("address.too-long");
    }

    @Test
    void localPartsKeepTheirCase_domainsDoNot() {
        assertThat(MailAddress.of("user@EXAMPLE.com")).isEqualTo(MailAddress.of("\"user\"@example.COM"));
        assertThat(MailAddress.of("User@example.com")).isNotEqualTo(MailAddress.of("user@example.com"));
        assertThat(MailAddress.of("user@[192.0.2.1]")).isNotEqualTo(MailAddress.of("user@[192.0.2.2]"));
    }

    @Test
    void addressIsMadeOfItsParts() {
        DomainName domain = DomainName.of("example.com");

        assertThat(MailAddress.of("postmaster", domain)).isEqualTo(MailAddress.of("postmaster@example.com"));
        assertThat(MailAddress.of("a b", domain)).hasToString("\"a b\"@example.com");
        assertThatThrownBy(() -> MailAddress.of("a\nb", domain)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> MailAddress.of("a".repeat(65), domain)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> MailAddress.of("no address")).isInstanceOf(IllegalArgumentException.class);
    }
}
