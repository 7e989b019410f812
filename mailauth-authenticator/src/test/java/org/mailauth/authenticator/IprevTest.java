package org.mailauth.authenticator;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mailauth.Budget;
import org.mailauth.BudgetLimits;
import org.mailauth.dns.DnsFailure;
import org.mailauth.dns.MessageDns;
import org.mailauth.testkit.InMemoryDns;
import org.mailauth.testkit.RecordingDns;

/** RFC 8601 §2.7.3 and §3. */
class IprevTest {
    private static final String REVERSE = "10.2.0.192.in-addr.arpa";

    private static IprevEvaluation evaluate(InMemoryDns.Builder dns, String client) {
        return evaluate(RecordingDns.over(dns.build()), client);
    }

    private static IprevEvaluation evaluate(RecordingDns dns, String client) {
        try {
            MessageDns memory = MessageDns.open(dns, Budget.open(BudgetLimits.defaults()));
            return new IprevCheck(InetAddress.getByName(client)).evaluate(memory);
        } catch (UnknownHostException impossible) {
            throw new AssertionError(impossible);
        }
    }

    @Test
    void nameThatLeadsBackIsPass() {
        IprevEvaluation iprev = evaluate(
                InMemoryDns.builder().ptr(REVERSE, "mail.example.com").a("mail.example.com", "192.0.2.10"),
                "192.0.2.10");

        assertThat(iprev.result()).isEqualTo(IprevResult.PASS);
        assertThat(iprev.methodResult()).hasToString("iprev=pass policy.iprev=192.0.2.10");
    }

    @Test
    void ipv6AddressIsLookedUpByNibbles() {
        String reverse = "1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa";

        IprevEvaluation iprev = evaluate(
                InMemoryDns.builder().ptr(reverse, "six.example").aaaa("six.example", "2001:db8::1"), "2001:db8::1");

        assertThat(iprev.result()).isEqualTo(IprevResult.PASS);
    }

    @Test
    void mappedAddressIsAnIpv4Address() {
        IprevEvaluation iprev = evaluate(
                InMemoryDns.builder().ptr(REVERSE, "mail.example.com").a("mail.example.com", "192.0.2.10"),
                "::ffff:192.0.2.10");

        assertThat(iprev.result()).isEqualTo(IprevResult.PASS);
    }

    @Test
    void nameThatLeadsElsewhereIsFail() {
        IprevEvaluation iprev = evaluate(
                InMemoryDns.builder().ptr(REVERSE, "mail.example.com").a("mail.example.com", "192.0.2.11"),
                "192.0.2.10");

        assertThat(iprev.result()).isEqualTo(IprevResult.FAIL);
        assertThat(iprev.claimed()).hasSize(1);
    }

    @Test
    void addressWithoutANameIsPermerror() {
        assertThat(evaluate(InMemoryDns.builder(), "192.0.2.10").result()).isEqualTo(IprevResult.PERMERROR);
    }

    @Test
    void silentNameServerIsTemperror() {
        assertThat(evaluate(InMemoryDns.builder().fail(REVERSE, DnsFailure.TIMEOUT), "192.0.2.10")
                        .result())
                .isEqualTo(IprevResult.TEMPERROR);
        assertThat(evaluate(
                                InMemoryDns.builder()
                                        .ptr(REVERSE, "mail.example.com")
                                        .fail("mail.example.com", DnsFailure.SERVER_FAILURE),
                                "192.0.2.10")
                        .result())
                .isEqualTo(IprevResult.TEMPERROR);
    }

    @Test
    void oneNameThatLeadsBackIsEnough() {
        assertThat(evaluate(
                                InMemoryDns.builder()
                                        .ptr(REVERSE, "a.example", "b.example")
                                        .fail("a.example", DnsFailure.SERVER_FAILURE)
                                        .a("b.example", "192.0.2.10"),
                                "192.0.2.10")
                        .result())
                .isEqualTo(IprevResult.PASS);
    }

    @Test
    void moreThanTenNamesAreNotLookedAt() {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            names.add("n" + i + ".example");
        }
        RecordingDns dns = RecordingDns.over(
                InMemoryDns.builder().ptr(REVERSE, names.toArray(new String[0])).build());

        assertThat(evaluate(dns, "192.0.2.10").result()).isEqualTo(IprevResult.FAIL);
        assertThat(dns.count()).isEqualTo(11);
    }
}
