package org.mailauth.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.mailauth.testkit.Ask.data;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailauth.dns.DnsFailure;
import org.mailauth.dns.DnsName;
import org.mailauth.dns.DnsRecord;
import org.mailauth.dns.DnsType;

class InMemoryDnsBuilderTest {
    private final InMemoryDns.Builder builder = InMemoryDns.builder();

    @Test
    void anAliasBesideOtherDataIsRefusedInEitherOrder() {
        builder.cname("alias.test", "a.test").a("host.test", "192.0.2.1");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.txt("alias.test", "x"))
                .withMessageContaining("alias.test");
        assertThatIllegalArgumentException().isThrownBy(() -> builder.cname("host.test", "a.test"));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.cname("alias.test", "b.test"));
        assertThat(data(builder.cname("ALIAS.test", "a.test").build(), "alias.test", DnsType.CNAME))
                .containsExactly("a.test.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a..test", "", ".a", "a\\", "a\\999", "\u0100.test"})
    void textThatIsNoNameIsRefused(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.txt(name, "x"))
                .withMessageContaining("is no name");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "192.0.2", "192.0.2.256", "192.0.2.01", "1.2.3.4.5", "localhost", "::1", "192.0.2.1 "})
    void textThatIsNoIpv4AddressIsRefused(String address) {
        assertThatIllegalArgumentException().isThrownBy(() -> builder.a("a.test", address));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":",
                ":::",
                "1::2::3",
                "1:2:3:4:5:6:7",
                "12345::",
                "::1%lo",
                "192.0.2.1",
                "::1.2.3",
                "g::",
                "[::1]"
            })
    void textThatIsNoIpv6AddressIsRefused(String address) {
        assertThatIllegalArgumentException().isThrownBy(() -> builder.aaaa("a.test", address));
    }

    @Test
    void numbersOutOfRangeAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> builder.mx("a.test", 65536, "b.test"));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.tlsa("a.test", 256, 0, 0, "00"));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.tlsa("a.test", 3, 1, 1, "0"));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.tlsa("a.test", 3, 1, 1, ""));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.ttl(Duration.ofSeconds(-1)));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.ttl(Duration.ofSeconds(1L << 31)));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.negativeTtl(Duration.ofNanos(-1)));
    }

    @Test
    void textOf65535OctetsInWireFormFitsAndOneMoreDoesNot() {
        // 255 full strings take 65280 octets, one of 254 takes the other 255
        builder.txt("full.test", "x".repeat(255 * 255 + 254));

        assertThatIllegalArgumentException().isThrownBy(() -> builder.txt("over.test", "x".repeat(255 * 255 + 255)));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.txt("wide.test", "\u20AC"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.records(DnsName.of("wide.test"), new DnsRecord.Txt(List.of("\u0100"))));
    }

    @Test
    @SuppressWarnings("NullAway")
    void nullIsRefused() {
        assertThatNullPointerException().isThrownBy(() -> builder.fail("a.test", (DnsFailure) null));
        assertThatNullPointerException().isThrownBy(() -> builder.exists((DnsName) null));
        assertThatNullPointerException().isThrownBy(() -> builder.txt("a.test", (String) null));
        assertThatNullPointerException().isThrownBy(() -> RecordingDns.over(null));
        assertThatNullPointerException()
                .isThrownBy(() -> InMemoryDns.builder().build().resolve(null));
    }
}
