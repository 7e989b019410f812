package org.mailauth.arc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailauth.Problem;
import org.mailauth.authres.AuthenticationResults;
import org.mailauth.dkim.SignedFields;
import org.mailauth.dkim.SigningKey;
import org.mailauth.message.BodyStream;
import org.mailauth.message.HeaderField;
import org.mailauth.message.Message;
import org.mailauth.message.MessageLimits;

/** RFC 8617 §5.1. */
class ArcSealerTest {
    private static final Message MAIL = Checks.message(Hops.MAIL);

    private static ArcSealing seal(Message leaving, Message asReceived, int instance) {
        ArcValidation received = Hops.validate(asReceived);
        return Hops.sealer(instance).build().seal(leaving, received, Hops.results(received));
    }

    private static List<String> codes(ArcSealing sealing) {
        assertThat(sealing).isInstanceOf(ArcSealing.Refused.class);
        return ((ArcSealing.Refused) sealing)
                .problems().stream().map(Problem::code).toList();
    }

    @Test
    void fieldsAreSealSignatureResultsFromTheTop() {
        List<HeaderField> fields = seal(MAIL, MAIL, 1).headerFields();
        assertThat(fields.get(0).unfoldedBody())
                .startsWith("i=1; a=rsa-sha256; cv=none; d=odd.example; s=r1; t=1700000000; b=");
        assertThat(fields.get(1).unfoldedBody())
                .startsWith("i=1; a=rsa-sha256; c=relaxed/relaxed; d=odd.example;\ts=r1; t=1700000000; h=from:from:")
                .doesNotContain("v=1");
        assertThat(fields.get(2).unfoldedBody())
                .startsWith("i=1; mx.odd.example; dkim=pass header.d=author.example;")
                .endsWith("arc=none smtp.remote-ip=192.0.2.1");
        assertThat(fields)
                .allSatisfy(field -> assertThat(field.toString().split("\r\n")).allMatch(line -> line.length() <= 78));
    }

    @Test
    void messageSignatureCoversEveryDkimSignatureAndNoFieldOfAChain() {
        String twice = "DKIM-Signature: v=1\r\nAuthentication-Results: a; none\r\n" + Hops.MAIL;
        Message message = Hops.forward(Checks.message(twice), 1);
        ArcValidation received = Hops.validate(message);
        List<String> names = Hops.sealer(2)
                .build()
                .seal(message, received, Hops.results(received))
                .set()
                .orElseThrow()
                .signedFields();
        assertThat(names).filteredOn("dkim-signature"::equals).hasSize(2);
        assertThat(names).noneMatch(name -> name.startsWith("arc-") || name.equals("authentication-results"));
        assertThat(names).filteredOn("from"::equals).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Authentication-Results", "ARC-Seal", "arc-message-signature", "ARC-Authentication-Results"})
    void fieldsThatMustNotBeCoveredAreRefusedWhenTheSealerIsMade(String name) {
        SignedFields fields = SignedFields.of(List.of("to", name));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ArcSealer.builder().signedFields(fields))
                .withMessageContaining(name.toLowerCase(java.util.Locale.ROOT));
    }

    @Test
    void signedFieldsCanBeChosen() {
        ArcValidation received = Hops.validate(MAIL);
        ArcSet set = Hops.sealer(1)
                .signedFields(SignedFields.of(List.of("subject")))
                .build()
                .seal(MAIL, received, Hops.results(received))
                .set()
                .orElseThrow();
        assertThat(set.signedFields()).containsExactly("from", "from", "subject", "dkim-signature");
    }

    @Test
    void messageMayChangeBetweenValidationAndSealing() {
        Message arrived = Hops.chain(2);
        Message leaving = Checks.message(Checks.text(arrived).replace("Hello", "[list] Hello"));
        Message sealed = leaving.withPrepended(seal(leaving, arrived, 3).headerFields());
        ArcValidation validation = Hops.validate(sealed);
        assertThat(validation.status()).isEqualTo(ChainValidationStatus.PASS);
        assertThat(validation.sets().get(2).chainValidation()).isEqualTo(ChainValidationStatus.PASS);
    }

    @Test
    void failedChainIsSealedByASealOverTheNewSetAlone() {
        Message arrived = Checks.message(Checks.text(Hops.chain(2)).replace("world", "moon"));
        ArcSealing sealing = seal(arrived, arrived, 3);
        ArcSet set = sealing.set().orElseThrow();
        assertThat(set.instance()).isEqualTo(3);
        assertThat(set.chainValidation()).isEqualTo(ChainValidationStatus.FAIL);
        Message onward = arrived.withPrepended(sealing.headerFields());
        assertThat(Hops.validate(onward).reason()).isEqualTo(ArcReason.FAILED_BEFORE);
        assertThat(seal(onward, onward, 4)).isInstanceOf(ArcSealing.ChainAlreadyFailed.class);
        assertThat(seal(onward, onward, 4).headerFields()).isEmpty();

        // RFC 8617 §5.1.2: the seal holds for a message that has this set only.
        SignatureVerdict verdict = SignatureVerdict.of(
                set.algorithm(),
                set.selector(),
                set.sealer(),
                set.seal().signatureData(),
                () -> org.mailauth.dkim.internal.canon.OctetBuffer.holding(
                        SealInput.of(List.of(set)).of(1)),
                new Checking(
                        org.mailauth.dns.MessageDns.open(
                                Hops.DNS, org.mailauth.Budget.open(org.mailauth.BudgetLimits.defaults())),
                        org.mailauth.dkim.SignatureAcceptance.strict(),
                        org.mailauth.dkim.internal.crypto.Crypto.standard(),
                        org.mailauth.RecordCache.none(),
                        Checks.NOW));
        assertThat(verdict.holds()).as(verdict.toString()).isTrue();
    }

    @Test
    void brokenStructureIsSealedBehindTheHighestInstanceThatCanBeRead() {
        String text = Checks.text(Hops.chain(3)).replace("ARC-Seal: i=3;", "ARC-Seal: i=x;");
        Message broken = Checks.message(text);
        assertThat(seal(broken, broken, 1).set().orElseThrow().instance()).isEqualTo(4);
        Message hopeless = Checks.message("ARC-Seal: nonsense\r\n" + Hops.MAIL);
        ArcSet first = seal(hopeless, hopeless, 1).set().orElseThrow();
        assertThat(first.instance()).isEqualTo(1);
        assertThat(first.chainValidation()).isEqualTo(ChainValidationStatus.FAIL);
        assertThat(Hops.validate(hopeless.withPrepended(first.headerFields())).status())
                .isEqualTo(ChainValidationStatus.FAIL);
    }

    @Test
    void chainOfFiftyIsTooLongHoweverItEnded() {
        Message high = Checks.message("ARC-Seal: i=50\r\n" + Hops.MAIL);
        assertThat(seal(high, high, 1)).isInstanceOf(ArcSealing.ChainTooLong.class);
        Message higher = Checks.message("ARC-Seal: i=51\r\n" + Hops.MAIL);
        assertThat(seal(higher, higher, 1)).isInstanceOf(ArcSealing.ChainTooLong.class);
    }

    @Test
    void chainThatWasTakenAwayOrChangedAfterValidationIsRefused() {
        Message arrived = Hops.chain(2);
        assertThat(codes(seal(MAIL, arrived, 3))).containsExactly("arc.chain-changed");
        assertThat(codes(seal(arrived, MAIL, 3))).containsExactly("arc.chain-changed");
        Message changed = Checks.message(Checks.text(arrived).replace("dmarc=pass", "dmarc=fail"));
        assertThat(codes(seal(changed, arrived, 3))).containsExactly("arc.chain-changed");
        Message refolded = Checks.message(Checks.text(arrived).replace("ARC-Seal: i=", "arc-seal:\r\n\t i="));
        assertThat(Hops.validate(refolded.withPrepended(
                                seal(refolded, arrived, 3).headerFields()))
                        .status())
                .isEqualTo(ChainValidationStatus.PASS);
    }

    @Test
    void messageThatNobodyCouldValidateIsRefused() {
        Message noFrom = Checks.message(Hops.MAIL.replace("From:", "X:"));
        assertThat(codes(seal(noFrom, noFrom, 1))).containsExactly("arc.no-from");
        Message many = Checks.message("DKIM-Signature: v=1\r\n".repeat(257) + Hops.MAIL);
        assertThat(codes(seal(many, many, 1))).containsExactly("arc.too-many-fields");
        Message cut = Message.of(
                Hops.MAIL.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1),
                MessageLimits.defaults().withMessageOctets(Hops.MAIL.length() - 1));
        assertThat(codes(seal(cut, cut, 1))).hasSize(1);
        Message hidden = Checks.message(Hops.MAIL.replace("Subject:", "X: y\nFrom: eve@evil.example\r\nSubject:"));
        assertThat(codes(seal(hidden, hidden, 1))).containsExactly("arc.field-hidden");
    }

    @Test
    void keyThatFailsIsATypedAnswer() throws Exception {
        KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        SigningKey failing = SigningKey.external(pair.getPublic(), (digest, algorithm) -> {
            throw new java.io.IOException("the module is gone");
        });
        SigningKey lying = SigningKey.external(pair.getPublic(), (digest, algorithm) -> new byte[64]);
        SigningKey silent =
                SigningKey.externalAsync(pair.getPublic(), (digest, algorithm) -> new CompletableFuture<>());
        List<String> codes = new ArrayList<>();
        for (SigningKey key : List.of(failing, lying, silent)) {
            ArcValidation received = Hops.validate(MAIL);
            ArcSealing sealing = Hops.sealer(1)
                    .key(key)
                    .keyTimeout(Duration.ofMillis(20))
                    .build()
                    .seal(MAIL, received, Hops.results(received));
            assertThat(sealing.set()).isEmpty();
            codes.add(((ArcSealing.Failed) sealing).problem().code());
        }
        assertThat(codes).containsExactly("dkim.key-failed", "dkim.key-wrong-signature", "dkim.key-timeout");
    }

    @Test
    void sealingJoinsTheBodyThatOthersRead() throws Exception {
        ArcValidation received = Hops.validate(MAIL);
        BodyStream body = BodyStream.open();
        ArcSealingSession session =
                Hops.sealer(1).build().open(MAIL.header(), received, AuthenticationResults.none("a.example"), body);
        assertThatIllegalStateException().isThrownBy(session::conclude);
        MAIL.writeBodyTo(body);
        body.close();
        ArcSealing sealing = session.conclude();
        assertThat(session.conclude()).isSameAs(sealing);
        assertThat(Hops.validate(MAIL.withPrepended(sealing.headerFields())).status())
                .isEqualTo(ChainValidationStatus.PASS);
    }

    @Test
    void hostileResultsStayInTheirField() {
        ArcValidation received = Hops.validate(MAIL);
        AuthenticationResults results = AuthenticationResults.of(
                "a.example",
                List.of(org.mailauth.authres.MethodResult.of("spf", "fail").withReason("x\r\nARC-Seal: i=9; \"b\"")));
        Message sealed = MAIL.withPrepended(
                Hops.sealer(1).build().seal(MAIL, received, results).headerFields());
        ArcValidation validation = Checks.verify(Checks.text(sealed));
        assertThat(validation.status()).isEqualTo(ChainValidationStatus.PASS);
        assertThat(validation.sets()).hasSize(1);
    }

    @Test
    void sealerThatLacksSomethingIsNotBuilt() {
        assertThatIllegalStateException().isThrownBy(() -> ArcSealer.builder().build());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ArcSealer.builder().signingDomain("example"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ArcSealer.builder().keyTimeout(Duration.ZERO));
    }
}
