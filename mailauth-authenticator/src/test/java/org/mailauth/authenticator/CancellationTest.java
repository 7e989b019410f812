package org.mailauth.authenticator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mailauth.SmtpSession;
import org.mailauth.dmarc.DmarcResult;
import org.mailauth.dns.DnsAnswer;
import org.mailauth.dns.DnsFailure;
import org.mailauth.dns.DnsResolver;
import org.mailauth.message.Message;

/** Nobody waits longer than needed, and no thread is lost. */
class CancellationTest {
    private static final SmtpSession HOME = Scene.session(Scene.HOME, "mail.example.com", "alice@example.com");
    private static final Message MESSAGE = Scene.signed(Scene.plain("alice@example.com"), "example.com", "s1");

    private final ExecutorService threads = Executors.newFixedThreadPool(2);
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch never = new CountDownLatch(1);

    /** Answers nobody until its thread is interrupted. */
    private final DnsResolver silent = question -> {
        asked.countDown();
        try {
            never.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return new DnsAnswer.Failed(DnsFailure.INTERRUPTED, "");
        }
        throw new AssertionError("nobody opens this latch");
    };

    @AfterEach
    void threadsEnd() throws InterruptedException {
        threads.shutdownNow();
        assertThat(threads.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
    }

    private MailAuthenticator.Builder over(DnsResolver resolver) {
        return MailAuthenticator.builder()
                .resolver(resolver)
                .authservId(Scene.SELF)
                .clock(Scene.CLOCK);
    }

    @Test
    void interruptedThreadGetsItsVerdictsAndStaysInterrupted() throws Exception {
        Future<Boolean> interrupted = threads.submit(() -> {
            MessageAuthentication auth = over(silent).build().authenticate(HOME, MESSAGE);
            assertThat(auth.dmarc().result()).isEqualTo(DmarcResult.TEMPERROR);
            return Thread.currentThread().isInterrupted();
        });
        asked.await();
        threads.shutdownNow();

        assertThat(interrupted.get(1, TimeUnit.MINUTES)).isTrue();
    }

    @Test
    void cancelledCallFreesItsThread() throws Exception {
        CompletableFuture<MessageAuthentication> call =
                over(silent).build().authenticateAsync(HOME, MESSAGE, threads).toCompletableFuture();
        asked.await();

        assertThat(call.cancel(true)).isTrue();
        Future<Boolean> next = threads.submit(() -> Thread.currentThread().isInterrupted());
        Future<Boolean> nextAgain = threads.submit(() -> Thread.currentThread().isInterrupted());

        assertThat(next.get(1, TimeUnit.MINUTES)).isFalse();
        assertThat(nextAgain.get(1, TimeUnit.MINUTES)).isFalse();
        assertThat(call).isCancelled();
    }

    @Test
    void callThatWasCancelledBeforeItsTurnDoesNothing() {
        AtomicInteger questions = new AtomicInteger();
        Runnable[] queued = new Runnable[1];
        CompletableFuture<MessageAuthentication> call = over(question -> {
                    questions.incrementAndGet();
                    return Scene.dns().build().resolve(question);
                })
                .build()
                .authenticateAsync(HOME, MESSAGE, task -> queued[0] = task)
                .toCompletableFuture();

        call.cancel(true);
        queued[0].run();

        assertThat(questions).hasValue(0);
    }

    @Test
    void executorThatRefusesIsTold() {
        CompletableFuture<MessageAuthentication> call = over(Scene.dns().build())
                .build()
                .authenticateAsync(HOME, MESSAGE, task -> {
                    throw new RejectedExecutionException("full");
                })
                .toCompletableFuture();

        assertThatThrownBy(call::join)
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(RejectedExecutionException.class);
    }

    @Test
    void prefetchOnABusyOrClosedExecutorIsNeverStuck() throws Exception {
        MailAuthenticator nobodyHelps = over(Scene.dns().build())
                .prefetch(task -> {}, PrefetchLimits.defaults())
                .build();
        MailAuthenticator refused = over(Scene.dns().build())
                .prefetch(
                        task -> {
                            throw new RejectedExecutionException("closed");
                        },
                        PrefetchLimits.defaults())
                .build();

        assertThat(nobodyHelps.authenticate(HOME, MESSAGE).dmarc().result()).isEqualTo(DmarcResult.PASS);
        assertThat(refused.authenticate(HOME, MESSAGE).dmarc().result()).isEqualTo(DmarcResult.PASS);
    }

    @Test
    void callersOnThePoolOfThePrefetchDoNotStarveEachOther() throws ExecutionException, InterruptedException {
        MailAuthenticator authenticator = over(Scene.dns().build())
                .prefetch(threads, PrefetchLimits.defaults())
                .build();

        CompletableFuture<?>[] calls = new CompletableFuture<?>[50];
        for (int i = 0; i < calls.length; i++) {
            calls[i] = authenticator
                    .authenticateAsync(HOME, MESSAGE, threads)
                    .toCompletableFuture()
                    .thenAccept(auth -> assertThat(auth.dmarc().result()).isEqualTo(DmarcResult.PASS));
        }
        CompletableFuture.allOf(calls).get();
    }
}
