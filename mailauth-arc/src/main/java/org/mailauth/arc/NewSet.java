package org.mailauth.arc;

import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.mailauth.Deadline;
import org.mailauth.Parsed;
import org.mailauth.authres.AuthenticationResults;
import org.mailauth.dkim.HeaderCanonicalization;
import org.mailauth.dkim.KeySignature;
import org.mailauth.dkim.internal.canon.HeaderCanonicalizer;
import org.mailauth.dkim.internal.canon.SigningInput;
import org.mailauth.dkim.internal.signature.BrokenTagException;
import org.mailauth.dkim.internal.signature.SignatureTagReader;
import org.mailauth.dkim.internal.signature.TagFieldWriter;
import org.mailauth.message.HeaderField;
import org.mailauth.message.HeaderFields;

/** Makes the three fields of a new set, in the order of RFC 8617 §5.1 step 3: results, message signature, seal. */
record NewSet(
        SealingTerms terms,
        int instance,
        ChainValidationStatus status,
        HeaderFields leaving,
        List<String> signedNames) {

    /** Signs twice; what the first signature needs is known already, what the second needs is the first. */
    ArcSealing seal(AuthenticationResults results, byte[] bodyHash, SealInput covered) {
        Deadline deadline = Deadline.after(terms.keyTimeout());
        Instant now = terms.clock().instant();
        HeaderField resultsField =
                results.toHeaderField(FieldKind.AUTHENTICATION_RESULTS.fieldName(), "i=" + instance + "; ");
        HeaderField unsignedMessage = messageSignature(now, bodyHash);
        KeySignature message = terms.key().sign(messageInput(unsignedMessage), deadline);
        if (message.octets().isEmpty()) {
            return new ArcSealing.Failed(message.problem().orElseThrow());
        }
        HeaderField signature =
                TagFieldWriter.signed(unsignedMessage, message.octets().get());
        HeaderField unsignedSeal = seal(now);
        KeySignature sealed = terms.key().sign(covered.extendedBy(resultsField, signature, unsignedSeal), deadline);
        if (sealed.octets().isEmpty()) {
            return new ArcSealing.Failed(sealed.problem().orElseThrow());
        }
        HeaderField seal = TagFieldWriter.signed(unsignedSeal, sealed.octets().get());
        return new ArcSealing.Sealed(set(seal, signature, resultsField, results));
    }

    private HeaderField messageSignature(Instant now, byte[] bodyHash) {
        return start(FieldKind.MESSAGE_SIGNATURE)
                .tag("a", terms.key().algorithm().word())
                .tag(
                        "c",
                        terms.headerCanonicalization().word() + "/"
                                + terms.bodyCanonicalization().word())
                .tag("d", terms.signingDomain().toString())
                .tag("s", terms.selector().toString())
                .tag("t", Long.toString(now.getEpochSecond()))
                .signedFields(signedNames)
                .tag("bh", Base64.getEncoder().encodeToString(bodyHash))
                .unsigned();
    }

    private HeaderField seal(Instant now) {
        return start(FieldKind.SEAL)
                .tag("a", terms.key().algorithm().word())
                .tag("cv", status.word())
                .tag("d", terms.signingDomain().toString())
                .tag("s", terms.selector().toString())
                .tag("t", Long.toString(now.getEpochSecond()))
                .unsigned();
    }

    private TagFieldWriter start(FieldKind kind) {
        return TagFieldWriter.of(kind.fieldName()).tag("i", Integer.toString(instance));
    }

    private byte[] messageInput(HeaderField unsigned) {
        return SigningInput.of(
                        leaving,
                        signedNames,
                        terms.headerCanonicalization() == HeaderCanonicalization.SIMPLE
                                ? HeaderCanonicalizer.SIMPLE
                                : HeaderCanonicalizer.RELAXED,
                        unsigned,
                        0,
                        0)
                .toArray();
    }

    private ArcSet set(
            HeaderField seal, HeaderField signature, HeaderField resultsField, AuthenticationResults results) {
        try {
            return new ArcSet(
                    instance,
                    seal,
                    SealField.of(SignatureTagReader.of(seal)),
                    signature,
                    MessageSignatureReader.read(SignatureTagReader.of(signature)),
                    resultsField,
                    Parsed.of(results));
        } catch (BrokenTagException | BrokenFieldException impossible) {
            throw new IllegalStateException("what was just written cannot be read", impossible);
        }
    }
}
