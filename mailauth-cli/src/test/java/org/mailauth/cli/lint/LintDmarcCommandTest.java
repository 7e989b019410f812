package org.mailauth.cli.lint;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mailauth.cli.Run;
import org.mailauth.cli.command.ExitStatus;
import org.mailauth.dns.DnsFailure;
import org.mailauth.dns.DnsResolver;
import org.mailauth.testkit.InMemoryDns;

/** The command lint dmarc. */
class LintDmarcCommandTest {

    private static Run lint(DnsResolver dns, String... args) {
        List<String> all = new ArrayList<>(List.of("lint", "dmarc"));
        all.addAll(List.of(args));
        return Run.withDns(dns, all.toArray(String[]::new));
    }

    /** Findings about example.com, as "severity code", when this is its record. */
    private static List<String> findings(String record) throws IOException {
        return findings(InMemoryDns.builder().txt("_dmarc.example.com", record).build(), "example.com");
    }

    private static List<String> findings(DnsResolver dns, String domain) throws IOException {
        Run run = lint(dns, domain, "--json");
        JsonNode lint = new ObjectMapper().readTree(run.out());
        List<String> findings = new ArrayList<>();
        lint.get("findings")
                .forEach(finding -> findings.add(finding.get("severity").asText() + " "
                        + finding.get("code").asText()));
        boolean error = findings.stream().anyMatch(finding -> finding.startsWith("error"));
        assertThat(run.status()).isEqualTo((error ? ExitStatus.NO_PASS : ExitStatus.OK).code());
        return findings;
    }

    @Test
    void soundPolicy_hasNoFindings() throws IOException {
        DnsResolver dns = InMemoryDns.builder()
                .txt("_dmarc.example.com", "v=DMARC1; p=reject; rua=mailto:d@example.com,mailto:x@reports.example.net")
                .txt("example.com._report._dmarc.reports.example.net", "v=DMARC1")
                .build();

        assertThat(findings(dns, "example.com")).isEmpty();
        Run run = lint(dns, "example.com");
        assertThat(run.status()).isZero();
        assertThat(run.out())
                .startsWith("DMARC policy of example.com\n")
                .contains("by RFC 9989: reject for the domain, reject for names below that exist, reject for those")
                .contains("by RFC 7489: reject for the domain")
                .contains("rua mailto:d@example.com: same-organization")
                .contains("rua mailto:x@reports.example.net: verified")
                .contains("nothing to find fault with");
    }

    @Test
    void domainWithoutAPolicy_isAnError() throws IOException {
        assertThat(findings(InMemoryDns.builder().a("example.com", "192.0.2.1").build(), "example.com"))
                .containsExactly("error dmarc.none");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "v=DMARC1; p=none; rua=mailto:d@example.com | warning dmarc.policy-none",
                "v=DMARC1; p=reject                         | warning dmarc.no-reports",
                "v=DMARC1; p=reject; sp=none; rua=mailto:d@example.com | warning dmarc.subdomains",
                "v=DMARC1; p=reject; np=quarantine; rua=mailto:d@example.com | warning dmarc.nonexistent-subdomains",
                "v=DMARC1; p=reject; t=y; rua=mailto:d@example.com | warning dmarc.testing",
                "v=DMARC1; p=reject; pct=20; rua=mailto:d@example.com | warning dmarc.percent",
                "v=DMARC1; p=rejekt; rua=mailto:d@example.com | error dmarc.policy-value",
                "v=DMARC1; rua=mailto:d@example.com | warning dmarc.no-p",
                "v=DMARC1; p=rejekt | error dmarc.none",
                "v=DMARC1; p=reject; rua=mailto:d@example.com; x=y | info dmarc.unknown-tag",
                "v=DMARC1; p=reject; rua=mailto:d@other.example.net | error dmarc.destination-not-verified",
                "v=DMARC1; p=reject; rua=https://example.com/d | warning dmarc.destination-other-scheme",
                "v=DMARC1; p=reject; rua=mailto:d@example.com; ruf=mailto:d@[192.0.2.1] | warning dmarc.destination-no-host",
                "v=spf1 -all | warning dmarc.not-a-record",
                "v=dmarc1; p=reject | warning dmarc.not-a-record",
                "p=reject; v=DMARC1 | warning dmarc.not-a-record"
            })
    void mistakeInTheRecord_isFound(String record, String finding) throws IOException {
        assertThat(findings(record)).contains(finding);
    }

    @Test
    void severalRecords_areAnError() throws IOException {
        DnsResolver dns = InMemoryDns.builder()
                .txt("_dmarc.example.com", "v=DMARC1; p=reject")
                .txt("_dmarc.example.com", "v=DMARC1; p=none")
                .build();

        assertThat(findings(dns, "example.com")).contains("error dmarc.several-records", "error dmarc.none");
    }

    @Test
    void gravestFindings_comeFirst() throws IOException {
        List<String> findings = findings("v=DMARC1; p=none; x=y; rua=mailto:d@other.example.net");

        assertThat(findings.get(0)).startsWith("error ");
        assertThat(findings.get(findings.size() - 1)).startsWith("info ");
    }

    @Test
    void recordOfAnOrganization_coversItsSubdomain() throws IOException {
        DnsResolver dns = InMemoryDns.builder()
                .txt("_dmarc.example.com", "v=DMARC1; p=reject; rua=mailto:d@example.com")
                .a("mail.example.com", "192.0.2.1")
                .build();

        assertThat(findings(dns, "mail.example.com")).containsExactly("info dmarc.inherited");
    }

    @Test
    void destinationRedirectedElsewhere_isAnError() throws IOException {
        DnsResolver dns = InMemoryDns.builder()
                .txt("_dmarc.example.com", "v=DMARC1; p=reject; rua=mailto:d@reports.example.net")
                .txt("example.com._report._dmarc.reports.example.net", "v=DMARC1; rua=mailto:x@victim.example.org")
                .build();

        assertThat(findings(dns, "example.com")).containsExactly("error dmarc.destination-redirected-elsewhere");
    }

    @Test
    void wildcardBelow_takesTheEffectOfNp() throws IOException {
        DnsResolver dns = InMemoryDns.builder()
                .txt("_dmarc.example.com", "v=DMARC1; p=reject; np=reject; rua=mailto:d@example.com")
                .a("*.example.com", "192.0.2.1")
                .build();

        assertThat(findings(dns, "example.com")).containsExactly("info dmarc.np-without-effect");
    }

    @Test
    void standardsThatDiffer_areTold() throws IOException {
        // Below the private suffix github.io the list sees two organizations, the walk one.
        DnsResolver dns = InMemoryDns.builder()
                .txt("_dmarc.github.io", "v=DMARC1; p=reject; rua=mailto:d@github.io")
                .a("shop.github.io", "192.0.2.1")
                .build();

        assertThat(findings(dns, "shop.github.io")).contains("warning dmarc.standards-differ");
        JsonNode lint = new ObjectMapper()
                .readTree(lint(dns, "shop.github.io", "--json").out());
        assertThat(lint.get("standards").get(0).get("policyDomain").asText()).isEqualTo("github.io");
        assertThat(lint.get("standards").get(0).get("discoveryMethod").asText()).isEqualTo("treewalk");
        assertThat(lint.get("standards").get(1).get("policyDomain").isNull()).isTrue();
        assertThat(lint.get("differences").toString()).contains("policy-domain", "organizational-domain");
    }

    @Test
    void json_hasSubdomainsAndReportsForBothStandards() throws IOException {
        DnsResolver dns = InMemoryDns.builder()
                .txt(
                        "_dmarc.example.com",
                        "v=DMARC1; p=reject; sp=quarantine; np=none; t=y; rua=mailto:d@example.com; ruf=mailto:f@example.com")
                .build();

        JsonNode lint =
                new ObjectMapper().readTree(lint(dns, "EXAMPLE.com", "--json").out());

        assertThat(lint.get("domain").asText()).isEqualTo("example.com");
        assertThat(lint.get("records")).hasSize(1);
        JsonNode walk = lint.get("standards").get(0);
        assertThat(walk.get("standard").asText()).isEqualTo("RFC 9989");
        assertThat(walk.get("publishedPolicy").asText()).isEqualTo("reject");
        assertThat(walk.get("appliedPolicy").asText()).isEqualTo("quarantine");
        assertThat(walk.get("subdomains").get("existing").asText()).isEqualTo("none");
        assertThat(walk.get("subdomains").get("nonexistent").asText()).isEqualTo("none");
        JsonNode list = lint.get("standards").get(1);
        assertThat(list.get("appliedPolicy").asText()).isEqualTo("reject");
        assertThat(list.get("subdomains").get("existing").asText()).isEqualTo("quarantine");
        assertThat(list.get("subdomains").get("nonexistent").asText()).isEqualTo("quarantine");
        assertThat(lint.get("reports")).hasSize(2);
        assertThat(lint.get("reports").get(1).get("tag").asText()).isEqualTo("ruf");
        assertThat(lint.get("reports").get(1).get("sentTo").get(0).asText()).isEqualTo("mailto:f@example.com");
        assertThat(lint.get("reports").get(1).get("external").asBoolean()).isFalse();
    }

    @Test
    void silentNameServer_endsWithItsOwnStatus() {
        DnsResolver dns = InMemoryDns.builder()
                .fail("_dmarc.example.com", DnsFailure.TIMEOUT)
                .build();

        assertThat(lint(dns, "example.com").status()).isEqualTo(ExitStatus.TEMPORARY.code());
    }

    @Test
    void badCommandLine_isTold() {
        assertThat(lint(InMemoryDns.builder().build(), "a..b").err()).contains("is no domain name");
        assertThat(lint(InMemoryDns.builder().build()).status()).isEqualTo(ExitStatus.UNUSABLE.code());
        assertThat(lint(InMemoryDns.builder().build(), "--help").out())
                .startsWith("Usage: mailauth lint dmarc")
                .contains("Exit status", "Example:\n  mailauth lint dmarc");
    }
}
