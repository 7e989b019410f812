package org.mailauth.authenticator;

import java.time.Duration;
import java.util.concurrent.Executor;
import org.mailauth.dns.DnsAnswer;
import org.mailauth.dns.DnsQuestion;
import org.mailauth.dns.DnsResolver;

/**
 * A resolver and an executor in simulated time: every answer takes 20 ms, and what the executor runs goes on beside its
 * caller. Nothing really waits, and nothing depends on the machine.
 */
final class SimulatedDns implements DnsResolver, Executor {
    private static final Duration ANSWER = Duration.ofMillis(20);

    private final DnsResolver zone;
    private Duration now = Duration.ZERO;
    private Duration latest = Duration.ZERO;
    private int questions;

    SimulatedDns(DnsResolver zone) {
        this.zone = zone;
    }

    @Override
    public DnsAnswer resolve(DnsQuestion question) {
        questions++;
        now = now.plus(ANSWER);
        latest = latest.compareTo(now) < 0 ? now : latest;
        return zone.resolve(question);
    }

    /** The caller's time stands still while others work. */
    @Override
    public void execute(Runnable task) {
        Duration start = now;
        task.run();
        now = start;
    }

    int questions() {
        return questions;
    }

    /** How many answers one after the other the whole took. */
    long rounds() {
        return latest.dividedBy(ANSWER);
    }
}
