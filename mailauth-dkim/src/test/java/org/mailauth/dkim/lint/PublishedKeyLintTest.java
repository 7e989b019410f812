package org.mailauth.dkim.lint;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.mailauth.Budget;
import org.mailauth.BudgetLimits;
import org.mailauth.DomainName;
import org.mailauth.dkim.DkimKeyRecord;
import org.mailauth.dkim.Selector;
import org.mailauth.dns.DnsFailure;
import org.mailauth.dns.DnsName;
import org.mailauth.dns.DnsResolver;
import org.mailauth.dns.DnssecStatus;
import org.mailauth.dns.MessageDns;
import org.mailauth.testkit.InMemoryDns;
import org.mailauth.testkit.RecordingDns;

/** What the DNS adds to the text of a record. */
class PublishedKeyLintTest {
    private static final String NAME = "s1._domainkey.example.com";
    private static final String KEY = "v=DKIM1; k=rsa; p=" + LintKeys.RSA;

    private static KeyLint lint(DnsResolver dns) {
        MessageDns questions = MessageDns.open(dns, Budget.open(BudgetLimits.defaults()));
        return DkimKeyLinter.lint(Selector.of("s1"), DomainName.of("example.com"), questions);
    }

    private static List<String> findings(UnaryOperator<InMemoryDns.Builder> zone) {
        InMemoryDns dns =
                zone.apply(InMemoryDns.builder().ttl(Duration.ofHours(1))).build();
        return lint(dns).findings().stream()
                .map(finding -> finding.severity() + " " + finding.code().substring("dkim.lint.".length())
                        + (finding.record().isPresent() ? " " + finding.record().getAsInt() : ""))
                .toList();
    }

    @Test
    void soundKeyHasNoFindingAndCostsTwoQuestions() {
        RecordingDns dns = RecordingDns.over(InMemoryDns.builder()
                .ttl(Duration.ofHours(1))
                .txt(NAME, KEY.substring(0, 255), KEY.substring(255))
                .build());
        KeyLint lint = lint(dns);

        assertThat(lint.findings()).isEmpty();
        assertThat(lint.hasErrors()).isFalse();
        assertThat(lint.name()).hasValue(DnsName.of(NAME));
        assertThat(lint.records()).containsExactly(KEY);
        assertThat(lint.keys()).containsExactly(DkimKeyRecord.parse(KEY).orElseThrow());
        assertThat(lint.ttl()).isEqualTo(Duration.ofHours(1));
        assertThat(dns.count()).isEqualTo(2);
    }

    @Test
    void missingRecordIsLookedForWhereItLiesByMistake() {
        assertThat(findings(zone -> zone)).containsExactly("ERROR no-record");
        assertThat(findings(zone -> zone.exists(NAME))).containsExactly("ERROR no-record");
        assertThat(findings(zone -> zone.txt(NAME + ".example.com", KEY)))
                .containsExactly("ERROR no-record", "ERROR misplaced");
        assertThat(findings(zone -> zone.txt("s1.example.com", KEY)))
                .containsExactly("ERROR no-record", "ERROR misplaced");
        assertThat(findings(zone -> zone.txt("s1.example.com", "v=spf1 -all"))).containsExactly("ERROR no-record");
    }

    @Test
    void failureIsToldAsWhatItIs() {
        assertThat(findings(zone -> zone.fail(NAME, DnsFailure.TIMEOUT))).containsExactly("ERROR dns-failure");
        assertThat(findings(zone -> zone.fail(NAME, DnsFailure.BOGUS))).containsExactly("ERROR bogus");
        MessageDns poor = MessageDns.open(
                InMemoryDns.builder().build(),
                Budget.open(BudgetLimits.defaults().withDnsQuestions(0)));
        KeyLint lint = DkimKeyLinter.lint(Selector.of("s1"), DomainName.of("example.com"), poor);
        assertThat(lint.findings()).extracting(KeyFinding::code).containsExactly("dkim.lint.dns-failure");
    }

    @Test
    void severalKeysAtOneSelectorAreUndefined() {
        assertThat(findings(zone -> zone.txt(NAME, KEY).txt(NAME, "v=DKIM1; t=y; k=ed25519; p=" + LintKeys.ED25519)))
                .containsExactlyInAnyOrder("ERROR several-keys", "WARNING testing 2");
    }

    @Test
    void otherRecordsBesideAKeyAreJunk() {
        assertThat(findings(zone -> zone.txt(NAME, "v=spf1 -all").txt(NAME, KEY)))
                .containsExactly("WARNING other-record 1");
        assertThat(findings(zone -> zone.txt(NAME, "v=spf1 -all"))).containsExactly("ERROR no-key-record 1");
    }

    @Test
    void keySplitOverRecordsInsteadOfStringsIsNamed() {
        assertThat(findings(zone -> zone.txt(NAME, KEY.substring(0, 250)).txt(NAME, KEY.substring(250))))
                .contains("ERROR truncated 1", "ERROR split-over-records 2");
    }

    @Test
    void stringsThatDoNotJoinAreSeenInTheText() {
        assertThat(findings(zone -> zone.txt(NAME, KEY.substring(0, 200), " " + KEY.substring(200))))
                .containsExactly("WARNING space-in-key 1");
    }

    @Test
    void wildcardIsTold() {
        assertThat(findings(zone -> zone.txt("*._domainkey.example.com", KEY))).containsExactly("WARNING wildcard");
        assertThat(findings(zone -> zone.txt(NAME, KEY).txt("*.example.com", "junk")))
                .isEmpty();
        assertThat(findings(zone -> zone.txt(NAME, KEY).txt("*._domainkey.example.com", "junk")))
                .containsExactly("WARNING wildcard");
    }

    @Test
    void aliasIsTold() {
        assertThat(findings(zone -> zone.cname(NAME, "s1.provider.example").txt("s1.provider.example", KEY)))
                .containsExactly("NOTE alias");
    }

    @Test
    void dnssecStateIsTold() {
        assertThat(findings(zone -> zone.txt(NAME, KEY).dnssec(DnssecStatus.SECURE)))
                .isEmpty();
        assertThat(findings(zone -> zone.txt(NAME, KEY).dnssec(DnssecStatus.INSECURE)))
                .containsExactly("NOTE unsigned");
        assertThat(findings(zone -> zone.txt(NAME, KEY).dnssec(DnssecStatus.BOGUS)))
                .contains("ERROR bogus");
    }

    @Test
    void timeToLiveShouldBeAnHourOrSo() {
        assertThat(findings(zone -> zone.ttl(Duration.ofSeconds(299)).txt(NAME, KEY)))
                .containsExactly("NOTE ttl-short");
        assertThat(findings(zone -> zone.ttl(Duration.ofMinutes(5)).txt(NAME, KEY)))
                .isEmpty();
        assertThat(findings(zone -> zone.ttl(Duration.ofDays(1)).txt(NAME, KEY)))
                .isEmpty();
        assertThat(findings(zone -> zone.ttl(Duration.ofSeconds(86_401)).txt(NAME, KEY)))
                .containsExactly("WARNING ttl-long");
    }

    @Test
    void largeAnswerIsTold() {
        String large = "v=DKIM1; p=" + LintKeys.rsa(LintKeys.modulus(8192), LintKeys.F4);

        assertThat(findings(zone -> zone.txt(NAME, large.split("(?<=\\G.{255})"))))
                .containsExactly("WARNING rsa-large 1", "NOTE large-answer");
    }

    @Test
    void nameThatIsTooLongIsToldWithoutAQuestion() {
        RecordingDns dns = RecordingDns.over(InMemoryDns.builder().build());
        String label = "x".repeat(60);
        KeyLint lint = DkimKeyLinter.lint(
                Selector.of(label + "." + label),
                DomainName.of(label + "." + label + ".example"),
                MessageDns.open(dns, Budget.open(BudgetLimits.defaults())));

        assertThat(lint.findings()).extracting(KeyFinding::code).containsExactly("dkim.lint.name-too-long");
        assertThat(lint.name()).isEmpty();
        assertThat(dns.count()).isZero();
    }
}
