package org.mailauth.dkim.rotation;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Brings in new keys: generates and publishes them in time, and lets them sign once every resolver can see them. */
final class Succession {
    private final List<KeyLine> lines;
    private final FreeSelectors selectors;
    private final StepList steps;
    private final RotationPolicy policy;

    Succession(List<KeyLine> lines, FreeSelectors selectors, StepList steps) {
        this.lines = lines;
        this.selectors = selectors;
        this.steps = steps;
        this.policy = steps.policy();
    }

    void plan() {
        lines.forEach(this::plan);
    }

    private void plan(KeyLine line) {
        List<KeyLine> partners = partners(line);
        Optional<Instant> due =
                partners.stream().map(KeyLine::due).flatMap(Optional::stream).min(Comparator.naturalOrder());
        String why = line.current().isPresent()
                ? "to replace " + line.current().get().selector()
                : "because no key of this algorithm may sign";
        Optional<RotationKey> next = line.successor();
        if (next.isEmpty()) {
            Instant needed = needed(line, due);
            Instant day = needed.isAfter(steps.now()) ? needed : steps.now();
            steps.generate(
                    line.algorithm(),
                    selectors.next(line.algorithm(), day),
                    needed,
                    "make a new " + line.algorithm().keyType() + " key " + why);
        } else if (next.get().state() == RotationState.GENERATED) {
            steps.publish(next.get(), needed(line, due), "publish the new key " + why);
        } else {
            bringIn(next.get(), partners, due, why);
        }
        line.current()
                .ifPresent(key ->
                        steps.rest(RotationAction.KEEP, key, due, "the key signs until the next one takes its place"));
        line.successors().stream()
                .skip(1)
                .filter(key -> key.state() == RotationState.PUBLISHED)
                .forEach(key -> steps.rest(RotationAction.KEEP, key, Optional.empty(), "the key lies ready for later"));
    }

    /** When the next key of a line should be on its way. */
    private Instant needed(KeyLine line, Optional<Instant> due) {
        if (line.current().isEmpty() || due.isEmpty()) {
            return steps.now();
        }
        if (policy.standby()) {
            return KeyLine.start(line.current().get());
        }
        Duration lead = policy.publicationWait().plus(policy.preparation());
        return due.get().minus(lead);
    }

    private void bringIn(RotationKey key, List<KeyLine> partners, Optional<Instant> due, String why) {
        Optional<Instant> visible = visible(partners);
        Instant mine = KeyLine.visible(key, policy).orElseThrow();
        steps.rest(
                RotationAction.WAIT,
                key,
                Optional.of(mine),
                "until then resolvers may remember that there was no such key");
        if (visible.isEmpty()) {
            steps.rest(
                    RotationAction.WAIT,
                    key,
                    Optional.empty(),
                    "the keys of all algorithms change together, and that of another one is not published yet");
            return;
        }
        Instant at = due.filter(moment -> moment.isAfter(visible.get())).orElse(visible.get());
        String along = policy.overlap().isZero() ? ", which stops" : ", which goes on for " + policy.overlap();
        boolean replaces = due.isPresent();
        steps.add(RotationAction.SWITCH, key, at, "start signing with this key " + why + (replaces ? along : ""));
    }

    /** When the next keys of all these lines are visible; empty when one of them is not published. */
    private Optional<Instant> visible(List<KeyLine> partners) {
        Instant latest = Instant.MIN;
        for (KeyLine partner : partners) {
            Optional<Instant> visible = partner.successor().flatMap(key -> KeyLine.visible(key, policy));
            if (visible.isEmpty()) {
                return Optional.empty();
            }
            latest = visible.get().isAfter(latest) ? visible.get() : latest;
        }
        return Optional.of(latest);
    }

    /** The lines whose keys change at the same time as this one's, itself among them. */
    private List<KeyLine> partners(KeyLine line) {
        Optional<Instant> first =
                lines.stream().map(KeyLine::due).flatMap(Optional::stream).min(Comparator.naturalOrder());
        if (!policy.together() || first.isEmpty() || !line.joins(first.get())) {
            return List.of(line);
        }
        return lines.stream().filter(other -> other.joins(first.get())).toList();
    }
}
