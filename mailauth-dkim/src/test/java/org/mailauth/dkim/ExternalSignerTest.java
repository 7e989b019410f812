package org.mailauth.dkim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.mailauth.Deadline;
import org.mailauth.Problem;
import org.mailauth.message.HeaderField;
import org.mailauth.message.Message;

/** Keys that somebody else holds: whatever their holder does, no exception and no bad signature comes of it. */
class ExternalSignerTest {
    private static final Message MESSAGE =
            Checks.message("From: joe@example.com\r\nDate: Tue, 14 Nov 2023 22:13:20 +0000\r\n"
                    + "Message-ID: <1@example.com>\r\nSubject: Dinner\r\n\r\nHi.\r\n");
    private static final DkimVerifier VERIFIER = Checks.verifier(FixedKeys.DNS).build();
    private static final byte[] INPUT = "canonical".getBytes(StandardCharsets.US_ASCII);

    /** Services that hold the fixed keys. */
    enum Service {
        RSA("r2", SigningAlgorithm.RSA_SHA256),
        ED25519("ed", SigningAlgorithm.ED25519_SHA256);

        private final String selector;
        private final SigningAlgorithm algorithm;

        Service(String selector, SigningAlgorithm algorithm) {
            this.selector = selector;
            this.algorithm = algorithm;
        }

        PrivateKey privateKey() {
            return this == RSA
                    ? ExternalKeys.privateKey("RSA", "rsa2048.pem")
                    : ExternalKeys.privateKey("Ed25519", "ed25519.pem");
        }

        PublicKey publicKey() {
            return this == RSA ? ExternalKeys.RSA_2048 : ExternalKeys.ED25519;
        }

        byte[] sign(byte[] digest, SigningAlgorithm asked) {
            assertThat(digest).hasSize(32);
            assertThat(asked).isEqualTo(algorithm);
            return this == RSA ? ExternalKeys.signRsa(digest) : ExternalKeys.signEd25519(digest);
        }

        SigningKey synchronous() {
            return SigningKey.external(publicKey(), this::sign);
        }
    }

    private static DkimSigner.Builder builder() {
        return DkimSigner.builder()
                .signingDomain("example.com")
                .clock(Clock.fixed(Checks.NOW, ZoneOffset.UTC))
                .keyTimeout(Duration.ofMinutes(5));
    }

    private static DkimSigner signer(Service service, SigningKey key) {
        return builder().key(service.selector, key).build();
    }

    private static void assertVerifies(List<HeaderField> fields) {
        assertThat(VERIFIER.verify(MESSAGE.withPrepended(fields)))
                .hasSize(fields.size())
                .extracting(DkimVerification::reason)
                .containsOnly(DkimReason.VERIFIED);
    }

    private static void assertFailed(DkimSigning signing, String code) {
        assertThat(signing).isInstanceOfSatisfying(DkimSigning.Failed.class, failed -> {
            assertThat(failed.problems()).extracting(Problem::code).containsExactly(code);
            assertThat(failed.fields()).isEmpty();
        });
        assertThatIllegalStateException().isThrownBy(signing::orElseThrow).withMessageContaining(code);
    }

    @ParameterizedTest
    @EnumSource
    void aSynchronousSignerSigns(Service service) {
        assertVerifies(signer(service, service.synchronous()).sign(MESSAGE).orElseThrow());
    }

    @ParameterizedTest
    @EnumSource
    void anAsynchronousSignerThatAnswersAtOnceSigns(Service service) {
        SigningKey key = SigningKey.externalAsync(
                service.publicKey(),
                (digest, algorithm) -> CompletableFuture.completedFuture(service.sign(digest, algorithm)));
        assertVerifies(signer(service, key).sign(MESSAGE).orElseThrow());
    }

    @ParameterizedTest
    @EnumSource
    void anAsynchronousSignerThatAnswersOnAnotherThreadIsWaitedFor(Service service) {
        SigningKey key = SigningKey.externalAsync(
                service.publicKey(),
                (digest, algorithm) -> CompletableFuture.supplyAsync(() -> service.sign(digest, algorithm)));
        assertVerifies(signer(service, key).sign(MESSAGE).orElseThrow());
    }

    @ParameterizedTest
    @EnumSource
    void anExternalKeyHasTheRecordAndTheAlgorithmOfItsPublicHalf(Service service) {
        SigningKey own = service == Service.RSA ? FixedKeys.RSA_2048 : FixedKeys.ED25519;
        assertThat(service.synchronous().keyRecord()).isPresent().isEqualTo(own.keyRecord());
        assertThat(service.synchronous().algorithm()).isEqualTo(own.algorithm());
        assertThatIllegalStateException()
                .isThrownBy(() -> service.synchronous().toPem())
                .withMessageContaining("does not leave");
    }

    @Test
    void allAsynchronousSignersAreAskedBeforeAnyIsWaitedFor() {
        CompletableFuture<byte[]> second = new CompletableFuture<>();
        CompletableFuture<byte[]> first = new CompletableFuture<>();
        List<byte[]> digests = new ArrayList<>();
        DkimSigner signer = builder()
                .key("r2", SigningKey.externalAsync(Service.RSA.publicKey(), (digest, algorithm) -> {
                    digests.add(digest);
                    return first;
                }))
                .key("ed", SigningKey.externalAsync(Service.ED25519.publicKey(), (digest, algorithm) -> {
                    first.complete(Service.RSA.sign(digests.get(0), SigningAlgorithm.RSA_SHA256));
                    second.complete(Service.ED25519.sign(digest, algorithm));
                    return second;
                }))
                .build();
        List<HeaderField> fields = signer.sign(MESSAGE).orElseThrow();
        assertThat(fields).hasSize(2);
        assertVerifies(fields);
    }

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of((DigestSigner) (digest, algorithm) -> {
                    throw new IOException("no route to the service");
                }),
                Arguments.of((DigestSigner) (digest, algorithm) -> {
                    throw new IllegalStateException("no route to the service");
                }));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void aFailingSynchronousSignerIsAFailure(DigestSigner failing) {
        SigningKey key = SigningKey.external(Service.RSA.publicKey(), failing);
        DkimSigning signing = signer(Service.RSA, key).sign(MESSAGE);
        assertFailed(signing, "dkim.key-failed");
        assertThat(((DkimSigning.Failed) signing).problems().get(0).text()).contains("no route to the service");
    }

    static Stream<Arguments> asynchronousFailures() {
        return Stream.of(
                Arguments.of((AsyncDigestSigner) (digest, algorithm) -> {
                    throw new IOException("no route to the service");
                }),
                Arguments.of((AsyncDigestSigner) (digest, algorithm) ->
                        CompletableFuture.failedFuture(new IOException("no route to the service"))),
                Arguments.of((AsyncDigestSigner) (digest, algorithm) -> CompletableFuture.failedFuture(
                        new CompletionException(new IOException("no route to the service")))),
                Arguments.of((AsyncDigestSigner) (digest, algorithm) -> CompletableFuture.supplyAsync(() -> {
                    throw new IllegalStateException("no route to the service");
                })));
    }

    @ParameterizedTest
    @MethodSource("asynchronousFailures")
    void aFailingAsynchronousSignerIsAFailure(AsyncDigestSigner failing) {
        SigningKey key = SigningKey.externalAsync(Service.RSA.publicKey(), failing);
        DkimSigning signing = signer(Service.RSA, key).sign(MESSAGE);
        assertFailed(signing, "dkim.key-failed");
        assertThat(((DkimSigning.Failed) signing).problems().get(0).text()).contains("no route to the service");
    }

    @Test
    void aLongMessageOfAFailureIsCut() {
        SigningKey key = SigningKey.external(Service.RSA.publicKey(), (digest, algorithm) -> {
            throw new IOException("x".repeat(10_000));
        });
        Problem problem =
                key.sign(INPUT, Deadline.after(Duration.ofMinutes(5))).problem().orElseThrow();
        assertThat(problem.text()).hasSizeLessThan(300);
    }

    @Test
    void aSlowSignerIsAFailureWhenTheTimeIsOver() {
        SigningKey key =
                SigningKey.externalAsync(Service.RSA.publicKey(), (digest, algorithm) -> new CompletableFuture<>());
        DkimSigner signer =
                builder().key("r2", key).keyTimeout(Duration.ofMillis(1)).build();
        assertFailed(signer.sign(MESSAGE), "dkim.key-timeout");
    }

    @Test
    void aSignerIsNotAskedWhenTheTimeIsOver() {
        SigningKey key = SigningKey.external(Service.RSA.publicKey(), (digest, algorithm) -> {
            throw new AssertionError("asked");
        });
        DkimSigner signer = builder()
                .key("r2", key)
                .key("ed", FixedKeys.ED25519)
                .keyTimeout(Duration.ZERO)
                .build();
        assertThat(signer.sign(MESSAGE)).isInstanceOfSatisfying(DkimSigning.Failed.class, failed -> {
            assertThat(failed.problems()).extracting(Problem::code).containsExactly("dkim.key-timeout");
            assertVerifies(failed.fields());
        });
        assertThat(FixedKeys.ED25519.sign(INPUT, Deadline.after(Duration.ZERO)).octets())
                .isPresent();
    }

    @Test
    void withoutWaitingTheFieldIsWrittenByTheThreadThatAnswers() throws InterruptedException {
        CompletableFuture<byte[]> answer = new CompletableFuture<>();
        byte[][] asked = new byte[1][];
        SigningKey key = SigningKey.externalAsync(Service.RSA.publicKey(), (digest, algorithm) -> {
            asked[0] = digest;
            return answer;
        });
        List<Thread> threads = new ArrayList<>();
        List<DkimSigning> signings = new ArrayList<>();
        signer(Service.RSA, key).signAsync(MESSAGE).thenAccept(signing -> {
            threads.add(Thread.currentThread());
            signings.add(signing);
        });
        assertThat(signings).isEmpty();
        Thread answering = new Thread(() -> answer.complete(ExternalKeys.signRsa(asked[0])));
        answering.start();
        answering.join();
        assertThat(threads).containsExactly(answering);
        assertVerifies(signings.get(0).orElseThrow());
    }

    @Test
    void withoutWaitingFailureAndRubbishAreFailures() {
        SigningKey failing = SigningKey.externalAsync(
                Service.RSA.publicKey(),
                (digest, algorithm) -> CompletableFuture.failedFuture(new IOException("gone")));
        assertFailed(
                signer(Service.RSA, failing)
                        .signAsync(MESSAGE)
                        .toCompletableFuture()
                        .join(),
                "dkim.key-failed");
        SigningKey lying = SigningKey.externalAsync(
                Service.RSA.publicKey(), (digest, algorithm) -> CompletableFuture.completedFuture(new byte[256]));
        assertFailed(
                signer(Service.RSA, lying)
                        .signAsync(MESSAGE)
                        .toCompletableFuture()
                        .join(),
                "dkim.key-wrong-signature");
    }

    @Test
    void withoutWaitingOwnKeysHaveSignedAtOnce() {
        CompletableFuture<DkimSigning> signing =
                signer(Service.RSA, FixedKeys.RSA_2048).signAsync(MESSAGE).toCompletableFuture();
        assertThat(signing).isDone();
        assertVerifies(signing.join().orElseThrow());
    }

    @Test
    void aRefusedMessageAsksNobody() {
        SigningKey key = SigningKey.external(Service.RSA.publicKey(), (digest, algorithm) -> {
            throw new AssertionError("asked");
        });
        Message bare = Checks.message("To: joe@example.com\r\n\r\n");
        assertThat(signer(Service.RSA, key).sign(bare)).isInstanceOf(DkimSigning.Refused.class);
        assertThat(signer(Service.RSA, key).signAsync(bare).toCompletableFuture())
                .isCompletedWithValueMatching(DkimSigning.Refused.class::isInstance);
    }

    @Test
    void anInterruptedWaitIsAFailureAndKeepsTheInterruptStatus() {
        SigningKey key =
                SigningKey.externalAsync(Service.RSA.publicKey(), (digest, algorithm) -> new CompletableFuture<>());
        Thread.currentThread().interrupt();
        DkimSigning signing = signer(Service.RSA, key).sign(MESSAGE);
        assertThat(Thread.interrupted()).isTrue();
        assertFailed(signing, "dkim.key-interrupted");
    }

    @Test
    void aSynchronousSignerThatIsInterruptedKeepsTheInterruptStatus() {
        SigningKey key = SigningKey.external(Service.RSA.publicKey(), (digest, algorithm) -> {
            throw new InterruptedException();
        });
        DkimSigning signing = signer(Service.RSA, key).sign(MESSAGE);
        assertThat(Thread.interrupted()).isTrue();
        assertFailed(signing, "dkim.key-interrupted");
    }

    @Test
    void anInterruptedThreadStillSignsWithItsOwnKeys() {
        Thread.currentThread().interrupt();
        DkimSigning signing = signer(Service.RSA, FixedKeys.RSA_2048).sign(MESSAGE);
        assertThat(Thread.interrupted()).isTrue();
        assertVerifies(signing.orElseThrow());
    }

    static Stream<Arguments> rubbish() {
        return Stream.of(Service.values())
                .flatMap(service -> Stream.of(
                        Arguments.of("nothing", service, (DigestSigner) (digest, algorithm) -> null),
                        Arguments.of("no octets", service, (DigestSigner) (digest, algorithm) -> new byte[0]),
                        Arguments.of("zeros", service, (DigestSigner)
                                (digest, algorithm) -> new byte[service == Service.RSA ? 256 : 64]),
                        Arguments.of("the digest", service, (DigestSigner) (digest, algorithm) -> digest),
                        Arguments.of("a signature of another digest", service, (DigestSigner) (digest, algorithm) -> {
                            digest[0]++;
                            return service.sign(digest, algorithm);
                        }),
                        Arguments.of("one bit changed", service, (DigestSigner) (digest, algorithm) -> {
                            byte[] signature = service.sign(digest, algorithm);
                            signature[9] ^= 4;
                            return signature;
                        }),
                        Arguments.of("one octet missing", service, (DigestSigner) (digest, algorithm) -> {
                            byte[] signature = service.sign(digest, algorithm);
                            return Arrays.copyOf(signature, signature.length - 1);
                        }),
                        Arguments.of("one octet more", service, (DigestSigner) (digest, algorithm) -> {
                            byte[] signature = service.sign(digest, algorithm);
                            return Arrays.copyOf(signature, signature.length + 1);
                        })));
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("rubbish")
    void rubbishNeverBecomesASignature(String what, Service service, DigestSigner rubbish) {
        SigningKey synchronous = SigningKey.external(service.publicKey(), rubbish);
        assertFailed(signer(service, synchronous).sign(MESSAGE), "dkim.key-wrong-signature");
        SigningKey later = SigningKey.externalAsync(
                service.publicKey(),
                (digest, algorithm) -> CompletableFuture.completedFuture(rubbish.sign(digest, algorithm)));
        assertFailed(signer(service, later).sign(MESSAGE), "dkim.key-wrong-signature");
    }

    @Test
    void aStageThatIsNoneNeverBecomesASignature() {
        SigningKey key = SigningKey.externalAsync(Service.RSA.publicKey(), (digest, algorithm) -> null);
        assertFailed(signer(Service.RSA, key).sign(MESSAGE), "dkim.key-wrong-signature");
    }

    @Test
    void aSignatureThatItsMakerChangesLaterStaysAsItWas() {
        byte[][] kept = new byte[1][];
        SigningKey key = SigningKey.external(Service.RSA.publicKey(), (digest, algorithm) -> {
            kept[0] = Service.RSA.sign(digest, algorithm);
            return kept[0];
        });
        KeySignature signature = key.sign(INPUT, Deadline.after(Duration.ofMinutes(5)));
        byte[] before = signature.octets().orElseThrow();
        Arrays.fill(kept[0], (byte) 0);
        assertThat(signature.octets().orElseThrow()).isEqualTo(before);
    }

    @Test
    void whatTheOtherKeysSignedIsKept() {
        DkimSigner signer = builder()
                .key("r2", SigningKey.external(Service.RSA.publicKey(), (digest, algorithm) -> new byte[256]))
                .key("ed", FixedKeys.ED25519)
                .build();
        assertThat(signer.sign(MESSAGE)).isInstanceOfSatisfying(DkimSigning.Failed.class, failed -> {
            assertThat(failed.problems()).extracting(Problem::code).containsExactly("dkim.key-wrong-signature");
            assertThat(failed.fields()).hasSize(1);
            assertVerifies(failed.fields());
        });
    }

    @ParameterizedTest
    @EnumSource
    void aHardwareKeyThatErrsIsNoticedWhereItsPublicHalfIsKnown(Service service) throws GeneralSecurityException {
        KeyPair other = KeyPairGenerator.getInstance(service == Service.RSA ? "RSA" : "Ed25519")
                .generateKeyPair();
        SigningKey key = SigningKey.of(other.getPrivate()).withPublicKey(service.publicKey());
        assertFailed(signer(service, key).sign(MESSAGE), "dkim.key-wrong-signature");
        SigningKey right = SigningKey.of(service.privateKey()).withPublicKey(service.publicKey());
        assertVerifies(signer(service, right).sign(MESSAGE).orElseThrow());
    }

    @Test
    void aPublicHalfOfAnotherKindIsAMistake() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FixedKeys.ED25519.withPublicKey(Service.RSA.publicKey()))
                .withMessageContaining("kind");
        assertThatIllegalArgumentException().isThrownBy(() -> SigningKey.external(ecKey(), Service.RSA::sign));
        assertThatIllegalArgumentException().isThrownBy(() -> SigningKey.external(rsaKey(512), Service.RSA::sign));
    }

    private static PublicKey ecKey() throws GeneralSecurityException {
        return KeyPairGenerator.getInstance("EC").generateKeyPair().getPublic();
    }

    private static PublicKey rsaKey(int bits) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(bits);
        return generator.generateKeyPair().getPublic();
    }

    @ParameterizedTest
    @EnumSource
    void aKeySignsAnyCanonicalFormAtOnceOrLater(Service service) {
        CompletableFuture<byte[]> later = new CompletableFuture<>();
        SigningKey key = SigningKey.externalAsync(service.publicKey(), (digest, algorithm) -> {
            later.completeOnTimeout(service.sign(digest, algorithm), 1, TimeUnit.MILLISECONDS);
            return later;
        });
        KeySignature awaited = key.signAsync(INPUT).toCompletableFuture().join();
        KeySignature own = (service == Service.RSA ? FixedKeys.RSA_2048 : FixedKeys.ED25519)
                .sign(INPUT, Deadline.after(Duration.ZERO));
        assertThat(awaited.problem()).isEmpty();
        assertThat(awaited.octets().orElseThrow()).isEqualTo(own.octets().orElseThrow());
        assertThat(awaited).hasToString("KeySignature[made]");
    }
}
