package org.mailauth.arc;

import java.time.Instant;
import java.util.Optional;
import org.mailauth.DomainName;
import org.mailauth.dkim.Selector;
import org.mailauth.dkim.SigningAlgorithm;
import org.mailauth.dkim.internal.signature.BrokenTagException;
import org.mailauth.dkim.internal.signature.SignatureTagReader;
import org.mailauth.internal.tag.Tag;

/**
 * What an ARC-Seal field says (RFC 8617 §4.1.3). The array is shared inside this package only, and never written to.
 *
 * @param rawSignatureStart where the raw value of {@code b=} starts, from the start of the field
 * @param rawSignatureEnd where it ends
 */
@SuppressWarnings("ArrayRecordComponent") // package-private, never compared
record SealField(
        SigningAlgorithm algorithm,
        byte[] signatureData,
        DomainName sealer,
        Selector selector,
        Optional<Instant> timestamp,
        ChainValidationStatus chainValidation,
        int rawSignatureStart,
        int rawSignatureEnd) {

    /** Reads the tags of a field whose instance is known. */
    static SealField of(SignatureTagReader tags) throws BrokenTagException, BrokenFieldException {
        tags.checkGrammar();
        if (tags.find("h") != null) {
            // RFC 8617 §4.1.3: what a seal covers is fixed; one that says otherwise fails the chain.
            throw new BrokenFieldException(ArcReason.SEAL_WITH_SIGNED_FIELDS);
        }
        SigningAlgorithm algorithm = tags.algorithm();
        Tag signature = tags.required("b");
        return new SealField(
                algorithm,
                tags.base64("b"),
                tags.domain(),
                tags.selector(),
                tags.time("t"),
                ChainValidationStatus.of(tags.required("cv").value())
                        .orElseThrow(() -> BrokenTagException.malformed("cv= is neither none nor pass nor fail")),
                signature.rawStart(),
                signature.rawEnd());
    }
}
