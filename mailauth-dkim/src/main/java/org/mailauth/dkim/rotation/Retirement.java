package org.mailauth.dkim.rotation;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Takes old keys out of use, out of trust and out of the zone, without failing mail that is under way. */
final class Retirement {
    private final List<KeyLine> lines;
    private final List<RotationKey> keys;
    private final StepList steps;
    private final RotationPolicy policy;

    Retirement(List<KeyLine> lines, List<RotationKey> keys, StepList steps) {
        this.lines = lines;
        this.keys = keys;
        this.steps = steps;
        this.policy = steps.policy();
    }

    void plan() {
        for (RotationKey key : keys) {
            switch (key.state()) {
                case SIGNING -> planSigning(key);
                case RETIRED -> planRetired(key);
                case REVOKED -> planRevoked(key);
                case PUBLISHED -> planUnused(key);
                case GENERATED, REMOVED -> {
                    // Nothing of it is in the DNS.
                }
            }
        }
    }

    private void planSigning(RotationKey key) {
        if (!key.isUsable()) {
            stopAtOnce(key);
            return;
        }
        successorOf(key).flatMap(this::stopTime).ifPresent(at -> {
            steps.rest(RotationAction.KEEP, key, Optional.of(at), "old and new key both sign");
            steps.add(RotationAction.STOP, key, at, "stop signing with this key; another one has taken its place");
        });
    }

    /** The key that took the place of a signing one. */
    private Optional<RotationKey> successorOf(RotationKey key) {
        Optional<KeyLine> line = lines.stream()
                .filter(mine -> mine.algorithm() == key.algorithm())
                .findFirst();
        if (line.isEmpty()) {
            // The policy wants this algorithm no longer: whichever key signs takes its place.
            return lines.stream().flatMap(other -> other.current().stream()).min(Comparator.comparing(KeyLine::start));
        }
        return line.get()
                .current()
                .filter(current -> !current.equals(key))
                .map(current -> keys.stream()
                        .filter(other -> other.signs() && other.algorithm() == key.algorithm() && isNewer(other, key))
                        .min(Comparator.comparing(KeyLine::start))
                        .orElse(current));
    }

    private static boolean isNewer(RotationKey other, RotationKey key) {
        return KeyLine.start(other).isAfter(KeyLine.start(key));
    }

    /** Never before everybody sees the key that remains: the domain is not left without a signing key. */
    private Optional<Instant> stopTime(RotationKey successor) {
        Instant overlapped = KeyLine.start(successor).plus(policy.overlap());
        return KeyLine.visible(successor, policy).map(visible -> visible.isAfter(overlapped) ? visible : overlapped);
    }

    private void stopAtOnce(RotationKey key) {
        Instant since = compromised(key);
        boolean alone = keys.stream().noneMatch(RotationKey::signs);
        steps.add(
                RotationAction.STOP,
                key,
                since,
                "stop signing with this key: it is compromised"
                        + (alone ? "; until another key signs, mail goes out unsigned, and DMARC rests on SPF" : ""));
        revokeCompromised(key, since);
    }

    /** Whatever clock wrote it down: what has become known is due. */
    private Instant compromised(RotationKey key) {
        Instant since = key.compromised().orElseThrow();
        return since.isAfter(steps.now()) ? steps.now() : since;
    }

    private void revokeCompromised(RotationKey key, Instant since) {
        if (key.published().isEmpty()) {
            return;
        }
        Instant end = key.lastSigned().orElse(steps.now()).plus(policy.grace());
        boolean lost = key.firstSigned().isPresent() && end.isAfter(steps.now());
        steps.revoke(
                key,
                since,
                "revoke the compromised key; forgeries pass until caches forget it, " + policy.recordTtl()
                        + " and the propagation time later"
                        + (lost
                                ? "; lost are the signatures of mail still under way, at the latest until " + end
                                : ""));
    }

    private void planRetired(RotationKey key) {
        if (!key.isUsable()) {
            revokeCompromised(key, compromised(key));
            return;
        }
        if (key.published().isEmpty()) {
            return;
        }
        Instant end = key.lastSigned().orElseThrow().plus(policy.grace());
        steps.rest(RotationAction.KEEP, key, Optional.of(end), "mail signed with this key may still be under way");
        if (policy.revokedFor().isZero()) {
            steps.add(RotationAction.REMOVE, key, end, "remove the record: no mail signed with this key is under way");
        } else {
            steps.revoke(key, end, "revoke the key: no mail signed with it is under way");
        }
    }

    private void planRevoked(RotationKey key) {
        Instant end = key.revoked().orElseThrow().plus(policy.revokedFor());
        steps.rest(RotationAction.KEEP, key, Optional.of(end), "the empty record says that the key was revoked");
        steps.add(RotationAction.REMOVE, key, end, "remove the empty record; never use the selector again");
    }

    private void planUnused(RotationKey key) {
        if (!key.isUsable()) {
            revokeCompromised(key, compromised(key));
        } else if (lines.stream().noneMatch(line -> line.successors().contains(key))) {
            steps.add(
                    RotationAction.REMOVE,
                    key,
                    steps.now(),
                    "remove the record: the key does not fit the policy and never signed");
        }
    }
}
