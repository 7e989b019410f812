package org.mailauth.spf;

import java.util.HashSet;
import java.util.Set;
import org.mailauth.Deadline;
import org.mailauth.dns.DnsAnswer;
import org.mailauth.dns.DnsFailure;
import org.mailauth.dns.DnsName;
import org.mailauth.dns.DnsType;
import org.mailauth.dns.MessageDns;

/** Counts what one evaluation spends, and ends it where RFC 7208 §4.6.4 or the caller's own bound says so. */
final class SpfAccount {
    private record Asked(DnsName name, DnsType type) {}

    private final SpfLimits limits;
    private final MessageDns dns;
    private final Deadline deadline;
    private final Set<Asked> asked = new HashSet<>();
    private int terms;
    private int voids;

    SpfAccount(SpfLimits limits, MessageDns dns) {
        this.limits = limits;
        this.dns = dns;
        this.deadline = dns.budget().deadline().orAfter(limits.elapsed());
    }

    SpfLimits limits() {
        return limits;
    }

    SpfCost cost() {
        return new SpfCost(terms, voids, asked.size());
    }

    /** Counts a term before it is evaluated. */
    void spendTerm(String term) throws Stop {
        if (terms >= limits.dnsTerms()) {
            throw Stop.permerror(
                    "spf.dns-terms",
                    "§4.6.4",
                    "\"" + term + "\" would be DNS term number " + (terms + 1) + " of at most " + limits.dnsTerms());
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
                    "\"" + term + "\" is void lookup number " + voids + " of at most " + limits.voidLookups());
        }
    }

    /** Asks, within the bounds on questions and time. Failures come back as answers; the caller knows what they mean. */
    DnsAnswer ask(DnsName name, DnsType type) throws Stop {
        if (deadline.hasPassed()) {
            // RFC 7208 §4.6.4: exceeding the time is temperror.
            throw Stop.temperror("spf.elapsed", "§4.6.4", "the evaluation has used up its time");
        }
        if (asked.add(new Asked(name, type)) && asked.size() > limits.dnsQuestions()) {
            throw Stop.permerror(
                    "spf.dns-questions",
                    "§11.1",
                    "the evaluation would need more than " + limits.dnsQuestions() + " DNS questions");
        }
        DnsAnswer answer = dns.ask(name, type, SpfEvaluator.SPENDER, deadline);
        if (answer instanceof DnsAnswer.Failed failed && failed.cause() == DnsFailure.BUDGET_EXHAUSTED) {
            throw Stop.temperror("spf.budget", "§4.6.4", "the message has used up its DNS questions");
        }
        return answer;
    }
}
