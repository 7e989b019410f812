package org.mailauth.dkim.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.Tuple.Tuple2;
import net.jqwik.api.statistics.Statistics;
import org.mailauth.dkim.DkimVerification;
import org.mailauth.message.Message;

/**
 * Whatever was changed, a cause is named only when it is true of the message that was signed and the one that came, as a
 * {@link Witness} sees it that knows both and does not know the search.
 */
class DiagnosisLawsTest {
    /** An Ed25519 signature costs a verification each time, an RSA signature a hash. */
    private static DiagnosisLimits limits(TestSigner signer) {
        return new DiagnosisLimits(20_000_000, signer.key() == TestSigner.Key.RSA ? 600 : 100);
    }

    /** What is signed, how, and what becomes of it. */
    record Case(TestSigner signer, String mail, List<RandomChange> changes) {}

    @Provide
    Arbitrary<Case> cases() {
        Arbitrary<List<RandomChange>> changes =
                RandomChange.any().list().ofMinSize(1).ofMaxSize(2);
        return Combinators.combine(Arbitraries.of(TestSigner.all()), RandomMail.mails(), changes)
                .as(Case::new);
    }

    @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
    void namedCauseIsTrueOfBothMessages(@ForAll("cases") Case one) {
        String signed = one.signer().sign(one.mail());
        String changed = signed;
        for (RandomChange change : one.changes()) {
            changed = change.appliedTo(changed);
        }
        DkimDiagnosis diagnosis = TestSigner.diagnose(changed, limits(one.signer()));
        Witness witness = new Witness(one.signer(), signed, changed);
        assertThat(witness.objections(diagnosis.explanations()))
                .as(diagnosis + "\nsigned:\n" + signed + "\nchanged:\n" + changed)
                .isEmpty();
        boolean exact = diagnosis.explanations().stream().allMatch(DkimExplanation::isExact);
        String outcome = diagnosis.explanations().isEmpty() ? "holds" : exact ? "named" : "unknown";
        Statistics.label("outcome").collect(outcome).coverage(checker -> {
            checker.check("named").percentage(share -> share >= 20);
            checker.check("holds").percentage(share -> share >= 2);
            checker.check("unknown").percentage(share -> share >= 2);
        });
    }

    @Provide
    Arbitrary<Tuple2<TestSigner, String>> mutations() {
        Arbitrary<Tuple2<TestSigner, String>> signed = Combinators.combine(
                        Arbitraries.of(TestSigner.all()), RandomMail.mails())
                .as((signer, mail) -> Tuple.of(signer, signer.sign(mail)));
        return signed.flatMap(one -> {
            int start = one.get2().indexOf("\r\n\tb=") + 8;
            Arbitrary<Integer> place =
                    Arbitraries.integers().between(start, one.get2().length());
            return Combinators.combine(place, RandomMail.pieces())
                    .as((at, piece) -> Tuple.of(
                            one.get1(),
                            one.get2().substring(0, at) + piece + one.get2().substring(at)));
        });
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void anyOctetsPutInAnywhereNeverMakeItThrow(@ForAll("mutations") Tuple2<TestSigner, String> mutation) {
        Message message = TestSigner.message(mutation.get2());
        for (DkimVerification verification : TestSigner.VERIFIER.verify(message)) {
            DkimDiagnosis diagnosis = DkimDiagnosis.of(message, verification, limits(mutation.get1()));
            assertThat(diagnosis.explanations()).doesNotContainNull();
        }
    }

    @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
    void anotherMessageThanTheVerifiedOneNeverMakesItThrow(
            @ForAll("mutations") Tuple2<TestSigner, String> mutation, @ForAll byte[] octets) {
        Message message = TestSigner.message(mutation.get2());
        for (DkimVerification verification : TestSigner.VERIFIER.verify(message)) {
            assertThat(DkimDiagnosis.of(Message.of(octets), verification, limits(mutation.get1())))
                    .isNotNull();
        }
    }
}
