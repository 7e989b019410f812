package org.mailauth.arc;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.mailauth.DomainName;
import org.mailauth.dkim.Auid;
import org.mailauth.dkim.BodyCanonicalization;
import org.mailauth.dkim.HeaderCanonicalization;
import org.mailauth.dkim.SigningAlgorithm;
import org.mailauth.dkim.internal.signature.BrokenTagException;
import org.mailauth.dkim.internal.signature.SignatureTagReader;
import org.mailauth.dkim.internal.signature.SignatureTags;
import org.mailauth.internal.tag.Tag;

/**
 * Reads the tags of an ARC-Message-Signature (RFC 8617 §4.1.2): those of a DKIM-Signature without {@code v=}, and with
 * {@code i=} in another meaning.
 */
final class MessageSignatureReader {
    private MessageSignatureReader() {}

    /** Reads the tags of a field whose instance is known. */
    static SignatureTags read(SignatureTagReader tags) throws BrokenTagException, BrokenFieldException {
        tags.checkGrammar();
        SigningAlgorithm algorithm = tags.algorithm();
        Tag signature = tags.required("b");
        byte[] data = tags.base64("b");
        byte[] bodyHash = tags.bodyHash(algorithm);
        DomainName domain = tags.domain();
        // RFC 8617 §4.1.2 leaves From to the signer; what an unsigned From means is said by ArcTrust.
        List<String> signedFields = tags.signedFieldsOrNone();
        if (signedFields.stream().anyMatch(FieldKind.SEAL.fieldName()::equalsIgnoreCase)) {
            throw new BrokenFieldException(ArcReason.SEAL_SIGNED_BY_MESSAGE_SIGNATURE);
        }
        Optional<Instant> timestamp = tags.time("t");
        Optional<Instant> expiration = tags.time("x");
        if (timestamp.isPresent() && expiration.isPresent() && !expiration.get().isAfter(timestamp.get())) {
            // RFC 6376 §3.5 x=: the value must be greater than that of t=.
            throw BrokenTagException.malformed("x= is not later than t=");
        }
        // The drafts of ARC, the public suite and other validators read a signature without c= as relaxed, and RFC 8617
        // does
        // not speak of it; the default of DKIM would break seals that everybody else accepts.
        boolean relaxed = tags.find("c") == null;
        return new SignatureTags(
                algorithm,
                data,
                bodyHash,
                relaxed ? HeaderCanonicalization.RELAXED : tags.headerCanonicalization(),
                relaxed ? BodyCanonicalization.RELAXED : tags.bodyCanonicalization(),
                domain,
                tags.selector(),
                new Auid("", domain),
                signedFields,
                tags.bodyLength(),
                timestamp,
                expiration,
                List.of(),
                signature.rawStart(),
                signature.rawEnd());
    }
}
