package org.mailauth.dkim.rotation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.mailauth.DomainName;
import org.mailauth.dkim.DkimKeyRecord;
import org.mailauth.dkim.Selector;
import org.mailauth.dkim.SigningAlgorithm;
import org.mailauth.dkim.ZoneRecord;

/** Collects the steps of one plan, and writes their zone texts. */
final class StepList {
    private final DomainName domain;
    private final RotationPolicy policy;
    private final Instant now;
    private final List<RotationStep> steps = new ArrayList<>();

    StepList(DomainName domain, RotationPolicy policy, Instant now) {
        this.domain = domain;
        this.policy = policy;
        this.now = now;
    }

    Instant now() {
        return now;
    }

    RotationPolicy policy() {
        return policy;
    }

    void generate(SigningAlgorithm algorithm, Selector selector, Instant at, String text) {
        steps.add(new RotationStep(
                RotationAction.GENERATE, selector, algorithm, at, Optional.empty(), text, Optional.empty()));
    }

    void publish(RotationKey key, Instant at, String text) {
        add(RotationAction.PUBLISH, key, at, text, key.record().flatMap(record -> zone(key, record.toText())));
    }

    void revoke(RotationKey key, Instant at, String text) {
        // RFC 6376 §3.6.1: an empty p= says that the key was revoked.
        String empty = "v=DKIM1; k=" + key.algorithm().keyType() + "; p=";
        add(
                RotationAction.REVOKE,
                key,
                at,
                text,
                zone(key, DkimKeyRecord.parse(empty).orElseThrow().toText()));
    }

    /** Work that leaves the zone as it is, or takes a record out of it. */
    void add(RotationAction action, RotationKey key, Instant at, String text) {
        add(action, key, at, text, Optional.empty());
    }

    private void add(RotationAction action, RotationKey key, Instant at, String text, Optional<ZoneRecord> zone) {
        steps.add(new RotationStep(action, key.selector(), key.algorithm(), at, Optional.empty(), text, zone));
    }

    /** No work: the key stays as it is from now on. */
    void rest(RotationAction action, RotationKey key, Optional<Instant> until, String text) {
        if (until.map(end -> end.isAfter(now)).orElse(true)) {
            steps.add(new RotationStep(action, key.selector(), key.algorithm(), now, until, text, Optional.empty()));
        }
    }

    private Optional<ZoneRecord> zone(RotationKey key, String text) {
        return key.selector()
                .keyName(domain)
                .value()
                .map(name -> new ZoneRecord(name, Optional.of(policy.recordTtl()), text));
    }

    /** What is due in the order in which it should be done, then the rest by its time. */
    List<RotationStep> sorted() {
        Comparator<RotationStep> order = Comparator.<RotationStep, Boolean>comparing(step -> !step.isDue(now))
                .thenComparing(step -> step.isDue(now) ? now : step.at())
                .thenComparing(RotationStep::action)
                .thenComparing(step -> step.selector().toString());
        return steps.stream().sorted(order).toList();
    }
}
