package org.mailauth.dmarc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.mailauth.dmarc.DmarcComparison.Difference;

/** One message by both standards. */
class ComparisonTest {

    @Test
    void plainDomainIsSeenAlike() {
        DmarcComparison comparison = DmarcScene.record("example.com", "v=DMARC1; p=reject; sp=none")
                .dkim("b.example.com", "pass")
                .compare("a.example.com");
        assertThat(comparison.agrees()).isTrue();
        assertThat(comparison.first().mode()).hasToString("RFC 9989");
        assertThat(comparison.second().mode()).hasToString("RFC 7489");
        assertThat(comparison.first().result()).isEqualTo(DmarcResult.PASS);
    }

    @Test
    void organizationalDomainAndAlignmentDiffer() {
        DmarcComparison comparison = DmarcScene.record("a.example.com", "v=DMARC1; p=reject; psd=n")
                .dkim("example.com", "pass")
                .compare("a.example.com");
        assertThat(comparison.differences())
                .containsExactly(
                        Difference.ORGANIZATIONAL_DOMAIN, Difference.ALIGNMENT, Difference.RESULT, Difference.OUTCOME);
    }

    @Test
    void policyDiffersByNp() {
        DmarcComparison comparison =
                DmarcScene.record("example.com", "v=DMARC1; p=none; np=reject").compare("gone.example.com");
        assertThat(comparison.differences())
                .containsExactly(Difference.PUBLISHED_POLICY, Difference.APPLIED_POLICY, Difference.OUTCOME);
    }

    @Test
    void policyDomainDiffersForAPublicSuffix() {
        DmarcComparison comparison =
                DmarcScene.record("co.example", "v=DMARC1; p=reject; psd=y").compare("org.co.example");
        assertThat(comparison.differences())
                .contains(Difference.POLICY_DOMAIN, Difference.RESULT)
                .doesNotContain(Difference.ORGANIZATIONAL_DOMAIN);
    }

    @Test
    void questionsAreAskedOnceForBoth() {
        DmarcScene scene = DmarcScene.record("example.com", "v=DMARC1; p=reject");
        scene.compare("a.example.com");
        assertThat(scene.questions()).containsExactly("a.example.com", "example.com", "com");
    }
}
