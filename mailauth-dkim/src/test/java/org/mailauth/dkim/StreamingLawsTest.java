package org.mailauth.dkim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.statistics.Statistics;
import org.mailauth.Budget;
import org.mailauth.BudgetLimits;
import org.mailauth.dns.MessageDns;
import org.mailauth.message.BodyStream;
import org.mailauth.message.LineEndings;
import org.mailauth.message.Message;
import org.mailauth.message.MessageLimits;
import org.mailauth.message.MessageStream;

/** A message that arrives in pieces gets the verdicts of the message in memory, whatever the pieces are. */
class StreamingLawsTest {
    private static final DkimVerifier VERIFIER = Checks.verifier(FixedKeys.DNS).build();

    private record Outcome(List<List<Object>> verdicts, long hashed, long operations) {
        static Outcome of(List<DkimVerification> verifications, Budget budget) {
            List<List<Object>> verdicts = new ArrayList<>();
            for (DkimVerification one : verifications) {
                verdicts.add(List.of(
                        one.result(),
                        one.reason(),
                        one.detail(),
                        one.field(),
                        one.uncoveredBodyOctets(),
                        one.keyRecord().map(DkimKeyRecord::toString),
                        one.findings()));
            }
            return new Outcome(
                    verdicts,
                    budget.statement().spent(Budget.Resource.BODY_OCTETS),
                    budget.statement().spent(Budget.Resource.SIGNATURE_OPERATIONS));
        }
    }

    /** Signed messages with one to three signatures, most of them left as they are. */
    @Provide
    Arbitrary<String> signed() {
        Arbitrary<String> signed = Combinators.combine(
                        Mails.mails(), signature().list().ofMinSize(1).ofMaxSize(3))
                .as((mail, signatures) -> {
                    String text = mail;
                    for (Signature signature : signatures) {
                        text = signature.on(text);
                    }
                    return text;
                });
        return signed.flatMap(text ->
                Arbitraries.frequencyOf(Tuple.of(4, Arbitraries.just(text)), Tuple.of(1, Mails.tampered(text))));
    }

    private static Arbitrary<Signature> signature() {
        return Combinators.combine(
                        Arbitraries.of("simple", "relaxed"),
                        Arbitraries.of("simple", "relaxed"),
                        Arbitraries.frequencyOf(
                                Tuple.of(3, Arbitraries.just(-1)),
                                Tuple.of(1, Arbitraries.integers().between(0, 30))))
                .as(Signature::new);
    }

    private record Signature(String header, String body, int limit) {
        String on(String mail) {
            String tags = " v=1; a=rsa-sha256; d=example.com; s=r1; h=From; c=" + header + "/" + body + "; "
                    + (limit < 0 ? "" : "l=" + limit + "; ");
            HandSigner signer = HandSigner.rsa("rsa1024.pem").forms(header, body);
            return (limit < 0 ? signer : signer.bodyLimit(limit))
                    .sign(mail, "DKIM-Signature:" + tags + "bh=@BH@; b=@B@", "From");
        }
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void anyPiecesGiveTheVerdictsOfTheWhole(
            @ForAll("signed") String text,
            @ForAll @Size(max = 8) List<@IntRange(max = 5000) Integer> places,
            @ForAll @IntRange(min = 1, max = 3000) int limit)
            throws IOException {
        Outcome whole = assertPiecesDoNotMatter(text, places, MessageLimits.defaults());
        assertPiecesDoNotMatter(text, places, MessageLimits.defaults().withMessageOctets(limit));
        Statistics.label("reached the cryptography")
                .collect(whole.operations() > 0)
                .coverage(coverage -> coverage.check(true).percentage(share -> share >= 20));
        Statistics.label("verified")
                .collect(whole.verdicts().stream().anyMatch(verdict -> verdict.contains(DkimReason.VERIFIED)))
                .coverage(coverage -> coverage.check(true).percentage(share -> share >= 20));
    }

    private static Outcome assertPiecesDoNotMatter(String text, List<Integer> places, MessageLimits limits)
            throws IOException {
        byte[] octets = text.getBytes(StandardCharsets.ISO_8859_1);
        Message message = Message.of(octets, limits);
        Budget paid = Budget.open(BudgetLimits.defaults());
        Outcome whole = Outcome.of(VERIFIER.verify(message, MessageDns.open(FixedKeys.DNS, paid)), paid);
        boolean wire = message.lineEndings() == LineEndings.CRLF;
        Outcome pieces = inPieces(octets, places, limits, wire);
        if (limits.equals(MessageLimits.defaults())) {
            assertThat(pieces).isEqualTo(whole);
        } else {
            // How much was hashed before the limit was met depends on nothing that matters.
            assertThat(pieces.verdicts()).isEqualTo(whole.verdicts());
        }
        List<DkimVerification> read = VERIFIER.verify(new ByteArrayInputStream(octets), limits);
        if (isMixed(octets, limits)) {
            assertThat(read).noneMatch(verification -> verification.result() == DkimResult.PASS);
        } else {
            assertThat(read).extracting(DkimVerification::reason).isEqualTo(reasons(whole));
        }
        return whole;
    }

    /** A file whose header ends its lines with LF alone, and which has a CRLF further on, is no message to the reader. */
    private static boolean isMixed(byte[] octets, MessageLimits limits) {
        MessageStream stream = MessageStream.openStored(limits, (header, body) -> {});
        stream.write(octets, 0, octets.length);
        stream.close();
        return stream.lineEndings() == LineEndings.CONVERTED_FROM_LF
                && Message.of(octets, limits).lineEndings() == LineEndings.CRLF;
    }

    private static List<Object> reasons(Outcome outcome) {
        return outcome.verdicts().stream().map(verdict -> verdict.get(1)).toList();
    }

    private static Outcome inPieces(byte[] octets, List<Integer> places, MessageLimits limits, boolean wire) {
        Budget budget = Budget.open(BudgetLimits.defaults());
        List<DkimSession> sessions = new ArrayList<>();
        MessageStream.HeaderReceiver receiver =
                (header, body) -> sessions.add(VERIFIER.open(header, MessageDns.open(FixedKeys.DNS, budget), body));
        MessageStream stream = wire ? MessageStream.open(limits, receiver) : MessageStream.openStored(limits, receiver);
        int from = 0;
        for (int place :
                places.stream().map(one -> one % (octets.length + 1)).sorted().toList()) {
            stream.write(octets, from, place - from);
            from = place;
        }
        stream.write(octets, from, octets.length - from);
        stream.close();
        return Outcome.of(sessions.get(0).conclude(), budget);
    }

    /** For a caller who splits header and body: the body alone goes by, one octet at a time. */
    @Property(tries = 60, edgeCases = EdgeCasesMode.NONE)
    void bodyAloneGivesTheVerdictsOfTheWhole(@ForAll("signed") String text) {
        Message message = Checks.message(text);
        Assume.that(message.lineEndings() == LineEndings.CRLF);
        Budget paid = Budget.open(BudgetLimits.defaults());
        Outcome whole = Outcome.of(VERIFIER.verify(message, MessageDns.open(FixedKeys.DNS, paid)), paid);
        Budget budget = Budget.open(BudgetLimits.defaults());
        BodyStream body = BodyStream.open();
        DkimSession session = VERIFIER.open(message.header(), MessageDns.open(FixedKeys.DNS, budget), body);
        byte[] octets = text.getBytes(StandardCharsets.ISO_8859_1);
        for (int at = octets.length - message.bodyLength(); at < octets.length; at++) {
            body.write(octets[at]);
        }
        body.close();
        assertThat(Outcome.of(session.conclude(), budget)).isEqualTo(whole);
    }
}
