package org.mailauth.dkim.rotation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.mailauth.DomainName;
import org.mailauth.Problem;
import org.mailauth.dkim.Selector;

/** Finds what does not fit together in the keys that a plan was given. */
final class StateProblems {
    private final DomainName domain;
    private final RotationPolicy policy;
    private final Instant now;
    private final List<Problem> problems = new ArrayList<>();

    StateProblems(DomainName domain, RotationPolicy policy, Instant now) {
        this.domain = domain;
        this.policy = policy;
        this.now = now;
    }

    List<Problem> of(List<RotationKey> keys) {
        Set<Selector> seen = new HashSet<>();
        for (RotationKey key : keys) {
            if (!seen.add(key.selector())) {
                add(key, "selector-twice", "RFC 6376 §3.1", "two keys have this selector");
            }
            check(key);
        }
        if (keys.stream().noneMatch(RotationKey::signs)) {
            problems.add(Problem.of("rotation.nothing-signs", "", "no key signs: mail goes out unsigned"));
        }
        return List.copyOf(problems);
    }

    private void check(RotationKey key) {
        if (key.selector().keyName(domain).value().isEmpty()) {
            add(key, "name-too-long", "RFC 1035 §2.3.4", "selector and domain make too long a name for the DNS");
        }
        if (!policy.algorithms().contains(key.algorithm()) && key.state() != RotationState.REMOVED) {
            add(
                    key,
                    "algorithm",
                    "",
                    "the policy has no keys for " + key.algorithm().word());
        }
        if (!KeyLine.isLargeEnough(key, policy)) {
            add(key, "key-too-small", "RFC 8301 §3.2", "the key has fewer bits than the policy wants");
        }
        if (!key.isUsable() && key.state() == RotationState.GENERATED) {
            add(key, "discard", "", "the key is compromised and was never published: discard it");
        }
        checkOrder(key);
        checkSigning(key);
    }

    private void checkOrder(RotationKey key) {
        Optional<Instant> before = Optional.empty();
        for (Optional<Instant> moment :
                List.of(key.published(), key.firstSigned(), key.lastSigned(), key.revoked(), key.removed())) {
            if (before.isPresent() && moment.isPresent() && moment.get().isBefore(before.get())) {
                add(key, "order", "", moment.get() + " lies before an earlier step of the key, " + before.get());
            }
            if (moment.isPresent() && moment.get().isAfter(now.plus(policy.clockSkew()))) {
                add(key, "future", "", moment.get() + " lies in the future");
            }
            before = moment.isPresent() ? moment : before;
        }
    }

    private void checkSigning(RotationKey key) {
        if (key.firstSigned().isEmpty()) {
            return;
        }
        if (key.published().isEmpty()) {
            add(key, "not-published", "RFC 6376 §3.6.2", "the key signed and was never published");
            return;
        }
        Instant visible = key.published().get().plus(policy.publicationWait());
        // The margin for wrong clocks is part of both times, and what was written down may be wrong by it.
        if (key.firstSigned().get().plus(policy.clockSkew()).isBefore(visible)) {
            add(key, "signed-too-early", "RFC 2308 §5", "resolvers may not have seen the key before " + visible);
        }
        Optional<Instant> gone = key.revoked().or(key::removed);
        if (gone.isPresent() && key.isUsable()) {
            Instant end = key.lastSigned().orElse(gone.get()).plus(policy.grace());
            if (gone.get().plus(policy.clockSkew()).isBefore(end)) {
                add(key, "gone-too-early", "RFC 6376 §3.6.1", "mail signed with the key may be under way until " + end);
            }
        }
    }

    private void add(RotationKey key, String code, String reference, String text) {
        problems.add(Problem.of("rotation." + code, reference, key.selector() + ": " + text));
    }
}
