package org.mailauth.authenticator;

import java.lang.reflect.InvocationTargetException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import org.mailauth.BudgetLimits;
import org.mailauth.SmtpSession;
import org.mailauth.conformance.HeapGrowth;
import org.mailauth.dmarc.DmarcResult;
import org.mailauth.dns.DnsResolver;
import org.mailauth.message.Message;

/**
 * Authenticates messages side by side, and tells what came of it and what is left: run by {@link ConcurrencyTest} in a
 * JVM that does nothing else. Half of the messages are signed and from home, the other half is forged.
 */
final class ManyMessages {
    private static final Duration THREADS_END = Duration.ofSeconds(30);
    private static final SmtpSession HOME = Scene.session(Scene.HOME, "mail.example.com", "alice@example.com");
    private static final SmtpSession ELSEWHERE =
            Scene.session(Scene.ELSEWHERE, "host.evil.example", "alice@example.com");

    private final Message signed = Scene.signed(Scene.plain("alice@example.com"), "example.com", "s1");
    private final Message forged = Scene.plain("alice@example.com");
    private final int messages;
    private final int threads;
    private final boolean prefetch;
    private final LongAdder passed = new LongAdder();
    private final LongAdder refused = new LongAdder();

    private ManyMessages(int messages, int threads, boolean prefetch) {
        this.messages = messages;
        this.threads = threads;
        this.prefetch = prefetch;
    }

    /**
     * Writes lines of a name and a value.
     *
     * @param arguments the number of messages; the number of threads, or 0 for a virtual one for each message; and whether
     *     to look ahead
     */
    public static void main(String[] arguments) throws InterruptedException, ReflectiveOperationException {
        ManyMessages many = new ManyMessages(
                Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1]), Boolean.parseBoolean(arguments[2]));
        // First a fifth of them: classes are loaded, pools and caches of the JDK are filled.
        many.authenticate(many.messages / 5);
        many.passed.reset();
        many.refused.reset();
        Set<Thread> before = liveThreads();
        long used = HeapGrowth.heldOctets();
        many.authenticate(many.messages);
        long grown = HeapGrowth.heldOctets() - used;
        System.out.println("passed " + many.passed.sum());
        System.out.println("refused " + many.refused.sum());
        System.out.println("octets-left-per-message " + Math.max(0, grown) / many.messages);
        System.out.println("threads-left " + threadsLeft(before));
        // A thread that was left must not keep this JVM.
        System.exit(0);
    }

    /** A pool has ended a moment before its threads have, so they are given time to; one that was left takes all of it. */
    private static List<String> threadsLeft(Set<Thread> before) throws InterruptedException {
        Set<Thread> after = liveThreads();
        after.removeAll(before);
        long end = System.nanoTime() + THREADS_END.toNanos();
        for (Thread thread : after) {
            thread.join(Math.max(1, Duration.ofNanos(end - System.nanoTime()).toMillis()));
        }
        return after.stream()
                .filter(Thread::isAlive)
                .map(Thread::getName)
                .sorted()
                .toList();
    }

    /** All threads but those that the JDK keeps to run virtual ones on. */
    private static Set<Thread> liveThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !thread.getClass().getName().equals("jdk.internal.misc.CarrierThread"))
                .filter(thread -> !thread.getName().startsWith("VirtualThread-unpark"))
                .collect(Collectors.toCollection(HashSet::new));
    }

    private ExecutorService pool() throws ReflectiveOperationException {
        if (threads > 0) {
            return Executors.newFixedThreadPool(threads);
        }
        try {
            // JDK 21 and later
            return (ExecutorService)
                    Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        } catch (InvocationTargetException failed) {
            throw new AssertionError(failed);
        }
    }

    private void authenticate(int count) throws InterruptedException, ReflectiveOperationException {
        DnsResolver zone = Scene.dns().build();
        // Nobody gets an answer before all have asked: every message, or every thread, is in the middle of it at one
        // time.
        CountDownLatch asked = new CountDownLatch(threads > 0 ? threads : count);
        DnsResolver resolver = question -> {
            asked.countDown();
            try {
                asked.await();
            } catch (InterruptedException unexpected) {
                throw new AssertionError(unexpected);
            }
            return zone.resolve(question);
        };
        ExecutorService pool = pool();
        MailAuthenticator.Builder builder = MailAuthenticator.builder()
                .resolver(resolver)
                .authservId(Scene.SELF)
                .clock(Scene.CLOCK)
                .budgetLimits(BudgetLimits.defaults().withElapsed(Duration.ofHours(1)));
        MailAuthenticator authenticator =
                (prefetch ? builder.prefetch(pool, PrefetchLimits.defaults()) : builder).build();
        List<CompletableFuture<?>> calls = new ArrayList<>(count);
        for (int at = 0; at < count; at++) {
            boolean honest = at % 2 == 0;
            calls.add(authenticator
                    .authenticateAsync(honest ? HOME : ELSEWHERE, honest ? signed : forged, pool)
                    .toCompletableFuture()
                    .thenAccept(this::count));
        }
        CompletableFuture.allOf(calls.toArray(new CompletableFuture<?>[0])).join();
        pool.shutdown();
        if (!pool.awaitTermination(1, TimeUnit.MINUTES)) {
            throw new AssertionError("a thread does not end");
        }
    }

    private void count(MessageAuthentication auth) {
        if (auth.dmarc().result() == DmarcResult.PASS) {
            passed.increment();
        } else if (auth.recommendation().action() == Recommendation.Action.REJECT) {
            refused.increment();
        }
    }
}
