package org.mailauth.dkim.rotation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.mailauth.dkim.Selector;

/**
 * What really happens while somebody rotates keys: a zone whose servers lag, resolvers that remember as long as they may,
 * signers, and mail under way. Knows nothing of plans.
 *
 * <p>The worst case is assumed everywhere: just before each change of the zone some resolver asks the slowest server.
 */
final class World {
    private final Duration lag;
    private final Duration positiveTtl;
    private final Duration negativeTtl;
    private final Duration longestFlight;
    private final Map<Selector, List<Version>> zone = new HashMap<>();
    private final Map<Selector, Instant> signing = new LinkedHashMap<>();
    private final List<Mail> underWay = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();
    private Instant time;
    private int verified;

    /** What a resolver can be told of a selector. */
    enum Answer {
        NOTHING,
        KEY,
        REVOKED
    }

    private record Version(Instant since, Answer answer) {}

    private record Mail(Selector selector, Instant signed, Instant verified) {}

    World(Instant start, Duration lag, Duration positiveTtl, Duration negativeTtl, Duration longestFlight) {
        this.time = start;
        this.lag = lag;
        this.positiveTtl = positiveTtl;
        this.negativeTtl = negativeTtl;
        this.longestFlight = longestFlight;
    }

    Instant time() {
        return time;
    }

    /** Time passes; mail is signed at the start, in the middle and at the end of it, and earlier mail arrives. */
    void pass(Duration span) {
        sign();
        time = time.plus(span.dividedBy(2));
        sign();
        time = time.plus(span.minus(span.dividedBy(2)));
        sign();
        underWay.removeIf(mail -> {
            boolean arrived = !mail.verified().isAfter(time);
            if (arrived) {
                verify(mail);
            }
            return arrived;
        });
    }

    /** Time passes and nobody signs. */
    void skip(Duration span) {
        time = time.plus(span);
    }

    private void sign() {
        for (Selector selector : signing.keySet()) {
            Duration longest = longestFlight.isZero() ? Duration.ZERO : longestFlight.minusSeconds(1);
            for (Duration flight : List.of(Duration.ZERO, longest.dividedBy(3), longest)) {
                underWay.add(new Mail(selector, time, time.plus(flight)));
            }
        }
    }

    private void verify(Mail mail) {
        verified++;
        Set<Answer> answers = possibleAnswers(mail.selector(), mail.verified());
        if (!answers.equals(EnumSet.of(Answer.KEY))) {
            failures.add("signed " + mail.signed() + " with " + mail.selector() + ", at " + mail.verified()
                    + " a resolver may say " + answers);
        }
    }

    /** Everything that some resolver can answer at a moment up to now. */
    private Set<Answer> possibleAnswers(Selector selector, Instant moment) {
        Set<Answer> answers = EnumSet.noneOf(Answer.class);
        List<Version> versions = zone.getOrDefault(selector, List.of());
        Answer answer = Answer.NOTHING;
        Instant since = Instant.MIN;
        for (Version next : versions) {
            Duration ttl = answer == Answer.NOTHING ? negativeTtl : positiveTtl;
            Instant forgotten = next.since().plus(lag).plus(ttl);
            if (!since.isAfter(moment) && moment.isBefore(forgotten)) {
                answers.add(answer);
            }
            answer = next.answer();
            since = next.since();
        }
        if (!since.isAfter(moment)) {
            answers.add(answer);
        }
        return answers;
    }

    void change(Selector selector, Answer answer) {
        zone.computeIfAbsent(selector, any -> new ArrayList<>()).add(new Version(time, answer));
    }

    void startSigning(Selector selector) {
        signing.putIfAbsent(selector, time);
    }

    void stopSigning(Selector selector) {
        signing.remove(selector);
    }

    /** The keys that sign, and since when. */
    Map<Selector, Instant> signing() {
        return signing;
    }

    List<String> failures() {
        return failures;
    }

    int verified() {
        return verified;
    }
}
