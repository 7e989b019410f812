package org.mailauth.mtasts;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.mailauth.DomainName;
import org.mailauth.dns.DnsFailure;
import org.mailauth.dns.DnsName;
import org.mailauth.dns.DnsType;
import org.mailauth.testkit.InMemoryDns;

/** What the owner of a domain should know of what it publishes. */
class MtaStsLinterTest {
    private static final String GOOD = "version: STSv1\nmode: enforce\nmx: mail.example.com\nmax_age: 1209600\n";

    private final Scene scene = new Scene();

    private static List<String> strings(List<MtaStsFinding> findings) {
        return findings.stream()
                .map(finding -> finding.severity().word() + " " + finding.code().replace("mtasts.lint.", ""))
                .toList();
    }

    /** A domain without fault, changed. */
    private MtaStsLint lint(UnaryOperator<InMemoryDns.Builder> change) {
        scene.dns = change.apply(InMemoryDns.builder()
                        .txt("_mta-sts.example.com", "v=STSv1; id=20261101000000Z")
                        .a("mta-sts.example.com", Scene.PUBLIC_ADDRESS)
                        .mx("example.com", 10, "mail.example.com")
                        .txt("_smtp._tls.example.com", "v=TLSRPTv1; rua=mailto:a@example.com"))
                .build();
        return MtaStsLinter.builder()
                .resolver(scene.questions)
                .clock(scene.clock)
                .transport(request -> scene.response)
                .build()
                .lint(Scene.DOMAIN);
    }

    private List<String> findings(UnaryOperator<InMemoryDns.Builder> change) {
        return strings(lint(change).findings());
    }

    private List<String> policyFindings(String policy) {
        scene.response = Scene.file(policy);
        return findings(zone -> zone);
    }

    private static List<String> ofPolicy(String text) {
        return strings(MtaStsLinter.lintPolicy(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void domainWithoutFaultHasNoFinding() {
        scene.response = Scene.file(GOOD);
        MtaStsLint lint = lint(zone -> zone);
        assertThat(lint.findings()).isEmpty();
        assertThat(lint.isComplete()).isTrue();
        assertThat(lint.hosts()).containsExactly(DnsName.of("mail.example.com"));
        assertThat(lint.records()).containsExactly("v=STSv1; id=20261101000000Z");
        assertThat(lint.publication())
                .contains(new MtaStsPublication(MtaStsRecord.withId("20261101000000Z"), MtaStsPolicy.of(GOOD)));
        assertThat(scene.questions.count()).isEqualTo(5);
    }

    @Test
    void hostThatThePolicyLeavesOutIsAnErrorWhereItIsEnforced() {
        scene.response = Scene.file(GOOD);
        MtaStsLint lint = lint(zone -> zone.mx("example.com", 20, "backup.example.net"));
        assertThat(strings(lint.findings())).containsExactly("error mx-not-covered");
        assertThat(lint.hasErrors()).isTrue();
        scene.response = Scene.file(GOOD.replace("enforce", "testing"));
        assertThat(findings(zone -> zone.mx("example.com", 20, "backup.example.net")))
                .contains("warning mx-not-covered");
        scene.response = Scene.file(GOOD.replace("enforce", "none"));
        assertThat(findings(zone -> zone.mx("example.com", 20, "backup.example.net")))
                .doesNotContain("warning mx-not-covered");
    }

    @Test
    void wildcardThatWasMeantForMoreLabelsIsExplained() {
        MtaStsPolicy policy = MtaStsPolicy.of(GOOD.replace("mail.example.com", "*.example.com"));
        assertThat(MtaStsLinter.lintHosts(policy, List.of(DnsName.of("a.b.example.com"), DnsName.of("x.example.com"))))
                .singleElement()
                .satisfies(finding -> assertThat(finding.problem().text()).contains("exactly one label"));
    }

    @Test
    void patternThatNoHostHasIsTold() {
        assertThat(policyFindings(GOOD + "mx: old.example.com\n")).containsExactly("note mx-unused");
    }

    @Test
    void wildcardForAWholeTopLevelIsAnError() {
        assertThat(ofPolicy(GOOD + "mx: *.com\n")).containsExactly("error wildcard-broad");
    }

    @Test
    void lifeOfAPolicyIsJudged() {
        assertThat(ofPolicy(GOOD.replace("1209600", "86399"))).containsExactly("warning max-age-short");
        assertThat(ofPolicy(GOOD.replace("1209600", "0"))).containsExactly("warning max-age-short");
        assertThat(ofPolicy(GOOD.replace("1209600", "86400"))).containsExactly("note max-age-weeks");
        assertThat(ofPolicy(GOOD.replace("1209600", "604800"))).isEmpty();
        assertThat(ofPolicy(GOOD.replace("1209600", "31557600"))).isEmpty();
        assertThat(ofPolicy(GOOD.replace("1209600", "31557601"))).containsExactly("error mtasts.max-age");
        assertThat(ofPolicy(GOOD.replace("enforce", "testing").replace("1209600", "31557600")))
                .containsExactly("note testing", "note max-age-long");
        assertThat(ofPolicy("version: STSv1\nmode: none\nmax_age: 864000\n"))
                .containsExactly("warning mode-none", "note max-age-long");
    }

    @Test
    void testThatGoesOnForMonthsIsAWarning() {
        assertThat(policyFindings(GOOD.replace("enforce", "testing"))).containsExactly("note testing");
        scene.clock.advance(Duration.ofDays(91));
        assertThat(policyFindings(GOOD.replace("enforce", "testing")))
                .containsExactly("warning testing-long", "note testing");
        assertThat(policyFindings(GOOD)).isEmpty();
    }

    @Test
    void testWithoutReportsIsAWarning() {
        scene.response = Scene.file(GOOD.replace("enforce", "testing"));
        assertThat(findings(zone -> InMemoryDns.builder()
                        .txt("_mta-sts.example.com", "v=STSv1; id=1")
                        .a("mta-sts.example.com", Scene.PUBLIC_ADDRESS)
                        .mx("example.com", 10, "mail.example.com")))
                .containsExactly("warning no-tls-reports", "note testing");
    }

    @Test
    void recordWithoutFileIsAnError() {
        scene.response = PolicyResponse.Received.of(404, "text/html", new byte[0]);
        MtaStsLint lint = lint(zone -> zone);
        assertThat(strings(lint.findings())).containsExactly("error fetch");
        assertThat(lint.findings().get(0).problem().text()).contains("404");
        scene.response = Scene.file("<html>");
        assertThat(findings(zone -> zone)).contains("error fetch", "error mtasts.version-missing");
    }

    @Test
    void fileWithoutRecordIsAnError() {
        scene.response = Scene.file(GOOD);
        assertThat(findings(zone -> InMemoryDns.builder()
                        .a("mta-sts.example.com", Scene.PUBLIC_ADDRESS)
                        .mx("example.com", 10, "mail.example.com")))
                .containsExactly("error record-absent");
    }

    @Test
    void domainWithoutAnythingIsTold() {
        scene.response = Scene.failure(PolicyFetchFailure.CONNECT);
        assertThat(findings(zone -> InMemoryDns.builder())).containsExactly("error not-published");
    }

    @Test
    void recordsThatCountForNothingAreErrors() {
        scene.response = Scene.file(GOOD);
        assertThat(findings(zone -> zone.txt("_mta-sts.example.com", "v=STSv1; id=2")))
                .containsExactly("error mtasts.several-records");
        assertThat(strings(MtaStsLinter.lintRecord("v=STSv1; id=a-b"))).containsExactly("error mtasts.id");
        assertThat(strings(MtaStsLinter.lintRecord("v=STSv1; id=1; x=1; id=2")))
                .containsExactly("warning mtasts.duplicate", "note mtasts.unknown-field");
    }

    @Test
    void hostThatIsDroppedFromAPolicyIsAnError() {
        assertThat(ofPolicy(GOOD + "mx: 192.0.2.1\n\n"))
                .containsExactly("error mtasts.mx-address", "note mtasts.line-empty");
        assertThat(ofPolicy(GOOD + "mx: a.example.\n")).containsExactly("warning mtasts.mx-final-dot");
    }

    @Test
    void aliasesAreTold() {
        scene.response = Scene.file(GOOD);
        assertThat(findings(zone -> InMemoryDns.builder()
                        .cname("_mta-sts.example.com", "_mta-sts.provider.example")
                        .txt("_mta-sts.provider.example", "v=STSv1; id=1")
                        .cname("mta-sts.example.com", "host.provider.example")
                        .a("host.provider.example", Scene.PUBLIC_ADDRESS)
                        .txt("_smtp._tls.example.com", "v=TLSRPTv1; rua=mailto:a@example.com")
                        .mx("example.com", 10, "mail.example.com")))
                .containsExactly("note record-alias", "note host-alias");
    }

    @Test
    void withoutMxTheDomainItselfIsTheHost() { // RFC 5321 §5.1
        scene.response = Scene.file(GOOD);
        assertThat(findings(zone -> InMemoryDns.builder()
                        .txt("_mta-sts.example.com", "v=STSv1; id=1")
                        .txt("_smtp._tls.example.com", "v=TLSRPTv1; rua=mailto:a@example.com")
                        .a("mta-sts.example.com", Scene.PUBLIC_ADDRESS)))
                .containsExactly("error mx-not-covered", "note mx-unused");
    }

    @Test
    void domainThatAcceptsNoMailNeedsNoPolicy() { // RFC 7505
        scene.response = Scene.file(GOOD);
        assertThat(findings(zone -> InMemoryDns.builder()
                        .txt("_mta-sts.example.com", "v=STSv1; id=1")
                        .txt("_smtp._tls.example.com", "v=TLSRPTv1; rua=mailto:a@example.com")
                        .a("mta-sts.example.com", Scene.PUBLIC_ADDRESS)
                        .mx("example.com", 0, ".")))
                .containsExactly("note null-mx");
    }

    @Test
    void missingAnswerIsNoMistakeOfTheDomain() {
        scene.response = Scene.file(GOOD);
        MtaStsLint lint = lint(zone -> zone.fail("_mta-sts.example.com", DnsType.TXT, DnsFailure.TIMEOUT)
                .fail("example.com", DnsType.MX, DnsFailure.TIMEOUT));
        assertThat(lint.isComplete()).isFalse();
        assertThat(lint.hasErrors()).isFalse();
    }

    @Test
    void changeThatSendersDoNotNoticeIsAnError() {
        MtaStsPublication before = MtaStsPublication.of(MtaStsPolicy.of(GOOD), Scene.START);
        MtaStsPublication same = new MtaStsPublication(before.record(), MtaStsPolicy.of(Scene.OTHER));
        assertThat(strings(MtaStsLinter.lintChange(before, same))).containsExactly("error id-unchanged");
        assertThat(MtaStsLinter.lintChange(before, before.withPolicy(MtaStsPolicy.of(Scene.OTHER), Scene.START)))
                .isEmpty();
        MtaStsPublication idOnly = new MtaStsPublication(MtaStsRecord.withId("x"), before.policy());
        assertThat(strings(MtaStsLinter.lintChange(before, idOnly))).containsExactly("note id-only");
        assertThat(MtaStsLinter.lintChange(before, before)).isEmpty();
    }

    @Test
    void addressIsNoDomain() {
        List<MtaStsFinding> findings = new ArrayList<>(MtaStsLinter.builder()
                .resolver(scene.questions)
                .transport(request -> scene.response)
                .build()
                .lint(DomainName.of("192.0.2.1"))
                .findings());
        assertThat(strings(findings)).containsExactly("error not-published");
        assertThat(scene.questions.count()).isZero();
    }
}
