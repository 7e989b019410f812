package org.mailauth.arc;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mailauth.Problem;
import org.mailauth.authres.AuthenticationResults;
import org.mailauth.dkim.internal.canon.BodyPass;
import org.mailauth.dkim.internal.signature.HiddenFields;
import org.mailauth.dkim.internal.signature.SignatureTagReader;
import org.mailauth.message.BodyStream;
import org.mailauth.message.HeaderFields;

/**
 * The sealing of one message while the body goes by: it has joined the body, and concludes when the body has ended. Made by
 * {@link ArcSealer#open}. Not safe for concurrent use.
 */
public final class ArcSealingSession {
    private final SealingTerms terms;
    private final HeaderFields leaving;
    private final ArcValidation received;
    private final AuthenticationResults results;
    private final BodyStream body;
    private final Chain chain;
    private final List<String> signedNames;
    private final BodyPass.Result bodyHash;

    private @Nullable ArcSealing concluded;

    ArcSealingSession(
            SealingTerms terms,
            HeaderFields leaving,
            ArcValidation received,
            AuthenticationResults results,
            BodyStream body) {
        this.terms = terms;
        this.leaving = leaving;
        this.received = received;
        this.results = results;
        this.body = body;
        this.chain = Chain.of(leaving);
        this.signedNames = signedNames(terms, leaving);
        this.bodyHash = BodyPass.on(body, terms.crypto(), null, Checking.SPENDER)
                .want(terms.bodyCanonicalization(), terms.key().algorithm().digestName(), Long.MAX_VALUE);
    }

    /** RFC 8617 §4.1.2: every DKIM-Signature should be covered, lest somebody pass off another one. */
    private static List<String> signedNames(SealingTerms terms, HeaderFields leaving) {
        List<String> names = new ArrayList<>(terms.signedFields().select(leaving));
        leaving.named("DKIM-Signature").forEach(field -> names.add("dkim-signature"));
        return List.copyOf(names);
    }

    /**
     * Seals. Blocks only while a key that somebody else holds is waited for.
     *
     * @return the new set, or why there is none; the same outcome when called again
     * @throws IllegalStateException when the body has not ended
     */
    public ArcSealing conclude() {
        if (!body.isEnded()) {
            throw new IllegalStateException("the body has not ended");
        }
        ArcSealing known = concluded;
        if (known == null) {
            known = seal();
            concluded = known;
        }
        return known;
    }

    private ArcSealing seal() {
        if (received.reason() == ArcReason.FAILED_BEFORE || isReason(ArcReason.FAILED_BEFORE)) {
            return new ArcSealing.ChainAlreadyFailed();
        }
        int instance = Math.max(received.highest(), chain.highest()) + 1;
        if (instance > Instance.MAX) {
            return new ArcSealing.ChainTooLong();
        }
        SealInput before = SealInput.of(chain.defect().isEmpty() ? chain.sets() : List.of());
        List<Problem> problems = obstacles(before);
        if (!problems.isEmpty()) {
            return new ArcSealing.Refused(problems);
        }
        ChainValidationStatus status = received.status();
        // RFC 8617 §5.1.2: where the chain is broken, nobody can rebuild what is below, so the seal covers its own set
        // only.
        SealInput covered = status == ChainValidationStatus.PASS ? before : SealInput.of(List.of());
        return new NewSet(terms, instance, status, leaving, signedNames).seal(results, bodyHash.value(), covered);
    }

    private boolean isReason(ArcReason reason) {
        return chain.defect().filter(defect -> defect.reason() == reason).isPresent();
    }

    private List<Problem> obstacles(SealInput before) {
        List<Problem> problems = new ArrayList<>();
        body.brokenLimit().ifPresent(problems::add);
        if (leaving.first("From").isEmpty()) {
            // RFC 6376 §5.4: From must be signed, so there must be one.
            problems.add(Problem.of("arc.no-from", "RFC 6376 §5.4", "the message has no From field"));
        }
        if (signedNames.size() > SignatureTagReader.MAX_SIGNED_FIELDS) {
            problems.add(Problem.of(
                    "arc.too-many-fields",
                    "RFC 6376 §5.4",
                    "more than " + SignatureTagReader.MAX_SIGNED_FIELDS + " fields would be signed"));
        }
        if (!HiddenFields.in(leaving).isEmpty()) {
            problems.add(Problem.of(
                    "arc.field-hidden",
                    "RFC 5321 §2.3.8",
                    "a lone CR or LF makes some readers see " + String.join(", ", HiddenFields.in(leaving))));
        }
        if (!isSameChain(before)) {
            problems.add(Problem.of(
                    "arc.chain-changed",
                    "RFC 8617 §5.1",
                    "the message that leaves does not carry the chain that was validated"));
        }
        return problems;
    }

    /** A seal would hold for nobody behind us if the chain below it were not the one that was validated. */
    private boolean isSameChain(SealInput before) {
        return switch (received.status()) {
            case NONE -> isReason(ArcReason.NO_CHAIN);
            case PASS ->
                chain.defect().isEmpty()
                        && received.sealInput().filter(before::isSameAs).isPresent();
            // What is below a broken chain is covered by nobody.
            case FAIL -> true;
        };
    }
}
