package org.mailauth.spf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mailauth.spf.SpfScene.IP4;
import static org.mailauth.spf.SpfScene.session;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailauth.AuthenticatedIdentifier;
import org.mailauth.DomainName;
import org.mailauth.dns.DnsType;
import org.mailauth.testkit.InMemoryDns;

/** RFC 7208 §2.3, §2.4 and §4.3: whose policy is asked for, and who has none. */
class IdentitiesTest {
    private final SpfScene scene = SpfScene.of(InMemoryDns.builder()
            .txt("example.com", "v=spf1 -all")
            .txt("mail.example.org", "v=spf1 +all")
            .exists("com")
            .txt("localhost", "v=spf1 +all"));

    @Test
    void heloAndMailFromAreCheckedEachByItself() {
        SpfEvaluation helo = scene.helo(IP4, "mail.example.org");
        SpfEvaluation mailFrom = scene.mailFrom(IP4, "user@example.com");

        assertThat(helo.result()).isEqualTo(SpfResult.PASS);
        assertThat(helo.identity()).isEqualTo(SpfIdentity.HELO);
        assertThat(helo.domain()).contains(DomainName.of("mail.example.org"));
        assertThat(mailFrom.result()).isEqualTo(SpfResult.FAIL);
        assertThat(mailFrom.identity()).isEqualTo(SpfIdentity.MAIL_FROM);
        assertThat(mailFrom.domain()).contains(DomainName.of("example.com"));
    }

    @Test
    void heloCheckAsksNothingAboutTheReversePath() {
        scene.helo(IP4, "mail.example.org");

        assertThat(scene.dns().questions()).containsExactly(SpfScene.asked("mail.example.org", DnsType.TXT));
    }

    @Test
    void nullReversePathIsPostmasterAtTheHeloName() {
        SpfScene dsn = SpfScene.of(InMemoryDns.builder()
                .txt("mail.example.org", "v=spf1 exists:%{l}.at.%{o} -all")
                .a("postmaster.at.mail.example.org", "127.0.0.2"));

        SpfEvaluation evaluation = dsn.mailFrom(IP4, "");

        assertThat(evaluation.result()).isEqualTo(SpfResult.PASS);
        assertThat(evaluation.identity()).isEqualTo(SpfIdentity.MAIL_FROM);
        assertThat(evaluation.domain()).contains(DomainName.of("mail.example.org"));
        assertThat(evaluation.authenticatedIdentifier())
                .contains(new AuthenticatedIdentifier(
                        AuthenticatedIdentifier.Kind.SPF_MAIL_FROM, DomainName.of("mail.example.org"), "pass", ""));
    }

    @Test
    void nullReversePathWithoutUsableHeloIsNone() {
        SpfEvaluation evaluation = scene.evaluator().checkMailFrom(session(IP4, "", "[192.0.2.1]"));

        assertThat(evaluation.result()).isEqualTo(SpfResult.NONE);
        assertThat(evaluation.domain()).isEmpty();
        assertThat(evaluation.authenticatedIdentifier()).isEmpty();
    }

    @ParameterizedTest(name = "\"{0}\" has no local part")
    @ValueSource(strings = {"@example.com", "example.com"})
    void missingLocalPartIsPostmaster(String mailFrom) {
        SpfScene noLocalPart = SpfScene.of(InMemoryDns.builder()
                .txt("example.com", "v=spf1 exists:%{l}._at.%{o} -all")
                .a("postmaster._at.example.com", "127.0.0.2"));

        assertThat(noLocalPart.mailFrom(IP4, mailFrom).result()).isEqualTo(SpfResult.PASS);
    }

    @ParameterizedTest(name = "\"{0}\" cannot have a policy")
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                "localhost",
                "localhost.",
                "[192.0.2.1]",
                "[IPv6:2001:db8::1]",
                "a..example.com",
                ".example.com",
                "example.com..",
                "aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffffgggg.example.com",
                "exam ple.com",
                "example.com\r\nx: y",
                "exa\u0000mple.com",
                "\u00fc\u0378.example.com",
                "<user@example.com>",
            })
    void malformedSingleLabelAndLiteralDomainsAreNoneAndNothingIsAsked(String domain) {
        SpfEvaluation helo = scene.helo(IP4, domain);
        SpfEvaluation mailFrom = scene.mailFrom(IP4, "user@" + domain);

        assertThat(helo.result()).isEqualTo(SpfResult.NONE);
        assertThat(helo.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo("spf.domain");
            assertThat(problem.reference()).isEqualTo("RFC 7208 §4.3");
        });
        assertThat(helo.trace()).isEmpty();
        assertThat(helo.cost()).isEqualTo(new SpfCost(0, 0, 0));
        assertThat(mailFrom.result()).isEqualTo(SpfResult.NONE);
        assertThat(mailFrom.domain()).isEmpty();
        assertThat(scene.dns().questions()).isEmpty();
    }

    @ParameterizedTest(name = "a name of {0} octets: {1}")
    @CsvSource({"253, PASS", "254, NONE", "509, NONE"})
    void namesLongerThanTheDnsHoldsAreNone(int octets, SpfResult result) {
        // 255 labels are 509 octets.
        String name = octets % 2 == 1 ? "a" + ".a".repeat(octets / 2) : "aa" + ".a".repeat(octets / 2 - 1);
        InMemoryDns.Builder zone = InMemoryDns.builder();
        if (octets == 253) {
            zone.txt(name, "v=spf1 +all");
        }

        assertThat(SpfScene.of(zone).helo(IP4, name).result()).isEqualTo(result);
    }

    @Test
    void labelOf63OctetsIsNotTooLong() {
        String domain = "a".repeat(63) + ".example.com";
        SpfScene longLabel = SpfScene.of(InMemoryDns.builder().txt(domain, "v=spf1 +all"));

        assertThat(longLabel.helo(IP4, domain).result()).isEqualTo(SpfResult.PASS);
    }

    @Test
    void finalDotIsNoEmptyLabel() {
        SpfEvaluation evaluation = scene.mailFrom(IP4, "user@example.com.");

        assertThat(evaluation.result()).isEqualTo(SpfResult.FAIL);
        assertThat(evaluation.domain()).contains(DomainName.of("example.com"));
    }

    @Test
    void domainsAreComparedWithoutCase() {
        assertThat(scene.mailFrom(IP4, "user@EXAMPLE.Com").result()).isEqualTo(SpfResult.FAIL);
    }

    @ParameterizedTest(name = "local part {0}")
    @ValueSource(strings = {"\"a@b\"", "\"a b\"", "a\"b", "\"\\\"\"", "@", "\u0000", "\u00fc", "\ud800", "a..b"})
    void oddLocalPartsAreNoErrorOfTheDomain(String localPart) {
        assertThat(scene.mailFrom(IP4, localPart + "@example.com").result()).isEqualTo(SpfResult.FAIL);
    }

    @Test
    void quotedAtSignDoesNotEndTheLocalPart() {
        SpfScene quoted =
                SpfScene.of(SpfScene.published("v=spf1 exists:%{l}.%{o} -all").a("\"a\\@b\".example.com", "127.0.0.2"));

        assertThat(quoted.mailFrom(IP4, "\"a@b\"@example.com").result()).isEqualTo(SpfResult.PASS);
    }

    @Test
    void domainThatDoesNotExistIsNone() {
        SpfEvaluation evaluation = scene.mailFrom(IP4, "user@nowhere.example.com");

        assertThat(evaluation.result()).isEqualTo(SpfResult.NONE);
        assertThat(evaluation.domain()).contains(DomainName.of("nowhere.example.com"));
        assertThat(evaluation.problems()).isEmpty();
    }

    @Test
    void ipv4MappedClientIsAnIpv4Client() {
        SpfScene mapped = SpfScene.publishing("v=spf1 ip4:192.0.2.1 -all");

        assertThat(mapped.from("::ffff:192.0.2.1").result()).isEqualTo(SpfResult.PASS);
        assertThat(mapped.from("::ffff:c000:202").result()).isEqualTo(SpfResult.FAIL);
    }
}
