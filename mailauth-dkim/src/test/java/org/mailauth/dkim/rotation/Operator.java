package org.mailauth.dkim.rotation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.mailauth.DomainName;
import org.mailauth.dkim.Selector;
import org.mailauth.dkim.SigningAlgorithm;

/** Looks at the plan now and then, with a clock that is wrong, and does what is due: some of it, in any order, and late. */
final class Operator {
    static final DomainName DOMAIN = DomainName.of("example.com");
    /** How often one thing can be put off. */
    static final int PATIENCE = 2;

    private final World world;
    private final RotationPolicy policy;
    private final Random random;
    private final Map<String, Integer> putOff = new HashMap<>();
    private List<RotationKey> keys = new ArrayList<>();

    Operator(World world, RotationPolicy policy, Random random) {
        this.world = world;
        this.policy = policy;
        this.random = random;
    }

    List<RotationKey> keys() {
        return keys;
    }

    /** The time as the operator's clock has it: two readings differ by no more than the clock skew. */
    Instant clock() {
        long half = policy.clockSkew().toSeconds() / 2;
        return world.time().plusSeconds(half == 0 ? 0 : random.nextLong(-half, half + 1));
    }

    KeyRotationPlan plan() {
        return KeyRotationPlan.of(DOMAIN, keys, policy, clock());
    }

    /** A key that somebody published before the story begins. */
    void has(Selector selector, SigningAlgorithm algorithm) {
        keys.add(RotationKey.of(selector, algorithm).after(RotationAction.PUBLISH, clock()));
        world.change(selector, World.Answer.KEY);
    }

    /** All keys there are begin to sign. */
    void startSigning() {
        Instant at = clock();
        keys.replaceAll(key -> key.after(RotationAction.SWITCH, at));
        keys.forEach(key -> world.startSigning(key.selector()));
    }

    void work(boolean puttingOff) {
        List<RotationStep> due = new ArrayList<>(plan().due());
        Collections.shuffle(due, random);
        for (RotationStep step : due) {
            int before = putOff.merge(step.action() + " " + step.selector(), 1, Integer::sum);
            if (!puttingOff || before > PATIENCE || random.nextInt(10) < 6) {
                world.pass(Duration.ofSeconds(random.nextInt(1800)));
                perform(step);
            }
        }
    }

    private void perform(RotationStep step) {
        Selector selector = step.selector();
        switch (step.action()) {
            case GENERATE -> keys.add(RotationKey.of(selector, step.algorithm()));
            case PUBLISH -> world.change(selector, World.Answer.KEY);
            case REVOKE -> world.change(selector, World.Answer.REVOKED);
            case REMOVE -> world.change(selector, World.Answer.NOTHING);
            case SWITCH -> {
                world.startSigning(selector);
                if (policy.overlap().isZero() && random.nextBoolean()) {
                    stopOthers(step);
                }
            }
            case STOP -> world.stopSigning(selector);
            case WAIT, KEEP -> throw new AssertionError("no work: " + step);
        }
        Instant at = clock();
        keys.replaceAll(key -> key.selector().equals(selector) ? key.after(step.action(), at) : key);
    }

    /** Without overlap the configuration of a signer names one key, so that the old one stops as the new one starts. */
    private void stopOthers(RotationStep step) {
        Instant at = clock();
        keys.replaceAll(key -> {
            boolean other = key.algorithm() == step.algorithm()
                    && key.state() == RotationState.SIGNING
                    && !key.selector().equals(step.selector());
            if (other) {
                world.stopSigning(key.selector());
            }
            return other ? key.after(RotationAction.STOP, at) : key;
        });
    }

    void compromise(Selector selector) {
        Instant at = clock();
        keys.replaceAll(key -> key.selector().equals(selector) ? key.compromisedAt(at) : key);
    }
}
