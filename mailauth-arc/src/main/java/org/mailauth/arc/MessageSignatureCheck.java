package org.mailauth.arc;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.mailauth.dkim.DkimReason;
import org.mailauth.dkim.HeaderCanonicalization;
import org.mailauth.dkim.internal.canon.BodyPass;
import org.mailauth.dkim.internal.canon.HeaderCanonicalizer;
import org.mailauth.dkim.internal.canon.SigningInput;
import org.mailauth.dkim.internal.crypto.SignedOctets;
import org.mailauth.dkim.internal.signature.HiddenFields;
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
        BodyPass.Result hash = bodyHash;
        if (hash == null) {
            return SignatureVerdict.of(Objects.requireNonNull(refused));
        }
        DkimReason body = bodyPass.refusal(hash, tags.bodyHash());
        if (body != null) {
            return SignatureVerdict.of(body);
        }
        SignatureVerdict verdict = SignatureVerdict.of(
                tags.algorithm(),
                tags.selector(),
                tags.signingDomain(),
                tags.signatureData(),
                () -> input(header),
                checking);
        return verdict.holds() ? accepted(header, hash) : verdict;
    }

    /** Whether a signature that holds is acceptable here, as for DKIM. */
    private SignatureVerdict accepted(HeaderFields header, BodyPass.Result hash) {
        if (hash.uncovered() > 0 && !checking.acceptance().partlySignedBody()) {
            // RFC 6376 §8.2: whoever wants can append to such a body.
            return SignatureVerdict.of(DkimReason.BODY_PARTLY_UNCOVERED);
        }
        // RFC 5321 §2.3.8: readers disagree about what the message is, so nobody knows what would be vouched for.
        boolean hidden = !checking.acceptance().hiddenFields()
                && !HiddenFields.in(header).isEmpty();
        return SignatureVerdict.of(hidden ? DkimReason.FIELD_HIDDEN : DkimReason.VERIFIED);
    }

    private SignedOctets input(HeaderFields header) {
        return SigningInput.of(
                header,
                tags.signedFields(),
                tags.headerCanonicalization() == HeaderCanonicalization.SIMPLE
                        ? HeaderCanonicalizer.SIMPLE
                        : HeaderCanonicalizer.RELAXED,
                set.field(FieldKind.MESSAGE_SIGNATURE),
                tags.rawSignatureStart(),
                tags.rawSignatureEnd());
    }
}
