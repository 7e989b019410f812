package org.mailauth.dmarc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.mailauth.DomainName;
import org.mailauth.publicsuffix.PublicSuffixList;

/** RFC 7489, where it differs from RFC 9989: one test for each difference. */
class LegacyModeTest {

    /** A random source that gives one number for ever. */
    private static Random drawing(int number) {
        return new Random(0) {
            @Override
            public int nextInt(int bound) {
                return number;
            }
        };
    }

    @Test
    void organizationalDomainIsThePublicSuffixAndOneLabel() {
        DmarcScene scene =
                DmarcScene.record("org.co.example", "v=DMARC1; p=reject").legacy();
        DmarcEvaluation evaluation = scene.from("a.b.org.co.example");
        assertThat(evaluation.organizationalDomain()).contains(DomainName.of("org.co.example"));
        assertThat(evaluation.mode().discoveryMethod()).isEqualTo("psl");
    }

    @Test
    void publicSuffixListIsTheUsualFinder() {
        DmarcMode mode = DmarcMode.rfc7489(PublicSuffixList.builtIn(), drawing(0));
        DmarcEvaluation evaluation = DmarcScene.record("example.co.uk", "v=DMARC1; p=reject")
                .by(mode)
                .dkim("news.example.co.uk", "pass")
                .dkim("other.co.uk", "pass")
                .from("a.b.example.co.uk");
        assertThat(evaluation.organizationalDomain()).contains(DomainName.of("example.co.uk"));
        assertThat(evaluation.policyDomain()).contains(DomainName.of("example.co.uk"));
        assertThat(evaluation.alignments()).extracting(Alignment::counts).containsExactly(true, false);
    }

    @Test
    void publicSuffixItselfStandsForItself() {
        DmarcEvaluation evaluation = DmarcScene.record("co.example", "v=DMARC1; p=reject")
                .legacy()
                .dkim("org.co.example", "pass")
                .from("co.example");
        assertThat(evaluation.organizationalDomain()).contains(DomainName.of("co.example"));
        assertThat(evaluation.result()).isEqualTo(DmarcResult.FAIL);
    }

    @Test
    void discoveryAsksAuthorDomainAndOrganizationalDomainOnly() {
        DmarcScene scene =
                DmarcScene.record("b.example.com", "v=DMARC1; p=none").legacy();
        assertThat(scene.from("a.b.example.com").result()).isEqualTo(DmarcResult.NONE);
        assertThat(scene.questions()).containsExactly("a.b.example.com", "example.com");
    }

    @Test
    void severalRecordsEndDiscovery() {
        DmarcScene scene = DmarcScene.record("a.example.com", "v=DMARC1; p=none")
                .and("a.example.com", "v=DMARC1; p=quarantine")
                .and("example.com", "v=DMARC1; p=reject");
        assertThat(scene.from("a.example.com").result()).isEqualTo(DmarcResult.FAIL);
        DmarcEvaluation legacy = scene.legacy().from("a.example.com");
        assertThat(legacy.result()).isEqualTo(DmarcResult.NONE);
        assertThat(legacy.problems()).extracting("code").containsExactly("dmarc.several-records");
    }

    @Test
    void spIsForSubdomains() {
        DmarcEvaluation evaluation = DmarcScene.record("example.com", "v=DMARC1; p=none; sp=reject")
                .legacy()
                .from("a.example.com");
        assertThat(evaluation.publishedPolicy()).contains(DmarcPolicy.REJECT);
        assertThat(evaluation.policyReason()).contains(PolicyReason.SP);
    }

    @Test
    void pInAnotherPlaceThanTheSecondIsRead() {
        assertThat(DmarcScene.record("example.com", "v=DMARC1; rua=mailto:a@example.com; p=reject")
                        .legacy()
                        .from("example.com")
                        .publishedPolicy())
                .contains(DmarcPolicy.REJECT);
    }

    @Test
    void invalidPOrSpWithReportUriActsAsNone() {
        for (String tags : new String[] {"p=x", "p=reject; sp=x"}) {
            DmarcEvaluation evaluation = DmarcScene.record(
                            "example.com", "v=DMARC1; " + tags + "; rua=mailto:a@example.com")
                    .legacy()
                    .from("example.com");
            assertThat(evaluation.publishedPolicy()).as(tags).contains(DmarcPolicy.NONE);
            assertThat(evaluation.policyReason()).contains(PolicyReason.REPORTS_ONLY);
        }
    }

    @Test
    void invalidPOrSpWithoutReportUriIsNoDmarc() {
        for (String tags : new String[] {"p=x", "p=reject; sp=x"}) {
            assertThat(DmarcScene.record("example.com", "v=DMARC1; " + tags)
                            .legacy()
                            .from("example.com")
                            .result())
                    .as(tags)
                    .isEqualTo(DmarcResult.NONE);
        }
    }

    @Test
    void invalidNpIsUnknownAndChangesNothing() {
        assertThat(DmarcScene.record("example.com", "v=DMARC1; p=reject; np=x")
                        .legacy()
                        .from("example.com")
                        .publishedPolicy())
                .contains(DmarcPolicy.REJECT);
    }

    @Test
    void noRecordIsNone() {
        assertThat(DmarcScene.empty().legacy().from("example.com").result()).isEqualTo(DmarcResult.NONE);
    }

    @Test
    void unsampledRejectIsQuarantine() {
        DmarcEvaluation evaluation = DmarcScene.record("example.com", "v=DMARC1; p=reject; pct=30")
                .legacy(drawing(30))
                .from("example.com");
        assertThat(evaluation.publishedPolicy()).contains(DmarcPolicy.REJECT);
        assertThat(evaluation.appliedPolicy()).contains(DmarcPolicy.QUARANTINE);
        assertThat(evaluation.outcome()).isEqualTo(DmarcOutcome.QUARANTINE);
        assertThat(evaluation.overrides())
                .containsExactly(new PolicyOverride(PolicyOverride.Type.SAMPLED_OUT, "pct=30"));
    }

    @Test
    void unsampledQuarantineIsHandledAsUsual() {
        DmarcEvaluation evaluation = DmarcScene.record("example.com", "v=DMARC1; p=quarantine; pct=0")
                .legacy(drawing(0))
                .from("example.com");
        assertThat(evaluation.appliedPolicy()).contains(DmarcPolicy.NONE);
        assertThat(evaluation.outcome()).isEqualTo(DmarcOutcome.ACCEPT);
    }

    @Test
    void sampledMessageHasThePublishedPolicy() {
        DmarcEvaluation evaluation = DmarcScene.record("example.com", "v=DMARC1; p=reject; pct=30")
                .legacy(drawing(29))
                .from("example.com");
        assertThat(evaluation.appliedPolicy()).contains(DmarcPolicy.REJECT);
        assertThat(evaluation.policyChange()).isEqualTo(PolicyChange.NONE);
        assertThat(evaluation.overrides()).isEmpty();
    }

    @Test
    void samplingIsTheSameForTheSameRandomSource() {
        DmarcScene scene = DmarcScene.record("example.com", "v=DMARC1; p=reject; pct=50");
        for (int seed = 0; seed < 50; seed++) {
            DmarcPolicy first = scene.legacy(new Random(seed))
                    .from("example.com")
                    .appliedPolicy()
                    .orElseThrow();
            DmarcPolicy second = scene.legacy(new Random(seed))
                    .from("example.com")
                    .appliedPolicy()
                    .orElseThrow();
            assertThat(first).isEqualTo(second);
        }
    }

    @Test
    void nothingIsDrawnForMessagesThatPassOrPoliciesInFull() {
        Random untouched = new Random(0) {
            @Override
            public int nextInt(int bound) {
                throw new AssertionError("nothing to draw for");
            }
        };
        assertThat(DmarcScene.record("example.com", "v=DMARC1; p=reject; pct=1")
                        .legacy(untouched)
                        .dkim("example.com", "pass")
                        .from("example.com")
                        .appliedPolicy())
                .contains(DmarcPolicy.REJECT);
        assertThat(DmarcScene.record("example.com", "v=DMARC1; p=reject")
                        .legacy(untouched)
                        .from("example.com")
                        .outcome())
                .isEqualTo(DmarcOutcome.REJECT);
        assertThat(DmarcScene.record("example.com", "v=DMARC1; p=none; pct=1")
                        .legacy(untouched)
                        .from("example.com")
                        .outcome())
                .isEqualTo(DmarcOutcome.ACCEPT);
    }

    @Test
    void testingHasNoMeaning() {
        assertThat(DmarcScene.record("example.com", "v=DMARC1; p=reject; t=y")
                        .legacy()
                        .from("example.com")
                        .outcome())
                .isEqualTo(DmarcOutcome.REJECT);
    }

    @Test
    void npHasNoMeaning() {
        DmarcScene scene =
                DmarcScene.record("example.com", "v=DMARC1; p=reject; np=none").legacy();
        assertThat(scene.from("gone.example.com").publishedPolicy()).contains(DmarcPolicy.REJECT);
        assertThat(scene.questions()).containsExactly("gone.example.com", "example.com");
    }

    @Test
    void psdHasNoMeaning() {
        DmarcEvaluation evaluation = DmarcScene.record("example.com", "v=DMARC1; p=reject; psd=y")
                .and("b.example.com", "v=DMARC1; p=none; psd=n")
                .legacy()
                .dkim("b.example.com", "pass")
                .from("a.example.com");
        assertThat(evaluation.policyDomain()).contains(DomainName.of("example.com"));
        assertThat(evaluation.organizationalDomain()).contains(DomainName.of("example.com"));
        assertThat(evaluation.result()).isEqualTo(DmarcResult.PASS);
    }

    @Test
    void temporaryErrorWithoutAnAlignedPassLeavesThePolicyUnapplied() {
        DmarcEvaluation evaluation = DmarcScene.record("example.com", "v=DMARC1; p=reject")
                .legacy()
                .spf("example.com", "temperror")
                .from("example.com");
        assertThat(evaluation.result()).isEqualTo(DmarcResult.TEMPERROR);
        assertThat(evaluation.outcome()).isEqualTo(DmarcOutcome.DEFER);
    }

    @Test
    void missingAnswerIsATemporaryError() {
        for (String name : new String[] {"_dmarc.a.example.com", "_dmarc.example.com"}) {
            assertThat(DmarcScene.empty()
                            .failing(name)
                            .legacy()
                            .from("a.example.com")
                            .result())
                    .as(name)
                    .isEqualTo(DmarcResult.TEMPERROR);
        }
    }

    @Test
    void alignmentAsksNothing() {
        DmarcScene scene =
                DmarcScene.record("example.com", "v=DMARC1; p=reject").legacy();
        for (int number = 0; number < 50; number++) {
            scene.dkim("s" + number + ".example.com", "pass");
        }
        DmarcEvaluation evaluation = scene.from("example.com");
        assertThat(evaluation.alignments()).allMatch(Alignment::counts);
        assertThat(scene.questions()).containsExactly("example.com");
    }

    @Test
    void sizesAndIntervalAreRead() {
        DmarcRecord record = DmarcRecord.of("v=DMARC1; p=none; rua=mailto:a@example.com!10m; ri=3600");
        assertThat(record.aggregateReportUris().get(0).maxOctets()).hasValue(10L << 20);
        assertThat(record.reportInterval()).hasHours(1);
    }
}
