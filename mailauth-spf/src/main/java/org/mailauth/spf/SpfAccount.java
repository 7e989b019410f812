package org.mailauth.spf;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.mailauth.Deadline;
import org.mailauth.dns.DnsAnswer;
import org.mailauth.dns.DnsFailure;
import org.mailauth.dns.DnsName;
import org.mailauth.dns.DnsType;
import org.mailauth.dns.MessageDns;
import org.mailauth.spf.internal.Excerpt;

/** Counts what one evaluation spends, and ends it where RFC 7208 §4.6.4 or the caller's own bound says so. */
final class SpfAccount {
    private record Asked(DnsName name, DnsType type) {}

    private final SpfLimits limits;
    private final MessageDns dns;
    private final Deadline deadline;
    private final Duration granted;
    private final Set<Asked> asked = new HashSet<>();
    private int terms;
    private int voids;

    SpfAccount(SpfLimits limits, MessageDns dns) {
        this.limits = limits;
        this.dns = dns;
        this.deadline = dns.budget().deadline().orAfter(limits.elapsed());
        this.granted = deadline.remaining();
    }

    SpfLimits limits() {
        return limits;
    }

    SpfCost cost() {
        return new SpfCost(terms, voids, asked.size());
    }

    /** How long the evaluation has taken until now; at most as long as it may. */
    Duration elapsed() {
        return granted.minus(deadline.remaining());
    }

    /** Counts a term before it is evaluated. */
    void spendTerm(String term) throws Stop {
        if (terms >= limits.dnsTerms()) {
            throw Stop.permerror(
                    "spf.dns-terms",
                    "§4.6.4",
                    Excerpt.of(term) + " would be DNS term number " + (terms + 1) + " of at most " + limits.dnsTerms());
        }
        terms++;
    }

    /** Counts a term whose question found nothing. */
    void spendVoid(String term) throws Stop {
        voids++;
        if (voids > limits.voidLookups()) {
            throw Stop.permerror(
                    "spf.void-lookups",
                    "§4.6.4",
                    Excerpt.of(term) + " is void lookup number " + voids + " of at most " + limits.voidLookups());
        }
    }

    /** Asks, within the bounds on questions and time. Failures come back as answers; the caller knows what they mean. */
    DnsAnswer ask(DnsName name, DnsType type) throws Stop {
        if (deadline.hasPassed()) {
            throw outOfTime();
        }
        Asked question = new Asked(name, type);
        if (asked.size() >= limits.dnsQuestions() && !asked.contains(question)) {
            throw Stop.permerror(
                    "spf.dns-questions",
                    "§11.1",
                    "the evaluation would need more than " + limits.dnsQuestions() + " DNS questions");
        }
        DnsAnswer answer = dns.ask(name, type, SpfEvaluator.SPENDER, deadline);
        if (answer instanceof DnsAnswer.Failed failed) {
            endIfNotTheDomainsFault(failed.cause());
        }
        asked.add(question);
        return answer;
    }

    /** Failures of our own say nothing about the name, so that no mechanism may take them for an answer. */
    private void endIfNotTheDomainsFault(DnsFailure cause) throws Stop {
        if (cause == DnsFailure.BUDGET_EXHAUSTED) {
            throw Stop.temperror("spf.budget", "§4.6.4", "the message has used up its DNS questions");
        }
        if (cause == DnsFailure.INTERRUPTED) {
            throw Stop.temperror("spf.interrupted", "§4.4", "the evaluation was interrupted");
        }
        if (cause == DnsFailure.TIMEOUT && deadline.hasPassed()) {
            throw outOfTime();
        }
    }

    private Stop outOfTime() {
        // RFC 7208 §4.6.4: exceeding the time is temperror.
        return Stop.temperror("spf.elapsed", "§4.6.4", "the evaluation has used up its time");
    }
}
