package org.mailauth.dmarc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.mailauth.authres.MethodResult;
import org.mailauth.dns.DnssecStatus;
import org.mailauth.testkit.InMemoryDns;

/** Results, what to do about them, and how they are told (RFC 9989 §5.3, §5.4, §7, §9). */
class ResultsTest {
    private static final String REJECT = "v=DMARC1; p=reject";

    @Test
    void passIsAccepted() {
        DmarcEvaluation evaluation = DmarcScene.record("example.com", REJECT)
                .dkim("example.com", "pass")
                .from("example.com");
        assertThat(evaluation.result()).isEqualTo(DmarcResult.PASS);
        assertThat(evaluation.outcome()).isEqualTo(DmarcOutcome.ACCEPT);
        assertThat(evaluation.overrides()).isEmpty();
    }

    @Test
    void failIsHandledAsTheAppliedPolicySays() {
        assertThat(DmarcScene.record("example.com", REJECT).from("example.com").outcome())
                .isEqualTo(DmarcOutcome.REJECT);
        assertThat(DmarcScene.record("example.com", "v=DMARC1; p=quarantine")
                        .from("example.com")
                        .outcome())
                .isEqualTo(DmarcOutcome.QUARANTINE);
        assertThat(DmarcScene.record("example.com", "v=DMARC1; p=none")
                        .from("example.com")
                        .outcome())
                .isEqualTo(DmarcOutcome.ACCEPT);
    }

    @Test
    void rejectIsNotForThePolicyAlone() {
        DmarcEvaluation evaluation = DmarcScene.record("example.com", REJECT).from("example.com");
        assertThat(evaluation.outcomeOnPolicyAlone()).isEqualTo(DmarcOutcome.QUARANTINE);
        DmarcEvaluation passed = DmarcScene.record("example.com", REJECT)
                .dkim("example.com", "pass")
                .from("example.com");
        assertThat(passed.outcomeOnPolicyAlone()).isEqualTo(DmarcOutcome.ACCEPT);
    }

    @Test
    void temporaryErrorOfAnAlignedIdentifierIsDeferred() {
        DmarcEvaluation evaluation = DmarcScene.record("example.com", REJECT)
                .dkim("example.com", "temperror")
                .from("example.com");
        assertThat(evaluation.result()).isEqualTo(DmarcResult.TEMPERROR);
        assertThat(evaluation.outcome()).isEqualTo(DmarcOutcome.DEFER);
        assertThat(evaluation.isComplete()).isFalse();
    }

    @Test
    void temporaryErrorBesideAnAlignedPassIsAPass() {
        assertThat(DmarcScene.record("example.com", REJECT)
                        .dkim("example.com", "temperror")
                        .spf("example.com", "pass")
                        .from("example.com")
                        .result())
                .isEqualTo(DmarcResult.PASS);
    }

    @Test
    void temporaryErrorUnderAPolicyOfNoneChangesNothing() {
        DmarcEvaluation evaluation = DmarcScene.record("example.com", "v=DMARC1; p=none")
                .dkim("example.com", "temperror")
                .from("example.com");
        assertThat(evaluation.result()).isEqualTo(DmarcResult.TEMPERROR);
        assertThat(evaluation.outcome()).isEqualTo(DmarcOutcome.ACCEPT);
    }

    @Test
    void recordWithAMistakeIsUsedAndTheMistakeTold() {
        DmarcEvaluation evaluation =
                DmarcScene.record("example.com", REJECT + "; adkim=x").from("example.com");
        assertThat(evaluation.result()).isEqualTo(DmarcResult.FAIL);
        assertThat(evaluation.problems()).extracting("code").containsExactly("dmarc.value");
    }

    @Test
    void twoRecordsAreToldAsAProblem() {
        DmarcEvaluation evaluation = DmarcScene.record("example.com", REJECT)
                .and("example.com", "v=DMARC1; p=none")
                .from("example.com");
        assertThat(evaluation.result()).isEqualTo(DmarcResult.NONE);
        assertThat(evaluation.problems()).extracting("code").containsExactly("dmarc.several-records");
    }

    @Test
    void testModeIsAnOverrideWhereAFailureIsHandledMildly() {
        DmarcScene scene = DmarcScene.record("example.com", REJECT + "; t=y");
        assertThat(scene.from("example.com").overrides())
                .containsExactly(new PolicyOverride(PolicyOverride.Type.POLICY_TEST_MODE, "t=y"));
        assertThat(scene.dkim("example.com", "pass").from("example.com").overrides())
                .isEmpty();
    }

    @Test
    void localOverrideChangesTheOutcomeAndNothingElse() {
        DmarcEvaluation evaluation = DmarcScene.record("example.com", REJECT).from("example.com");
        DmarcEvaluation overridden = evaluation.withOverride(
                PolicyOverride.Type.TRUSTED_FORWARDER, DmarcOutcome.ACCEPT, "arc=pass\r\n\u202E");
        assertThat(overridden.outcome()).isEqualTo(DmarcOutcome.ACCEPT);
        assertThat(overridden.result()).isEqualTo(DmarcResult.FAIL);
        assertThat(overridden.appliedPolicy()).contains(DmarcPolicy.REJECT);
        assertThat(overridden.overrides()).hasToString("[trusted_forwarder (arc=pass\\u000d\\u000a\\u202e)]");
        assertThat(evaluation.outcome()).isEqualTo(DmarcOutcome.REJECT);
        assertThat(evaluation.overrides()).isEmpty();
    }

    @Test
    void overrideTypesHaveTheWordsOfReports() {
        assertThat(PolicyOverride.Type.values())
                .extracting(PolicyOverride.Type::word)
                .containsExactly(
                        "local_policy",
                        "mailing_list",
                        "other",
                        "policy_test_mode",
                        "trusted_forwarder",
                        "sampled_out");
    }

    @Test
    void methodResultNamesTheAuthorDomainAndThePolicyAfterOptions() {
        DmarcEvaluation evaluation =
                DmarcScene.record("example.com", REJECT + "; t=y").from("a.example.com");
        assertThat(evaluation.methodResult())
                .hasToString("dmarc=fail header.from=a.example.com policy.dmarc=quarantine");
    }

    @Test
    void methodResultWithoutAPolicyNamesNone() {
        MethodResult result = DmarcScene.empty().from("example.com").methodResult();
        assertThat(result).hasToString("dmarc=none header.from=example.com");
    }

    @Test
    void methodResultOfAnErrorHasItsReason() {
        MethodResult result = DmarcScene.empty()
                .failing("_dmarc.example.com")
                .from("example.com")
                .methodResult();
        assertThat(result.result()).isEqualTo("temperror");
        assertThat(result.reason()).contains("an answer about the policy is missing");
    }

    @Test
    void traceTellsTheWholeWay() {
        DmarcEvaluation evaluation = DmarcScene.record("example.com", "v=DMARC1; p=reject; sp=quarantine; t=y")
                .existing("a.example.com")
                .dkim("evil.example", "pass")
                .spf("b.example.com", "fail")
                .from("a.example.com");
        assertThat(evaluation.trace().toString().lines())
                .containsExactly(
                        "dmarc=fail for a.example.com by RFC 9989: no identifier that passed is aligned [RFC 9989 §5.3]",
                        "  policy record of example.com [RFC 9989 §4.10.1]",
                        "    _dmarc.a.example.com: no record",
                        "    _dmarc.example.com: v=DMARC1; p=reject; sp=quarantine; t=y",
                        "    _dmarc.com: no record",
                        "  Organizational Domain: example.com [RFC 9989 §4.10.2]",
                        "  policy: quarantine by tag sp, none because of t=y [RFC 9989 §4.7]",
                        "  identifiers: 2 [RFC 9989 §4.4]",
                        "    dkim=pass evil.example s=s1: not aligned, the Organizational Domains are not the same",
                        "    spf mfrom=fail b.example.com: aligned, the Organizational Domains are the same");
    }

    @Test
    void traceOfTheOlderStandardCitesIt() {
        DmarcEvaluation evaluation =
                DmarcScene.record("example.com", REJECT).legacy().from("a.example.com");
        assertThat(evaluation.trace().toString().lines())
                .containsExactly(
                        "dmarc=fail for a.example.com by RFC 7489: no identifier that passed is aligned"
                                + " [RFC 7489 §6.6.2]",
                        "  policy record of example.com [RFC 7489 §6.6.3]",
                        "    _dmarc.a.example.com: no record",
                        "    _dmarc.example.com: v=DMARC1; p=reject",
                        "  Organizational Domain: example.com [RFC 7489 §3.2]",
                        "  policy: reject by tag p [RFC 7489 §6.3]",
                        "  identifiers: 0 [RFC 7489 §3.1]");
    }

    @Test
    void dnssecStatusIsThatOfThePolicyRecord() {
        InMemoryDns dns = InMemoryDns.builder()
                .txt("_dmarc.example.com", REJECT)
                .dnssec("_dmarc.example.com", DnssecStatus.SECURE)
                .build();
        DmarcEvaluation evaluation = DmarcEvaluator.builder()
                .resolver(dns)
                .build()
                .evaluate(DmarcScene.author("From: a@example.com"), List.of());
        assertThat(evaluation.dnssec()).isEqualTo(DnssecStatus.SECURE);
    }
}
