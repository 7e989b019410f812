package org.mailauth.dmarc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.mailauth.DomainName;

/** Identifier Alignment (RFC 9989 §4.4, §4.10.2), one test for each rule. */
class AlignmentTest {
    private static final String RELAXED = "v=DMARC1; p=reject";
    private static final String STRICT = "v=DMARC1; p=reject; adkim=s; aspf=s";

    private static Alignment only(DmarcEvaluation evaluation) {
        assertThat(evaluation.alignments()).hasSize(1);
        return evaluation.alignments().get(0);
    }

    @Test
    void sameNameIsAlignedAndNeedsNoWalk() {
        DmarcScene scene = DmarcScene.record("example.com", RELAXED).dkim("example.com", "pass");
        assertThat(only(scene.from("example.com")).reason()).isEqualTo(Alignment.Reason.SAME_NAME);
        assertThat(scene.questions()).containsExactly("example.com", "com");
    }

    @Test
    void strictAlignsTheSameNameOnly() {
        DmarcScene scene = DmarcScene.record("example.com", STRICT)
                .dkim("example.com", "pass")
                .dkim("a.example.com", "pass")
                .spf("a.example.com", "pass");
        assertThat(scene.from("example.com").alignments())
                .extracting(Alignment::reason)
                .containsExactly(Alignment.Reason.SAME_NAME, Alignment.Reason.OTHER_NAME, Alignment.Reason.OTHER_NAME);
        assertThat(scene.questions()).containsExactly("example.com", "com");
    }

    @Test
    void eachMechanismHasItsOwnMode() {
        DmarcEvaluation evaluation = DmarcScene.record("example.com", "v=DMARC1; p=reject; adkim=s")
                .dkim("a.example.com", "pass")
                .spf("a.example.com", "pass")
                .from("example.com");
        assertThat(evaluation.hasAlignedDkim()).isFalse();
        assertThat(evaluation.hasAlignedSpf()).isTrue();
    }

    @Test
    void relaxedAlignsTheSameOrganizationalDomain() {
        Alignment alignment = only(DmarcScene.record("example.com", RELAXED)
                .dkim("b.example.com", "pass")
                .from("a.example.com"));
        assertThat(alignment.reason()).isEqualTo(Alignment.Reason.SAME_ORGANIZATIONAL_DOMAIN);
        assertThat(alignment.organizationalDomain()).contains(DomainName.of("example.com"));
    }

    @Test
    void psdNoBelowSeparatesAnIdentifier() {
        Alignment alignment = only(DmarcScene.record("example.com", RELAXED)
                .and("b.example.com", "v=DMARC1; p=none; psd=n")
                .dkim("x.b.example.com", "pass")
                .from("example.com"));
        assertThat(alignment.reason()).isEqualTo(Alignment.Reason.OTHER_ORGANIZATIONAL_DOMAIN);
        assertThat(alignment.organizationalDomain()).contains(DomainName.of("b.example.com"));
    }

    @Test
    void identifiersBelowOneSuffixAreNotAlignedWithEachOther() {
        assertThat(only(DmarcScene.record("bank.example", "v=DMARC1; p=reject; psd=y")
                                .dkim("mega.bank.example", "pass")
                                .from("giant.bank.example"))
                        .reason())
                .isEqualTo(Alignment.Reason.OTHER_ORGANIZATIONAL_DOMAIN);
    }

    @Test
    void noQuestionIsAskedAboutDomainsOfOthers() {
        DmarcScene scene = DmarcScene.record("example.com", RELAXED)
                .dkim("evil.example", "pass")
                .dkim("example.com.evil.example", "pass")
                .dkim("notexample.com", "pass")
                .spf("com", "pass");
        assertThat(scene.from("example.com").alignments())
                .extracting(Alignment::reason)
                .containsOnly(Alignment.Reason.OTHER_ORGANIZATIONAL_DOMAIN);
        assertThat(scene.questions()).containsExactly("example.com", "com");
    }

    @Test
    void walksAreSharedAmongIdentifiers() {
        DmarcScene scene = DmarcScene.record("example.com", RELAXED)
                .dkim("a.example.com", "pass")
                .dkim("a.example.com", "fail")
                .spf("a.example.com", "pass")
                .dkim("b.a.example.com", "pass");
        scene.from("example.com");
        assertThat(scene.questions()).containsExactly("example.com", "com", "a.example.com", "b.a.example.com");
    }

    @Test
    void noWalkIsMadeWithoutAPolicy() {
        DmarcScene scene = DmarcScene.empty().dkim("a.example.com", "pass");
        assertThat(only(scene.from("example.com")).reason()).isEqualTo(Alignment.Reason.NO_POLICY);
        assertThat(scene.questions()).containsExactly("example.com", "com");
    }

    @Test
    void anyOneAlignedPassIsEnough() {
        DmarcEvaluation evaluation = DmarcScene.record("example.com", RELAXED)
                .dkim("evil.example", "pass")
                .dkim("example.com", "fail")
                .spf("example.com", "softfail")
                .dkim("a.example.com", "pass")
                .from("example.com");
        assertThat(evaluation.result()).isEqualTo(DmarcResult.PASS);
    }

    @Test
    void alignedIdentifierThatDidNotPassDoesNotCount() {
        for (String result : new String[] {"none", "neutral", "fail", "softfail", "policy", "permerror", "PASS", ""}) {
            DmarcEvaluation evaluation = DmarcScene.record("example.com", RELAXED)
                    .dkim("example.com", result)
                    .spf("a.example.com", result)
                    .from("example.com");
            assertThat(evaluation.result()).as(result).isEqualTo(DmarcResult.FAIL);
            assertThat(evaluation.alignments()).allMatch(Alignment::isAligned).noneMatch(Alignment::counts);
        }
    }

    @Test
    void heloNeverCounts() {
        DmarcEvaluation evaluation = DmarcScene.record("example.com", RELAXED)
                .helo("example.com", "pass")
                .from("example.com");
        assertThat(evaluation.result()).isEqualTo(DmarcResult.FAIL);
        assertThat(only(evaluation).reason()).isEqualTo(Alignment.Reason.HELO);
    }

    @Test
    void missingAnswerBelowTheOrganizationalDomainLeavesAlignmentOpen() {
        DmarcScene scene = DmarcScene.record("example.com", RELAXED)
                .failing("_dmarc.a.example.com")
                .dkim("a.example.com", "pass");
        DmarcEvaluation evaluation = scene.from("example.com");
        assertThat(only(evaluation).reason()).isEqualTo(Alignment.Reason.DNS_ERROR);
        assertThat(evaluation.result()).isEqualTo(DmarcResult.TEMPERROR);
    }

    @Test
    void missingAnswerAboveBothIsNoObstacle() {
        DmarcEvaluation evaluation = DmarcScene.record("example.com", RELAXED)
                .failing("_dmarc.com")
                .dkim("a.example.com", "pass")
                .from("example.com");
        assertThat(only(evaluation).reason()).isEqualTo(Alignment.Reason.SAME_ORGANIZATIONAL_DOMAIN);
        assertThat(evaluation.result()).isEqualTo(DmarcResult.PASS);
    }

    @Test
    void missingAnswerAboveTheAuthorDomainLeavesASiblingOpen() {
        DmarcEvaluation evaluation = DmarcScene.record("a.example.com", RELAXED)
                .failing("_dmarc.example.com")
                .dkim("b.example.com", "pass")
                .dkim("b.example.net", "pass")
                .from("a.example.com");
        assertThat(evaluation.alignments())
                .extracting(Alignment::reason)
                .containsExactly(Alignment.Reason.DNS_ERROR, Alignment.Reason.OTHER_ORGANIZATIONAL_DOMAIN);
        assertThat(evaluation.result()).isEqualTo(DmarcResult.TEMPERROR);
    }

    @Test
    void identifiersKeepTheirOrderAndTheirDetails() {
        DmarcEvaluation evaluation = DmarcScene.record("example.com", RELAXED)
                .dkim("x.example.net", "fail")
                .spf("example.com", "temperror")
                .dkim("example.com", "pass")
                .from("example.com");
        assertThat(evaluation.alignments())
                .extracting(Alignment::identifier)
                .containsExactly(
                        DmarcScene.dkimOf("x.example.net", "fail"),
                        DmarcScene.spfOf("example.com", "temperror"),
                        DmarcScene.dkimOf("example.com", "pass"));
    }

    @Test
    void elevenDifferentSubdomainsAreTooManyToWalkFor() {
        DmarcScene scene = DmarcScene.record("example.com", RELAXED);
        for (int number = 0; number <= DmarcEvaluator.MAX_IDENTIFIER_WALKS; number++) {
            scene.and("s" + number + ".example.com", "v=DMARC1; p=none; psd=n");
            scene.dkim("s" + number + ".example.com", "pass");
        }
        DmarcEvaluation evaluation = scene.from("example.com");
        assertThat(evaluation.alignments())
                .extracting(Alignment::reason)
                .containsOnlyOnce(Alignment.Reason.LIMIT)
                .endsWith(Alignment.Reason.LIMIT);
        assertThat(evaluation.result()).isEqualTo(DmarcResult.TEMPERROR);
    }

    /** A walk that was made once is no further walk. */
    @Test
    void oneSubdomainHoweverOftenIsOneWalk() {
        DmarcScene scene = DmarcScene.record("example.com", RELAXED).and("s.example.com", "v=DMARC1; p=none; psd=n");
        for (int number = 0; number <= 2 * DmarcEvaluator.MAX_IDENTIFIER_WALKS; number++) {
            scene.dkim("s.example.com", "pass");
        }
        scene.dkim("good.example.com", "pass");
        DmarcEvaluation evaluation = scene.from("example.com");
        assertThat(evaluation.alignments())
                .extracting(Alignment::reason)
                .doesNotContain(Alignment.Reason.LIMIT)
                .endsWith(Alignment.Reason.SAME_ORGANIZATIONAL_DOMAIN);
        assertThat(evaluation.result()).isEqualTo(DmarcResult.PASS);
    }

    @Test
    void failuresNeverUseUpTheWalksOfAPass() {
        DmarcScene scene = DmarcScene.record("example.com", RELAXED);
        for (int number = 0; number < 100; number++) {
            scene.dkim("s" + number + ".example.com", "fail");
        }
        scene.dkim("good.example.com", "pass");
        DmarcEvaluation evaluation = scene.from("example.com");
        assertThat(evaluation.result()).isEqualTo(DmarcResult.PASS);
        assertThat(scene.questions()).hasSizeLessThanOrEqualTo(DmarcEvaluator.MAX_DNS_QUESTIONS);
    }
}
