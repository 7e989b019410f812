package org.mailauth.mtasts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.statistics.Statistics;
import org.junit.jupiter.api.Test;
import org.mailauth.DomainName;
import org.mailauth.mtasts.MtaStsStep.Action;

/** The order of changes (RFC 8461 §8.1, §8.3). */
class MtaStsChangePlanTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Instant NOW = Scene.START;

    private final MtaStsPublication current = MtaStsPublication.of(MtaStsPolicy.of(Scene.ENFORCE), NOW);

    private static List<String> steps(MtaStsChangePlan plan) {
        return plan.steps().stream()
                .map(step -> step.action() + " +" + Duration.between(NOW, step.at()))
                .toList();
    }

    @Test
    void idIsTheTimeAndNeverTheSameTwice() {
        assertThat(current.record().id()).isEqualTo("20261121120000Z");
        assertThat(current.zoneLine(Scene.DOMAIN, 3600))
                .isEqualTo("_mta-sts.example.com. 3600 IN TXT \"v=STSv1; id=20261121120000Z;\"");
        MtaStsPublication next = current.withPolicy(MtaStsPolicy.of(Scene.OTHER), NOW);
        assertThat(next.record().id()).isEqualTo("20261121120001Z");
        MtaStsPublication back = next.withPolicy(current.policy(), NOW);
        assertThat(back.record().id()).isEqualTo("20261121120002Z");
        assertThat(back.withPolicy(current.policy(), NOW)).isEqualTo(back);
    }

    @Test
    void newPolicyIsServedBeforeItIsAnnounced() {
        assertThat(steps(MtaStsChangePlan.introduce(current.policy(), NOW)))
                .containsExactly("SERVE_FILE +PT0S", "PUBLISH_RECORD +PT0S");
        MtaStsChangePlan update = MtaStsChangePlan.update(current, MtaStsPolicy.of(Scene.OTHER), HOUR, NOW);
        assertThat(steps(update)).containsExactly("SERVE_FILE +PT0S", "PUBLISH_RECORD +PT0S", "DONE +PT1H");
        assertThat(update.steps().get(0).policy()).contains(MtaStsPolicy.of(Scene.OTHER));
        assertThat(update.steps().get(1).record()).contains(update.result().record());
        assertThat(MtaStsChangePlan.update(current, current.policy(), HOUR, NOW).steps())
                .isEmpty();
    }

    @Test
    void hostsOverlapWhileSendersMayRememberEither() {
        MtaStsChangePlan plan = MtaStsChangePlan.changeHosts(
                current, List.of(MxPattern.of("new.example.net")), HOUR, Duration.ofMinutes(30), NOW);
        assertThat(steps(plan))
                .containsExactly(
                        "SERVE_FILE +PT0S",
                        "PUBLISH_RECORD +PT0S",
                        "CHANGE_MX +PT1H",
                        "SERVE_FILE +PT1H30M",
                        "PUBLISH_RECORD +PT1H30M",
                        "DONE +PT2H30M");
        assertThat(plan.steps().get(0).policy().orElseThrow().mx()).hasSize(2);
        assertThat(plan.result().policy().mx()).containsExactly(MxPattern.of("new.example.net"));
        assertThat(steps(MtaStsChangePlan.changeHosts(current, current.policy().mx(), HOUR, HOUR, NOW)))
                .containsExactly("CHANGE_MX +PT0S", "DONE +PT1H");
    }

    @Test
    void removalWaitsForTheLongestMaxAge() { // RFC 8461 §8.3
        MtaStsChangePlan plan = MtaStsChangePlan.remove(current, Duration.ofDays(30), HOUR, NOW);
        assertThat(steps(plan))
                .containsExactly(
                        "SERVE_FILE +PT0S",
                        "PUBLISH_RECORD +PT0S",
                        "REMOVE_RECORD +PT720H",
                        "REMOVE_FILE +PT721H",
                        "DONE +PT721H");
        assertThat(plan.result().policy())
                .isEqualTo(new MtaStsPolicy(MtaStsPolicy.Mode.NONE, Duration.ofDays(1), List.of()));
        assertThat(steps(MtaStsChangePlan.remove(current, Duration.ZERO, HOUR, NOW)))
                .contains("REMOVE_RECORD +PT168H");
    }

    @Provide
    Arbitrary<List<MxPattern>> hosts() {
        return Arbitraries.of("a.example", "b.example", "c.example")
                .map(MxPattern::of)
                .set()
                .ofMinSize(1)
                .map(List::copyOf);
    }

    /**
     * The law of changing hosts: a sender that looks at the record whenever it sends, through resolvers that remember record
     * and MX as long as they may, permits every host that its resolver still names.
     */
    @Property(edgeCases = EdgeCasesMode.NONE)
    void noSenderMeetsAHostThatItsPolicyDoesNotPermit(
            @ForAll("hosts") List<MxPattern> before,
            @ForAll("hosts") List<MxPattern> after,
            @ForAll @IntRange(max = 20) int recordTtl,
            @ForAll @IntRange(max = 20) int mxTtl) {
        MtaStsPublication start =
                MtaStsPublication.of(new MtaStsPolicy(MtaStsPolicy.Mode.ENFORCE, Duration.ofDays(7), before), NOW);
        MtaStsChangePlan plan = MtaStsChangePlan.changeHosts(
                start, after, Duration.ofSeconds(recordTtl), Duration.ofSeconds(mxTtl), NOW);
        for (int second = 0; second < 90; second++) {
            for (MtaStsPolicy policy : remembered(start, plan, second, recordTtl)) {
                for (List<MxPattern> mx : rememberedHosts(before, after, plan, second, mxTtl)) {
                    for (MxPattern host : mx) {
                        assertThat(policy.permits(host.domain()))
                                .as(host + " at second " + second + " of\n" + plan)
                                .isTrue();
                    }
                }
            }
        }
        Statistics.label("steps")
                .collect(plan.steps().size())
                .coverage(coverage -> coverage.check(6).percentage(share -> share > 10));
    }

    /** The policies that some sender goes by: what was published at some moment within the TTL. */
    private static List<MtaStsPolicy> remembered(MtaStsPublication start, MtaStsChangePlan plan, int second, int ttl) {
        List<MtaStsPolicy> policies = new ArrayList<>();
        // A record counts until the moment the resolver's memory of it ends.
        Instant earliest = NOW.plusSeconds(second).minusSeconds(ttl);
        MtaStsPolicy current = start.policy();
        MtaStsPolicy served = start.policy();
        for (MtaStsStep step : plan.steps()) {
            if (step.at().isAfter(NOW.plusSeconds(second))) {
                break;
            }
            served = step.policy().orElse(served);
            if (step.action() == Action.PUBLISH_RECORD) {
                if (step.at().isAfter(earliest)) {
                    policies.add(current);
                }
                current = served;
            }
        }
        policies.add(current);
        return policies;
    }

    private static List<List<MxPattern>> rememberedHosts(
            List<MxPattern> before, List<MxPattern> after, MtaStsChangePlan plan, int second, int ttl) {
        Instant change = plan.steps().stream()
                .filter(step -> step.action() == Action.CHANGE_MX)
                .findFirst()
                .orElseThrow()
                .at();
        Instant now = NOW.plusSeconds(second);
        if (now.isBefore(change)) {
            return List.of(before);
        }
        return now.isBefore(change.plusSeconds(ttl)) ? List.of(before, after) : List.of(after);
    }

    @Test
    void nameOfTheRecordMustFit() {
        DomainName tooLong = DomainName.of(("a".repeat(61) + ".").repeat(4) + "abc");
        assertThatThrownBy(() -> current.zoneLine(tooLong, 1)).isInstanceOf(IllegalArgumentException.class);
    }
}
