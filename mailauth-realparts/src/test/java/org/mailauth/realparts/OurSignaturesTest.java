package org.mailauth.realparts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mailauth.dkim.SigningAlgorithm;

/** What this library signs, others accept; what was changed afterwards, they refuse. */
@Tag("real-parts")
class OurSignaturesTest {
    private static Lab lab;
    private static OurSigner signer;
    private static List<Peer> peers;
    private static List<Verifier> verifiers;

    @BeforeAll
    static void open() throws IOException {
        Keys keys = Keys.generate();
        signer = new OurSigner(keys);
        lab = Lab.open(keys.published());
        peers = Peers.in(lab);
        verifiers = new ArrayList<>(peers);
        verifiers.add(new OurVerifier(lab.resolver()));
    }

    @AfterAll
    static void close() {
        if (lab != null) {
            lab.close();
        }
    }

    @TestFactory
    Stream<DynamicContainer> signatureIsAccepted() throws IOException {
        List<SignedMessage> messages = signer.sign(SampleMessage.all(), Canonicalizations.all());
        messages.add(signer.signForADay(SampleMessage.plain()));
        return Verdicts.tests(
                verifiers,
                messages,
                OurSignaturesTest::acceptance,
                given -> assertThat(given.accepted()).as("%s", given.verdicts()).isEqualTo(expected(given)));
    }

    /** What a verifier must say: no verdict at all where it cannot read the message, else one for each signature. */
    private static List<Boolean> expected(Verdicts.Given given) {
        List<Boolean> expected = Limits.expected(given.verifier().name(), given.message());
        return given.verdicts().isEmpty() && !expected.contains(true) ? List.of() : expected;
    }

    private static String acceptance(Verifier verifier, SignedMessage message) {
        Set<String> limits = message.algorithms().stream()
                .flatMap(algorithm -> Limits.verifying(verifier.name(), message, algorithm).stream())
                .collect(Collectors.toSet());
        boolean accepts = Limits.expected(verifier.name(), message).contains(true);
        return verifier.name()
                + (accepts ? " accepts " : " cannot accept ")
                + message.name()
                + (limits.isEmpty() ? "" : ", but " + String.join(" and ", limits));
    }

    @ParameterizedTest(name = "three independent verifiers or more accept {0}")
    @EnumSource(names = {"RSA_SHA256", "ED25519_SHA256"})
    void atLeastThreeIndependentVerifiersAccept(SigningAlgorithm algorithm) throws IOException {
        List<SignedMessage> messages = signer.sign(List.of(SampleMessage.plain()), Canonicalizations.all()).stream()
                .filter(message -> message.algorithms().equals(List.of(algorithm)))
                .toList();
        Set<String> accepting = new HashSet<>();
        for (Peer peer : peers) {
            Map<String, List<Verdict>> verdicts = peer.verify(messages);
            if (verdicts.size() == messages.size()
                    && verdicts.values().stream().flatMap(List::stream).allMatch(Verdict::accepted)) {
                accepting.add(peer.name());
            }
        }
        assertThat(accepting).hasSizeGreaterThanOrEqualTo(3);
    }

    @TestFactory
    Stream<DynamicContainer> changedMessageIsRefused() throws IOException {
        List<Change> changes = new ArrayList<>(Change.ofSignedContent());
        changes.addAll(Change.ofFieldsAdded());
        return refused(changes, Canonicalizations.all());
    }

    @TestFactory
    Stream<DynamicContainer> changedWhiteSpaceIsRefusedWhenSimple() throws IOException {
        return refused(Change.ofWhiteSpace(), List.of(Canonicalizations.SIMPLE));
    }

    private static Stream<DynamicContainer> refused(List<Change> changes, List<Canonicalizations> canonicalizations)
            throws IOException {
        List<SignedMessage> messages = changed(changes, canonicalizations);
        return verifiers.stream()
                .flatMap(verifier -> Verdicts.tests(
                        List.of(verifier),
                        whatItKnows(verifier, messages),
                        OurSignaturesTest::refusal,
                        given -> assertThat(given.accepted())
                                .as("%s", given.verdicts())
                                .hasSameSizeAs(given.message().algorithms())
                                .containsOnly(false)));
    }

    /** That a verifier refuses what it never accepts says nothing. */
    private static List<SignedMessage> whatItKnows(Verifier verifier, List<SignedMessage> messages) {
        return messages.stream()
                .filter(message -> Limits.expected(verifier.name(), message).contains(true))
                .toList();
    }

    private static String refusal(Verifier verifier, SignedMessage message) {
        return verifier.name() + " refuses " + message.name();
    }

    @TestFactory
    Stream<DynamicContainer> changedWhiteSpaceIsAcceptedWhenRelaxed() throws IOException {
        List<SignedMessage> messages = changed(Change.ofWhiteSpace(), List.of(Canonicalizations.RELAXED));
        return Verdicts.tests(
                verifiers,
                messages,
                OurSignaturesTest::acceptance,
                given -> assertThat(given.accepted()).as("%s", given.verdicts()).isEqualTo(expected(given)));
    }

    private static List<SignedMessage> changed(List<Change> changes, List<Canonicalizations> canonicalizations)
            throws IOException {
        List<SignedMessage> changed = new ArrayList<>();
        for (SignedMessage message : signer.sign(List.of(SampleMessage.plain()), canonicalizations)) {
            changes.forEach(change -> changed.add(change.of(message)));
        }
        return changed;
    }
}
