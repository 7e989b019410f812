package org.mailauth.dkim;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.mailauth.DomainName;

/** The decoded tags of a signature. Arrays are shared inside this package only, and never written to. */
@SuppressWarnings("ArrayRecordComponent") // package-private, compared by isSameAs
record SignatureTags(
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

    boolean isSameAs(SignatureTags other) {
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
