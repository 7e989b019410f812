package org.mailauth.dkim.internal.signature;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.mailauth.DomainName;
import org.mailauth.dkim.Auid;
import org.mailauth.dkim.BodyCanonicalization;
import org.mailauth.dkim.HeaderCanonicalization;
import org.mailauth.dkim.Selector;
import org.mailauth.dkim.SigningAlgorithm;

/**
 * The decoded tags of a signature. Arrays are shared, and never written to.
 *
 * @param algorithm {@code a=}
 * @param signatureData {@code b=}
 * @param bodyHash {@code bh=}
 * @param headerCanonicalization {@code c=}, first word
 * @param bodyCanonicalization {@code c=}, second word
 * @param signingDomain {@code d=}
 * @param selector {@code s=}
 * @param auid {@code i=}
 * @param signedFields {@code h=}
 * @param bodyLength {@code l=}
 * @param timestamp {@code t=}
 * @param expiration {@code x=}
 * @param copiedFields {@code z=}
 * @param rawSignatureStart where the raw value of {@code b=} starts, from the start of the field
 * @param rawSignatureEnd where it ends
 */
@SuppressWarnings("ArrayRecordComponent") // for use between our classes, compared by isSameAs
public record SignatureTags(
        SigningAlgorithm algorithm,
        byte[] signatureData,
        byte[] bodyHash,
        HeaderCanonicalization headerCanonicalization,
        BodyCanonicalization bodyCanonicalization,
        DomainName signingDomain,
        Selector selector,
        Auid auid,
        List<String> signedFields,
        OptionalLong bodyLength,
        Optional<Instant> timestamp,
        Optional<Instant> expiration,
        List<String> copiedFields,
        int rawSignatureStart,
        int rawSignatureEnd) {

    /**
     * Whether another signature says the same, wherever its {@code b=} stands.
     *
     * @param other another signature
     * @return true when every tag has the same meaning
     */
    public boolean isSameAs(SignatureTags other) {
        return algorithm == other.algorithm
                && Arrays.equals(signatureData, other.signatureData)
                && Arrays.equals(bodyHash, other.bodyHash)
                && headerCanonicalization == other.headerCanonicalization
                && bodyCanonicalization == other.bodyCanonicalization
                && signingDomain.equals(other.signingDomain)
                && selector.equals(other.selector)
                && auid.equals(other.auid)
                && signedFields.equals(other.signedFields)
                && bodyLength.equals(other.bodyLength)
                && timestamp.equals(other.timestamp)
                && expiration.equals(other.expiration)
                && copiedFields.equals(other.copiedFields);
    }
}
