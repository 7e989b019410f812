package org.mailauth.dkim;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.statistics.Statistics;
import org.mailauth.AuthenticatedIdentifier;
import org.mailauth.Budget;
import org.mailauth.BudgetLimits;
import org.mailauth.authres.AuthenticationResults;
import org.mailauth.dns.MessageDns;
import org.mailauth.internal.text.Visible;
import org.mailauth.message.Message;
import org.mailauth.message.MessageStream;
import org.mailauth.testkit.InMemoryDns;
import org.mailauth.testkit.RecordingDns;

/** The hostile corpus with an octet or two of message and key changed: every signature still gets one sound verdict. */
class HostileCorpusLawsTest {
    private static final Set<DkimReason> BEHIND_CRYPTOGRAPHY = Set.of(
            DkimReason.VERIFIED,
            DkimReason.SIGNATURE_MISMATCH,
            DkimReason.BODY_PARTLY_UNCOVERED,
            DkimReason.FIELD_HIDDEN);
    private static final List<HostileMessage> CORPUS = HostileCorpus.make().stream()
            .filter(message -> message.expected().size() == 1)
            .toList();
    private static final List<HostileMessage> DEEP = CORPUS.stream()
            .filter(message -> BEHIND_CRYPTOGRAPHY.stream()
                    .anyMatch(reason -> message.expected().get(0).reason().equals(reason.code())))
            .toList();

    record Mutant(HostileMessage message, String text, List<Edit> keyEdits) {
        InMemoryDns zone() {
            InMemoryDns.Builder dns = FixedKeys.DNS.toBuilder();
            message.keys().forEach((name, records) -> {
                for (String record : records) {
                    String changed = record;
                    for (Edit edit : keyEdits) {
                        changed = edit.of(changed);
                    }
                    dns.txt(name, changed.split("(?<=\\G.{255})"));
                }
            });
            return dns.build();
        }
    }

    /** Octets in place of others; the place is so many ten-thousandths of the length. */
    record Edit(int place, int taken, String put) {
        String of(String text) {
            int at = place * text.length() / 10_000;
            return text.substring(0, at) + put + text.substring(Math.min(text.length(), at + taken));
        }
    }

    @Provide
    Arbitrary<Mutant> mutants() {
        Arbitrary<String> put = Arbitraries.frequencyOf(
                Tuple.of(3, Arbitraries.of("", " ", ";", "=", ":", "\r\n ", "\n", "\r", "\u0000", "\u00ff", "A")),
                Tuple.of(1, Arbitraries.of("; l=0", "; t=y", "; b=", "\nFrom: x", "From: x\r\n", "; v=1", "@", "=00")),
                Tuple.of(1, Arbitraries.bytes().map(octet -> String.valueOf((char) (octet & 0xFF)))));
        Arbitrary<Edit> edit = Combinators.combine(
                        Arbitraries.integers().between(0, 9999),
                        Arbitraries.integers().between(0, 2),
                        put)
                .as(Edit::new);
        Arbitrary<List<Edit>> none = Arbitraries.just(List.of());
        Arbitrary<List<Edit>> one = edit.list().ofSize(1);
        return Combinators.combine(
                        Arbitraries.frequencyOf(Tuple.of(3, Arbitraries.of(DEEP)), Tuple.of(1, Arbitraries.of(CORPUS))),
                        Arbitraries.frequencyOf(
                                Tuple.of(2, none),
                                Tuple.of(2, one),
                                Tuple.of(1, edit.list().ofMaxSize(3))),
                        Arbitraries.frequencyOf(Tuple.of(3, none), Tuple.of(1, one)))
                .as((message, edits, keyEdits) -> {
                    String text = message.text();
                    for (Edit each : edits) {
                        text = each.of(text);
                    }
                    return new Mutant(message, text, keyEdits);
                });
    }

    @Property(tries = 600, edgeCases = EdgeCasesMode.NONE)
    void everySignatureGetsOneVerdictThatSaysNothingUnseemly(
            @ForAll("mutants") Mutant mutant, @ForAll @IntRange(min = 1, max = 200) int chunk) {
        Message message = Checks.message(mutant.text());
        RecordingDns dns = RecordingDns.over(mutant.zone());
        Budget budget = Budget.open(BudgetLimits.defaults());
        List<DkimVerification> verifications =
                Checks.verifier(dns).build().verify(message, MessageDns.open(dns, budget));
        assertThat(verifications)
                .extracting(DkimVerification::field)
                .isEqualTo(message.header().named("DKIM-Signature"));
        verifications.forEach(HostileCorpusLawsTest::checkEvidence);
        assertThat(dns.count()).isLessThanOrEqualTo(verifications.size());
        long operations = budget.statement().spent(Budget.Resource.SIGNATURE_OPERATIONS);
        assertThat(operations).isLessThanOrEqualTo(3L * verifications.size());
        AuthenticationResults written = AuthenticationResults.of(
                "mx.example.net",
                verifications.stream().map(DkimVerification::methodResult).toList());
        assertThat(AuthenticationResults.parse(written.toHeaderField()).value()).contains(written);
        assertThat(inChunks(mutant, chunk))
                .extracting(HostileMessage.Expected::of)
                .isEqualTo(
                        verifications.stream().map(HostileMessage.Expected::of).toList());
        Statistics.label("reached cryptography")
                .collect(operations > 0)
                .coverage(checker -> checker.check(true).percentage(share -> share >= 20));
    }

    private static void checkEvidence(DkimVerification verification) {
        assertThat(verification.result()).isNotEqualTo(DkimResult.NONE);
        assertThat(verification.result() == DkimResult.PASS).isEqualTo(verification.reason() == DkimReason.VERIFIED);
        assertThat(verification.detail()).isNotEmpty().isEqualTo(Visible.of(verification.detail()));
        for (DkimFinding finding : verification.findings()) {
            assertThat(finding.text()).isNotEmpty().isEqualTo(Visible.of(finding.text()));
        }
        assertThat(verification.signature().isPresent()
                        || verification.findings().isEmpty())
                .isTrue();
        if (verification.result() == DkimResult.PASS) {
            assertThat(verification.keyRecord()).isPresent();
            assertThat(verification.coveredBodyOctets()).isPresent();
            assertThat(verification.uncoveredBodyOctets()).isZero();
        }
        assertThat(verification
                        .authenticatedIdentifier()
                        .filter(AuthenticatedIdentifier::isPass)
                        .isPresent())
                .isEqualTo(verification.result() == DkimResult.PASS);
    }

    private static List<DkimVerification> inChunks(Mutant mutant, int chunk) {
        DkimVerifier verifier = Checks.verifier(mutant.zone()).build();
        List<DkimSession> sessions = new ArrayList<>(1);
        byte[] octets = mutant.text().getBytes(StandardCharsets.ISO_8859_1);
        try (MessageStream stream = MessageStream.open((header, body) -> sessions.add(verifier.open(header, body)))) {
            for (int at = 0; at < octets.length; at += chunk) {
                stream.write(octets, at, Math.min(chunk, octets.length - at));
            }
        }
        return sessions.get(0).conclude();
    }
}
