package org.mailauth.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.mailauth.BudgetLimits;
import org.mailauth.DomainName;
import org.mailauth.Problem;
import org.mailauth.authenticator.PrefetchLimits;
import org.mailauth.authenticator.Protocol;
import org.mailauth.dkim.DkimReason;
import org.mailauth.dkim.DkimResult;
import org.mailauth.dkim.SignatureAcceptance;
import org.mailauth.dmarc.DmarcResult;
import org.mailauth.dns.DnsAnswer;
import org.mailauth.dns.DnsFailure;
import org.mailauth.dns.DnsName;
import org.mailauth.dns.DnsResolver;
import org.mailauth.dns.DnsType;
import org.mailauth.message.MessageLimits;
import org.mailauth.spf.SpfLimits;
import org.mailauth.spf.SpfResult;
import org.mailauth.testkit.InMemoryDns;

/** What a replay says when the bundle was changed, is not complete, or is of an authentication that ran out of something. */
class ReplayTest {
    private static final DnsName KEY_NAME = DnsName.of("s1._domainkey.example.com");

    private static List<String> names(Replay replay) {
        return replay.differences().stream().map(VerdictDifference::name).toList();
    }

    private static List<String> codes(Replay replay) {
        return replay.problems().stream().map(Problem::code).toList();
    }

    private static void assertReplays(RecordedAuthentication recorded) {
        for (ReplayBundle form : List.of(recorded.bundle(), recorded.bundle().withoutBody())) {
            Replay replay = Corpus.read(Corpus.written(form)).replay();
            assertThat(replay.differences()).isEmpty();
            assertThat(replay.problems()).isEmpty();
            assertThat(replay.authentication().headerFields())
                    .isEqualTo(recorded.authentication().headerFields());
        }
    }

    @Test
    void anotherAnswerChangesTheVerdictAndIsReported() {
        ReplayBundle changed =
                Sample.bundle().withAnswer(KEY_NAME, DnsType.TXT, new DnsAnswer.NxDomain(DnsAnswer.Evidence.NONE));

        Replay replay = changed.replay();

        assertThat(replay.isSame()).isFalse();
        assertThat(names(replay)).contains("dkim.1", "dkim.1.reason", "field.1").doesNotContain("spf.helo", "iprev");
        assertThat(replay.problems()).isEmpty();
        assertThat(replay.authentication().dkim().get(0).reason()).isEqualTo(DkimReason.NO_KEY);
    }

    @Test
    void anotherTimeChangesTheVerdictAndIsReported() {
        ReplayBundle early = Sample.bundle().at(Sample.NOW.minus(Duration.ofDays(1)));

        Replay replay = early.replay();

        assertThat(names(replay)).contains("dkim.1.reason", "field.1");
        assertThat(replay.authentication().dkim().get(0).reason()).isEqualTo(DkimReason.NOT_YET_VALID);
    }

    @Test
    void missingAnswersAreFailuresAndReported() {
        ReplayBundle whole = Sample.bundle();
        ReplayBundle empty = new ReplayBundle(new Contents(
                whole.settings(),
                whole.session(),
                whole.instant(),
                0,
                List.of(),
                List.of(),
                false,
                new RecordedMessage.Whole(new RecordedMessage.Octets(Sample.signed())),
                whole.verdicts()));

        Replay replay = empty.replay();

        assertThat(codes(replay)).isNotEmpty().containsOnly("replay.question-missing");
        assertThat(replay.problems())
                .anySatisfy(problem -> assertThat(problem.text()).contains("s1._domainkey.example.com TXT"));
        assertThat(replay.authentication().dkim().get(0).result()).isEqualTo(DkimResult.TEMPERROR);
        assertThat(replay.authentication().spfMailFrom().orElseThrow().result()).isEqualTo(SpfResult.TEMPERROR);
        assertThat(replay.authentication().dmarc().result()).isEqualTo(DmarcResult.TEMPERROR);
        assertThat(names(replay)).contains("dkim.1", "spf.mailfrom", "dmarc");
    }

    @Test
    void missingAnswerThatDecidesNothingIsReportedAllTheSame() {
        ReplayBundle whole = Sample.bundle();
        List<RecordedAnswer> fewer = whole.answers().stream()
                .filter(answer -> !answer.name().equals(DnsName.of("_dmarc.com")))
                .toList();
        assertThat(fewer).hasSizeLessThan(whole.answers().size());
        String written = new String(Corpus.written(whole), StandardCharsets.US_ASCII)
                .replace("\"name\" : \"_dmarc.com\"", "\"name\" : \"elsewhere.example\"");

        Replay replay = Corpus.read(written.getBytes(StandardCharsets.US_ASCII)).replay();

        assertThat(codes(replay)).containsExactly("replay.question-missing");
        assertThat(replay.isSame()).isFalse();
    }

    @Test
    void hashThatWasNotNeededBeforeIsATemporaryErrorAndReported() {
        // A day before its time the signature was refused, and no hash was needed.
        ReplayBundle early = Sample.recorder()
                .clock(Clock.fixed(Sample.NOW.minus(Duration.ofDays(1)), ZoneOffset.UTC))
                .build()
                .record(Sample.SESSION, Sample.signed())
                .bundle();

        Replay replay = early.withoutBody()
                .withAnswer(
                        KEY_NAME,
                        DnsType.TXT,
                        Sample.bundle().answers().stream()
                                .filter(answer -> answer.name().equals(KEY_NAME))
                                .findFirst()
                                .orElseThrow()
                                .answer())
                .at(Sample.NOW)
                .replay();

        assertThat(replay.authentication().dkim().get(0).reason()).isEqualTo(DkimReason.BODY_UNAVAILABLE);
        assertThat(replay.authentication().dkim().get(0).result()).isEqualTo(DkimResult.TEMPERROR);
        assertThat(codes(replay)).containsExactly("replay.body-hash-missing");
    }

    @Test
    void changedBodyFailsWithHashesOnlyToo() {
        byte[] changed = new String(Sample.signed(), StandardCharsets.UTF_8)
                .replace("A secret", "No secret")
                .getBytes(StandardCharsets.UTF_8);

        RecordedAuthentication recorded = Sample.recorder().build().record(Sample.SESSION, changed);

        assertThat(recorded.authentication().dkim().get(0).reason()).isEqualTo(DkimReason.BODY_HASH_MISMATCH);
        assertReplays(recorded);
    }

    @Test
    void lengthThatLeavesOctetsUnsignedIsReplayed() {
        String appended = new String(Sample.signed(), StandardCharsets.UTF_8)
                .replaceFirst("c=relaxed/relaxed;", "c=relaxed/relaxed; l=3;");
        RecordedAuthentication recorded = Sample.recorder()
                .settings(Sample.settings()
                        .dkimAcceptance(SignatureAcceptance.strict().acceptingPartlySignedBody())
                        .build())
                .build()
                .record(Sample.SESSION, appended.getBytes(StandardCharsets.UTF_8));

        assertThat(recorded.authentication().dkim().get(0).uncoveredBodyOctets())
                .isEqualTo(8);
        assertReplays(recorded);
    }

    @Test
    void answerThatComesTooLateIsReplayedWithoutWaiting() {
        AtomicLong now = new AtomicLong();
        InMemoryDns fast = Sample.dns().build();
        DnsResolver slow = question -> {
            now.addAndGet(Duration.ofSeconds(9).toNanos());
            return question.deadline().hasPassed()
                    ? new DnsAnswer.Failed(DnsFailure.TIMEOUT, "no answer in time")
                    : fast.resolve(question);
        };

        RecordedAuthentication recorded =
                Sample.recorder().resolver(slow).ticker(now::get).build().record(Sample.SESSION, Sample.signed());

        assertThat(recorded.bundle().answers())
                .hasSize(3)
                .allSatisfy(answer -> assertThat(answer.after()).isPresent());
        assertThat(recorded.bundle().verdicts().get("recommendation")).isEqualTo("defer");
        assertReplays(recorded);
    }

    @Test
    void answersSideBySideThatComeTooLateAreReplayed() {
        AtomicLong now = new AtomicLong();
        InMemoryDns fast = Sample.dns().build();
        DnsResolver slow = question -> {
            if (question.name().equals(DnsName.of("example.com"))) {
                now.set(Duration.ofSeconds(20).toNanos());
                return new DnsAnswer.Failed(DnsFailure.TIMEOUT, "no answer in time");
            }
            return fast.resolve(question);
        };
        // All of a round begin before the slow one ends, as they do on real threads.
        List<Runnable> waiting = new ArrayList<>();

        RecordedAuthentication recorded = Sample.recorder()
                .resolver(slow)
                .ticker(now::get)
                .settings(Sample.settings().prefetch(PrefetchLimits.defaults()).build())
                .executor(waiting::add)
                .build()
                .record(Sample.SESSION, Sample.signed());

        assertThat(recorded.bundle().verdicts().get("spf.mailfrom")).startsWith("spf=temperror");
        assertReplays(recorded);
    }

    @Test
    void fewQuestionsAreReplayed() {
        for (int questions = 0; questions < 8; questions++) {
            RecordedAuthentication recorded = Sample.recorder()
                    .settings(Sample.settings()
                            .budgetLimits(BudgetLimits.defaults().withDnsQuestions(questions))
                            .build())
                    .build()
                    .record(Sample.SESSION, Sample.signed());

            assertThat(recorded.bundle().answers()).hasSizeLessThanOrEqualTo(questions);
            assertReplays(recorded);
        }
    }

    @Test
    void fewQuestionsSideBySideAreReplayed() {
        ExecutorService pool = Executors.newFixedThreadPool(4);
        try {
            for (int questions = 0; questions < 8; questions++) {
                assertReplays(Sample.recorder()
                        .settings(Sample.settings()
                                .budgetLimits(BudgetLimits.defaults().withDnsQuestions(questions))
                                .prefetch(PrefetchLimits.defaults())
                                .build())
                        .executor(pool)
                        .build()
                        .record(Sample.SESSION, Sample.signed()));
            }
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void smallBudgetsAreReplayed() {
        for (BudgetLimits budget : List.of(
                BudgetLimits.defaults().withBodyOctets(5),
                BudgetLimits.defaults().withSignatureOperations(0),
                BudgetLimits.defaults().withElapsed(Duration.ZERO))) {
            RecordedAuthentication recorded = Sample.recorder()
                    .settings(Sample.settings().budgetLimits(budget).build())
                    .build()
                    .record(Sample.SESSION, Sample.signed());

            assertThat(recorded.authentication().dkim().get(0).result()).isEqualTo(DkimResult.TEMPERROR);
            assertReplays(recorded);
        }
    }

    @Test
    void messageBeyondALimitIsReplayed() {
        for (MessageLimits limits : List.of(
                MessageLimits.defaults().withMessageOctets(500),
                MessageLimits.defaults().withFields(2),
                MessageLimits.defaults().withHeaderOctets(430))) {
            RecordedAuthentication recorded = Sample.recorder()
                    .settings(Sample.settings().messageLimits(limits).build())
                    .build()
                    .record(
                            Sample.SESSION,
                            (new String(Sample.signed(), StandardCharsets.UTF_8) + "More.\r\n".repeat(20))
                                    .getBytes(StandardCharsets.UTF_8));

            assertThat(recorded.authentication().dkim().get(0).reason()).isEqualTo(DkimReason.MESSAGE_TOO_LARGE);
            assertReplays(recorded);
        }
    }

    @Test
    void messageFromAFileIsReplayedAsItCame() {
        byte[] stored = ("From alice Sat Nov 21\n"
                        + new String(Sample.signed(), StandardCharsets.UTF_8).replace("\r\n", "\n"))
                .getBytes(StandardCharsets.UTF_8);

        RecordedAuthentication recorded = Sample.recorder().build().record(Sample.SESSION, stored);

        assertThat(recorded.authentication().dkim().get(0).result()).isEqualTo(DkimResult.PASS);
        assertThat(recorded.authentication().problems())
                .extracting(Problem::code)
                .contains("message.lf-converted", "message.mbox-line");
        assertReplays(recorded);
    }

    @Test
    void sampledPolicyOfRfc7489IsReplayed() {
        InMemoryDns dns = InMemoryDns.builder()
                .txt("_dmarc.example.com", "v=DMARC1; p=reject; pct=50")
                .build();
        ReplayRecorder recorder = Sample.recorder()
                .settings(Sample.settings().rfc7489().without(Protocol.IPREV).build())
                .resolver(dns)
                .organizationalDomains(name -> Optional.of(DomainName.of("example.com")), new Random(1))
                .build();
        Set<String> policies = new HashSet<>();
        for (int at = 0; at < 20; at++) {
            RecordedAuthentication recorded = recorder.record(Sample.SESSION, Sample.signed());
            policies.add(String.valueOf(recorded.bundle().verdicts().get("recommendation")));
            assertReplays(recorded);
        }
        assertThat(policies).as("both sides of the sample").hasSizeGreaterThan(1);
    }

    @Test
    void organizationalDomainThatIsMissingIsReported() {
        ReplayBundle bundle = Sample.recorder()
                .settings(Sample.settings().rfc7489().build())
                .organizationalDomains(name -> Optional.of(DomainName.of("example.com")), new Random(1))
                .build()
                .record(Sample.SESSION, Sample.signed())
                .bundle();
        String written = new String(Corpus.written(bundle), StandardCharsets.US_ASCII)
                .replaceFirst(
                        "\"name\" : \"example.com\",\n *\"organizationalDomain\"",
                        "\"name\" : \"other.example\",\n\"organizationalDomain\"");

        Replay replay = Corpus.read(written.getBytes(StandardCharsets.US_ASCII)).replay();

        assertThat(codes(replay)).contains("replay.organizational-domain-missing");
    }

    @Test
    void settingsAreRead() {
        ReplaySettings settings = Sample.settings()
                .without(Protocol.ARC, Protocol.IPREV)
                .spfLimits(SpfLimits.rfc7208().withVoidLookups(7).withElapsed(Duration.ofMillis(2500)))
                .maxSignatures(3)
                .dkimAcceptance(SignatureAcceptance.strict()
                        .acceptingPartlySignedBody()
                        .unsafeAcceptingRsaSha1()
                        .withClockSkew(Duration.ofMillis(1)))
                .arcAcceptance(SignatureAcceptance.strict()
                        .acceptingHiddenFields()
                        .refusingTestingKeys()
                        .unsafeAcceptingSmallRsaKeys()
                        .withMaxRsaBits(4096))
                .findOldestPass(false)
                .trustedSealers(List.of(DomainName.of("b.example"), DomainName.of("a.example")))
                .budgetLimits(new BudgetLimits(10, Duration.ofSeconds(3), 99, 7))
                .messageLimits(new MessageLimits(9999, 8888, 7777, 66))
                .prefetch(new PrefetchLimits(5, 2))
                .build();
        ReplayBundle bundle = Sample.recorder()
                .settings(settings)
                .executor(Runnable::run)
                .build()
                .record(Sample.SESSION, Sample.signed())
                .bundle();

        ReplaySettings read = Corpus.read(Corpus.written(bundle)).settings();

        assertThat(read.without()).containsExactlyInAnyOrder(Protocol.ARC, Protocol.IPREV);
        assertThat(read.spfLimits()).isEqualTo(settings.spfLimits());
        assertThat(read.maxSignatures()).isEqualTo(3);
        assertThat(read.trustedSealers()).isEqualTo(List.of(DomainName.of("a.example"), DomainName.of("b.example")));
        assertThat(read.budgetLimits()).isEqualTo(settings.budgetLimits());
        assertThat(read.messageLimits()).isEqualTo(settings.messageLimits());
        assertThat(read.prefetch()).isEqualTo(settings.prefetch());
        assertThat(read.findOldestPass()).isFalse();
        assertThat(read.dkimAcceptance().partlySignedBody()).isTrue();
        assertThat(read.dkimAcceptance().rsaSha1()).isTrue();
        assertThat(read.dkimAcceptance().minRsaBits()).isEqualTo(1024);
        assertThat(read.dkimAcceptance().clockSkew()).isEqualTo(Duration.ofMillis(1));
        assertThat(read.arcAcceptance().hiddenFields()).isTrue();
        assertThat(read.arcAcceptance().testingKeys()).isFalse();
        assertThat(read.arcAcceptance().minRsaBits()).isEqualTo(512);
        assertThat(read.arcAcceptance().maxRsaBits()).isEqualTo(4096);
        assertThat(bundle.replay().isSame()).isTrue();
    }

    @Test
    void recorderRefusesSettingsItCannotServe() {
        assertThatThrownBy(() -> ReplayRecorder.builder().build()).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> Sample.recorder()
                        .settings(Sample.settings().rfc7489().build())
                        .build())
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> Sample.recorder()
                        .settings(Sample.settings()
                                .prefetch(PrefetchLimits.defaults())
                                .build())
                        .build())
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> Sample.bundle().at(Instant.MAX)).isInstanceOf(IllegalArgumentException.class);
    }
}
