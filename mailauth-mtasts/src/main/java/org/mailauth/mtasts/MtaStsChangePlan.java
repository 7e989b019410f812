package org.mailauth.mtasts;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Decides in which order a domain changes what it publishes for MTA-STS, and how long it waits between the steps, so that no
 * sender is left with a policy that does not fit (RFC 8461 §8.1, §8.3).
 *
 * <p>Two things always hold. The file comes before the record that names it, or a sender would remember the old policy under
 * the new id. And no host that a remembered policy demands goes away, and no host that it does not permit comes, before
 * every sender can have seen the new record.
 *
 * <p>A plan is a pure function of what it is given and does nothing by itself. Immutable and thread-safe.
 */
public final class MtaStsChangePlan {
    private static final Duration SMALL_MAX_AGE = Duration.ofDays(1);

    private final List<MtaStsStep> steps;
    private final MtaStsPublication result;

    private MtaStsChangePlan(List<MtaStsStep> steps, MtaStsPublication result) {
        this.steps = List.copyOf(steps);
        this.result = result;
    }

    /**
     * A domain that has no policy gets one.
     *
     * @param policy the policy; mode testing is the one to begin with
     * @param now the time
     * @return file, then record
     */
    public static MtaStsChangePlan introduce(MtaStsPolicy policy, Instant now) {
        MtaStsPublication next = MtaStsPublication.of(policy, now);
        List<MtaStsStep> steps = new ArrayList<>();
        publish(steps, next, now);
        return new MtaStsChangePlan(steps, next);
    }

    /**
     * A policy gives way to another while the MX hosts stay; both must permit them.
     *
     * @param current what is published
     * @param policy the next policy
     * @param recordTtl how long resolvers remember the record, zero or more
     * @param now the time
     * @return file, record, and the time from which on the old policy need not work any more; no step when the policy is
     *     the same
     */
    public static MtaStsChangePlan update(
            MtaStsPublication current, MtaStsPolicy policy, Duration recordTtl, Instant now) {
        requireTime("recordTtl", recordTtl);
        MtaStsPublication next = current.withPolicy(policy, now);
        List<MtaStsStep> steps = new ArrayList<>();
        if (!next.equals(current)) {
            publish(steps, next, now);
            steps.add(step(
                    MtaStsStep.Action.DONE,
                    now.plus(recordTtl),
                    "until now a sender may not have seen the new record: the old policy had to keep working"));
        }
        return new MtaStsChangePlan(steps, next);
    }

    /**
     * The MX hosts of a domain change: the policy permits old and new hosts before the MX records change, and the old ones
     * no more once nobody remembers those.
     *
     * @param current what is published
     * @param hosts the hosts of the policy afterwards, at least one
     * @param recordTtl how long resolvers remember the record, zero or more
     * @param mxTtl how long resolvers remember the MX records, zero or more
     * @param now the time
     * @return the steps
     */
    public static MtaStsChangePlan changeHosts(
            MtaStsPublication current, List<MxPattern> hosts, Duration recordTtl, Duration mxTtl, Instant now) {
        requireTime("recordTtl", recordTtl);
        requireTime("mxTtl", mxTtl);
        if (hosts.isEmpty()) {
            throw new IllegalArgumentException("hosts must not be empty");
        }
        List<MxPattern> both = new ArrayList<>(current.policy().mx());
        both.addAll(hosts);
        List<MtaStsStep> steps = new ArrayList<>();
        MtaStsPublication wide = current.withPolicy(withHosts(current.policy(), both), now);
        Instant time = now;
        if (!wide.equals(current)) {
            publish(steps, wide, time);
            time = time.plus(recordTtl);
        }
        steps.add(step(
                MtaStsStep.Action.CHANGE_MX, time, "every sender can have seen that the policy permits the new hosts"));
        time = time.plus(mxTtl);
        MtaStsPublication narrow = wide.withPolicy(withHosts(current.policy(), hosts), time);
        if (!narrow.equals(wide)) {
            publish(steps, narrow, time);
            time = time.plus(recordTtl);
        }
        steps.add(step(MtaStsStep.Action.DONE, time, "no sender uses the old hosts any more"));
        return new MtaStsChangePlan(steps, narrow);
    }

    private static MtaStsPolicy withHosts(MtaStsPolicy policy, List<MxPattern> hosts) {
        return new MtaStsPolicy(policy.mode(), policy.maxAge(), hosts);
    }

    /**
     * A domain gives MTA-STS up: a policy of mode none takes the place of the old one until all that was ever served has
     * expired (RFC 8461 §8.3).
     *
     * @param current what is published
     * @param longestMaxAge the longest {@code max_age} that any policy of the domain had which a sender may still remember
     * @param recordTtl how long resolvers remember the record, zero or more
     * @param now the time
     * @return the steps
     */
    public static MtaStsChangePlan remove(
            MtaStsPublication current, Duration longestMaxAge, Duration recordTtl, Instant now) {
        requireTime("longestMaxAge", longestMaxAge);
        requireTime("recordTtl", recordTtl);
        MtaStsPolicy none = new MtaStsPolicy(MtaStsPolicy.Mode.NONE, SMALL_MAX_AGE, List.of());
        MtaStsPublication next = current.withPolicy(none, now);
        List<MtaStsStep> steps = new ArrayList<>();
        publish(steps, next, now);
        Duration served = current.policy().maxAge();
        Instant time = now.plus(longestMaxAge.compareTo(served) > 0 ? longestMaxAge : served);
        steps.add(step(
                MtaStsStep.Action.REMOVE_RECORD, time, "every policy that was served before mode none has expired"));
        time = time.plus(recordTtl);
        steps.add(step(
                MtaStsStep.Action.REMOVE_FILE, time, "nobody remembers the record, so that nobody looks for the file"));
        steps.add(step(MtaStsStep.Action.DONE, time, "the domain has no policy any more"));
        return new MtaStsChangePlan(steps, next);
    }

    private static void publish(List<MtaStsStep> steps, MtaStsPublication next, Instant at) {
        steps.add(new MtaStsStep(
                MtaStsStep.Action.SERVE_FILE,
                at,
                "the file comes first, or senders would remember the old policy under the new id",
                Optional.empty(),
                Optional.of(next.policy())));
        steps.add(new MtaStsStep(
                MtaStsStep.Action.PUBLISH_RECORD,
                at,
                "once the file is served everywhere, the new id makes senders get it",
                Optional.of(next.record()),
                Optional.empty()));
    }

    private static MtaStsStep step(MtaStsStep.Action action, Instant at, String text) {
        return new MtaStsStep(action, at, text, Optional.empty(), Optional.empty());
    }

    private static void requireTime(String name, Duration time) {
        Objects.requireNonNull(time, name);
        if (time.isNegative()) {
            throw new IllegalArgumentException(name + " must not be negative: " + time);
        }
    }

    /**
     * What is to be done, in this order.
     *
     * @return unmodifiable
     */
    public List<MtaStsStep> steps() {
        return steps;
    }

    /**
     * What is published in the end; of {@link #remove}, until it is removed.
     *
     * @return record and policy
     */
    public MtaStsPublication result() {
        return result;
    }

    /** The steps, one a line. */
    @Override
    public String toString() {
        return String.join("\n", steps.stream().map(MtaStsStep::toString).toList());
    }
}
