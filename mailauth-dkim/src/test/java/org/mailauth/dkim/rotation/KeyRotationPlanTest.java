package org.mailauth.dkim.rotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mailauth.DomainName;
import org.mailauth.Problem;
import org.mailauth.dkim.DkimKeyRecord;
import org.mailauth.dkim.Selector;
import org.mailauth.dkim.SigningAlgorithm;
import org.mailauth.dkim.SigningKey;

/** One key's way through the plan, and what happens beside it; times are days of March 2026. */
class KeyRotationPlanTest {
    private static final DomainName DOMAIN = DomainName.of("example.com");
    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    private static final DkimKeyRecord RECORD =
            SigningKey.generateEd25519(new SecureRandom()).keyRecord().orElseThrow();
    /** Wait: 1 h propagation, 4 h negative TTL, 1 h skew. Grace: 7 days and 1 h. */
    private static final RotationPolicy POLICY = builder().build();

    private static RotationPolicy.Builder builder() {
        return RotationPolicy.builder()
                .algorithms(SigningAlgorithm.ED25519_SHA256)
                .period(Duration.ofDays(90))
                .preparation(Duration.ofDays(2))
                .recordTtl(Duration.ofHours(2))
                .negativeTtl(Duration.ofHours(4))
                .propagation(Duration.ofHours(1))
                .clockSkew(Duration.ofHours(1));
    }

    private static Instant day(double day) {
        return START.plus(Duration.ofMinutes(Math.round(day * 24 * 60)));
    }

    private static RotationKey key(String selector) {
        return RotationKey.of(Selector.of(selector), SigningAlgorithm.ED25519_SHA256);
    }

    private static RotationKey signing(String selector, double since) {
        return key(selector).after(RotationAction.PUBLISH, day(since - 1)).after(RotationAction.SWITCH, day(since));
    }

    private static RotationKey retired(String selector, double since) {
        return signing(selector, since - 90).after(RotationAction.STOP, day(since));
    }

    private static KeyRotationPlan plan(RotationPolicy policy, double now, RotationKey... keys) {
        return KeyRotationPlan.of(DOMAIN, List.of(keys), policy, day(now));
    }

    /** Such as {@code "PUBLISH b 3.5"}, the time in days. */
    private static List<String> outline(List<RotationStep> steps) {
        return steps.stream()
                .map(step -> step.action() + " " + step.selector() + " "
                        + String.format(
                                Locale.ROOT,
                                "%.2f",
                                Duration.between(START, step.at()).toMinutes() / 1440.0))
                .toList();
    }

    private static List<String> work(KeyRotationPlan plan) {
        return outline(
                plan.steps().stream().filter(step -> step.action().isWork()).toList());
    }

    private static List<String> codes(KeyRotationPlan plan) {
        return plan.problems().stream().map(Problem::code).toList();
    }

    @Test
    void domainWithoutKeys_generatesOneNow() {
        KeyRotationPlan plan = plan(POLICY, 0);

        assertThat(outline(plan.due())).containsExactly("GENERATE s20260301e 0.00");
        assertThat(codes(plan)).containsExactly("rotation.nothing-signs");
        assertThat(plan.nextChange()).isEmpty();
    }

    @Test
    void firstKey_isPublishedAtOnceWithItsZoneText() {
        KeyRotationPlan plan = plan(POLICY, 0, RotationKey.of(Selector.of("a"), RECORD));

        assertThat(outline(plan.due())).containsExactly("PUBLISH a 0.00");
        assertThat(plan.due().get(0).zone().orElseThrow())
                .hasToString("a._domainkey.example.com. 7200 IN TXT \"" + RECORD.toText() + "\"");
    }

    @Test
    void publishedKey_waitsForPropagationTheLongerTtlAndSkew() {
        RotationKey published = key("a").after(RotationAction.PUBLISH, day(0));

        assertThat(outline(plan(POLICY, 0.2, published).steps())).containsExactly("WAIT a 0.20", "SWITCH a 0.25");
        assertThat(plan(POLICY, 0.2, published).due()).isEmpty();
        assertThat(plan(POLICY, 0.2, published).nextChange()).hasValue(day(0.25));
        assertThat(outline(plan(POLICY, 0.25, published).steps())).containsExactly("SWITCH a 0.25");
    }

    @ParameterizedTest
    @CsvSource({"2, 4, 6", "8, 4, 10", "0, 0, 2"})
    void publicationWaitIsPropagationTheLongerTtlAndSkew(int ttl, int negativeTtl, int hours) {
        RotationPolicy policy = builder()
                .recordTtl(Duration.ofHours(ttl))
                .negativeTtl(Duration.ofHours(negativeTtl))
                .build();

        assertThat(policy.publicationWait()).isEqualTo(Duration.ofHours(hours));
    }

    @ParameterizedTest
    @CsvSource({"7, , 2, 4, 169", "7, 3, 2, 4, 169", "7, 10, 2, 4, 241", "0, , 2, 4, 7", "1, , 48, 24, 73"})
    void graceIsTheLongestOfLifetimeQueueAndBothTtls(
            int queueDays, Integer lifetimeDays, int ttl, int negativeTtl, int hours) {
        RotationPolicy.Builder builder = builder()
                .queueLifetime(Duration.ofDays(queueDays))
                .recordTtl(Duration.ofHours(ttl))
                .negativeTtl(Duration.ofHours(negativeTtl));
        if (lifetimeDays != null) {
            builder.signatureLifetime(Duration.ofDays(lifetimeDays));
        }

        assertThat(builder.build().grace()).isEqualTo(Duration.ofHours(hours));
    }

    @Test
    void nextKey_isGeneratedAndPublishedBeforeItIsNeeded() {
        // due on day 90, less 2 days of preparation and 6 hours
        KeyRotationPlan early = plan(POLICY, 10, signing("a", 0));
        assertThat(early.due()).isEmpty();
        assertThat(work(early)).containsExactly("GENERATE s20260527e 87.75");
        assertThat(work(plan(POLICY, 87.75, signing("a", 0), key("b")))).containsExactly("PUBLISH b 87.75");
    }

    @Test
    void switch_comesWhenThePeriodIsOverAndNotWhenTheKeyIsReady() {
        RotationKey next = key("b").after(RotationAction.PUBLISH, day(87.75));

        assertThat(work(plan(POLICY, 89, signing("a", 0), next))).containsExactly("SWITCH b 90.00");
    }

    @Test
    void latePublication_movesTheSwitch() {
        RotationKey next = key("b").after(RotationAction.PUBLISH, day(95));

        assertThat(work(plan(POLICY, 95, signing("a", 0), next))).containsExactly("SWITCH b 95.25");
    }

    @Test
    void oldKey_stopsAsTheNewOneStarts_orAfterTheOverlap() {
        RotationPolicy overlapping = builder().overlap(Duration.ofDays(3)).build();

        assertThat(outline(plan(POLICY, 90, signing("a", 0), signing("b", 90)).due()))
                .containsExactly("STOP a 90.00");
        assertThat(work(plan(overlapping, 91, signing("a", 0), signing("b", 90))))
                .startsWith("STOP a 93.00");
        assertThat(plan(overlapping, 91, signing("a", 0), signing("b", 90)).due())
                .isEmpty();
    }

    @Test
    void oldKey_goesOnWhileTheNewOneIsNotSeenEverywhere() {
        RotationKey hasty = key("b").after(RotationAction.PUBLISH, day(90)).after(RotationAction.SWITCH, day(90));
        KeyRotationPlan plan = plan(POLICY, 90.1, signing("a", 0), hasty);

        assertThat(work(plan)).contains("STOP a 90.25");
        assertThat(codes(plan)).containsExactly("rotation.signed-too-early");
    }

    @Test
    void retiredKey_isKeptForTheGraceThenRevokedThenRemoved() {
        RotationKey current = signing("b", 90);
        RotationKey old = retired("a", 90);

        assertThat(outline(plan(POLICY, 91, old, current).steps()))
                .contains("KEEP a 91.00", "REVOKE a 97.04")
                .doesNotContain("REMOVE a 97.04");
        KeyRotationPlan plan = plan(POLICY, 98, old, current);
        assertThat(outline(plan.due())).containsExactly("REVOKE a 97.04");
        assertThat(plan.due().get(0).zone().orElseThrow())
                .hasToString("a._domainkey.example.com. 7200 IN TXT \"v=DKIM1; k=ed25519; p=\"");
        assertThat(work(plan(POLICY, 98, old.after(RotationAction.REVOKE, day(98)), current)))
                .contains("REMOVE a 128.00");
    }

    @Test
    void withoutRevocation_theRecordIsRemovedAfterTheGrace() {
        RotationPolicy policy = builder().revokedFor(Duration.ZERO).build();

        assertThat(work(plan(policy, 91, retired("a", 90), signing("b", 90)))).contains("REMOVE a 97.04");
    }

    @Test
    void compromisedKey_stopsAndIsRevokedAtOnce_andWhatIsLostIsSaid() {
        RotationKey stolen = signing("a", 0).compromisedAt(day(10));
        KeyRotationPlan plan = plan(POLICY, 10.5, stolen);

        assertThat(outline(plan.due())).containsExactly("STOP a 10.00", "REVOKE a 10.00", "GENERATE s20260311e 10.50");
        assertThat(plan.due().get(0).text()).contains("unsigned", "SPF");
        assertThat(plan.due().get(1).text()).contains("lost").contains("2026-03-18T13:00:00Z");
    }

    @Test
    void compromisedKey_isReplacedByTheStandbyAtOnce() {
        RotationPolicy standby = builder().standby(true).build();
        RotationKey ready = key("b").after(RotationAction.PUBLISH, day(0));
        KeyRotationPlan plan = plan(standby, 10, signing("a", 0).compromisedAt(day(10)), ready);

        assertThat(outline(plan.due())).containsExactly("SWITCH b 0.25", "STOP a 10.00", "REVOKE a 10.00");
    }

    @Test
    void standby_isGeneratedAsSoonAsAKeySigns() {
        RotationPolicy standby = builder().standby(true).build();

        assertThat(outline(plan(standby, 0, signing("a", 0)).due())).containsExactly("GENERATE s20260301e 0.00");
        assertThat(work(plan(standby, 1, signing("a", 0), key("b").after(RotationAction.PUBLISH, day(0)))))
                .containsExactly("SWITCH b 90.00");
    }

    @Test
    void compromisedRetiredKey_isRevokedBeforeTheGraceIsOver() {
        assertThat(outline(plan(POLICY, 92, retired("a", 90).compromisedAt(day(91)), signing("b", 90))
                        .due()))
                .containsExactly("REVOKE a 91.00");
    }

    @Test
    void compromisedKeyThatWasNeverUsed_isNoSuccessor() {
        RotationKey published = key("b").after(RotationAction.PUBLISH, day(88));
        KeyRotationPlan plan =
                plan(POLICY, 91, signing("a", 0), published.compromisedAt(day(89)), key("c").compromisedAt(day(89)));

        assertThat(outline(plan.due())).containsExactly("REVOKE b 89.00", "GENERATE s20260531e 87.75");
        assertThat(codes(plan)).containsExactly("rotation.discard");
    }

    private static RotationKey rsa(RotationKey ed25519) {
        return new RotationKey(
                Selector.of(ed25519.selector() + "-rsa"),
                SigningAlgorithm.RSA_SHA256,
                ed25519.record(),
                ed25519.published(),
                ed25519.firstSigned(),
                ed25519.lastSigned(),
                ed25519.revoked(),
                ed25519.removed(),
                ed25519.compromised());
    }

    private static RotationPolicy.Builder both() {
        return builder().algorithms(SigningAlgorithm.RSA_SHA256, SigningAlgorithm.ED25519_SHA256);
    }

    @Test
    void bothAlgorithms_changeTogetherOnceBothAreVisible() {
        RotationKey[] keys = {
            signing("a", 0),
            rsa(signing("a", 20)),
            key("b").after(RotationAction.PUBLISH, day(88)),
            rsa(key("b").after(RotationAction.PUBLISH, day(91)))
        };

        assertThat(work(plan(both().build(), 91, keys))).containsExactly("SWITCH b 91.25", "SWITCH b-rsa 91.25");
        assertThat(work(plan(both().together(false).build(), 91, keys)))
                .containsExactly("SWITCH b 90.00", "SWITCH b-rsa 110.00");
    }

    @Test
    void bothAlgorithms_waitForTheOneThatIsNotPublished() {
        RotationKey[] keys = {
            signing("a", 0), rsa(signing("a", 0)), key("b").after(RotationAction.PUBLISH, day(88)), rsa(key("b"))
        };

        assertThat(work(plan(both().build(), 91, keys))).containsExactly("PUBLISH b-rsa 87.75");
    }

    @Test
    void halfDoneChangeOfBoth_isFinishedAndNotBegunAnew() {
        RotationKey[] keys = {
            signing("a", 0),
            rsa(signing("a", 0)),
            signing("b", 90),
            rsa(key("b").after(RotationAction.PUBLISH, day(88)))
        };

        assertThat(outline(plan(both().build(), 91, keys).due())).containsExactly("SWITCH b-rsa 90.00", "STOP a 90.00");
    }

    @Test
    void missingAlgorithm_doesNotWaitForThePeriodOfTheOther() {
        assertThat(outline(plan(both().build(), 10, signing("a", 0)).due()))
                .containsExactly("GENERATE s20260311r 10.00");
    }

    @Test
    void algorithmThatThePolicyDropped_stopsOnceAnotherKeySigns() {
        RotationKey old = rsa(signing("a", 0));

        assertThat(outline(plan(POLICY, 10, old).due())).containsExactly("GENERATE s20260311e 10.00");
        assertThat(outline(plan(POLICY, 11, old, signing("b", 10.5)).due())).containsExactly("STOP a-rsa 10.50");
    }

    @Test
    void takenSelector_isNotSuggestedAgain() {
        assertThat(work(plan(POLICY, 10, signing("s20260527e", 0)))).containsExactly("GENERATE s20260527e2 87.75");
    }

    @Test
    void calendar_goesThroughTheWholeLifeOfAKey() {
        List<RotationStep> calendar = plan(POLICY, 0).foresee(Duration.ofDays(150));

        assertThat(outline(calendar))
                .containsExactly(
                        "GENERATE s20260301e 0.00",
                        "PUBLISH s20260301e 0.00",
                        "SWITCH s20260301e 0.25",
                        "GENERATE s20260528e 88.00",
                        "PUBLISH s20260528e 88.00",
                        "SWITCH s20260528e 90.25",
                        "STOP s20260301e 90.25",
                        "REVOKE s20260301e 97.29",
                        "REMOVE s20260301e 127.29");
        assertThatThrownBy(() -> plan(POLICY, 0).foresee(Duration.ofDays(-1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatDoesNotFitTogether_isTold() {
        Instant early = day(3);
        RotationKey gone = retired("a", 2).after(RotationAction.REVOKE, early);
        RotationKey twisted = key("b").after(RotationAction.PUBLISH, day(5)).after(RotationAction.SWITCH, day(4));
        KeyRotationPlan plan = plan(
                both().build(),
                4,
                gone,
                twisted,
                key("b"),
                key("c").after(RotationAction.SWITCH, day(1)),
                RotationKey.of(Selector.of("x".repeat(60) + "." + "y".repeat(60)), SigningAlgorithm.RSA_SHA256));

        assertThat(codes(plan))
                .contains(
                        "rotation.gone-too-early",
                        "rotation.order",
                        "rotation.future",
                        "rotation.selector-twice",
                        "rotation.not-published",
                        "rotation.signed-too-early")
                .doesNotContain("rotation.nothing-signs", "rotation.algorithm", "rotation.discard");
    }

    @Test
    void timesAtTheEndsOfTheRange_havePlans() {
        Instant first = Instant.EPOCH;
        Instant last = Instant.parse("9999-12-31T23:59:59Z");
        for (Instant since : List.of(first, last)) {
            RotationKey key = key("a").after(RotationAction.PUBLISH, since).after(RotationAction.SWITCH, since);
            for (Instant now : List.of(first, last)) {
                KeyRotationPlan plan = KeyRotationPlan.of(DOMAIN, List.of(key), POLICY, now);
                assertThat(plan.steps()).isNotEmpty();
                assertThat(plan.foresee(Duration.ofDays(3650))).hasSizeLessThanOrEqualTo(200);
                assertThat(plan.problems()).isNotNull();
            }
        }
    }

    @Test
    void nameThatIsTooLong_hasNoZoneText() {
        String label = "x".repeat(63);
        Selector selector = Selector.of(label + "." + label + "." + label + "." + "x".repeat(50));
        KeyRotationPlan plan = plan(POLICY, 0, RotationKey.of(selector, RECORD));

        assertThat(codes(plan)).contains("rotation.name-too-long");
        assertThat(plan.due())
                .singleElement()
                .satisfies(step -> assertThat(step.zone()).isEmpty());
    }

    @Test
    void smallRsaKey_isReplacedBeforeItsPeriodIsOver() {
        DkimKeyRecord small =
                SigningKey.generateRsa(2048, new SecureRandom()).keyRecord().orElseThrow();
        RotationKey weak = rsa(signing("a", 0)).withRecord(small);
        RotationPolicy policy =
                builder().algorithms(SigningAlgorithm.RSA_SHA256).rsaBits(3072).build();
        RotationKey alsoSmall =
                rsa(key("b").after(RotationAction.PUBLISH, day(1))).withRecord(small);

        assertThat(outline(plan(policy, 10, weak).due())).containsExactly("GENERATE s20260311r -2.25");
        assertThat(codes(plan(policy, 10, weak))).containsExactly("rotation.key-too-small");
        assertThat(outline(plan(policy, 10, weak, alsoSmall).due()))
                .containsExactly("REMOVE b-rsa 10.00", "GENERATE s20260311r -2.25");
    }

    @Test
    void mistakesOfTheProgrammerThrow() {
        assertThatThrownBy(() ->
                        RotationPolicy.builder().period(Duration.ofDays(7)).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("period must be longer");
        for (Runnable wrong : Stream.<Runnable>of(
                        () -> RotationPolicy.builder().rsaBits(1023),
                        () -> RotationPolicy.builder().rsaBits(4097),
                        () -> RotationPolicy.builder().overlap(Duration.ofDays(-1)),
                        () -> RotationPolicy.builder().overlap(Duration.ofDays(3651)),
                        () -> RotationPolicy.builder().algorithms(),
                        () -> RotationPolicy.builder().algorithms(SigningAlgorithm.RSA_SHA1),
                        () -> RotationKey.of(Selector.of("a"), SigningAlgorithm.RSA_SHA1),
                        () -> RotationKey.of(Selector.of("a"), SigningAlgorithm.RSA_SHA256)
                                .withRecord(RECORD),
                        () -> key("a").compromisedAt(Instant.MAX),
                        () -> KeyRotationPlan.of(DOMAIN, List.of(), POLICY, Instant.MIN),
                        () -> RotationKey.of(
                                Selector.of("a"),
                                DkimKeyRecord.parse("k=ed25519; p=").orElseThrow()))
                .toList()) {
            assertThatThrownBy(wrong::run).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void textIsOneLineForEachStep() {
        assertThat(plan(POLICY, 0.2, key("a").after(RotationAction.PUBLISH, day(0))))
                .hasToString("2026-03-01T04:48:00Z WAIT a until 2026-03-01T06:00:00Z: until then resolvers may remember"
                        + " that there was no such key\n2026-03-01T06:00:00Z SWITCH a: start signing with this key"
                        + " because no key of this algorithm may sign");
    }
}
