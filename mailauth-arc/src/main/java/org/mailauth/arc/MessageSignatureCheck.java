package org.mailauth.arc;

import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;
import org.mailauth.dkim.DkimReason;
import org.mailauth.dkim.HeaderCanonicalization;
import org.mailauth.dkim.internal.canon.BodyPass;
import org.mailauth.dkim.internal.canon.HeaderCanonicalizer;
import org.mailauth.dkim.internal.canon.SigningInput;
import org.mailauth.dkim.internal.signature.SignatureTags;
import org.mailauth.dkim.internal.signature.TagRules;
import org.mailauth.message.HeaderFields;

/**
 * Checks one ARC-Message-Signature as a DKIM-Signature is checked (RFC 8617 §4.1.2, RFC 6376 §6.1). The body hash comes
 * first: it costs no question, and after a change by a later host it is what fails.
 */
final class MessageSignatureCheck {
    private final ArcSet set;
    private final SignatureTags tags;
    private final Checking checking;
    private final @Nullable DkimReason refused;
    private final BodyPass.@Nullable Result bodyHash;

    /** Asks for the body hash, before the first octet of the body. */
    MessageSignatureCheck(ArcSet set, Checking checking, BodyPass bodyPass) {
        this.set = set;
        this.tags = set.signature();
        this.checking = checking;
        this.refused = TagRules.refusal(
                tags.algorithm(), tags.timestamp(), tags.expiration(), checking.acceptance(), checking.now());
        this.bodyHash = refused != null
                ? null
                : bodyPass.want(
                        tags.bodyCanonicalization(),
                        tags.algorithm().digestName(),
                        tags.bodyLength().orElse(Long.MAX_VALUE));
    }

    /** The verdict, when the body has ended. */
    SignatureVerdict conclude(HeaderFields header, BodyPass bodyPass) {
        if (refused != null || bodyHash == null) {
            return SignatureVerdict.of(refused == null ? DkimReason.BODY_HASH_MISMATCH : refused);
        }
        DkimReason body = bodyReason(bodyHash, bodyPass);
        return body != null
                ? SignatureVerdict.of(body)
                : SignatureVerdict.of(
                        tags.algorithm(),
                        tags.selector(),
                        tags.signingDomain(),
                        tags.signatureData(),
                        () -> input(header),
                        checking);
    }

    /** What the body alone decides; null when it is the one that was signed. */
    private @Nullable DkimReason bodyReason(BodyPass.Result hash, BodyPass bodyPass) {
        if (bodyPass.isExhausted()) {
            return DkimReason.BUDGET_EXHAUSTED;
        }
        if (hash.isLimitBeyondBody()) {
            return DkimReason.LENGTH_BEYOND_BODY;
        }
        if (!MessageDigest.isEqual(hash.value(), tags.bodyHash())) {
            return DkimReason.BODY_HASH_MISMATCH;
        }
        return hash.uncovered() > 0 && !checking.acceptance().partlySignedBody()
                ? DkimReason.BODY_PARTLY_UNCOVERED
                : null;
    }

    private byte[] input(HeaderFields header) {
        return SigningInput.of(
                        header,
                        tags.signedFields(),
                        tags.headerCanonicalization() == HeaderCanonicalization.SIMPLE
                                ? HeaderCanonicalizer.SIMPLE
                                : HeaderCanonicalizer.RELAXED,
                        set.field(FieldKind.MESSAGE_SIGNATURE),
                        tags.rawSignatureStart(),
                        tags.rawSignatureEnd())
                .toArray();
    }
}
