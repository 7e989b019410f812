package org.mailauth.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mailauth.testkit.Ask.ask;
import static org.mailauth.testkit.Ask.data;
import static org.mailauth.testkit.Ask.texts;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.mailauth.dns.DnsAlias;
import org.mailauth.dns.DnsAnswer;
import org.mailauth.dns.DnsFailure;
import org.mailauth.dns.DnsName;
import org.mailauth.dns.DnsType;
import org.mailauth.dns.DnssecStatus;

class InMemoryDnsAliasTest {

    private static InMemoryDns chain(int links) {
        InMemoryDns.Builder builder = InMemoryDns.builder().txt("n" + links + ".test", "end");
        for (int link = 0; link < links; link++) {
            builder.cname("n" + link + ".test", "n" + (link + 1) + ".test");
        }
        return builder.build();
    }

    @Test
    void aChainIsFollowedAndEveryLinkReportedWithItsStatusAndTheShortestTtl() {
        InMemoryDns dns = InMemoryDns.builder()
                .ttl(Duration.ofSeconds(50))
                .cname("a.test", "b.example")
                .ttl(Duration.ofSeconds(20))
                .cname("b.example", "c.test")
                .ttl(Duration.ofSeconds(30))
                .txt("c.test", "end")
                .dnssec("test", DnssecStatus.SECURE)
                .dnssec("example", DnssecStatus.INSECURE)
                .build();

        DnsAnswer answer = ask(dns, "a.test", DnsType.TXT);

        assertThat(texts(dns, "a.test")).containsExactly("end");
        assertThat(answer.evidence().aliases())
                .containsExactly(
                        new DnsAlias(DnsName.of("a.test"), DnsName.of("b.example"), DnssecStatus.SECURE),
                        new DnsAlias(DnsName.of("b.example"), DnsName.of("c.test"), DnssecStatus.INSECURE));
        assertThat(answer.evidence().dnssec()).isEqualTo(DnssecStatus.INSECURE);
        assertThat(answer.evidence().ttl()).isEqualTo(Duration.ofSeconds(20));
    }

    @Test
    void theEndOfTheChainDecidesWhetherThereIsANameOrData() {
        InMemoryDns dns = InMemoryDns.builder()
                .cname("dangling.test", "absent.test")
                .cname("empty.test", "there.test")
                .exists("there.test")
                .build();

        assertThat(ask(dns, "dangling.test", DnsType.TXT)).isInstanceOf(DnsAnswer.NxDomain.class);
        assertThat(ask(dns, "dangling.test", DnsType.TXT).evidence().aliases()).hasSize(1);
        assertThat(ask(dns, "empty.test", DnsType.TXT)).isInstanceOf(DnsAnswer.NoData.class);
    }

    @Test
    void aQuestionForTheAliasItselfIsNotFollowed() {
        InMemoryDns dns = InMemoryDns.builder().cname("a.test", "b.test").build();

        assertThat(data(dns, "a.test", DnsType.CNAME)).containsExactly("b.test.");
        assertThat(ask(dns, "a.test", DnsType.CNAME).evidence().aliases()).isEmpty();
    }

    @Test
    void aLoopFails() {
        InMemoryDns dns = InMemoryDns.builder()
                .cname("a.test", "b.test")
                .cname("b.test", "a.test")
                .cname("self.test", "self.test")
                .build();

        for (String name : new String[] {"a.test", "self.test"}) {
            assertThat(ask(dns, name, DnsType.TXT))
                    .isInstanceOfSatisfying(
                            DnsAnswer.Failed.class,
                            failed -> assertThat(failed.cause()).isEqualTo(DnsFailure.ALIAS_LOOP));
        }
    }

    @Test
    void sixteenLinksAreFollowedAndSeventeenFail() {
        assertThat(texts(chain(16), "n0.test")).containsExactly("end");
        assertThat(ask(chain(17), "n0.test", DnsType.TXT)).isInstanceOf(DnsAnswer.Failed.class);
    }

    @Test
    void aBogusLinkFails() {
        InMemoryDns dns = InMemoryDns.builder()
                .cname("a.test", "b.example")
                .txt("b.example", "x")
                .dnssec(DnssecStatus.SECURE)
                .dnssec("a.test", DnssecStatus.BOGUS)
                .build();

        assertThat(ask(dns, "a.test", DnsType.TXT))
                .isInstanceOfSatisfying(
                        DnsAnswer.Failed.class,
                        failed -> assertThat(failed.cause()).isEqualTo(DnsFailure.BOGUS));
    }

    @Test
    void aWildcardAliasIsALinkFromTheNameAskedFor() {
        InMemoryDns dns = InMemoryDns.builder()
                .cname("*.a.test", "real.test")
                .txt("real.test", "x")
                .build();

        assertThat(ask(dns, "some.a.test", DnsType.TXT).evidence().aliases())
                .containsExactly(
                        new DnsAlias(DnsName.of("some.a.test"), DnsName.of("real.test"), DnssecStatus.INDETERMINATE));
    }
}
