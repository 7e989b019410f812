package org.mailauth.dane.publish;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.mailauth.Problem;
import org.mailauth.dane.TlsaRecord;

/**
 * Tells in which order TLSA records and certificates are changed, and when, so that no sender ever sees a certificate that
 * its records do not name (RFC 7671 §8, RFC 7672 §4): publish old and new, wait until no resolver remembers the old
 * records alone, switch the servers, wait, remove the old records.
 *
 * <p>Where the certificate changes and the records do not (a renewal with the same key, or by the same authority), the
 * servers just switch. DANE begins with the certificate in place and ends with the records gone. A step may always be taken
 * later than the plan says, never sooner; the next plan starts from what was really done.
 *
 * <p>Immutable and thread-safe. The plan does nothing by itself, and the same input gives the same plan.
 */
public final class TlsaRolloverPlan {
    private record Stage(TlsaRolloverAction action, Duration distance, String text) {}

    private final TlsaRollover rollover;
    private final Instant now;
    private final List<TlsaRolloverStep> steps;
    private final List<Problem> problems;

    private TlsaRolloverPlan(TlsaRollover rollover, TlsaRolloverTimes times, Instant now) {
        this.rollover = Objects.requireNonNull(rollover, "rollover");
        this.now = Objects.requireNonNull(now, "now");
        List<Stage> stages = stages(rollover, Objects.requireNonNull(times, "times"));
        this.steps = steps(stages);
        this.problems = new RolloverProblems(rollover).all(missedWaits(stages));
    }

    /**
     * Makes the plan.
     *
     * @param rollover what changes, and what has been done
     * @param times how long the steps must lie apart
     * @param now the time
     * @return the plan
     */
    public static TlsaRolloverPlan of(TlsaRollover rollover, TlsaRolloverTimes times, Instant now) {
        return new TlsaRolloverPlan(rollover, times, now);
    }

    private static List<Stage> stages(TlsaRollover rollover, TlsaRolloverTimes times) {
        List<Stage> stages = new ArrayList<>();
        boolean adds = !rollover.current().containsAll(rollover.next());
        boolean drops = !rollover.next().containsAll(rollover.current());
        if (rollover.current().isEmpty()) {
            stages.add(new Stage(
                    TlsaRolloverAction.SWITCH, Duration.ZERO, "let every server show the certificate to be published"));
            stages.add(new Stage(
                    TlsaRolloverAction.PUBLISH,
                    Duration.ZERO,
                    "publish the records; senders hold on to them from now on"));
            return stages;
        }
        if (rollover.next().isEmpty()) {
            stages.add(new Stage(TlsaRolloverAction.REMOVE, Duration.ZERO, "take all records out of the zone"));
            stages.add(new Stage(
                    TlsaRolloverAction.SWITCH,
                    times.untilSeen(),
                    "no resolver remembers the records: certificates may change freely"));
            return stages;
        }
        if (adds) {
            stages.add(new Stage(
                    TlsaRolloverAction.PUBLISH, Duration.ZERO, "publish the new records beside the old ones"));
        }
        stages.add(new Stage(
                TlsaRolloverAction.SWITCH,
                adds ? times.untilSeen() : Duration.ZERO,
                adds
                        ? "no resolver remembers the old records alone: let every server show the new certificate"
                        : "the records name the new certificate already: let every server show it"));
        if (drops) {
            stages.add(new Stage(TlsaRolloverAction.REMOVE, times.overlap(), "take the old records out of the zone"));
        }
        return stages;
    }

    private List<TlsaRolloverStep> steps(List<Stage> stages) {
        List<TlsaRolloverStep> open = new ArrayList<>();
        Instant before = now;
        boolean first = true;
        for (Stage stage : stages) {
            Optional<Instant> done = rollover.done(stage.action());
            Instant at = first ? now : before.plus(stage.distance());
            if (done.isPresent()) {
                before = done.get();
            } else {
                open.add(new TlsaRolloverStep(stage.action(), at, stage.text(), zoneAfter(stage.action())));
                // What is late already can be done now at the earliest, and all that follows counts from there.
                before = at.isAfter(now) ? at : now;
            }
            first = false;
        }
        return List.copyOf(open);
    }

    private List<TlsaRecord> zoneAfter(TlsaRolloverAction action) {
        if (rollover.current().isEmpty()) {
            boolean published =
                    action == TlsaRolloverAction.PUBLISH || rollover.published().isPresent();
            return published ? rollover.next() : List.of();
        }
        if (rollover.next().isEmpty()
                || action == TlsaRolloverAction.REMOVE
                || rollover.removed().isPresent()) {
            return rollover.next();
        }
        Set<TlsaRecord> both = new LinkedHashSet<>(rollover.current());
        both.addAll(rollover.next());
        return List.copyOf(both);
    }

    /** Steps that were done before their time, or without the one before. */
    private List<Problem> missedWaits(List<Stage> stages) {
        List<Problem> missed = new ArrayList<>();
        Optional<Instant> before = Optional.empty();
        boolean first = true;
        for (Stage stage : stages) {
            Optional<Instant> done = rollover.done(stage.action());
            if (done.isPresent() && !first) {
                if (before.isEmpty()) {
                    missed.add(RolloverProblems.of(
                            "order", stage.action() + " was done while the step before it is still open"));
                } else if (done.get().isBefore(before.get().plus(stage.distance()))) {
                    missed.add(RolloverProblems.of(
                            "too-early",
                            stage.action() + " was done before " + before.get().plus(stage.distance())
                                    + ": some senders could not deliver, or still cannot"));
                }
            }
            before = done;
            first = false;
        }
        return missed;
    }

    /**
     * What is still to be done, in order, each step at the earliest time that is safe.
     *
     * @return unmodifiable; empty when all is done
     */
    public List<TlsaRolloverStep> steps() {
        return steps;
    }

    /**
     * What is to be done now.
     *
     * @return the next step, if its time has come
     */
    public Optional<TlsaRolloverStep> due() {
        return steps.stream().findFirst().filter(step -> step.isDue(now));
    }

    /**
     * When to look again.
     *
     * @return the time of the next step when it is not due yet
     */
    public Optional<Instant> nextChange() {
        return steps.stream().findFirst().filter(step -> !step.isDue(now)).map(TlsaRolloverStep::at);
    }

    /**
     * What will go wrong with these records, or went wrong already.
     *
     * @return problems whose codes start with {@code rollover.} or {@code tlsa.}, possibly none
     */
    public List<Problem> problems() {
        return problems;
    }

    /** The steps, one a line, times in ISO 8601. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        steps.forEach(step -> text.append(text.length() == 0 ? "" : "\n").append(step));
        return text.toString();
    }
}
