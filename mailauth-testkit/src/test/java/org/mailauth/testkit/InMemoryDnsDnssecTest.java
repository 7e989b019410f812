package org.mailauth.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mailauth.testkit.Ask.ask;

import org.junit.jupiter.api.Test;
import org.mailauth.dns.DnsName;
import org.mailauth.dns.DnsType;
import org.mailauth.dns.DnssecStatus;

class InMemoryDnsDnssecTest {

    private static DnssecStatus status(InMemoryDns dns, String name) {
        return ask(dns, name, DnsType.A).evidence().dnssec();
    }

    @Test
    void nobodyVouchesForAnAnswerUnlessToldSo() {
        InMemoryDns dns = InMemoryDns.builder().a("a.test", "192.0.2.1").build();

        assertThat(status(dns, "a.test")).isEqualTo(DnssecStatus.INDETERMINATE);
        assertThat(status(dns, "absent.test")).isEqualTo(DnssecStatus.INDETERMINATE);
    }

    @Test
    void theNearestStatusAtOrAboveANameHolds() {
        InMemoryDns dns = InMemoryDns.builder()
                .dnssec(DnssecStatus.INSECURE)
                .dnssec("signed.test", DnssecStatus.SECURE)
                .dnssec(DnsName.of("island.signed.test"), DnssecStatus.INDETERMINATE)
                .a("signed.test", "192.0.2.1")
                .build();

        assertThat(status(dns, "test")).isEqualTo(DnssecStatus.INSECURE);
        assertThat(status(dns, "unsigned.test")).isEqualTo(DnssecStatus.INSECURE);
        assertThat(status(dns, "signed.test")).isEqualTo(DnssecStatus.SECURE);
        assertThat(status(dns, "a.b.signed.test")).isEqualTo(DnssecStatus.SECURE);
        assertThat(status(dns, "a.island.signed.test")).isEqualTo(DnssecStatus.INDETERMINATE);
        assertThat(status(dns, "notsigned.test")).isEqualTo(DnssecStatus.INSECURE);
    }
}
