package org.mailauth.dkim.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.statistics.Statistics;
import org.mailauth.dkim.Selector;
import org.mailauth.dkim.SigningAlgorithm;

/** A simulated year of many operators with many policies. */
class RotationLawsTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration YEAR = Duration.ofDays(365);

    private static Duration upTo(Random random, Duration most) {
        return Duration.ofSeconds(random.nextLong(most.toSeconds() + 1));
    }

    /** Zero or anything up to the most. */
    private static Duration perhaps(Random random, Duration most) {
        return random.nextInt(4) == 0 ? Duration.ZERO : upTo(random, most);
    }

    private static RotationPolicy policy(Random random) {
        RotationPolicy.Builder builder = RotationPolicy.builder()
                .together(random.nextBoolean())
                .standby(random.nextBoolean())
                .preparation(perhaps(random, Duration.ofDays(20)))
                .overlap(perhaps(random, Duration.ofDays(20)))
                .recordTtl(perhaps(random, Duration.ofDays(2)))
                .negativeTtl(perhaps(random, Duration.ofDays(2)))
                .propagation(perhaps(random, Duration.ofDays(1)))
                .queueLifetime(perhaps(random, Duration.ofDays(14)))
                .clockSkew(perhaps(random, Duration.ofHours(4)))
                .revokedFor(perhaps(random, Duration.ofDays(60)));
        if (random.nextBoolean()) {
            builder.signatureLifetime(perhaps(random, Duration.ofDays(30)));
        }
        switch (random.nextInt(3)) {
            case 0 -> builder.algorithms(SigningAlgorithm.RSA_SHA256);
            case 1 -> builder.algorithms(SigningAlgorithm.ED25519_SHA256);
            default -> builder.algorithms(SigningAlgorithm.RSA_SHA256, SigningAlgorithm.ED25519_SHA256);
        }
        RotationPolicy open = builder.period(Duration.ofDays(3000)).build();
        Duration least = open.publicationWait().plus(open.preparation()).plus(open.overlap());
        return builder.period(least.plusSeconds(1).plus(upTo(random, Duration.ofDays(150))))
                .build();
    }

    private static World world(RotationPolicy policy) {
        Duration lifetime = policy.signatureLifetime().orElse(Duration.ZERO);
        Duration queue = policy.queueLifetime();
        return new World(
                START,
                policy.propagation(),
                policy.recordTtl(),
                policy.negativeTtl(),
                lifetime.compareTo(queue) > 0 ? lifetime : queue);
    }

    /** A time after which every resolver sees a key, with more to spare than a plan may take. */
    private static Duration surelySeen(RotationPolicy policy) {
        return policy.propagation()
                .plus(policy.recordTtl())
                .plus(policy.negativeTtl())
                .plus(policy.clockSkew().multipliedBy(2));
    }

    /** Some domains sign already, with keys that everybody can see. */
    private static Operator operator(World world, RotationPolicy policy, Random random) {
        Operator operator = new Operator(world, policy, random);
        if (random.nextBoolean()) {
            for (SigningAlgorithm algorithm : SigningAlgorithm.values()) {
                if (algorithm != SigningAlgorithm.RSA_SHA1 && random.nextInt(3) > 0) {
                    operator.has(Selector.of("old-" + algorithm.keyType()), algorithm);
                }
            }
            world.skip(surelySeen(policy));
            operator.startSigning();
        }
        return operator;
    }

    @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
    void everySignatureFindsItsKey(@ForAll long seed) {
        Random random = new Random(seed);
        RotationPolicy policy = policy(random);
        World world = world(policy);
        Operator operator = operator(world, policy, random);
        Duration longestStep = Duration.ofHours(12).plus(upTo(random, Duration.ofDays(5)));
        boolean signed = !world.signing().isEmpty();
        Instant end = START.plus(YEAR);
        while (world.time().isBefore(end)) {
            operator.work(true);
            world.pass(upTo(random, longestStep));
            assertThat(signed && world.signing().isEmpty())
                    .as("the domain is left without a signing key")
                    .isFalse();
            signed |= !world.signing().isEmpty();
        }

        assertThat(world.failures()).isEmpty();
        assertThat(world.verified()).isGreaterThan(100);
        long gone = operator.keys().stream()
                .filter(key -> key.revoked().or(key::removed).isPresent())
                .count();
        Statistics.label("keys taken back in the year")
                .collect(gone < 3 ? "fewer than three" : "three or more")
                .coverage(coverage -> coverage.check("three or more").percentage(share -> share > 40));
    }

    @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
    void everyKeyIsReplacedAndTakenAway(@ForAll long seed) {
        Random random = new Random(seed);
        RotationPolicy policy = policy(random);
        World world = world(policy);
        Operator operator = operator(world, policy, random);
        Duration longestStep = Duration.ofHours(12).plus(upTo(random, Duration.ofDays(3)));
        // Each of generating, publishing and switching can be put off twice, and then takes up to half an hour.
        Duration late = longestStep.multipliedBy(4 * (Operator.PATIENCE + 1)).plus(Duration.ofDays(2));
        Duration oldest =
                policy.period().plus(policy.overlap()).plus(policy.clockSkew()).plus(late);
        Instant end = START.plus(YEAR);
        while (world.time().isBefore(end)) {
            operator.work(true);
            world.pass(upTo(random, longestStep));
            for (Map.Entry<Selector, Instant> key : world.signing().entrySet()) {
                Duration age = Duration.between(key.getValue(), world.time());
                if (age.compareTo(oldest) > 0) {
                    assertThat(age).as(key + " of " + operator.keys()).isLessThan(oldest);
                }
            }
        }

        for (RotationKey key : operator.keys()) {
            Optional<Instant> last = key.lastSigned();
            Duration kept = policy.grace().plus(policy.revokedFor()).plus(late);
            if (last.isPresent() && last.get().plus(kept).isBefore(world.time())) {
                assertThat(key.state()).as(key.toString()).isEqualTo(RotationState.REMOVED);
            }
        }
    }

    @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
    void compromisedKeyStopsAtOnceAndTheOthersFailNoMail(@ForAll long seed) {
        Random random = new Random(seed);
        RotationPolicy policy = policy(random);
        World world = world(policy);
        Operator operator = operator(world, policy, random);
        Duration longestStep = Duration.ofHours(12).plus(upTo(random, Duration.ofDays(2)));
        Instant stolen = START.plus(Duration.ofDays(60)).plus(upTo(random, Duration.ofDays(150)));
        while (world.time().isBefore(stolen)) {
            operator.work(true);
            world.pass(upTo(random, longestStep));
        }
        Selector victim = world.signing().keySet().iterator().next();
        boolean ready = operator.keys().stream()
                .anyMatch(key -> !key.selector().equals(victim)
                        && (key.state() == RotationState.SIGNING || isVisible(key, policy, operator.clock())));
        operator.compromise(victim);
        operator.work(false);
        // What replaces the key is due as well, and may have come up only now.
        operator.work(false);

        assertThat(world.signing()).doesNotContainKey(victim);
        assertThat(operator.keys())
                .filteredOn(key -> key.selector().equals(victim))
                .allMatch(key -> key.lastSigned().isPresent() && key.revoked().isPresent());
        assertThat(ready && world.signing().isEmpty()).isFalse();
        Statistics.label("another key at hand").collect(ready).coverage(coverage -> {
            coverage.check(true).percentage(share -> share > 20);
            coverage.check(false).percentage(share -> share > 5);
        });
        Instant end = world.time().plus(policy.period());
        while (world.time().isBefore(end)) {
            world.pass(upTo(random, longestStep));
            operator.work(true);
        }
        assertThat(world.signing()).isNotEmpty().doesNotContainKey(victim);
        assertThat(world.failures()).allMatch(failure -> failure.contains(" with " + victim + ","));
    }

    private static boolean isVisible(RotationKey key, RotationPolicy policy, Instant time) {
        return key.state() == RotationState.PUBLISHED
                && key.published().orElseThrow().plus(surelySeen(policy)).isBefore(time);
    }

    @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
    void planIsAFunctionOfItsInputAndTheCalendarIsInOrder(@ForAll long seed) {
        Random random = new Random(seed);
        RotationPolicy policy = policy(random);
        World world = world(policy);
        Operator operator = operator(world, policy, random);
        for (int session = random.nextInt(60); session > 0; session--) {
            operator.work(true);
            world.pass(upTo(random, Duration.ofDays(6)));
        }
        KeyRotationPlan plan = operator.plan();
        KeyRotationPlan again = KeyRotationPlan.of(Operator.DOMAIN, operator.keys(), policy, plan.now());

        assertThat(again.steps()).isEqualTo(plan.steps());
        assertThat(plan.due()).allMatch(step -> step.isDue(plan.now()));
        assertThat(plan.problems()).noneMatch(problem -> problem.code().endsWith("-early"));
        List<RotationStep> calendar = plan.foresee(Duration.ofDays(700));
        assertThat(calendar).extracting(RotationStep::at).isSorted();
        assertThat(calendar.stream().limit(1).map(RotationStep::text).toList())
                .containsAll(
                        plan.due().stream().limit(1).map(RotationStep::text).toList());
        assertThat(calendar).allMatch(step -> !step.at().isBefore(plan.now()));
    }
}
