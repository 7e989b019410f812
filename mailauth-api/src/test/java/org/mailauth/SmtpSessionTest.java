package org.mailauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SmtpSessionTest {

    private static SmtpSession.Builder from(String ip) {
        return SmtpSession.builder().clientIp(ip);
    }

    @Test
    void namesAreKeptAsTheClientGaveThem() {
        SmtpSession session = from("192.0.2.1")
                .helo("[not a\u0000 name]")
                .mailFrom("\"a@b\"@Example.COM ")
                .build();

        assertThat(session.helo()).isEqualTo("[not a\u0000 name]");
        assertThat(session.mailFrom()).isEqualTo("\"a@b\"@Example.COM ");
    }

    @Test
    void withoutNamesTheyAreEmpty() {
        SmtpSession session = from("192.0.2.1").build();

        assertThat(session.helo()).isEmpty();
        assertThat(session.mailFrom()).isEmpty();
    }

    @Test
    void ipv4MappedAddressIsAnIpv4Address() throws Exception {
        byte[] mapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1, (byte) 192, 0, 2, 1};

        assertThat(from("::ffff:192.0.2.1").build().clientIp()).isInstanceOf(Inet4Address.class);
        assertThat(SmtpSession.builder()
                        .clientIp(Inet6Address.getByAddress(null, mapped, -1))
                        .build())
                .isEqualTo(from("192.0.2.1").build());
        assertThat(from("2001:db8::1").build().clientIp()).isInstanceOf(Inet6Address.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "localhost",
                "mail.example.com",
                "192.0.2",
                "192.0.2.256",
                "192.0.2.01",
                "[192.0.2.1]",
                "[IPv6:2001:db8::1]",
                "IPv6:2001:db8::1",
                "2001:db8::1::2",
                "fe80::1%eth0",
                "192.0.2.1:25",
                " 192.0.2.1",
                "3221225985",
            })
    void addressMustBeInNumbers(String literal) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> from(literal))
                .withMessageStartingWith("literal must be an IP address in numbers");
    }

    @Test
    void messageOfABadAddressShowsNoControlCharacters() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> from("1\r\n2\u001b"))
                .withMessageEndingWith("1\\u000d\\u000a2\\u001b");
    }

    @Test
    void addressIsRequiredAndNothingMayBeNull() {
        assertThatIllegalStateException()
                .isThrownBy(() -> SmtpSession.builder().build())
                .withMessageContaining("client address");
        assertThatNullPointerException().isThrownBy(() -> SmtpSession.builder().clientIp((InetAddress) null));
        assertThatNullPointerException().isThrownBy(() -> SmtpSession.builder().clientIp((String) null));
        assertThatNullPointerException().isThrownBy(() -> SmtpSession.builder().helo(null));
        assertThatNullPointerException().isThrownBy(() -> SmtpSession.builder().mailFrom(null));
    }

    @Test
    void clientThatNobodyKnowsIsTheUnspecifiedAddress() { // RFC 4291 §2.5.2
        SmtpSession session = SmtpSession.builder().clientUnknown().helo("a").build();

        assertThat(session.isClientKnown()).isFalse();
        assertThat(session).isEqualTo(from("::").helo("a").build());
        assertThat(session).hasToString("SmtpSession[unknown client, helo a, from <>]");
        assertThat(from("0.0.0.0").build().isClientKnown()).isFalse();
        assertThat(from("::ffff:0.0.0.0").build().isClientKnown()).isFalse();
        assertThat(from("::1").build().isClientKnown()).isTrue();
        assertThat(from("127.0.0.1").build().isClientKnown()).isTrue();
    }

    @Test
    void sessionsAreEqualWhenTheirFactsAre() {
        SmtpSession session = from("2001:db8::1").helo("a").mailFrom("b").build();

        assertThat(from("2001:DB8:0::1").helo("a").mailFrom("b").build())
                .isEqualTo(session)
                .hasSameHashCodeAs(session);
        assertThat(from("2001:db8::2").helo("a").mailFrom("b").build()).isNotEqualTo(session);
        assertThat(from("2001:db8::1").helo("A").mailFrom("b").build()).isNotEqualTo(session);
        assertThat(from("2001:db8::1").helo("a").mailFrom("").build()).isNotEqualTo(session);
    }

    @Test
    void textShowsNothingThatCouldDriveATerminal() {
        assertThat(from("2001:db8::1")
                        .helo("a\r\nb")
                        .mailFrom("\u001b[2J\u202e")
                        .build())
                .hasToString("SmtpSession[2001:db8::1, helo a\\u000d\\u000ab, from <\\u001b[2J\\u202e>]");
    }
}
