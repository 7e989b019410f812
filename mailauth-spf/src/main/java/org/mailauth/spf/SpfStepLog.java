package org.mailauth.spf;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mailauth.dns.DnsAnswer;
import org.mailauth.dns.DnssecStatus;
import org.mailauth.internal.net.IpLiteral;

/**
 * Notes what a term stood for while it is evaluated: names and addresses as they are found, which are written as text only
 * for an {@link SpfTrace.Step} that somebody wants to see.
 */
final class SpfStepLog {
    private static final int MAX_RESOLVED = 32;

    private final @Nullable SpfRecord record;
    private final int place;
    private SpfTrace.Outcome outcome = SpfTrace.Outcome.ERROR;
    private @Nullable Object firstResolved;
    private @Nullable List<Object> moreResolved;
    private DnssecStatus dnssec = DnssecStatus.SECURE;
    private @Nullable PolicyLog nested;
    private @Nullable SpfStepLog next;
    // What the evaluation had cost before the term; from its end on, what the term has cost.
    private int terms;
    private int voids;
    private int questions;

    /** Starts with the term at a place of a record: a directive, or behind all of them the redirect. */
    SpfStepLog(SpfRecord record, int place, SpfAccount account) {
        this.record = record;
        this.place = place;
        this.terms = account.terms();
        this.voids = account.voids();
        this.questions = account.questions();
    }

    private SpfStepLog() {
        this.record = null;
        this.place = 0;
    }

    /** A log that nobody reads, for what is no term. */
    static SpfStepLog unread() {
        return new SpfStepLog();
    }

    int place() {
        return place;
    }

    /** The term as published. */
    String term() {
        return record == null ? "" : record.term(place);
    }

    /** Notes a name or an address. */
    void resolved(Object nameOrAddress) {
        if (firstResolved == null) {
            firstResolved = nameOrAddress;
            return;
        }
        if (moreResolved == null) {
            moreResolved = new ArrayList<>(4);
        }
        if (moreResolved.size() < MAX_RESOLVED - 1) {
            moreResolved.add(nameOrAddress);
        } else if (moreResolved.size() == MAX_RESOLVED - 1) {
            moreResolved.add("...");
        }
    }

    void answered(DnsAnswer answer) {
        dnssec = dnssec.and(answer.evidence().dnssec());
    }

    void nested(PolicyLog policy) {
        nested = policy;
        dnssec = dnssec.and(policy.dnssec());
    }

    @Nullable
    PolicyLog nested() {
        return nested;
    }

    DnssecStatus dnssec() {
        return dnssec;
    }

    void end(SpfTrace.Outcome how, SpfAccount account) {
        outcome = how;
        terms = account.terms() - terms;
        voids = account.voids() - voids;
        questions = account.questions() - questions;
    }

    /** Whether a policy below took part in the result of this one. */
    boolean isDecisive() {
        return outcome == SpfTrace.Outcome.ERROR || outcome == SpfTrace.Outcome.REDIRECT;
    }

    void before(SpfStepLog step) {
        next = step;
    }

    @Nullable
    SpfStepLog next() {
        return next;
    }

    SpfTrace.Step step() {
        List<String> texts = new ArrayList<>();
        if (firstResolved != null) {
            texts.add(text(firstResolved));
        }
        if (moreResolved != null) {
            moreResolved.forEach(found -> texts.add(text(found)));
        }
        return new SpfTrace.Step(
                term(),
                outcome,
                texts,
                new SpfCost(terms, voids, questions),
                Optional.ofNullable(nested).map(PolicyLog::trace));
    }

    private static String text(Object nameOrAddress) {
        return nameOrAddress instanceof InetAddress address ? IpLiteral.format(address) : nameOrAddress.toString();
    }
}
