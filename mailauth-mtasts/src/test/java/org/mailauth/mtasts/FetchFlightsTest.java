package org.mailauth.mtasts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.mailauth.Deadline;

/** Of several threads that want the same policy one goes. */
class FetchFlightsTest {
    private static final FetchedPolicy GOOD = FetchedPolicy.of(MtaStsPolicy.of(Scene.ENFORCE), Scene.START, List.of());
    private static final FetchedPolicy INTERRUPTED =
            FetchedPolicy.failed(PolicyFetchFailure.INTERRUPTED, Scene.START, "");

    private final FetchFlights flights = new FetchFlights();
    private final AtomicInteger requests = new AtomicInteger();
    private final CountDownLatch leaderIsThere = new CountDownLatch(1);
    private final CountDownLatch leaderMayEnd = new CountDownLatch(1);

    /** A thread with what it got. */
    private record Flyer(Thread thread, FutureTask<FetchedPolicy> task) {
        void awaitWaiting() {
            while (thread.getState() != Thread.State.TIMED_WAITING && thread.isAlive()) {
                Thread.onSpinWait();
            }
        }
    }

    private Flyer start(String id, Duration time, Supplier<FetchedPolicy> policyHost) {
        Deadline deadline = Deadline.after(time);
        FutureTask<FetchedPolicy> task =
                new FutureTask<>(() -> flights.get(Scene.DOMAIN, id, Scene.START, deadline, policyHost));
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        thread.start();
        return new Flyer(thread, task);
    }

    private FetchedPolicy wait(FetchedPolicy outcome) {
        requests.incrementAndGet();
        leaderIsThere.countDown();
        try {
            leaderMayEnd.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return outcome;
    }

    private Flyer leader(FetchedPolicy outcome) throws InterruptedException {
        Flyer leader = start("1", Duration.ofMinutes(1), () -> wait(outcome));
        leaderIsThere.await();
        return leader;
    }

    private FetchedPolicy counted() {
        requests.incrementAndGet();
        return GOOD;
    }

    @Test
    void othersGetWhatTheFirstOneBringsBack() throws Exception {
        Flyer leader = leader(GOOD);
        List<Flyer> others = new ArrayList<>();
        for (int number = 0; number < 7; number++) {
            others.add(start("1", Duration.ofMinutes(1), this::counted));
        }
        others.forEach(Flyer::awaitWaiting);
        leaderMayEnd.countDown();
        assertThat(leader.task().get()).isSameAs(GOOD);
        for (Flyer other : others) {
            assertThat(other.task().get()).isSameAs(GOOD);
        }
        assertThat(requests).hasValue(1);
    }

    @Test
    void anotherIdDoesNotWait() throws Exception {
        leader(INTERRUPTED);
        assertThat(start("2", Duration.ofMinutes(1), this::counted).task().get())
                .isSameAs(GOOD);
        leaderMayEnd.countDown();
    }

    @Test
    void whoHasNoTimeLeftDoesNotWaitOn() throws Exception {
        leader(GOOD);
        FetchedPolicy late =
                start("1", Duration.ofMillis(1), this::counted).task().get();
        assertThat(late.failure()).contains(PolicyFetchFailure.TIMEOUT);
        leaderMayEnd.countDown();
    }

    @Test
    void whenTheFirstOneIsInterruptedAnotherGoes() throws Exception {
        Flyer leader = leader(INTERRUPTED);
        Flyer other = start("1", Duration.ofMinutes(1), this::counted);
        other.awaitWaiting();
        leaderMayEnd.countDown();
        assertThat(leader.task().get()).isSameAs(INTERRUPTED);
        assertThat(other.task().get()).isSameAs(GOOD);
    }

    @Test
    void interruptEndsTheWaitOfOneOnly() throws Exception {
        Flyer leader = leader(GOOD);
        Flyer impatient = start("1", Duration.ofMinutes(1), this::counted);
        Flyer patient = start("1", Duration.ofMinutes(1), this::counted);
        impatient.awaitWaiting();
        patient.awaitWaiting();
        impatient.thread().interrupt();
        assertThat(impatient.task().get().failure()).contains(PolicyFetchFailure.INTERRUPTED);
        leaderMayEnd.countDown();
        assertThat(patient.task().get()).isSameAs(GOOD);
        assertThat(leader.task().get()).isSameAs(GOOD);
    }

    @Test
    void brokenTransportReachesItsCallerAndTheOthersAskForThemselves() throws Exception {
        Flyer leader = start("1", Duration.ofMinutes(1), () -> {
            wait(GOOD);
            throw new IllegalStateException("broken");
        });
        leaderIsThere.await();
        Flyer other = start("1", Duration.ofMinutes(1), this::counted);
        other.awaitWaiting();
        leaderMayEnd.countDown();
        assertThatThrownBy(() -> leader.task().get()).hasCauseInstanceOf(IllegalStateException.class);
        assertThat(other.task().get()).isSameAs(GOOD);
    }
}
