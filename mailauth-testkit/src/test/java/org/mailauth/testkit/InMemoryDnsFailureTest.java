package org.mailauth.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mailauth.testkit.Ask.ask;
import static org.mailauth.testkit.Ask.texts;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mailauth.dns.DnsAnswer;
import org.mailauth.dns.DnsFailure;
import org.mailauth.dns.DnsName;
import org.mailauth.dns.DnsType;
import org.mailauth.dns.DnssecStatus;

class InMemoryDnsFailureTest {

    private static void assertFails(DnsAnswer answer, DnsFailure cause) {
        assertThat(answer)
                .isInstanceOfSatisfying(
                        DnsAnswer.Failed.class,
                        failed -> assertThat(failed.cause()).isEqualTo(cause));
    }

    @ParameterizedTest
    @EnumSource
    void everyFailureCanBeAnAnswer(DnsFailure failure) {
        InMemoryDns dns =
                InMemoryDns.builder().fail("a.test", DnsType.TXT, failure).build();

        assertFails(ask(dns, "a.test", DnsType.TXT), failure);
    }

    @Test
    void aFailureOfOneTypeHidesItsRecordsAndLeavesTheOthers() {
        InMemoryDns dns = InMemoryDns.builder()
                .txt("a.test", "hidden")
                .a("a.test", "192.0.2.1")
                .fail("a.test", DnsType.TXT, DnsFailure.SERVER_FAILURE)
                .build();

        assertFails(ask(dns, "a.test", DnsType.TXT), DnsFailure.SERVER_FAILURE);
        assertThat(ask(dns, "a.test", DnsType.A)).isInstanceOf(DnsAnswer.Found.class);
        assertThat(ask(dns, "a.test", DnsType.MX)).isInstanceOf(DnsAnswer.NoData.class);
    }

    @Test
    void aFailureOfANameIsTheAnswerForEveryTypeNotPresentBesideIt() {
        InMemoryDns dns = InMemoryDns.builder()
                .txt("a.test", "present")
                .fail("a.test", DnsFailure.TIMEOUT)
                .fail("a.test", DnsType.MX, DnsFailure.REFUSED)
                .build();

        assertThat(texts(dns, "a.test")).containsExactly("present");
        assertFails(ask(dns, "a.test", DnsType.A), DnsFailure.TIMEOUT);
        assertFails(ask(dns, "a.test", DnsType.CNAME), DnsFailure.TIMEOUT);
        assertFails(ask(dns, "a.test", DnsType.MX), DnsFailure.REFUSED);
    }

    @Test
    void aNameThatFailsExistsAndSoDoThoseAboveIt() {
        InMemoryDns dns = InMemoryDns.builder()
                .fail(DnsName.of("x.a.test"), DnsType.A, DnsFailure.TIMEOUT)
                .build();

        assertThat(ask(dns, "x.a.test", DnsType.TXT)).isInstanceOf(DnsAnswer.NoData.class);
        assertThat(ask(dns, "a.test", DnsType.A)).isInstanceOf(DnsAnswer.NoData.class);
        assertThat(ask(dns, "y.a.test", DnsType.A)).isInstanceOf(DnsAnswer.NxDomain.class);
    }

    @Test
    void anAliasBesideAFailureOfTheNameIsFollowedButNotBesideOneOfTheType() {
        InMemoryDns dns = InMemoryDns.builder()
                .cname("alias.test", "real.test")
                .a("real.test", "192.0.2.1")
                .txt("real.test", "x")
                .fail("alias.test", DnsFailure.TIMEOUT)
                .fail("alias.test", DnsType.A, DnsFailure.NETWORK)
                .build();

        assertThat(texts(dns, "alias.test")).containsExactly("x");
        assertFails(ask(dns, "alias.test", DnsType.A), DnsFailure.NETWORK);
    }

    @Test
    void anAliasToAFailingNameFails() {
        InMemoryDns dns = InMemoryDns.builder()
                .cname("alias.test", "real.test")
                .fail("real.test", DnsFailure.SERVER_FAILURE)
                .build();

        assertFails(ask(dns, "alias.test", DnsType.A), DnsFailure.SERVER_FAILURE);
    }

    @Test
    void aWildcardCanFail() {
        InMemoryDns dns = InMemoryDns.builder()
                .txt("there.test", "x")
                .fail("*", DnsFailure.TIMEOUT)
                .build();

        assertFails(ask(dns, "anything.example", DnsType.A), DnsFailure.TIMEOUT);
        assertThat(texts(dns, "there.test")).containsExactly("x");
        assertThat(ask(dns, "not.there.test", DnsType.TXT)).isInstanceOf(DnsAnswer.NxDomain.class);
    }

    @Test
    void theLastFailureSetHolds() {
        InMemoryDns dns = InMemoryDns.builder()
                .fail("a.test", DnsFailure.TIMEOUT)
                .fail("a.test", DnsFailure.REFUSED)
                .build();

        assertFails(ask(dns, "a.test", DnsType.A), DnsFailure.REFUSED);
    }

    @Test
    void aBogusNameFailsWhetherItExistsOrNot() {
        InMemoryDns dns = InMemoryDns.builder()
                .txt("a.test", "x")
                .txt("good.a.test", "y")
                .dnssec("a.test", DnssecStatus.BOGUS)
                .dnssec("good.a.test", DnssecStatus.SECURE)
                .build();

        assertFails(ask(dns, "a.test", DnsType.TXT), DnsFailure.BOGUS);
        assertFails(ask(dns, "a.test", DnsType.MX), DnsFailure.BOGUS);
        assertFails(ask(dns, "absent.a.test", DnsType.TXT), DnsFailure.BOGUS);
        assertThat(ask(dns, "absent.a.test", DnsType.TXT).evidence().dnssec()).isEqualTo(DnssecStatus.BOGUS);
        assertThat(texts(dns, "good.a.test")).containsExactly("y");
    }
}
