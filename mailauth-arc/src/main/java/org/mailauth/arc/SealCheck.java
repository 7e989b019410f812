package org.mailauth.arc;

import java.util.Optional;
import org.mailauth.dkim.DkimReason;
import org.mailauth.dkim.internal.canon.OctetBuffer;
import org.mailauth.dkim.internal.signature.TagRules;

/** Checks the seals of a chain whose structure is sound (RFC 8617 §5.2 step 6). */
final class SealCheck {
    private SealCheck() {}

    /** The first seal, from the newest down, that does not hold; empty when all do. */
    static Optional<Finding> of(Chain chain, SealInput input, Checking checking) {
        for (int instance = chain.highest(); instance > 0; instance--) {
            SignatureVerdict verdict = check(chain.sets().get(instance - 1).seal(), instance, input, checking);
            if (!verdict.holds()) {
                return Optional.of(
                        Finding.at(instance, ArcReason.SEAL_FAILED, verdict.reason(), "ARC-Seal: " + verdict.detail()));
            }
        }
        return Optional.empty();
    }

    private static SignatureVerdict check(SealField seal, int instance, SealInput input, Checking checking) {
        DkimReason refused = TagRules.refusal(
                seal.algorithm(), seal.timestamp(), Optional.empty(), checking.acceptance(), checking.now());
        return refused != null
                ? SignatureVerdict.of(refused)
                : SignatureVerdict.of(
                        seal.algorithm(),
                        seal.selector(),
                        seal.sealer(),
                        seal.signatureData(),
                        () -> OctetBuffer.holding(input.of(instance)),
                        checking);
    }
}
