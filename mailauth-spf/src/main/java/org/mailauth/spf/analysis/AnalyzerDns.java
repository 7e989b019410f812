package org.mailauth.spf.analysis;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.mailauth.dns.DnsAnswer;
import org.mailauth.dns.DnsFailure;
import org.mailauth.dns.DnsName;
import org.mailauth.dns.DnsType;
import org.mailauth.dns.MessageDns;

/** The DNS as one analysis sees it: bounded, each question asked once, and the age of every answer remembered. */
final class AnalyzerDns {
    /** The name under which an analysis spends from its budget. */
    private static final String SPENDER = "spf";

    private final MessageDns dns;
    private final Map<Asked, Duration> ttls = new LinkedHashMap<>();
    private boolean outOfBounds;

    /** A question. */
    record Asked(DnsName name, DnsType type) {}

    AnalyzerDns(MessageDns dns) {
        this.dns = dns;
    }

    DnsAnswer ask(DnsName name, DnsType type) {
        DnsAnswer answer = dns.ask(name, type, SPENDER);
        if (answer instanceof DnsAnswer.Failed failed) {
            outOfBounds |= wasNotAsked(failed);
        } else {
            ttls.put(new Asked(name, type), answer.evidence().ttl());
        }
        return answer;
    }

    /** Whether the analysis, and not the DNS, is why there is no answer. */
    boolean wasNotAsked(DnsAnswer.Failed failed) {
        return failed.cause() == DnsFailure.BUDGET_EXHAUSTED
                || failed.cause() == DnsFailure.INTERRUPTED
                || dns.budget().deadline().hasPassed();
    }

    /** Whether a question could not be asked any more. */
    boolean isOutOfBounds() {
        return outOfBounds;
    }

    /** How long the answer to a question that was asked may be remembered. */
    Optional<Duration> ttl(Asked asked) {
        return Optional.ofNullable(ttls.get(asked));
    }
}
