package org.mailauth.dnsjava;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.mailauth.Deadline;
import org.mailauth.dns.DnsAnswer;
import org.mailauth.dns.DnsAnswer.Evidence;
import org.mailauth.dns.DnsFailure;
import org.mailauth.dns.DnsName;
import org.mailauth.dns.DnsType;

@Timeout(60)
class FlightsTest {
    private static final CacheKey KEY = new CacheKey(DnsName.of("a.test"), DnsType.TXT);
    private static final DnsAnswer ANSWER = new DnsAnswer.NoData(Evidence.NONE);
    private static final Outcome GAVE_UP =
            new Outcome(new DnsAnswer.Failed(DnsFailure.TIMEOUT, "its own deadline"), true);

    private final Flights flights = new Flights();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch leading = new CountDownLatch(1);
    private final CountDownLatch release = new CountDownLatch(1);

    @AfterEach
    void stop() {
        release.countDown();
        threads.shutdownNow();
    }

    private static TimeLeft in(Duration time) {
        return new TimeLeft(Deadline.after(time));
    }

    private Future<DnsAnswer> leader(Outcome brings) throws InterruptedException {
        Future<DnsAnswer> leader = threads.submit(() -> flights.ask(KEY, in(Questions.AMPLE), () -> {
            leading.countDown();
            awaitQuietly(release);
            return brings;
        }));
        assertThat(leading.await(30, TimeUnit.SECONDS)).isTrue();
        return leader;
    }

    /** Like {@link #leader}, for tests that do not look at what the leader itself gets. */
    private void somebodyLeads(Outcome brings) throws InterruptedException {
        assertThat(leader(brings)).isNotDone();
    }

    /** A turn of a loop that a time limit can end. */
    private static void pause() {
        Thread.onSpinWait();
        assertThat(Thread.currentThread().isInterrupted())
                .as("still waiting at the time limit of the test")
                .isFalse();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Starts a thread and returns once it waits for the one in front. */
    private Thread follower(TimeLeft time, AtomicInteger asked, AtomicReference<DnsAnswer> result) {
        Thread thread = new Thread(() -> result.set(flights.ask(KEY, time, () -> {
            asked.incrementAndGet();
            return Outcome.of(ANSWER);
        })));
        thread.setDaemon(true);
        thread.start();
        while (thread.getState() != Thread.State.TIMED_WAITING && thread.isAlive()) {
            pause();
        }
        return thread;
    }

    @Test
    void questionUnderWayIsSharedByAllWhoAskIt() throws Exception {
        Future<DnsAnswer> leader = leader(Outcome.of(ANSWER));
        AtomicInteger asked = new AtomicInteger();
        AtomicReference<DnsAnswer> result = new AtomicReference<>();
        Thread follower = follower(in(Questions.AMPLE), asked, result);
        release.countDown();
        follower.join();
        assertThat(result.get()).isSameAs(ANSWER).isSameAs(leader.get());
        assertThat(asked).hasValue(0);
    }

    @Test
    void failureThatIsTheServersOwnIsSharedToo() throws Exception {
        Outcome refused = Outcome.failed(DnsFailure.REFUSED, "refused");
        somebodyLeads(refused);
        AtomicInteger asked = new AtomicInteger();
        AtomicReference<DnsAnswer> result = new AtomicReference<>();
        Thread follower = follower(in(Questions.AMPLE), asked, result);
        release.countDown();
        follower.join();
        assertThat(result.get()).isSameAs(refused.answer());
        assertThat(asked).hasValue(0);
    }

    @Test
    void whoStillHasTimeAsksAgainWhenTheOneInFrontGaveUp() throws Exception {
        Future<DnsAnswer> leader = leader(GAVE_UP);
        AtomicInteger asked = new AtomicInteger();
        AtomicReference<DnsAnswer> result = new AtomicReference<>();
        Thread follower = follower(in(Questions.AMPLE), asked, result);
        release.countDown();
        follower.join();
        assertThat(leader.get()).isSameAs(GAVE_UP.answer());
        assertThat(result.get()).isSameAs(ANSWER);
        assertThat(asked).hasValue(1);
    }

    @Test
    void ofManyWhoStillHaveTimeOneAsksAgain() throws Exception {
        somebodyLeads(GAVE_UP);
        AtomicInteger asked = new AtomicInteger();
        CountDownLatch allBack = new CountDownLatch(1);
        Thread[] followers = new Thread[20];
        AtomicInteger answered = new AtomicInteger();
        for (int at = 0; at < followers.length; at++) {
            followers[at] = new Thread(() -> {
                DnsAnswer answer = flights.ask(KEY, in(Questions.AMPLE), () -> {
                    asked.incrementAndGet();
                    awaitQuietly(allBack);
                    return Outcome.of(ANSWER);
                });
                if (answer.equals(ANSWER)) {
                    answered.incrementAndGet();
                }
            });
            followers[at].setDaemon(true);
            followers[at].start();
        }
        Set<Object> waitsForTheFirst = awaitWaiting(followers, Set.of(), followers.length);
        release.countDown();
        // Now one waits for the latch, and the others for that one.
        assertThat(awaitWaiting(followers, waitsForTheFirst, followers.length)).isNotEmpty();
        allBack.countDown();
        for (Thread follower : followers) {
            follower.join();
        }
        assertThat(answered).hasValue(20);
        assertThat(asked).hasValue(1);
    }

    /** Waits until this many threads are parked on something else than before. */
    private static Set<Object> awaitWaiting(Thread[] threads, Set<Object> before, int number) {
        while (true) {
            Set<Object> blockers = Collections.newSetFromMap(new IdentityHashMap<>());
            int parked = 0;
            for (Thread thread : threads) {
                Object blocker = LockSupport.getBlocker(thread);
                if (blocker != null && !before.contains(blocker)) {
                    blockers.add(blocker);
                    parked++;
                }
            }
            if (parked >= number) {
                return blockers;
            }
            pause();
        }
    }

    @Test
    void whoHasLessTimeThanTheOneInFrontGetsTimeoutAtTheirOwnDeadline() throws Exception {
        somebodyLeads(Outcome.of(ANSWER));
        DnsAnswer answer = flights.ask(KEY, in(Duration.ofMillis(100)), () -> Outcome.of(ANSWER));
        assertThat(Questions.cause(answer)).isEqualTo(DnsFailure.TIMEOUT);
    }

    @Test
    void interruptedWhileWaitingForAnotherIsInterruptedAndStaysSo() throws Exception {
        somebodyLeads(Outcome.of(ANSWER));
        AtomicReference<DnsAnswer> result = new AtomicReference<>();
        AtomicReference<Boolean> flag = new AtomicReference<>();
        Thread follower = new Thread(() -> {
            result.set(flights.ask(KEY, in(Questions.AMPLE), () -> Outcome.of(ANSWER)));
            flag.set(Thread.currentThread().isInterrupted());
        });
        follower.setDaemon(true);
        follower.start();
        follower.interrupt();
        follower.join();
        assertThat(Questions.cause(result.get())).isEqualTo(DnsFailure.INTERRUPTED);
        assertThat(flag.get()).isTrue();
    }

    @Test
    void whenAskingBreaksTheOthersAskForThemselves() throws Exception {
        Future<DnsAnswer> leader = threads.submit(() -> flights.ask(KEY, in(Questions.AMPLE), () -> {
            leading.countDown();
            awaitQuietly(release);
            throw new IllegalStateException("broken");
        }));
        leading.await();
        AtomicInteger asked = new AtomicInteger();
        AtomicReference<DnsAnswer> result = new AtomicReference<>();
        Thread follower = follower(in(Questions.AMPLE), asked, result);
        release.countDown();
        follower.join();
        assertThat(result.get()).isSameAs(ANSWER);
        assertThatThrownBy(leader::get).hasRootCauseMessage("broken");
    }

    @Test
    void questionAskedLaterIsAskedAnew() {
        AtomicInteger asked = new AtomicInteger();
        for (int at = 0; at < 2; at++) {
            flights.ask(KEY, in(Questions.AMPLE), () -> {
                asked.incrementAndGet();
                return Outcome.of(ANSWER);
            });
        }
        assertThat(asked).hasValue(2);
    }
}
