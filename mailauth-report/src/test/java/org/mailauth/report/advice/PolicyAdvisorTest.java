package org.mailauth.report.advice;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.mailauth.dmarc.DmarcRecord;
import org.mailauth.report.dmarc.PolicyOverrideReason;

class PolicyAdvisorTest {
    private static final LocalDate START = LocalDate.of(2027, 1, 4);
    private static final DmarcRecord NONE = DmarcRecord.of("v=DMARC1; p=none");
    private static final Optional<PolicyOverrideReason.Type> NO = Optional.empty();
    private static final Optional<PolicyOverrideReason.Type> LIST = Optional.of(PolicyOverrideReason.Type.MAILING_LIST);

    private final TrafficSummary.Builder summary = TrafficSummary.builder(Rows.DOMAIN);

    private void add(int day, String reporter, DmarcRecord record, String ip, long count, boolean dkim, boolean spf) {
        summary.add(Rows.header(START.plusDays(day), reporter, record, false), Rows.row(ip, count, dkim, spf, "", NO));
    }

    private void addFailing(int day, String reporter, String ip, String authenticated, boolean override) {
        summary.add(
                Rows.header(START.plusDays(day), reporter, NONE, false),
                Rows.row(ip, 9, false, false, authenticated, override ? LIST : NO));
    }

    private PolicyAdvice advise(int day) {
        return PolicyAdvisor.forRecord(NONE).advise(summary.build(), START.plusDays(day));
    }

    private void addDays(int from, int to, String reporter, DmarcRecord record) {
        for (int day = from; day < to; day++) {
            add(day, reporter, record, "192.0.2.1", 10, true, true);
        }
    }

    @Test
    void nothingSeenIsNoReasonToTighten() {
        assertThat(advise(100).step()).isEqualTo(PolicyAdvice.Step.HOLD);
        assertThat(advise(100).proposed()).isEqualTo(NONE);
    }

    @Test
    void theFirstStepComesWhenTheWindowIsFull() {
        addDays(0, 63, "One", NONE);
        assertThat(advise(62).step()).isEqualTo(PolicyAdvice.Step.HOLD);
        assertThat(advise(63).step()).isEqualTo(PolicyAdvice.Step.TIGHTEN);
        assertThat(advise(63).proposed().toText()).isEqualTo("v=DMARC1; p=quarantine; t=y");
        assertThat(advise(63).confidence()).isEqualTo(PolicyAdvice.Confidence.HIGH);
    }

    @Test
    void silenceOfAReporterThatMatteredHoldsForFourWeeks() {
        addDays(0, 120, "One", NONE);
        addDays(0, 70, "Two", NONE);
        assertThat(advise(76).step()).isEqualTo(PolicyAdvice.Step.TIGHTEN);
        assertThat(advise(77).step()).isEqualTo(PolicyAdvice.Step.HOLD);
        assertThat(advise(77).reasons()).containsExactly("the reporter two is silent since 2027-03-14");
        assertThat(advise(97).step()).isEqualTo(PolicyAdvice.Step.HOLD);
        assertThat(advise(98).step()).isEqualTo(PolicyAdvice.Step.TIGHTEN);
        assertThat(advise(98).confidence()).isEqualTo(PolicyAdvice.Confidence.MEDIUM);
    }

    @Test
    void whatOnlyASilentReporterSawIsAskedAbout() {
        addDays(0, 120, "One", NONE);
        addDays(0, 70, "Two", NONE);
        addFailing(60, "Two", "198.51.100.1", "monthly.example", false);
        addFailing(60, "One", "203.0.113.1", "", false);
        assertThat(advise(76).blockers()).isEmpty();
        assertThat(advise(77).blockers()).extracting(TrafficSource::name).containsExactly("monthly.example");
        // Also when the silence no longer holds, as long as the window shows it.
        assertThat(advise(110).blockers()).extracting(TrafficSource::name).containsExactly("monthly.example");
    }

    @Test
    void anOverrideMakesNoForwarderOfWhatFailsElsewhere() {
        addDays(0, 63, "One", NONE);
        for (int day = 20; day < 60; day++) {
            add(day, "One", NONE, "198.51.100.1", 9, true, false);
            add(day, "One", NONE, "203.0.113.1", 9, true, false);
            addFailing(day, "One", "198.51.100.1", "", true);
            // The same, but only one reporter, or forged report, says that it was forwarded.
            addFailing(day, "One", "203.0.113.1", "", day == 40);
            // And here no signature ever survives.
            addFailing(day, "One", "198.18.0.1", "", true);
        }
        PolicyAdvice advice = advise(63);
        assertThat(advice.sources())
                .filteredOn(source -> source.sourceClass() == SourceClass.FORWARDER)
                .extracting(TrafficSource::name)
                .containsExactly("198.51.100.0/24");
        assertThat(advice.blockers())
                .extracting(TrafficSource::name)
                .containsExactlyInAnyOrder("203.0.113.0/24", "198.18.0.0/24");
    }

    @Test
    void networksOfOneOrganizationAreOneSourceUnlessSomethingPassesThere() {
        addDays(0, 63, "One", NONE);
        addFailing(5, "One", "198.51.100.1", "", false);
        addFailing(40, "One", "203.0.113.1", "", false);
        PolicyAdvisor advisor = PolicyAdvisor.forRecord(NONE);
        assertThat(advise(63).blockers()).isEmpty();
        List<String> asked = new ArrayList<>();
        PolicyAdvisor named = advisor.withDirectory(network -> {
            asked.add(network);
            return Optional.of("Example Cloud");
        });
        PolicyAdvice advice = named.advise(summary.build(), START.plusDays(63));
        assertThat(advice.blockers()).extracting(TrafficSource::name).containsExactly("Example Cloud");
        assertThat(advice.sources()).extracting(TrafficSource::name).contains("192.0.2.0/24");
        assertThat(asked).containsExactlyInAnyOrder("198.51.100.0/24", "203.0.113.0/24");
        AdviceOptions answered = AdviceOptions.defaults().withAnswers(Set.of(), Set.of("Example Cloud"), START);
        assertThat(named.withOptions(answered)
                        .advise(summary.build(), START.plusDays(63))
                        .step())
                .isEqualTo(PolicyAdvice.Step.TIGHTEN);
    }

    @Test
    void stepsWithTrialThenWithoutThenRejectThenSubdomains() {
        assertThat(steps(DmarcRecord.of("v=DMARC1; p=none; sp=none; rua=mailto:d@example.com"), false))
                .containsExactly(
                        "v=DMARC1; p=quarantine; sp=none; t=y; rua=mailto:d@example.com",
                        "v=DMARC1; p=quarantine; sp=none; rua=mailto:d@example.com",
                        "v=DMARC1; p=reject; sp=none; rua=mailto:d@example.com",
                        "v=DMARC1; p=reject; rua=mailto:d@example.com");
    }

    @Test
    void stepsOfPercentForReceiversOfRfc7489() {
        assertThat(steps(DmarcRecord.of("v=DMARC1; p=none; ri=3600"), true))
                .containsExactly(
                        "v=DMARC1; p=quarantine; pct=10; ri=3600",
                        "v=DMARC1; p=quarantine; pct=25; ri=3600",
                        "v=DMARC1; p=quarantine; pct=50; ri=3600",
                        "v=DMARC1; p=quarantine; ri=3600",
                        "v=DMARC1; p=reject; pct=10; ri=3600",
                        "v=DMARC1; p=reject; pct=25; ri=3600",
                        "v=DMARC1; p=reject; pct=50; ri=3600",
                        "v=DMARC1; p=reject; ri=3600");
    }

    /** All records until nothing is left, each behind the days that it must have been seen. */
    private List<String> steps(DmarcRecord first, boolean older) {
        List<String> records = new ArrayList<>();
        DmarcRecord record = first;
        for (int day = 0; day < 250; day++) {
            summary.add(
                    Rows.header(START.plusDays(day), "One", record, older),
                    Rows.row("192.0.2.1", 10, true, true, "", NO));
            PolicyAdvisor advisor = PolicyAdvisor.forRecord(record);
            PolicyAdvice advice =
                    (older ? advisor.withPercentSteps() : advisor).advise(summary.build(), START.plusDays(day + 1));
            if (advice.step() == PolicyAdvice.Step.TIGHTEN) {
                record = advice.proposed();
                records.add(record.toText());
            }
        }
        return records;
    }

    @Test
    void oneReviewAnswersForAnyNumberOfSpoofersButNotForWhatPassed() {
        for (int day = 0; day < 30; day++) {
            add(day, "One", NONE, "192.0.2.1", 10, day < 20, false);
            for (int spoofer = 0; spoofer < 5; spoofer++) {
                addFailing(day, "One", "10.0." + spoofer + ".1", "spoofer" + spoofer + ".example", false);
            }
        }
        AdviceOptions reviewed = AdviceOptions.defaults().withAnswers(Set.of(), Set.of(), START.plusDays(5));
        assertThat(advise(30).blockers()).hasSize(6);
        assertThat(PolicyAdvisor.forRecord(NONE)
                        .withOptions(reviewed)
                        .advise(summary.build(), START.plusDays(30))
                        .blockers())
                .extracting(TrafficSource::name)
                .containsExactly("192.0.2.0/24");
    }
}
