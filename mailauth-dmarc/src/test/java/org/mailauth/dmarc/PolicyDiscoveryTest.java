package org.mailauth.dmarc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.mailauth.DomainName;

/** DMARC Policy Discovery and the choice of the policy (RFC 9989 §4.10.1), one test for each rule. */
class PolicyDiscoveryTest {

    private static void assertPolicy(
            DmarcEvaluation evaluation, String policyDomain, DmarcPolicy policy, PolicyReason reason) {
        String trace = evaluation.trace().toString();
        assertThat(evaluation.policyDomain()).as(trace).contains(DomainName.of(policyDomain));
        assertThat(evaluation.publishedPolicy()).as(trace).contains(policy);
        assertThat(evaluation.policyReason()).as(trace).contains(reason);
    }

    @Test
    void ownRecordIsThePolicyRecordAndItsPolicyIsP() {
        DmarcScene scene = DmarcScene.record("a.example.com", "v=DMARC1; p=quarantine; sp=reject; np=reject")
                .and("example.com", "v=DMARC1; p=reject");
        DmarcEvaluation evaluation = scene.from("a.example.com");
        assertPolicy(evaluation, "a.example.com", DmarcPolicy.QUARANTINE, PolicyReason.P);
    }

    @Test
    void ownRecordDoesNotMakeTheAuthorDomainTheOrganizationalDomain() {
        DmarcEvaluation evaluation = DmarcScene.record("a.example.com", "v=DMARC1; p=none")
                .and("example.com", "v=DMARC1; p=reject")
                .from("a.example.com");
        assertThat(evaluation.organizationalDomain()).contains(DomainName.of("example.com"));
    }

    @Test
    void recordOfTheOrganizationalDomainComesNext() {
        DmarcEvaluation evaluation = DmarcScene.record("example.com", "v=DMARC1; p=reject")
                .existing("a.example.com")
                .from("a.example.com");
        assertPolicy(evaluation, "example.com", DmarcPolicy.REJECT, PolicyReason.P);
    }

    @Test
    void recordBetweenAuthorDomainAndOrganizationalDomainIsNotUsed() {
        DmarcEvaluation evaluation = DmarcScene.record("mail.example.com", "v=DMARC1; p=none")
                .and("example.com", "v=DMARC1; p=reject; sp=quarantine")
                .existing("a.mail.example.com")
                .from("a.mail.example.com");
        assertPolicy(evaluation, "example.com", DmarcPolicy.QUARANTINE, PolicyReason.SP);
    }

    @Test
    void psdNoBetweenMakesItTheOrganizationalDomainAndIsUsed() {
        DmarcEvaluation evaluation = DmarcScene.record("mail.example.com", "v=DMARC1; p=quarantine; psd=n")
                .and("example.com", "v=DMARC1; p=reject")
                .from("a.mail.example.com");
        assertPolicy(evaluation, "mail.example.com", DmarcPolicy.QUARANTINE, PolicyReason.P);
    }

    @Test
    void recordOfThePublicSuffixDomainComesLast() {
        DmarcEvaluation evaluation = DmarcScene.record("bank.example", "v=DMARC1; p=none; sp=reject; psd=y")
                .existing("giant.bank.example")
                .from("giant.bank.example");
        assertPolicy(evaluation, "bank.example", DmarcPolicy.REJECT, PolicyReason.SP);
        assertThat(evaluation.organizationalDomain()).contains(DomainName.of("giant.bank.example"));
    }

    @Test
    void recordOfThePublicSuffixDomainIsNotUsedBesideThatOfTheOrganizationalDomain() {
        DmarcEvaluation evaluation = DmarcScene.record("bank.example", "v=DMARC1; p=reject; psd=y")
                .and("giant.bank.example", "v=DMARC1; p=none")
                .from("mail.giant.bank.example");
        assertPolicy(evaluation, "giant.bank.example", DmarcPolicy.NONE, PolicyReason.P);
    }

    @Test
    void recordBelowTheOrganizationalDomainGivesWayToThePublicSuffixDomain() {
        DmarcEvaluation evaluation = DmarcScene.record("bank.example", "v=DMARC1; p=reject; psd=y")
                .and("mail.giant.bank.example", "v=DMARC1; p=none")
                .from("a.mail.giant.bank.example");
        assertPolicy(evaluation, "bank.example", DmarcPolicy.REJECT, PolicyReason.P);
    }

    @Test
    void authorDomainThatIsAPublicSuffixUsesItsOwnRecord() {
        DmarcEvaluation evaluation =
                DmarcScene.record("bank.example", "v=DMARC1; p=reject; psd=y").from("bank.example");
        assertPolicy(evaluation, "bank.example", DmarcPolicy.REJECT, PolicyReason.P);
        assertThat(evaluation.organizationalDomain()).contains(DomainName.of("bank.example"));
    }

    @Test
    void subdomainThatExistsHasSp() {
        DmarcEvaluation evaluation = DmarcScene.record("example.com", "v=DMARC1; p=reject; sp=quarantine; np=none")
                .existing("a.example.com")
                .from("a.example.com");
        assertPolicy(evaluation, "example.com", DmarcPolicy.QUARANTINE, PolicyReason.SP);
    }

    @Test
    void subdomainThatExistsHasPWithoutSp() {
        DmarcEvaluation evaluation = DmarcScene.record("example.com", "v=DMARC1; p=reject; np=none")
                .existing("a.example.com")
                .from("a.example.com");
        assertPolicy(evaluation, "example.com", DmarcPolicy.REJECT, PolicyReason.P);
    }

    @Test
    void subdomainThatDoesNotExistHasNp() {
        DmarcEvaluation evaluation = DmarcScene.record("example.com", "v=DMARC1; p=reject; sp=quarantine; np=none")
                .from("a.example.com");
        assertPolicy(evaluation, "example.com", DmarcPolicy.NONE, PolicyReason.NP);
    }

    @Test
    void subdomainThatDoesNotExistHasSpWithoutNp() {
        DmarcEvaluation evaluation = DmarcScene.record("example.com", "v=DMARC1; p=reject; sp=quarantine")
                .from("a.example.com");
        assertPolicy(evaluation, "example.com", DmarcPolicy.QUARANTINE, PolicyReason.SP);
    }

    @Test
    void subdomainThatDoesNotExistHasPWithoutBoth() {
        DmarcEvaluation evaluation =
                DmarcScene.record("example.com", "v=DMARC1; p=reject").from("a.example.com");
        assertPolicy(evaluation, "example.com", DmarcPolicy.REJECT, PolicyReason.P);
    }

    @Test
    void emptyNonTerminalExists() {
        DmarcEvaluation evaluation = DmarcScene.record("example.com", "v=DMARC1; p=reject; np=none")
                .existing("below.a.example.com")
                .from("a.example.com");
        assertPolicy(evaluation, "example.com", DmarcPolicy.REJECT, PolicyReason.P);
    }

    @Test
    void danglingAliasExists() {
        DmarcEvaluation evaluation = DmarcScene.record("example.com", "v=DMARC1; p=reject; np=none")
                .alias("a.example.com", "gone.example.net")
                .from("a.example.com");
        assertPolicy(evaluation, "example.com", DmarcPolicy.REJECT, PolicyReason.P);
    }

    @Test
    void missingRecordNameProvesNothingAboutTheAuthorDomain() {
        // _dmarc.a.example.com is NXDOMAIN; a.example.com has an address.
        DmarcEvaluation evaluation = DmarcScene.record("example.com", "v=DMARC1; p=reject; np=none")
                .existing("a.example.com")
                .from("a.example.com");
        assertThat(evaluation.publishedPolicy()).contains(DmarcPolicy.REJECT);
    }

    @Test
    void existenceIsNotAskedForWithoutNp() {
        DmarcScene scene = DmarcScene.record("example.com", "v=DMARC1; p=reject; sp=none");
        scene.from("a.example.com");
        assertThat(scene.questions()).containsExactly("a.example.com", "example.com", "com");
        scene.and("example.net", "v=DMARC1; p=reject; np=none").from("a.example.net");
        assertThat(scene.questions()).containsExactly("a.example.net", "example.net", "net", "a.example.net");
    }

    @Test
    void unknownExistenceIsATemporaryErrorWhereItMatters() {
        DmarcEvaluation evaluation = DmarcScene.record("example.com", "v=DMARC1; p=reject; np=none")
                .failing("a.example.com")
                .from("a.example.com");
        assertThat(evaluation.result()).isEqualTo(DmarcResult.TEMPERROR);
        assertThat(evaluation.outcome()).isEqualTo(DmarcOutcome.DEFER);
        assertThat(evaluation.publishedPolicy()).contains(DmarcPolicy.REJECT);
    }

    @Test
    void unknownExistenceIsNoErrorWhereBothPoliciesAreTheSame() {
        DmarcEvaluation evaluation = DmarcScene.record("example.com", "v=DMARC1; p=none; sp=reject; np=reject")
                .failing("a.example.com")
                .from("a.example.com");
        assertThat(evaluation.result()).isEqualTo(DmarcResult.FAIL);
        assertThat(evaluation.outcome()).isEqualTo(DmarcOutcome.REJECT);
    }

    @Test
    void unknownExistenceIsNoErrorForAMessageThatPasses() {
        DmarcEvaluation evaluation = DmarcScene.record("example.com", "v=DMARC1; p=reject; np=none")
                .failing("a.example.com")
                .dkim("example.com", "pass")
                .from("a.example.com");
        assertThat(evaluation.result()).isEqualTo(DmarcResult.PASS);
    }

    @Test
    void noValidPWithReportUriActsAsNone() {
        DmarcEvaluation evaluation = DmarcScene.record("example.com", "v=DMARC1; p=rejct; rua=mailto:a@example.com")
                .from("example.com");
        assertPolicy(evaluation, "example.com", DmarcPolicy.NONE, PolicyReason.REPORTS_ONLY);
        assertThat(evaluation.result()).isEqualTo(DmarcResult.FAIL);
        assertThat(evaluation.outcome()).isEqualTo(DmarcOutcome.ACCEPT);
    }

    @Test
    void absentPWithReportUriActsAsNone() {
        DmarcEvaluation evaluation = DmarcScene.record("example.com", "v=DMARC1; rua=mailto:a@example.com")
                .from("example.com");
        assertPolicy(evaluation, "example.com", DmarcPolicy.NONE, PolicyReason.REPORTS_ONLY);
    }

    @Test
    void noValidPWithoutReportUriIsNoDmarc() {
        DmarcEvaluation evaluation = DmarcScene.record("example.com", "v=DMARC1; p=rejct; rua=nowhere")
                .dkim("example.com", "pass")
                .from("example.com");
        assertThat(evaluation.result()).isEqualTo(DmarcResult.NONE);
        assertThat(evaluation.publishedPolicy()).isEmpty();
        assertThat(evaluation.problems())
                .extracting("code")
                .contains("dmarc.policy-value", "dmarc.uri", "dmarc.no-policy");
    }

    @Test
    void absentPWithoutReportUriIsNoDmarc() {
        assertThat(DmarcScene.record("example.com", "v=DMARC1")
                        .from("example.com")
                        .result())
                .isEqualTo(DmarcResult.NONE);
    }

    @Test
    void invalidSpActsAsNoneEvenBesideAValidP() {
        DmarcEvaluation evaluation = DmarcScene.record(
                        "example.com", "v=DMARC1; p=reject; sp=rejct; rua=mailto:a@example.com")
                .from("example.com");
        assertPolicy(evaluation, "example.com", DmarcPolicy.NONE, PolicyReason.REPORTS_ONLY);
    }

    @Test
    void invalidNpWithoutReportUriIsNoDmarc() {
        assertThat(DmarcScene.record("example.com", "v=DMARC1; p=reject; np=rejct")
                        .from("example.com")
                        .result())
                .isEqualTo(DmarcResult.NONE);
    }

    @Test
    void testingAppliesTheNextMilderPolicyLast() {
        DmarcScene scene = DmarcScene.record("example.com", "v=DMARC1; p=reject; sp=quarantine; np=none; t=y")
                .existing("a.example.com");
        DmarcEvaluation own = scene.from("example.com");
        assertThat(own.publishedPolicy()).contains(DmarcPolicy.REJECT);
        assertThat(own.appliedPolicy()).contains(DmarcPolicy.QUARANTINE);
        assertThat(own.policyChange()).isEqualTo(PolicyChange.TESTING);
        assertThat(own.outcome()).isEqualTo(DmarcOutcome.QUARANTINE);
        DmarcEvaluation below = scene.from("a.example.com");
        assertThat(below.appliedPolicy()).contains(DmarcPolicy.NONE);
        assertThat(below.outcome()).isEqualTo(DmarcOutcome.ACCEPT);
        DmarcEvaluation missing = scene.from("gone.example.com");
        assertThat(missing.appliedPolicy()).contains(DmarcPolicy.NONE);
        assertThat(missing.policyChange()).isEqualTo(PolicyChange.NONE);
    }

    @Test
    void percentHasNoMeaning() {
        DmarcEvaluation evaluation =
                DmarcScene.record("example.com", "v=DMARC1; p=reject; pct=0").from("example.com");
        assertThat(evaluation.outcome()).isEqualTo(DmarcOutcome.REJECT);
    }

    @Test
    void noRecordAtAllIsNone() {
        DmarcEvaluation evaluation =
                DmarcScene.empty().dkim("example.com", "pass").from("example.com");
        assertThat(evaluation.result()).isEqualTo(DmarcResult.NONE);
        assertThat(evaluation.outcome()).isEqualTo(DmarcOutcome.ACCEPT);
        assertThat(evaluation.policyDomain()).isEmpty();
    }

    @Test
    void missingAnswerAtTheAuthorDomainIsATemporaryError() {
        DmarcEvaluation evaluation = DmarcScene.record("example.com", "v=DMARC1; p=none")
                .failing("_dmarc.a.example.com")
                .dkim("a.example.com", "pass")
                .from("a.example.com");
        assertThat(evaluation.result()).isEqualTo(DmarcResult.TEMPERROR);
        assertThat(evaluation.outcome()).isEqualTo(DmarcOutcome.DEFER);
    }

    @Test
    void missingAnswerAboveTheAuthorDomainIsATemporaryErrorWithoutAnOwnRecord() {
        DmarcEvaluation evaluation = DmarcScene.record("mail.example.com", "v=DMARC1; p=none")
                .failing("_dmarc.example.com")
                .from("a.mail.example.com");
        assertThat(evaluation.result()).isEqualTo(DmarcResult.TEMPERROR);
        assertThat(evaluation.organizationalDomain()).isEmpty();
    }

    @Test
    void missingAnswerAboveAnOwnRecordChangesNoPolicy() {
        DmarcEvaluation evaluation = DmarcScene.record("a.example.com", "v=DMARC1; p=reject")
                .failing("_dmarc.example.com")
                .from("a.example.com");
        assertThat(evaluation.result()).isEqualTo(DmarcResult.FAIL);
        assertThat(evaluation.outcome()).isEqualTo(DmarcOutcome.REJECT);
    }
}
