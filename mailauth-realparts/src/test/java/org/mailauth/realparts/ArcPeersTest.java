package org.mailauth.realparts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailauth.arc.ArcSealer;
import org.mailauth.arc.ArcSealing;
import org.mailauth.arc.ArcValidation;
import org.mailauth.arc.ArcVerifier;
import org.mailauth.arc.ChainValidationStatus;
import org.mailauth.authres.AuthenticationResults;
import org.mailauth.authres.MethodResult;
import org.mailauth.dkim.BodyCanonicalization;
import org.mailauth.dkim.HeaderCanonicalization;
import org.mailauth.dkim.SigningAlgorithm;
import org.mailauth.message.Message;

/** Chains that are sealed here are accepted elsewhere, chains that are sealed elsewhere here, and mixed ones by all. */
@Tag("real-parts")
class ArcPeersTest {
    private static final String AUTHSERV_ID = "mx.signer.test";
    private static final String SELECTOR = Keys.selector(SigningAlgorithm.RSA_SHA256);
    private static final byte[] MAIL = """
            Received: from mail.author.test by mx.signer.test; Tue, 14 Nov 2023 22:13:20 +0000
            From: Alice <alice@author.test>
            To: list@signer.test
            Subject:  A  test
            Date: Tue, 14 Nov 2023 22:13:20 +0000
            Message-ID: <1@author.test>
            MIME-Version: 1.0
            Content-Type: text/plain

            Hello,
              world.
            """.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII);

    private static Lab lab;
    private static Keys keys;
    private static List<ArcPeer> peers;
    private static ArcPeer sealingPeer;

    @BeforeAll
    static void open() throws IOException {
        keys = Keys.generate();
        lab = Lab.open(keys.published());
        sealingPeer = ArcPeer.mailDkim(lab);
        peers = List.of(ArcPeer.dkimpy(lab), sealingPeer);
    }

    @AfterAll
    static void close() {
        if (lab != null) {
            lab.close();
        }
    }

    private static ArcValidation validate(byte[] message) {
        return ArcVerifier.builder().resolver(lab.resolver()).build().verify(Message.of(message));
    }

    private static AuthenticationResults results(ArcValidation received) {
        return AuthenticationResults.of(
                AUTHSERV_ID,
                List.of(
                        received.methodResult(),
                        MethodResult.of("spf", "pass").with("smtp", "mailfrom", "author.test")));
    }

    private static byte[] octets(Message message) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        message.writeTo(out);
        return out.toByteArray();
    }

    private static byte[] sealHere(byte[] message, HeaderCanonicalization header, BodyCanonicalization body)
            throws IOException {
        ArcValidation received = validate(message);
        Message leaving = Message.of(message);
        ArcSealing sealing = ArcSealer.builder()
                .signingDomain(Keys.DOMAIN)
                .selector(SELECTOR)
                .key(keys.of(SigningAlgorithm.RSA_SHA256))
                .canonicalization(header, body)
                .build()
                .seal(leaving, received, results(received));
        assertThat(sealing.set()).as("%s after %s", sealing, received).isPresent();
        return octets(leaving.withPrepended(sealing.headerFields()));
    }

    private static byte[] sealHere(byte[] message) throws IOException {
        return sealHere(message, HeaderCanonicalization.RELAXED, BodyCanonicalization.RELAXED);
    }

    private static byte[] sealThere(byte[] message) throws IOException {
        Message arrived =
                Message.of(message).withPrepended(results(validate(message)).toHeaderField());
        return sealingPeer.seal(
                octets(arrived), Keys.DOMAIN, SELECTOR, keys.of(SigningAlgorithm.RSA_SHA256), AUTHSERV_ID);
    }

    private static void assertAllSay(String status, byte[] message) throws IOException {
        List<String> said = new ArrayList<>();
        for (ArcPeer peer : peers) {
            said.add(peer + " " + peer.verify(message));
        }
        ArcValidation here = validate(message);
        assertThat(here.status().word()).as(here.toString()).isEqualTo(status);
        assertThat(said).hasSize(2).allMatch(one -> one.contains(" " + status + ": "));
    }

    @Test
    void unsealedMessageHasNoChain() throws IOException {
        assertAllSay("none", MAIL);
    }

    @ParameterizedTest(name = "chain of {0} sealed here is accepted by every peer")
    @ValueSource(ints = {1, 2, 5})
    void chainSealedHereIsAccepted(int hops) throws IOException {
        byte[] message = MAIL;
        for (int hop = 0; hop < hops; hop++) {
            message = sealHere(message);
        }
        assertAllSay("pass", message);
    }

    @ParameterizedTest
    @CsvSource({"RELAXED, SIMPLE", "SIMPLE, RELAXED", "SIMPLE, SIMPLE"})
    void everyCanonicalizationIsAccepted(HeaderCanonicalization header, BodyCanonicalization body) throws IOException {
        assertAllSay("pass", sealHere(sealHere(MAIL, header, body), header, body));
    }

    @ParameterizedTest(name = "chain of {0} sealed by Mail::DKIM is accepted here")
    @ValueSource(ints = {1, 2, 4})
    void chainSealedThereIsAccepted(int hops) throws IOException {
        byte[] message = MAIL;
        for (int hop = 0; hop < hops; hop++) {
            message = sealThere(message);
        }
        assertAllSay("pass", message);
        assertThat(validate(message).sets()).hasSize(hops);
    }

    @Test
    void chainSealedByTurnsIsAccepted() throws IOException {
        byte[] message = sealThere(sealHere(sealThere(sealHere(MAIL))));
        assertAllSay("pass", message);
        assertThat(validate(message).sets())
                .extracting(set -> set.authenticationResults().orElseThrow().authservId())
                .containsOnly(AUTHSERV_ID);
    }

    @Test
    void changedMessageIsRefusedByAllAndSealedAsFailed() throws IOException {
        String sealed = new String(sealHere(sealHere(MAIL)), StandardCharsets.US_ASCII);
        byte[] changed = sealed.replace("world", "moon").getBytes(StandardCharsets.US_ASCII);
        assertAllSay("fail", changed);
        byte[] onward = sealHere(changed);
        assertAllSay("fail", onward);
        assertThat(validate(onward).status()).isEqualTo(ChainValidationStatus.FAIL);
        byte[] results = sealed.replaceFirst("(?s)(.*)spf=pass", "$1spf=fail").getBytes(StandardCharsets.US_ASCII);
        assertAllSay("fail", results);
    }
}
