package org.mailauth.report.advice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.mailauth.dmarc.DmarcRecord;
import org.mailauth.report.advice.SimulatedDomain.Advisor;
import org.mailauth.report.advice.SimulatedDomain.Outcome;
import org.mailauth.report.advice.SimulatedDomain.Reporter;
import org.mailauth.report.advice.SimulatedDomain.Sender;

/** Domains whose messages have a known origin: the advisor sees reports only, and careless advisors are noticed. */
class PolicyAdvisorSimulationTest {
    private static final int TWELVE_WEEKS = 84;
    /** When every random domain has come to {@code reject}. */
    private static final int BOUND = 26 * 7;

    private static final int ALL = 0b11;

    /** The advisor as it is. */
    private static PolicyAdvice advised(
            DmarcRecord record, TrafficSummary summary, LocalDate today, AdviceOptions options) {
        return PolicyAdvisor.forRecord(record).withOptions(options).advise(summary, today);
    }

    /** Takes every failing source for a stranger's. */
    private static PolicyAdvice asksNobody(
            DmarcRecord record, TrafficSummary summary, LocalDate today, AdviceOptions options) {
        Set<String> disowned = new HashSet<>(options.disowned());
        advised(record, summary, today, options).blockers().forEach(source -> disowned.add(source.name()));
        return advised(record, summary, today, options.withAnswers(Set.of(), disowned, today));
    }

    /** Looks at three weeks. */
    private static PolicyAdvice ignoresMonthly(
            DmarcRecord record, TrafficSummary summary, LocalDate today, AdviceOptions options) {
        AdviceOptions shorter = new AdviceOptions(
                21, 18, 10, 14, 2, 50, 20, 28, options.known(), options.disowned(), options.reviewedUntil());
        return advised(record, summary, today, shorter);
    }

    /** Takes what sends little for noise. */
    private static PolicyAdvice ignoresWhatIsSmall(
            DmarcRecord record, TrafficSummary summary, LocalDate today, AdviceOptions options) {
        long all = summary.cells().values().stream().mapToLong(count -> count).sum();
        TrafficSummary.Builder large = TrafficSummary.builder(summary.domain());
        var networks = summary.byNetwork();
        summary.cells().forEach((cell, count) -> {
            TrafficCount network = networks.get(cell.network());
            if (network.passed() > 0 || network.failed() * 20 > all) {
                large.add(cell, count);
            }
        });
        return advised(record, large.build(), today, options);
    }

    /** Is frightened by a day on which more fails than passes. */
    private static PolicyAdvice frightened(
            DmarcRecord record, TrafficSummary summary, LocalDate today, AdviceOptions options) {
        boolean wave = summary.byDay().tailMap(today.minusDays(63)).values().stream()
                .anyMatch(count -> count.failed() > count.passed());
        PolicyAdvice advice = advised(record, summary, today, options);
        return wave
                ? new PolicyAdvice(
                        PolicyAdvice.Step.HOLD, record, PolicyAdvice.Confidence.LOW, advice.sources(), List.of("wave"))
                : advice;
    }

    private static SimulatedDomain mainDomain() {
        List<Sender> senders = new ArrayList<>();
        senders.add(new Sender("192.0.2", "", true, true, 1, 0, TWELVE_WEEKS, 400, ALL));
        senders.add(new Sender("198.51.100", "", true, true, 1, 0, TWELVE_WEEKS, 50, ALL));
        senders.add(new Sender("203.0.113", "forwarder.example", true, true, 2, 0, TWELVE_WEEKS, 5, ALL));
        senders.add(new Sender("198.18.1", "newsletter.example", true, false, 7, 3, TWELVE_WEEKS, 80, ALL));
        for (int bot = 0; bot < 40; bot++) {
            senders.add(new Sender("10.0." + bot, "", false, false, 1, 30, 40, 5_000, ALL));
        }
        List<Reporter> reporters = List.of(
                new Reporter("Reporter 0", TWELVE_WEEKS, false), new Reporter("Reporter 1", TWELVE_WEEKS, true));
        return new SimulatedDomain(senders, reporters, 0, 1, true);
    }

    private static void checkMain(Advisor advisor) throws IOException {
        Outcome outcome = mainDomain().run(advisor, TWELVE_WEEKS);
        // By its network once it passes, until four weeks went by without a failure.
        assertThat(outcome.asked()).containsExactlyInAnyOrder("newsletter.example", "198.18.1.0/24");
        assertThat(outcome.lost()).isZero();
        assertThat(outcome.rejectDay()).isPositive();
    }

    /** One of many: monthly senders, spoofers that stay, reporters of which one sees what the other does not and falls silent. */
    private static SimulatedDomain randomDomain(long seed) {
        Random random = new Random(seed);
        int days = BOUND + 60;
        int silentFrom = seed % 4 == 0 ? 35 + random.nextInt(100) : days;
        List<Sender> senders = new ArrayList<>();
        senders.add(new Sender("192.0.2", "", true, true, 1, 0, days, 50 + random.nextInt(100), ALL));
        int others = 1 + random.nextInt(4);
        for (int number = 0; number < others; number++) {
            // The first one mails once a month.
            int every = number == 0 || random.nextBoolean() ? 28 + random.nextInt(4) : 1 + random.nextInt(14);
            String signs = random.nextBoolean() ? "sender" + number + ".example" : "";
            int from = random.nextInt(every);
            senders.add(new Sender(
                    "198.18." + number,
                    signs,
                    true,
                    random.nextBoolean(),
                    every,
                    from,
                    days,
                    1 + random.nextInt(20),
                    1 + random.nextInt(3)));
        }
        senders.add(new Sender("10.0.1", "", false, false, 1, random.nextInt(90), days, 1_000, 1 + random.nextInt(3)));
        List<Reporter> reporters = List.of(
                new Reporter("Reporter 0", days, random.nextBoolean()),
                new Reporter("Reporter 1", silentFrom, random.nextBoolean()));
        return new SimulatedDomain(senders, reporters, random.nextInt(14), 7, false);
    }

    private static void checkRandom(Advisor advisor, int domains) throws IOException {
        int latest = 0;
        for (int domain = 0; domain < domains; domain++) {
            Outcome outcome = randomDomain(domain).run(advisor, BOUND + 60);
            assertThat(outcome.lost()).as("lost of domain %s", domain).isZero();
            assertThat(outcome.rejectDay()).as("reject of domain %s", domain).isBetween(1, BOUND);
            latest = Math.max(latest, outcome.rejectDay());
        }
        // The bound is one that is needed.
        assertThat(latest).isGreaterThan(BOUND / 2);
    }

    @Test
    void findsTheNewsletterIsNotMovedByTheWaveAndReachesReject() throws IOException {
        checkMain(PolicyAdvisorSimulationTest::advised);
    }

    @Test
    void twoHundredRandomDomainsLoseNothingAndAllReachReject() throws IOException {
        checkRandom(PolicyAdvisorSimulationTest::advised, 200);
    }

    @Test
    void whoAsksNobodyLosesMail() {
        assertThatThrownBy(() -> checkMain(PolicyAdvisorSimulationTest::asksNobody))
                .isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> checkRandom(PolicyAdvisorSimulationTest::asksNobody, 200))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("lost of domain");
    }

    @Test
    void whoIgnoresMonthlySendersLosesMail() {
        assertThatThrownBy(() -> checkRandom(PolicyAdvisorSimulationTest::ignoresMonthly, 200))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("lost of domain");
    }

    @Test
    void whoIsMovedByVolumeLosesMailOrNeverArrives() {
        assertThatThrownBy(() -> checkMain(PolicyAdvisorSimulationTest::ignoresWhatIsSmall))
                .isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> checkRandom(PolicyAdvisorSimulationTest::ignoresWhatIsSmall, 200))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("lost of domain");
        assertThatThrownBy(() -> checkMain(PolicyAdvisorSimulationTest::frightened))
                .isInstanceOf(AssertionError.class);
    }
}
