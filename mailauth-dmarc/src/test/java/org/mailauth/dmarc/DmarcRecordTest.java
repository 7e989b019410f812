package org.mailauth.dmarc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.mailauth.Parsed;
import org.mailauth.Problem;

/** The grammar and the tags of a record: RFC 9989 §4.7 and §4.8, and the historic tags of RFC 7489. */
class DmarcRecordTest {

    private static DmarcRecord read(String text) {
        return DmarcRecord.parse(text).orElseThrow();
    }

    private static List<String> codes(String text) {
        return DmarcRecord.parse(text).problems().stream().map(Problem::code).toList();
    }

    @Nested
    class Version {

        @Test
        void missingVersionIsNoRecord() {
            assertThat(DmarcRecord.parse("p=reject").value()).isEmpty();
        }

        @Test
        void versionInSecondPlaceIsNoRecord() {
            assertThat(DmarcRecord.parse("p=reject; v=DMARC1").value()).isEmpty();
        }

        @Test
        void emptyTagBeforeTheVersionIsNoRecord() {
            assertThat(DmarcRecord.parse("; v=DMARC1; p=reject").value()).isEmpty();
        }

        @Test
        void otherVersionIsNoRecord() {
            assertThat(DmarcRecord.parse("v=DMARC2; p=reject").value()).isEmpty();
            assertThat(DmarcRecord.parse("v=DMARC1 p=reject").value()).isEmpty();
            assertThat(DmarcRecord.parse("v=DMARC10; p=reject").value()).isEmpty();
        }

        @Test
        void versionInOtherCaseIsNoRecordButItsNameMayHaveAnyCase() {
            assertThat(DmarcRecord.parse("v=dmarc1; p=reject").value()).isEmpty();
            assertThat(read("V=DMARC1; p=reject")).isEqualTo(read("v=DMARC1; p=reject"));
        }

        @Test
        void blanksAroundNameAndValueAreAllowed() {
            assertThat(read("v\t= DMARC1 ;p =  reject\t;")).isEqualTo(read("v=DMARC1;p=reject"));
            assertThat(codes("v = DMARC1 ; p = reject ;")).isEmpty();
        }

        @Test
        void ofThrowsForWhatIsNoRecord() {
            assertThatThrownBy(() -> DmarcRecord.of("v=spf1 -all"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("dmarc.version");
        }
    }

    @Nested
    class Policies {

        @Test
        void eachPolicyIsRead() {
            DmarcRecord record = read("v=DMARC1; p=reject; sp=quarantine; np=none");
            assertThat(record.policy()).contains(DmarcPolicy.REJECT);
            assertThat(record.subdomainPolicy()).contains(DmarcPolicy.QUARANTINE);
            assertThat(record.nonexistentSubdomainPolicy()).contains(DmarcPolicy.NONE);
        }

        @Test
        void absentPolicyIsEmpty() {
            DmarcRecord record = read("v=DMARC1");
            assertThat(record.policy()).isEmpty();
            assertThat(record.subdomainPolicy()).isEmpty();
            assertThat(record.nonexistentSubdomainPolicy()).isEmpty();
        }

        @Test
        void policyMayStandAnywhere() {
            assertThat(read("v=DMARC1; rua=mailto:a@example.com; p=reject").policy())
                    .contains(DmarcPolicy.REJECT);
        }

        @Test
        void otherWordIsNoPolicyAndIsToldApartFromAnAbsentTag() {
            DmarcRecord record = read("v=DMARC1; p=none; sp=rejected");
            assertThat(record.subdomainPolicy()).isEmpty();
            assertThat(record).isNotEqualTo(read("v=DMARC1; p=none"));
            assertThat(codes("v=DMARC1; p=none; sp=rejected")).containsExactly("dmarc.policy-value");
        }

        @Test
        void controlCharacterSpoilsTheTagThatHoldsIt() {
            DmarcRecord record = read("v=DMARC1; p=reject; sp=no\u0000ne");
            assertThat(record.policy()).contains(DmarcPolicy.REJECT);
            assertThat(record.hasUnusable(RecordTags.SUBDOMAINS)).isTrue();
            assertThat(codes("v=DMARC1; p=reject; sp=no\u0000ne"))
                    .containsExactly("dmarc.character", "dmarc.policy-value");
        }

        @Test
        void valueInUpperCaseIsReadWithAFinding() {
            assertThat(read("v=DMARC1; p=Reject").policy()).contains(DmarcPolicy.REJECT);
            assertThat(codes("v=DMARC1; p=Reject")).containsExactly("dmarc.value-case");
        }

        @Test
        void nameInUpperCaseIsReadWithAFinding() {
            assertThat(read("v=DMARC1; P=reject").policy()).contains(DmarcPolicy.REJECT);
            assertThat(codes("v=DMARC1; P=reject")).containsExactly("dmarc.tag-case");
        }

        @Test
        void sameTagTwiceWithOneValueIsThatValue() {
            assertThat(read("v=DMARC1; p=reject; p=reject").policy()).contains(DmarcPolicy.REJECT);
            assertThat(codes("v=DMARC1; p=reject; p=reject")).containsExactly("dmarc.duplicate-tag");
        }

        @Test
        void sameTagTwiceWithTwoValuesIsNoValue() {
            DmarcRecord record = read("v=DMARC1; p=reject; p=none; P=reject");
            assertThat(record.policy()).isEmpty();
            assertThat(record.hasUnusable(RecordTags.POLICY)).isTrue();
        }
    }

    @Nested
    class OtherTags {

        @Test
        void defaults() {
            DmarcRecord record = read("v=DMARC1; p=none");
            assertThat(record.dkimAlignment()).isEqualTo(AlignmentMode.RELAXED);
            assertThat(record.spfAlignment()).isEqualTo(AlignmentMode.RELAXED);
            assertThat(record.isTesting()).isFalse();
            assertThat(record.publicSuffixFlag()).isEqualTo(PublicSuffixFlag.UNKNOWN);
            assertThat(record.failureReportOptions()).containsExactly(FailureReportOption.ALL_FAILED);
            assertThat(record.aggregateReportUris()).isEmpty();
            assertThat(record.failureReportUris()).isEmpty();
            assertThat(record.percent()).isEqualTo(100);
            assertThat(record.failureReportFormats()).containsExactly("afrf");
            assertThat(record.reportInterval()).isEqualTo(Duration.ofDays(1));
        }

        @Test
        void tIsYesOrNo() {
            assertThat(read("v=DMARC1; p=none; t=y").isTesting()).isTrue();
            assertThat(read("v=DMARC1; p=none; t=n").isTesting()).isFalse();
        }

        @Test
        void psdIsYesNoOrUnknown() {
            assertThat(read("v=DMARC1; p=none; psd=y").publicSuffixFlag()).isEqualTo(PublicSuffixFlag.YES);
            assertThat(read("v=DMARC1; p=none; psd=n").publicSuffixFlag()).isEqualTo(PublicSuffixFlag.NO);
            assertThat(read("v=DMARC1; p=none; psd=u").publicSuffixFlag()).isEqualTo(PublicSuffixFlag.UNKNOWN);
        }

        @Test
        void adkimAndAspfAreRelaxedOrStrict() {
            DmarcRecord record = read("v=DMARC1; p=none; adkim=s; aspf=r");
            assertThat(record.dkimAlignment()).isEqualTo(AlignmentMode.STRICT);
            assertThat(record.spfAlignment()).isEqualTo(AlignmentMode.RELAXED);
        }

        @Test
        void unusableValueHasTheDefaultAndAProblem() {
            String text = "v=DMARC1; p=none; t=yes; psd=maybe; adkim=strict; aspf=";
            DmarcRecord record = read(text);
            assertThat(record).isEqualTo(read("v=DMARC1; p=none"));
            assertThat(codes(text)).containsExactly("dmarc.value", "dmarc.value", "dmarc.value", "dmarc.value");
        }

        @Test
        void unknownTagIsIgnoredWithAFinding() {
            assertThat(read("v=DMARC1; p=none; x=1; zz=a b")).isEqualTo(read("v=DMARC1; p=none"));
            assertThat(codes("v=DMARC1; p=none; x=1")).containsExactly("dmarc.unknown-tag");
        }

        @Test
        void pieceThatIsNoTagIsIgnoredWithAProblem() {
            assertThat(read("v=DMARC1; reject; p=quarantine;; 1=2").policy()).contains(DmarcPolicy.QUARANTINE);
            assertThat(codes("v=DMARC1; reject; p=quarantine;; 1=2"))
                    .containsExactly("dmarc.syntax", "dmarc.syntax", "dmarc.syntax");
        }

        @Test
        void everyProblemIsToldAtOnceWithItsPlace() {
            Parsed<DmarcRecord> parsed =
                    DmarcRecord.parse("v=DMARC1; p=rejct; adkim=x; rua=example.com; fo=9; pct=101; q=1");
            assertThat(parsed.problems().stream().map(Problem::code))
                    .contains(
                            "dmarc.policy-value",
                            "dmarc.value",
                            "dmarc.uri",
                            "dmarc.fo",
                            "dmarc.historic-tag",
                            "dmarc.unknown-tag");
            assertThat(parsed.problems()).allMatch(problem -> problem.position().isPresent());
        }
    }

    @Nested
    class Reporting {

        @Test
        void uriListIsSeparatedByCommas() {
            assertThat(read("v=DMARC1; p=none; rua=mailto:a@example.com , mailto:b@example.net")
                            .aggregateReportUris())
                    .containsExactly(ReportUri.of("mailto:a@example.com"), ReportUri.of("mailto:b@example.net"));
        }

        @Test
        void unusableUriIsLeftOutAndTheOthersStay() {
            String text = "v=DMARC1; p=none; rua=postmaster@example.com,,mailto:b@example.net,mailto:nobody";
            assertThat(read(text).aggregateReportUris()).containsExactly(ReportUri.of("mailto:b@example.net"));
            assertThat(codes(text)).containsExactly("dmarc.uri", "dmarc.uri", "dmarc.uri");
        }

        @Test
        void rufIsReadLikeRua() {
            assertThat(read("v=DMARC1; p=none; ruf=mailto:a@example.com").failureReportUris())
                    .containsExactly(ReportUri.of("mailto:a@example.com"));
        }

        @Test
        void foHoldsEachOptionOnceInAnyOrder() {
            assertThat(read("v=DMARC1; p=none; fo=s:1:d").failureReportOptions())
                    .containsExactly(
                            FailureReportOption.SPF_FAILED,
                            FailureReportOption.ANY_FAILED,
                            FailureReportOption.DKIM_FAILED);
            assertThat(codes("v=DMARC1; p=none; fo=d:d")).containsExactly("dmarc.fo");
        }

        @Test
        void foWithBothZeroAndOneHasTheDefault() {
            assertThat(read("v=DMARC1; p=none; fo=0:1:d").failureReportOptions())
                    .containsExactly(FailureReportOption.ALL_FAILED);
            assertThat(codes("v=DMARC1; p=none; fo=0:1:d")).containsExactly("dmarc.fo");
        }

        @Test
        void foWithUnknownOptionsKeepsTheOthers() {
            assertThat(read("v=DMARC1; p=none; fo=x:d").failureReportOptions())
                    .containsExactly(FailureReportOption.DKIM_FAILED);
            assertThat(read("v=DMARC1; p=none; fo=x").failureReportOptions())
                    .containsExactly(FailureReportOption.ALL_FAILED);
        }

        @Test
        void historicTagsAreReadAndNeverAnError() {
            DmarcRecord record = read("v=DMARC1; p=none; pct=20; rf=afrf:iodef; ri=3600");
            assertThat(record.percent()).isEqualTo(20);
            assertThat(record.failureReportFormats()).containsExactly("afrf", "iodef");
            assertThat(record.reportInterval()).isEqualTo(Duration.ofHours(1));
            assertThat(codes("v=DMARC1; p=none; pct=20; rf=afrf; ri=3600")).containsOnly("dmarc.historic-tag");
        }

        @Test
        void historicTagsOutOfRangeHaveTheDefault() {
            DmarcRecord record = read("v=DMARC1; p=none; pct=101; ri=4294967296; rf=");
            assertThat(record).isEqualTo(read("v=DMARC1; p=none"));
            assertThat(read("v=DMARC1; p=none; pct=-1; ri=1x")).isEqualTo(read("v=DMARC1; p=none"));
        }
    }

    @Nested
    class Writing {

        @Test
        void defaultsAreLeftOut() {
            assertThat(DmarcRecord.builder(DmarcPolicy.REJECT).build().toText()).isEqualTo("v=DMARC1; p=reject");
        }

        @Test
        void everyTagIsWritten() {
            DmarcRecord record = DmarcRecord.builder(DmarcPolicy.REJECT)
                    .subdomainPolicy(DmarcPolicy.QUARANTINE)
                    .nonexistentSubdomainPolicy(DmarcPolicy.NONE)
                    .publicSuffixFlag(PublicSuffixFlag.NO)
                    .testing(true)
                    .dkimAlignment(AlignmentMode.STRICT)
                    .spfAlignment(AlignmentMode.STRICT)
                    .aggregateReportUris(List.of(ReportUri.of("mailto:a@example.com")))
                    .failureReportUris(List.of(ReportUri.of("mailto:f@example.com")))
                    .failureReportOptions(EnumSet.of(FailureReportOption.ANY_FAILED, FailureReportOption.DKIM_FAILED))
                    .build();
            assertThat(record.toText())
                    .isEqualTo("v=DMARC1; p=reject; sp=quarantine; np=none; psd=n; t=y; adkim=s; aspf=s;"
                            + " rua=mailto:a@example.com; ruf=mailto:f@example.com; fo=1:d");
            assertThat(DmarcRecord.parse(record.toText())).isEqualTo(Parsed.of(record));
        }

        @Test
        void withPolicyChangesNothingElse() {
            DmarcRecord record = read("v=DMARC1; p=none; sp=none; rua=mailto:a@example.com; pct=5");
            assertThat(record.withPolicy(DmarcPolicy.QUARANTINE).toText())
                    .isEqualTo("v=DMARC1; p=quarantine; sp=none; rua=mailto:a@example.com; pct=5");
            assertThat(record.policy()).contains(DmarcPolicy.NONE);
        }

        @Test
        void subdomainPoliciesAndHistoricTagsCanBeDropped() {
            DmarcRecord record = read("v=DMARC1; p=none; sp=none; np=bad; pct=5; rf=x; ri=60");
            assertThat(record.toBuilder()
                            .withoutSubdomainPolicies()
                            .withoutHistoricTags()
                            .build())
                    .isEqualTo(read("v=DMARC1; p=none"));
        }

        @Test
        void optionsThatExcludeEachOtherCannotBeBuilt() {
            DmarcRecordBuilder builder = DmarcRecord.builder(DmarcPolicy.NONE);
            assertThatThrownBy(() -> builder.failureReportOptions(Set.of()))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> builder.failureReportOptions(EnumSet.allOf(FailureReportOption.class)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
