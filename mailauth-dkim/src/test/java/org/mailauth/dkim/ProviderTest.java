package org.mailauth.dkim;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.Provider;
import java.security.Security;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.mailauth.Deadline;
import org.mailauth.dkim.internal.crypto.OddProvider;
import org.mailauth.dkim.internal.crypto.TranslatingProvider;
import org.mailauth.message.HeaderField;
import org.mailauth.message.Message;

/** A provider that the user names computes; what it cannot do is done as without it, and never comes out as a pass. */
class ProviderTest {
    private static final String MESSAGE = "From: joe@example.com\r\nSubject: x\r\n\r\nbody\r\n";

    private static DkimSigner.Builder signer() {
        return DkimSigner.builder()
                .signingDomain("example.com")
                .key("r2", FixedKeys.RSA_2048)
                .key("ed", FixedKeys.ED25519)
                .clock(Clock.fixed(Checks.NOW, ZoneOffset.UTC));
    }

    private static Message signed(DkimSigner signer, String text) {
        Message message = Checks.message(text);
        List<HeaderField> fields = signer.sign(message).orElseThrow();
        return message.withPrepended(fields);
    }

    private static void assertRightVerdicts(Provider provider, Message signed) {
        DkimVerifier verifier =
                Checks.verifier(FixedKeys.DNS).provider(provider).build();
        assertThat(verifier.verify(signed))
                .extracting(DkimVerification::reason)
                .containsExactly(DkimReason.VERIFIED, DkimReason.VERIFIED);
        Message forged = Checks.message(MESSAGE.replace("joe", "eve"))
                .withPrepended(signed.header().named("DKIM-Signature"));
        assertThat(verifier.verify(forged))
                .extracting(DkimVerification::reason)
                .containsExactly(DkimReason.SIGNATURE_MISMATCH, DkimReason.SIGNATURE_MISMATCH);
        Message changed = Checks.message(MESSAGE.replace("body", "bodies"))
                .withPrepended(signed.header().named("DKIM-Signature"));
        assertThat(verifier.verify(changed))
                .extracting(DkimVerification::reason)
                .containsExactly(DkimReason.BODY_HASH_MISMATCH, DkimReason.BODY_HASH_MISMATCH);
    }

    static Stream<Provider> providersThatCan() {
        return Stream.concat(Stream.of(Security.getProviders()), Stream.of(new BouncyCastleProvider()));
    }

    /** Those of the JDK, each of which offers a part of what is needed or nothing of it, and Bouncy Castle. */
    @ParameterizedTest
    @MethodSource("providersThatCan")
    void everyProviderGivesTheSameVerdicts(Provider provider) {
        assertRightVerdicts(provider, signed(signer().build(), MESSAGE));
        assertRightVerdicts(provider, signed(signer().provider(provider).build(), MESSAGE));
    }

    @ParameterizedTest
    @EnumSource(OddProvider.Failure.class)
    void whatAProviderCannotVerifyIsVerifiedWithoutIt(OddProvider.Failure failure) {
        OddProvider provider = new OddProvider(failure);
        assertRightVerdicts(provider, signed(signer().build(), MESSAGE));
        assertThat(provider.asked()).isPositive();
    }

    @ParameterizedTest
    @EnumSource(
            value = OddProvider.Failure.class,
            names = {"STRANGE_KEY", "NO_HARDWARE", "UNSUPPORTED"})
    void keyThatAProviderDoesNotTakeSignsWithoutIt(OddProvider.Failure failure) {
        OddProvider provider = new OddProvider(failure);
        Message signed = signed(signer().provider(provider).build(), MESSAGE);
        assertThat(Checks.verifier(FixedKeys.DNS).build().verify(signed))
                .extracting(DkimVerification::reason)
                .containsExactly(DkimReason.VERIFIED, DkimReason.VERIFIED);
        assertThat(provider.asked()).isPositive();
    }

    @Test
    void providerThatTakesAKeyAndCannotSignIsAnOutcomeWithoutSignature() {
        OddProvider provider = new OddProvider(OddProvider.Failure.MALFORMED);
        DkimSigner failing = DkimSigner.builder()
                .signingDomain("example.com")
                .key("r2", FixedKeys.RSA_2048)
                .provider(provider)
                .build();
        assertThat(failing.sign(Checks.message(MESSAGE))).isInstanceOf(DkimSigning.Failed.class);
    }

    private static void signTwice(DkimSigner signer) {
        for (int i = 0; i < 2; i++) {
            assertThat(Checks.verifier(FixedKeys.DNS).build().verify(signed(signer, MESSAGE)))
                    .extracting(DkimVerification::reason)
                    .containsExactly(DkimReason.VERIFIED, DkimReason.VERIFIED);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = TranslatingProvider.Factory.class,
            names = {"TRANSLATES", "READS"})
    void signerHasEachKeyTranslatedOnce(TranslatingProvider.Factory factory) {
        TranslatingProvider provider = new TranslatingProvider(factory);
        signTwice(signer().provider(provider).build());
        assertThat(provider.made()).as("an RSA key and an Ed25519 key").isEqualTo(2);
        assertThat(provider.own()).isEqualTo(4);
        assertThat(provider.strange()).isZero();
    }

    /** As without a key factory: the provider's signatures get the key as it was given. */
    @ParameterizedTest
    @EnumSource(
            value = TranslatingProvider.Factory.class,
            names = {"REFUSES", "BREAKS", "GIVES_NULL", "LOSES_THE_PRIMES"})
    void keyThatIsNotTranslatedSignsAsItWasGiven(TranslatingProvider.Factory factory) {
        TranslatingProvider provider = new TranslatingProvider(factory);
        signTwice(signer().provider(provider).build());
        assertThat(provider.own()).isZero();
        assertThat(provider.strange()).isEqualTo(4);
    }

    @Test
    void translatedKeyThatIsRefusedSignsAsItWasGiven() {
        TranslatingProvider provider = new TranslatingProvider(TranslatingProvider.Factory.MAKES_USELESS_KEYS);
        signTwice(signer().provider(provider).build());
        assertThat(provider.own()).isEqualTo(4);
        assertThat(provider.strange()).isEqualTo(4);
    }

    /** A key in the form of one provider is not handed to another. */
    @Test
    void lastProviderThatIsNamedHasTheKeyInItsForm() {
        TranslatingProvider first = new TranslatingProvider(TranslatingProvider.Factory.TRANSLATES);
        TranslatingProvider last = new TranslatingProvider(TranslatingProvider.Factory.READS);
        SigningKey key = FixedKeys.ED25519.withProvider(first).withProvider(last);
        byte[] input = {1, 2, 3};
        Deadline soon = Deadline.after(Duration.ofMinutes(1));
        byte[] expected = FixedKeys.ED25519.sign(input, soon).octets().orElseThrow();
        assertThat(key.sign(input, soon).octets()).contains(expected);
        assertThat(first.own() + first.strange()).isZero();
        assertThat(last.own()).isOne();
        assertThat(key).hasToString("SigningKey[ed25519-sha256]");
    }
}
