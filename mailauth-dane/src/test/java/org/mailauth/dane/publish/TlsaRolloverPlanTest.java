package org.mailauth.dane.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.mailauth.DomainName;
import org.mailauth.Problem;
import org.mailauth.dane.TlsaRecord;

class TlsaRolloverPlanTest {
    private static final Instant NOW = Instant.parse("2026-11-30T00:00:00Z");
    private static final DomainName HOST = DomainName.of("mx.example.com");
    private static final TlsaRecord OLD = TlsaRecord.of("3 1 1 " + "0a".repeat(32));
    private static final TlsaRecord NEW = TlsaRecord.of("3 1 1 " + "0b".repeat(32));
    private static final TlsaRecord ANCHOR = TlsaRecord.of("2 0 1 " + "0c".repeat(32));
    private static final TlsaRecord NEW_512 = TlsaRecord.of("3 1 2 " + "0b".repeat(64));
    private static final TlsaRolloverTimes TIMES =
            new TlsaRolloverTimes(Duration.ofHours(2), Duration.ofMinutes(30), Duration.ofDays(3));

    private static TlsaRolloverPlan plan(TlsaRollover rollover) {
        return TlsaRolloverPlan.of(rollover, TIMES, NOW);
    }

    private static List<String> words(TlsaRolloverPlan plan) {
        return plan.steps().stream()
                .map(step -> step.action() + " +" + Duration.between(NOW, step.at()))
                .toList();
    }

    @Test
    void newKeyIsPublishedThenSeenThenUsedThenTheOldOneRemoved() {
        TlsaRolloverPlan plan = plan(TlsaRollover.of(HOST, List.of(OLD), List.of(NEW)));
        assertThat(words(plan)).containsExactly("PUBLISH +PT0S", "SWITCH +PT2H30M", "REMOVE +PT74H30M");
        assertThat(plan.steps().get(0).zone()).containsExactly(OLD, NEW);
        assertThat(plan.steps().get(1).zone()).containsExactly(OLD, NEW);
        assertThat(plan.steps().get(2).zone()).containsExactly(NEW);
        assertThat(plan.due()).map(TlsaRolloverStep::action).contains(TlsaRolloverAction.PUBLISH);
        assertThat(plan.problems()).isEmpty();
    }

    @Test
    void planStartsFromWhatWasReallyDone() {
        TlsaRollover published = TlsaRollover.of(HOST, List.of(OLD), List.of(NEW))
                .after(TlsaRolloverAction.PUBLISH, NOW.minus(Duration.ofHours(1)));
        assertThat(words(plan(published))).containsExactly("SWITCH +PT1H30M", "REMOVE +PT73H30M");
        assertThat(plan(published).due()).isEmpty();
        assertThat(plan(published).nextChange()).contains(NOW.plus(Duration.ofMinutes(90)));
        TlsaRollover switched = published.after(TlsaRolloverAction.SWITCH, NOW.plus(Duration.ofHours(2)));
        assertThat(words(plan(switched))).containsExactly("REMOVE +PT74H");
        assertThat(plan(switched.after(TlsaRolloverAction.REMOVE, NOW.plus(Duration.ofDays(9))))
                        .steps())
                .isEmpty();
    }

    @Test
    void stepThatIsLateMovesThoseAfterIt() {
        TlsaRollover published = TlsaRollover.of(HOST, List.of(OLD), List.of(NEW))
                .after(TlsaRolloverAction.PUBLISH, NOW.minus(Duration.ofDays(30)));
        assertThat(plan(published).due()).map(TlsaRolloverStep::action).contains(TlsaRolloverAction.SWITCH);
        assertThat(plan(published).steps().get(1).at()).isEqualTo(NOW.plus(Duration.ofDays(3)));
    }

    @Test
    void renewalThatTheRecordsNameAlreadyJustSwitches() {
        assertThat(words(plan(TlsaRollover.of(HOST, List.of(OLD, ANCHOR), List.of(OLD, ANCHOR)))))
                .containsExactly("SWITCH +PT0S");
        // a key that was published long before, as a spare
        assertThat(words(plan(TlsaRollover.of(HOST, List.of(OLD, NEW), List.of(NEW)))))
                .containsExactly("SWITCH +PT0S", "REMOVE +PT72H");
    }

    @Test
    void daneBeginsWithTheCertificateInPlace() {
        TlsaRolloverPlan plan = plan(TlsaRollover.of(HOST, List.of(), List.of(NEW)));
        assertThat(words(plan)).containsExactly("SWITCH +PT0S", "PUBLISH +PT0S");
        assertThat(plan.steps().get(0).zone()).isEmpty();
        assertThat(plan.steps().get(1).zone()).containsExactly(NEW);
    }

    @Test
    void daneEndsWithTheRecordsGone() {
        TlsaRolloverPlan plan = plan(TlsaRollover.of(HOST, List.of(OLD), List.of()));
        assertThat(words(plan)).containsExactly("REMOVE +PT0S", "SWITCH +PT2H30M");
        assertThat(plan.steps().get(0).zone()).isEmpty();
    }

    private static List<String> codes(TlsaRollover rollover) {
        return plan(rollover).problems().stream().map(Problem::code).toList();
    }

    @Test
    void switchBeforeResolversSeeTheRecordIsTold() {
        TlsaRollover hasty = TlsaRollover.of(HOST, List.of(OLD), List.of(NEW))
                .after(TlsaRolloverAction.PUBLISH, NOW.minus(Duration.ofHours(2)))
                .after(TlsaRolloverAction.SWITCH, NOW);
        assertThat(codes(hasty)).containsExactly("rollover.too-early");
        TlsaRollover unpublished =
                TlsaRollover.of(HOST, List.of(OLD), List.of(NEW)).after(TlsaRolloverAction.SWITCH, NOW);
        assertThat(codes(unpublished)).containsExactly("rollover.order");
        assertThat(words(plan(unpublished))).startsWith("PUBLISH +PT0S");
    }

    @Test
    void strongerDigestOfTheNewKeyHidesTheOldRecord() {
        assertThat(codes(TlsaRollover.of(HOST, List.of(OLD), List.of(NEW_512))))
                .containsExactly("rollover.digest-agility");
        assertThat(codes(TlsaRollover.of(HOST, List.of(NEW_512), List.of(OLD))))
                .containsExactly("rollover.digest-agility");
        assertThat(codes(TlsaRollover.of(HOST, List.of(ANCHOR), List.of(NEW_512))))
                .isEmpty();
    }

    @Test
    void newRecordsThatCannotBeUsedAreTold() {
        assertThat(codes(TlsaRollover.of(HOST, List.of(OLD), List.of(TlsaRecord.of("1 1 1 " + "0b".repeat(32))))))
                .containsExactly("tlsa.usage-pkix", "rollover.all-unusable");
    }

    @Test
    void rolloverFromNothingToNothingIsNone() {
        assertThatThrownBy(() -> TlsaRollover.of(HOST, List.of(), List.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** At every moment, whatever a resolver may remember names the certificate that is shown then. */
    @Property(tries = 300)
    void whoeverFollowsThePlanIsAlwaysNamed(
            @ForAll @Size(max = 3) List<@IntRange(max = 5) Integer> before,
            @ForAll @Size(max = 3) List<@IntRange(max = 5) Integer> after,
            @ForAll @Size(value = 3) List<@IntRange(max = 500) Integer> lateMinutes) {
        List<TlsaRecord> current = records(before);
        List<TlsaRecord> next = records(after);
        if (current.isEmpty() && next.isEmpty()) {
            return;
        }
        TlsaRollover rollover = TlsaRollover.of(HOST, current, next);
        List<List<TlsaRecord>> zones = new ArrayList<>(List.of(current));
        List<Instant> since = new ArrayList<>(List.of(Instant.MIN));
        Optional<Instant> shown = Optional.empty();
        Instant time = NOW;
        for (int i = 0; !TlsaRolloverPlan.of(rollover, TIMES, time).steps().isEmpty(); i++) {
            TlsaRolloverStep step =
                    TlsaRolloverPlan.of(rollover, TIMES, time).steps().get(0);
            time = (step.at().isAfter(time) ? step.at() : time).plus(Duration.ofMinutes(lateMinutes.get(i)));
            rollover = rollover.after(step.action(), time);
            if (step.action() == TlsaRolloverAction.SWITCH) {
                shown = Optional.of(time);
            } else {
                zones.add(step.zone());
                since.add(time);
            }
        }
        assertThat(TlsaRolloverPlan.of(rollover, TIMES, time).problems())
                .noneMatch(problem -> problem.code().startsWith("rollover.t"));
        assertThat(zones.get(zones.size() - 1)).containsExactlyInAnyOrderElementsOf(next);
        for (int i = 0; i < zones.size(); i++) {
            Instant forgotten = i + 1 < zones.size() ? since.get(i + 1).plus(Duration.ofMinutes(150)) : Instant.MAX;
            boolean rememberedBefore = since.get(i).isBefore(shown.orElseThrow());
            boolean rememberedAfter = forgotten.isAfter(shown.orElseThrow());
            List<TlsaRecord> zone = zones.get(i);
            // no records demand nothing; else one for the certificate shown: all of current before, all of next after
            assertThat(zone.isEmpty() || !rememberedBefore || zone.containsAll(current))
                    .isTrue();
            assertThat(zone.isEmpty() || !rememberedAfter || zone.containsAll(next))
                    .isTrue();
        }
    }

    private static List<TlsaRecord> records(List<Integer> keys) {
        return keys.stream()
                .distinct()
                .map(key -> TlsaRecord.of("3 1 1 " + ("0" + key).repeat(32)))
                .toList();
    }
}
