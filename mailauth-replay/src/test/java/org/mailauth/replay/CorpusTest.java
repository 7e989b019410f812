package org.mailauth.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.mailauth.arc.TrustedSealers;
import org.mailauth.authenticator.MailAuthenticator;
import org.mailauth.authenticator.MessageAuthentication;
import org.mailauth.authenticator.PrefetchLimits;

/** Every message of the corpus: recorded, written, read and replayed, it has the same verdicts and the same fields. */
class CorpusTest {
    private static Stream<DynamicTest> each(ThrowingCheck check) {
        return Corpus.all().entrySet().stream()
                .map(entry ->
                        DynamicTest.dynamicTest(entry.getKey(), () -> check.check(entry.getKey(), entry.getValue())));
    }

    @FunctionalInterface
    private interface ThrowingCheck {
        void check(String name, byte[] stored) throws IOException;
    }

    private static void assertSame(Replay replay, MessageAuthentication original) {
        assertThat(replay.problems()).isEmpty();
        assertThat(replay.differences()).isEmpty();
        assertThat(replay.isSame()).isTrue();
        MessageAuthentication again = replay.authentication();
        assertThat(again.headerFields()).isEqualTo(original.headerFields());
        assertThat(again.recommendation()).isEqualTo(original.recommendation());
        assertThat(again.results()).isEqualTo(original.results());
        assertThat(again.problems()).isEqualTo(original.problems());
        assertThat(again.author()).isEqualTo(original.author());
        assertThat(again.budget().entries()).isEqualTo(original.budget().entries());
    }

    @Test
    void corpusIsComplete() {
        assertThat(Corpus.all()).hasSize(54);
    }

    @TestFactory
    Stream<DynamicTest> storedBundleGivesTheRecordedVerdicts() {
        return each((name, stored) -> {
            ReplayBundle bundle = Corpus.read(stored);

            Replay replay = bundle.replay();

            assertSame(replay, replay.authentication());
            assertThat(bundle.verdicts())
                    .containsEntry(
                            "field.1",
                            replay.authentication().headerFields().get(0).toString());
        });
    }

    /** A bundle that is recorded otherwise now lies in target, to be stored when the change is meant. */
    @TestFactory
    Stream<DynamicTest> recordingAgainGivesTheStoredOctets() {
        return each((name, stored) -> {
            ReplayBundle bundle = Corpus.read(stored);

            RecordedAuthentication again =
                    Corpus.recorder(bundle).build().record(bundle.session(), Corpus.message(bundle));

            byte[] made = Corpus.written(again.bundle());
            if (!new String(made, StandardCharsets.UTF_8).equals(new String(stored, StandardCharsets.UTF_8))) {
                Files.createDirectories(Path.of("target", "corpus"));
                Files.write(Path.of("target", "corpus", name + ".json"), made);
            }
            assertThat(made).isEqualTo(stored);
            assertSame(again.bundle().replay(), again.authentication());
        });
    }

    @TestFactory
    Stream<DynamicTest> hashesOnlyGiveTheSameVerdicts() {
        return each((name, stored) -> {
            ReplayBundle bundle = Corpus.read(stored);

            byte[] hashes = Corpus.written(bundle.withoutBody());

            ReplayBundle read = Corpus.read(hashes);
            assertThat(read.isHashesOnly()).isTrue();
            assertThat(read.message()).isEmpty();
            assertThat(read.header()).isEqualTo(bundle.header());
            assertThat(new String(hashes, StandardCharsets.US_ASCII)).doesNotContain("Good morning");
            assertThat(Corpus.written(read)).isEqualTo(hashes);
            assertSame(read.replay(), bundle.replay().authentication());
        });
    }

    @TestFactory
    Stream<DynamicTest> authenticatorWithoutRecorderGivesTheSame() {
        return each((name, stored) -> {
            ReplayBundle bundle = Corpus.read(stored);
            MailAuthenticator plain = MailAuthenticator.builder()
                    .resolver(Corpus.dns(bundle))
                    .authservId(bundle.settings().authservId())
                    .clock(Corpus.clock(bundle))
                    .trustedSealers(TrustedSealers.of("lists.example.org"))
                    .build();

            MessageAuthentication original =
                    plain.authenticate(bundle.session(), bundle.message().orElseThrow());

            assertSame(bundle.replay(), original);
        });
    }

    @TestFactory
    Stream<DynamicTest> askingAheadIsRecordedAndReplayed() {
        return each((name, stored) -> {
            ReplayBundle sequential = Corpus.read(stored);
            ReplaySettings ahead = ReplaySettings.builder()
                    .authservId(sequential.settings().authservId())
                    .trustedSealers(sequential.settings().trustedSealers())
                    .prefetch(PrefetchLimits.defaults())
                    .build();
            ExecutorService pool = Executors.newFixedThreadPool(4);
            try {
                ReplayRecorder recorder = Corpus.recorder(sequential)
                        .settings(ahead)
                        .executor(pool)
                        .build();

                RecordedAuthentication recorded = recorder.record(sequential.session(), Corpus.message(sequential));

                assertThat(recorded.bundle().verdicts()).isEqualTo(sequential.verdicts());
                byte[] written = Corpus.written(recorded.bundle());
                assertSame(Corpus.read(written).replay(), recorded.authentication());
                assertSame(Corpus.read(written).withoutBody().replay(), recorded.authentication());
                assertThat(Corpus.written(recorder.record(sequential.session(), Corpus.message(sequential))
                                .bundle()))
                        .isEqualTo(written);
            } finally {
                pool.shutdownNow();
            }
        });
    }
}
