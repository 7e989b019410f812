package org.mailauth.authenticator;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.mailauth.SmtpSession;
import org.mailauth.dmarc.DmarcResult;
import org.mailauth.dns.DnsResolver;
import org.mailauth.message.Message;

/** Ten thousand messages at the same time, by one authenticator. */
class ConcurrencyTest {
    private static final int MESSAGES = 10_000;
    private static final SmtpSession HOME = Scene.session(Scene.HOME, "mail.example.com", "alice@example.com");
    private static final SmtpSession ELSEWHERE =
            Scene.session(Scene.ELSEWHERE, "host.evil.example", "alice@example.com");

    private final Message signed = Scene.signed(Scene.plain("alice@example.com"), "example.com", "s1");
    private final Message forged = Scene.plain("alice@example.com");

    @Test
    void noResultIsLostOnAFixedPool() throws InterruptedException {
        authenticateAll(Executors.newFixedThreadPool(8));
    }

    /** On JDK 21 and later; on older ones threads without number stand in, a thousand at most at a time. */
    @Test
    void noResultIsLostOnAThreadForEachMessage() throws InterruptedException, ReflectiveOperationException {
        authenticateAll(threadPerTask());
    }

    private static ExecutorService threadPerTask() throws ReflectiveOperationException {
        if (Runtime.version().feature() < 21) {
            return Executors.newFixedThreadPool(1000);
        }
        try {
            return (ExecutorService)
                    Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        } catch (InvocationTargetException failed) {
            throw new AssertionError(failed);
        }
    }

    private void authenticateAll(ExecutorService threads) throws InterruptedException {
        DnsResolver zone = Scene.dns().build();
        DnsResolver resolver = question -> {
            // The thread gives way, as it would while a server is asked.
            LockSupport.parkNanos(1);
            return zone.resolve(question);
        };
        MailAuthenticator authenticator = MailAuthenticator.builder()
                .resolver(resolver)
                .authservId(Scene.SELF)
                .clock(Scene.CLOCK)
                .prefetch(threads, PrefetchLimits.defaults())
                .build();
        LongAdder passed = new LongAdder();
        LongAdder refused = new LongAdder();
        List<CompletableFuture<?>> calls = new ArrayList<>(MESSAGES);
        for (int at = 0; at < MESSAGES; at++) {
            boolean honest = at % 2 == 0;
            calls.add(authenticator
                    .authenticateAsync(honest ? HOME : ELSEWHERE, honest ? signed : forged, threads)
                    .toCompletableFuture()
                    .thenAccept(auth -> {
                        if (auth.dmarc().result() == DmarcResult.PASS) {
                            passed.increment();
                        } else if (auth.recommendation().action() == Recommendation.Action.REJECT) {
                            refused.increment();
                        }
                    }));
        }
        CompletableFuture.allOf(calls.toArray(new CompletableFuture<?>[0])).join();
        threads.shutdown();

        assertThat(threads.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
        assertThat(passed.sum()).isEqualTo(MESSAGES / 2);
        assertThat(refused.sum()).isEqualTo(MESSAGES / 2);
    }
}
