package org.mailauth.spf;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.mailauth.Budget;
import org.mailauth.BudgetLimits;
import org.mailauth.Deadline;
import org.mailauth.MailAuthObserver;
import org.mailauth.Ticker;
import org.mailauth.dns.DnsAnswer;
import org.mailauth.dns.DnsFailure;
import org.mailauth.dns.DnsName;
import org.mailauth.dns.DnsResolver;
import org.mailauth.dns.DnsType;
import org.mailauth.dns.MessageDns;
import org.mailauth.internal.net.QuestionMap;
import org.mailauth.spf.internal.Excerpt;

/** Counts what one evaluation spends, and ends it where RFC 7208 §4.6.4 or the caller's own bound says so. */
final class SpfAccount {
    /** What every {@link Deadline} is cut to. */
    private static final Duration LONGEST = Duration.ofDays(3650);

    private final SpfLimits limits;
    private final MessageDns dns;
    private final Deadline deadline;
    private final Duration granted;
    /** What was asked here; null for an evaluation that is alone, whose DNS knows what was asked and nothing else. */
    private final @Nullable QuestionMap<DnsType> asked;

    private int questions;
    private int terms;
    private int voids;

    private SpfAccount(
            SpfLimits limits,
            MessageDns dns,
            @Nullable QuestionMap<DnsType> asked,
            Deadline deadline,
            Duration granted) {
        this.limits = limits;
        this.dns = dns;
        this.asked = asked;
        this.deadline = deadline;
        this.granted = granted;
    }

    /** An account for an evaluation that shares the DNS of its message; begins now. */
    static SpfAccount sharing(MessageDns dns, SpfLimits limits) {
        Deadline ofMessage = dns.budget().deadline();
        Duration left = ofMessage.remaining();
        // The clock is read again only where this evaluation has less time than its message.
        boolean less = limits.elapsed().compareTo(left) < 0;
        Deadline deadline = less ? ofMessage.orAfter(limits.elapsed()) : ofMessage;
        return new SpfAccount(limits, dns, new QuestionMap<>(), deadline, less ? limits.elapsed() : left);
    }

    /** An account for an evaluation that is all that its message asks for; begins now, with one look at the clock. */
    static SpfAccount alone(
            DnsResolver resolver, BudgetLimits ofMessage, Ticker ticker, MailAuthObserver observer, SpfLimits limits) {
        Duration granted = shorter(shorter(ofMessage.elapsed(), limits.elapsed()), LONGEST);
        boolean less = granted.compareTo(ofMessage.elapsed()) < 0;
        Budget budget = Budget.open(less ? ofMessage.withElapsed(granted) : ofMessage, ticker);
        MessageDns dns = MessageDns.open(resolver, budget, observer);
        return new SpfAccount(limits, dns, null, budget.deadline(), granted);
    }

    private static Duration shorter(Duration one, Duration other) {
        return other.compareTo(one) < 0 ? other : one;
    }

    /** Who hears of questions and of the decision. */
    MailAuthObserver observer() {
        return dns.observer();
    }

    SpfLimits limits() {
        return limits;
    }

    SpfCost cost() {
        return new SpfCost(terms, voids, questions);
    }

    int terms() {
        return terms;
    }

    int voids() {
        return voids;
    }

    int questions() {
        return questions;
    }

    /** How long the evaluation has taken until now; at most as long as it may. */
    Duration elapsed() {
        return granted.minus(deadline.remaining());
    }

    /** Counts a term before it is evaluated. */
    void spendTerm(SpfStepLog step) throws Stop {
        if (terms >= limits.dnsTerms()) {
            throw Stop.permerror(
                    "spf.dns-terms",
                    "§4.6.4",
                    Excerpt.of(step.term()) + " would be DNS term number " + (terms + 1) + " of at most "
                            + limits.dnsTerms());
        }
        terms++;
    }

    /** Counts a term whose question found nothing. */
    void spendVoid(SpfStepLog step) throws Stop {
        voids++;
        if (voids > limits.voidLookups()) {
            throw Stop.permerror(
                    "spf.void-lookups",
                    "§4.6.4",
                    Excerpt.of(step.term()) + " is void lookup number " + voids + " of at most "
                            + limits.voidLookups());
        }
    }

    /** Asks, within the bounds on questions and time. Failures come back as answers; the caller knows what they mean. */
    DnsAnswer ask(DnsName name, DnsType type) throws Stop {
        boolean known = dns.known(name, type).isPresent();
        boolean first = asked == null ? !known : asked.get(name, type) == null;
        boolean tooMany = first && questions >= limits.dnsQuestions();
        // Before a question goes out the message's DNS looks at the clock: only what it knows already needs a look
        // here.
        if ((tooMany || known) && deadline.hasPassed()) {
            throw outOfTime();
        }
        if (tooMany) {
            throw Stop.permerror(
                    "spf.dns-questions",
                    "§11.1",
                    "the evaluation would need more than " + limits.dnsQuestions() + " DNS questions");
        }
        DnsAnswer answer = dns.ask(name, type, SpfEvaluator.SPENDER, deadline);
        if (answer instanceof DnsAnswer.Failed failed) {
            endIfNotTheDomainsFault(failed.cause());
        }
        if (first) {
            questions++;
            if (asked != null) {
                asked.putIfAbsent(name, type, type);
            }
        }
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
