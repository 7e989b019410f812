package org.mailauth.spf;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mailauth.dns.DnsAnswer;
import org.mailauth.dns.DnssecStatus;

/** Notes what a term stood for while it is evaluated. */
final class SpfStepLog {
    private static final int MAX_RESOLVED = 32;

    private final List<String> resolved = new ArrayList<>();
    private DnssecStatus dnssec = DnssecStatus.SECURE;
    private @Nullable SpfTrace nested;

    void resolved(String nameOrAddress) {
        if (resolved.size() < MAX_RESOLVED) {
            resolved.add(nameOrAddress);
        } else if (resolved.size() == MAX_RESOLVED) {
            resolved.add("...");
        }
    }

    void answered(DnsAnswer answer) {
        dnssec = dnssec.and(answer.evidence().dnssec());
    }

    void nested(CheckHost.Verdict verdict) {
        nested = verdict.trace();
        dnssec = dnssec.and(verdict.dnssec());
    }

    DnssecStatus dnssec() {
        return dnssec;
    }

    SpfTrace.Step step(String term, SpfTrace.Outcome outcome, SpfCost cost) {
        return new SpfTrace.Step(term, outcome, resolved, cost, Optional.ofNullable(nested));
    }
}
