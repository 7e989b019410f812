package org.mailauth.realparts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.mailauth.dkim.DkimResult;
import org.mailauth.dkim.DkimVerification;
import org.mailauth.dkim.SigningAlgorithm;

/** What others sign, this library accepts; what was changed afterwards, it refuses. Keys come from a real name server. */
@Tag("real-parts")
class PeerSignaturesTest {
    private static Lab lab;
    private static Keys keys;
    private static List<Peer> peers;
    private static OurVerifier verifier;

    @BeforeAll
    static void open() throws IOException {
        keys = Keys.generate();
        lab = Lab.open(keys.published());
        peers = Peers.in(lab);
        verifier = new OurVerifier(lab.resolver());
    }

    @AfterAll
    static void close() {
        if (lab != null) {
            lab.close();
        }
    }

    @TestFactory
    Stream<DynamicContainer> signatureIsAccepted() throws IOException {
        List<SampleMessage> samples =
                SampleMessage.all().stream().filter(SampleMessage::ordinary).toList();
        return tests(
                samples,
                (peer, message) -> Stream.of(
                        dynamicTest(peer.name() + " signed " + message.name(), () -> assertAccepted(message))));
    }

    private static void assertAccepted(SignedMessage message) {
        List<DkimVerification> verifications = verifier.verify(message.octets());
        assertThat(verifications).singleElement().satisfies(verification -> {
            assertThat(verification.result()).as("%s", verification).isEqualTo(DkimResult.PASS);
            assertThat(verification.signingDomain().orElseThrow()).hasToString(Keys.DOMAIN);
            assertThat(verification.signature().orElseThrow()).satisfies(signature -> {
                assertThat(signature.algorithm()).isEqualTo(message.algorithms().get(0));
                assertThat(new Canonicalizations(signature.headerCanonicalization(), signature.bodyCanonicalization()))
                        .isEqualTo(message.canonicalizations());
            });
        });
    }

    @TestFactory
    Stream<DynamicContainer> changedMessageIsRefused() throws IOException {
        return tests(
                List.of(SampleMessage.plain()),
                (peer, message) -> Change.ofSignedContent().stream()
                        .map(change -> change.of(message))
                        .map(changed -> dynamicTest(
                                peer.name() + " signed " + changed.name(),
                                () -> assertThat(verifier.verify(changed.octets()))
                                        .singleElement()
                                        .extracting(DkimVerification::result)
                                        .isIn(DkimResult.FAIL, DkimResult.PERMERROR))));
    }

    @Test
    void everySigningPeerThatKnowsEd25519SignsWithIt() {
        assertThat(peers.stream()
                        .filter(peer -> Limits.signs(peer, SigningAlgorithm.ED25519_SHA256))
                        .map(Peer::name))
                .containsExactly(Peers.LIBOPENDKIM, Peers.DKIMPY, Peers.GO_MSGAUTH);
    }

    private interface Maker {
        Stream<DynamicTest> tests(Peer peer, SignedMessage message);
    }

    private static Stream<DynamicContainer> tests(List<SampleMessage> samples, Maker maker) throws IOException {
        List<DynamicContainer> containers = new ArrayList<>();
        for (Peer peer : peers) {
            List<SignedMessage> messages = new ArrayList<>();
            for (SigningAlgorithm algorithm : Keys.ALGORITHMS) {
                if (Limits.signs(peer, algorithm)) {
                    for (Canonicalizations canonicalizations : Canonicalizations.all()) {
                        messages.addAll(peer.sign(samples, canonicalizations, algorithm, keys));
                    }
                }
            }
            containers.add(
                    dynamicContainer(peer.name(), messages.stream().flatMap(message -> maker.tests(peer, message))));
        }
        return containers.stream();
    }
}
