package org.mailauth.dkim.rotation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.mailauth.DomainName;
import org.mailauth.Problem;

/**
 * Tells what to do with the keys of a domain, when, and why: a pure function of what is known of them, a policy and the
 * time.
 *
 * <p>A new key signs only once no resolver can remember that it was not there, an old one stays published while mail that
 * it signed may be under way, and no key stops before another one signs. A step may always be taken later than the plan
 * says, never sooner; nothing else of the plan depends on when the operator gets to it, because the next plan starts from
 * what was really done. A compromised key is the exception: it stops and is revoked at once, and the steps say what is
 * lost.
 *
 * <p>Immutable and thread-safe. The plan does nothing by itself, and the same input gives the same plan.
 */
public final class KeyRotationPlan {
    private static final int MOST_FORESEEN = 200;

    private final DomainName domain;
    private final RotationPolicy policy;
    private final List<RotationKey> keys;
    private final Instant now;
    private final List<RotationStep> steps;

    private KeyRotationPlan(DomainName domain, List<RotationKey> keys, RotationPolicy policy, Instant now) {
        this.domain = Objects.requireNonNull(domain, "domain");
        this.keys = List.copyOf(keys);
        this.policy = Objects.requireNonNull(policy, "policy");
        this.now = Objects.requireNonNull(now, "now");
        RotationKey.requireInRange(now);
        this.steps = stepsAt(this.keys, now);
    }

    /**
     * Makes the plan.
     *
     * @param domain the Signing Domain Identifier
     * @param keys all keys of the domain, in any order; none for a domain that does not sign yet. Removed keys may be left
     *     out, but their selectors must not be used again
     * @param policy what to go by
     * @param now the time, 1970 to 9999
     * @return the plan
     */
    public static KeyRotationPlan of(DomainName domain, List<RotationKey> keys, RotationPolicy policy, Instant now) {
        return new KeyRotationPlan(domain, keys, policy, now);
    }

    private List<RotationStep> stepsAt(List<RotationKey> known, Instant time) {
        StepList list = new StepList(domain, policy, time);
        List<KeyLine> lines = policy.algorithms().stream()
                .map(algorithm -> KeyLine.of(algorithm, known, policy))
                .toList();
        new Succession(lines, new FreeSelectors(known), list).plan();
        new Retirement(lines, known, list).plan();
        return list.sorted();
    }

    /**
     * The next steps of every key: first the work that is due, in the order in which it should be done, then what comes
     * later, by its time.
     *
     * @return unmodifiable; {@link RotationAction#WAIT} and {@link RotationAction#KEEP} included
     */
    public List<RotationStep> steps() {
        return steps;
    }

    /**
     * What is to be done now.
     *
     * @return the work among {@link #steps()} whose time has come, possibly none
     */
    public List<RotationStep> due() {
        return steps.stream().filter(step -> step.isDue(now)).toList();
    }

    /**
     * When to look again, if nothing else happens before.
     *
     * @return the earliest time of work that is not due yet; empty when there is none
     */
    public Optional<Instant> nextChange() {
        return steps.stream()
                .filter(step -> step.action().isWork() && !step.isDue(now))
                .map(RotationStep::at)
                .min(Comparator.naturalOrder());
    }

    /**
     * The calendar: all work up to a moment, each step taken as soon as it may be. Of keys that do not exist yet there is
     * no zone text.
     *
     * @param horizon how far to look from now, zero or more; at most 3650 days; the year 9999 is the last
     * @return the first 200 steps by time, {@link #due()} as of now
     */
    public List<RotationStep> foresee(Duration horizon) {
        if (horizon.isNegative() || horizon.compareTo(Duration.ofDays(3650)) > 0) {
            throw new IllegalArgumentException("horizon must be zero to 3650 days: " + horizon);
        }
        Instant end = now.plus(horizon).isAfter(RotationKey.LAST) ? RotationKey.LAST : now.plus(horizon);
        List<RotationStep> foreseen = new ArrayList<>();
        List<RotationKey> known = new ArrayList<>(keys);
        Instant time = now;
        while (foreseen.size() < MOST_FORESEEN) {
            Optional<RotationStep> next = stepsAt(known, time).stream()
                    .filter(step -> step.action().isWork())
                    .findFirst();
            if (next.isEmpty() || next.get().at().isAfter(end)) {
                break;
            }
            RotationStep step = next.get();
            time = step.at().isAfter(time) ? step.at() : time;
            foreseen.add(at(step, time));
            apply(step, time, known);
        }
        return List.copyOf(foreseen);
    }

    private static RotationStep at(RotationStep step, Instant time) {
        return new RotationStep(
                step.action(), step.selector(), step.algorithm(), time, step.until(), step.text(), step.zone());
    }

    private static void apply(RotationStep step, Instant time, List<RotationKey> known) {
        if (step.action() == RotationAction.GENERATE) {
            known.add(RotationKey.of(step.selector(), step.algorithm()));
            return;
        }
        known.replaceAll(key -> key.selector().equals(step.selector()) ? key.after(step.action(), time) : key);
    }

    /**
     * What does not fit together in the keys given, or already went wrong.
     *
     * @return findings whose codes start with {@code rotation.}, possibly none
     */
    public List<Problem> problems() {
        return new StateProblems(domain, policy, now).of(keys);
    }

    /**
     * The domain that the plan is for.
     *
     * @return the Signing Domain Identifier
     */
    public DomainName domain() {
        return domain;
    }

    /**
     * The time that the plan was made for.
     *
     * @return as given
     */
    public Instant now() {
        return now;
    }

    /** The steps, one a line, times in ISO 8601. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        steps.forEach(step -> text.append(text.length() == 0 ? "" : "\n").append(step));
        return text.toString();
    }
}
