package org.mailauth.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mailauth.testkit.Ask.ask;
import static org.mailauth.testkit.Ask.data;
import static org.mailauth.testkit.Ask.texts;

import org.junit.jupiter.api.Test;
import org.mailauth.dns.DnsAnswer;
import org.mailauth.dns.DnsType;

/** The example of RFC 4592 §2.2.1, and what follows from its rules. */
class InMemoryDnsWildcardTest {
    private final InMemoryDns dns = InMemoryDns.of("""
            $ORIGIN example.
            $TTL 3600
            @                 SOA   ignored
            @                 NS    ns.example.com.
            *                 TXT   "this is a wildcard"
            *                 MX    10 host1
            sub.*             TXT   "this is not a wildcard"
            host1             A     192.0.2.1
            _ssh._tcp.host1   SRV   ignored
            _ssh._tcp.host2   SRV   ignored
            subdel            NS    ns.example.com.
            """);

    @Test
    void theAnswersThatTheRfcSynthesizes() {
        assertThat(data(dns, "host3.example", DnsType.MX)).containsExactly("10 host1.example.");
        assertThat(ask(dns, "host3.example", DnsType.A)).isInstanceOf(DnsAnswer.NoData.class);
        assertThat(texts(dns, "foo.bar.example")).containsExactly("this is a wildcard");
    }

    @Test
    void theAnswersThatTheRfcDoesNotSynthesize() {
        // host1 and host2 exist, the latter only by what is below it
        assertThat(ask(dns, "host1.example", DnsType.MX)).isInstanceOf(DnsAnswer.NoData.class);
        assertThat(ask(dns, "host2.example", DnsType.MX)).isInstanceOf(DnsAnswer.NoData.class);
        // sub.*.example exists; the name below *.example has that as its closest encloser
        assertThat(ask(dns, "sub.*.example", DnsType.MX)).isInstanceOf(DnsAnswer.NoData.class);
        assertThat(ask(dns, "ghost.*.example", DnsType.MX)).isInstanceOf(DnsAnswer.NxDomain.class);
        assertThat(ask(dns, "_telnet._tcp.host1.example", DnsType.TXT)).isInstanceOf(DnsAnswer.NxDomain.class);
    }

    @Test
    void theWildcardItselfCanBeAskedFor() {
        assertThat(texts(dns, "*.example")).containsExactly("this is a wildcard");
        assertThat(texts(dns, "\\042.example")).containsExactly("this is a wildcard");
    }

    @Test
    void anAsteriskWithinANameOrLabelIsNoWildcard() {
        assertThat(texts(dns, "sub.x.example")).containsExactly("this is a wildcard");
        InMemoryDns part = InMemoryDns.builder().txt("a*.test", "x").build();
        assertThat(ask(part, "ab.test", DnsType.TXT)).isInstanceOf(DnsAnswer.NxDomain.class);
    }

    @Test
    void aWildcardThatExistsOnlyByWhatIsBelowItHasNoData() {
        InMemoryDns below = InMemoryDns.builder().txt("x.*.test", "x").build();

        assertThat(ask(below, "any.test", DnsType.TXT)).isInstanceOf(DnsAnswer.NoData.class);
    }

    @Test
    void theNearestExistingNameDecidesWhichWildcardAnswers() {
        InMemoryDns nested = InMemoryDns.builder()
                .txt("*.test", "outer")
                .txt("*.in.test", "inner")
                .exists("bare.test")
                .build();

        assertThat(texts(nested, "a.b.test")).containsExactly("outer");
        assertThat(texts(nested, "a.b.in.test")).containsExactly("inner");
        assertThat(ask(nested, "in.test", DnsType.TXT)).isInstanceOf(DnsAnswer.NoData.class);
        assertThat(ask(nested, "a.bare.test", DnsType.TXT)).isInstanceOf(DnsAnswer.NxDomain.class);
    }
}
