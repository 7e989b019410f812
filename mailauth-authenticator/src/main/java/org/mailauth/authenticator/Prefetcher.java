package org.mailauth.authenticator;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.mailauth.dns.DnsAnswer;
import org.mailauth.dns.DnsName;
import org.mailauth.dns.DnsType;
import org.mailauth.dns.ForeseenQuestion;
import org.mailauth.dns.MessageDns;

/**
 * Asks what evaluators are about to ask, each round all at once, so that they find the answers in the message's memory.
 * Not safe for concurrent use.
 *
 * <p>The calling thread works along and waits only for questions that another thread has begun: an executor that is busy,
 * small or shut down makes it slower and never stuck, even when the caller runs on it.
 */
final class Prefetcher {
    static final String SPENDER = "prefetch";

    private final MessageDns dns;
    private final Executor executor;
    private final PrefetchLimits limits;
    private final Set<Asked> asked = new HashSet<>();
    private int followed;

    private record Asked(DnsName name, DnsType type) {}

    Prefetcher(MessageDns dns, Executor executor, PrefetchLimits limits) {
        this.dns = dns;
        this.executor = executor;
        this.limits = limits;
    }

    /** Asks the questions and what follows from them; an interrupted thread stays interrupted and asks no more. */
    void run(List<ForeseenQuestion> questions) {
        List<ForeseenQuestion> due = questions;
        for (int round = 1; round <= limits.rounds() && !due.isEmpty(); round++) {
            List<ForeseenQuestion> fresh = due.stream().filter(this::isFresh).toList();
            if (!ask(fresh)) {
                return;
            }
            // Two evaluators may want one answer for different reasons: what follows is asked for both.
            List<ForeseenQuestion> next = new ArrayList<>();
            for (ForeseenQuestion question : due) {
                if (asked.contains(key(question)) && mayFollow()) {
                    next.addAll(question.next().apply(known(question)));
                }
            }
            due = next;
        }
    }

    private static Asked key(ForeseenQuestion question) {
        return new Asked(question.name(), question.type());
    }

    private boolean isFresh(ForeseenQuestion question) {
        return asked.size() < limits.questions() && asked.add(key(question));
    }

    /** Records that name each other many times over must not make more work than questions would. */
    private boolean mayFollow() {
        followed++;
        return followed <= limits.questions();
    }

    /** The answer that was remembered; asked again, and mostly told at once, where none was. */
    private DnsAnswer known(ForeseenQuestion question) {
        return dns.ask(question.name(), question.type(), SPENDER);
    }

    /** Whether all questions of the round were answered. */
    private boolean ask(List<ForeseenQuestion> questions) {
        Queue<ForeseenQuestion> open = new ConcurrentLinkedQueue<>(questions);
        CountDownLatch unanswered = new CountDownLatch(questions.size());
        for (int helper = 1; helper < questions.size(); helper++) {
            try {
                executor.execute(() -> askOne(open, unanswered));
            } catch (RejectedExecutionException busy) {
                break;
            }
        }
        while (!Thread.currentThread().isInterrupted() && askOne(open, unanswered)) {
            // The caller's own share.
        }
        open.clear();
        return await(unanswered);
    }

    private boolean askOne(Queue<ForeseenQuestion> open, CountDownLatch unanswered) {
        ForeseenQuestion question = open.poll();
        if (question == null) {
            return false;
        }
        try {
            dns.ask(question.name(), question.type(), SPENDER);
        } finally {
            unanswered.countDown();
        }
        return true;
    }

    private boolean await(CountDownLatch unanswered) {
        try {
            return unanswered.await(dns.budget().deadline().remaining().toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
