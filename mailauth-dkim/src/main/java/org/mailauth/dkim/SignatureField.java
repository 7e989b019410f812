package org.mailauth.dkim;

import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.mailauth.dkim.internal.signature.TagFieldWriter;
import org.mailauth.message.HeaderField;

/** Writes a DKIM-Signature field (RFC 6376 §3.5). */
final class SignatureField {
    private SignatureField() {}

    /** What is signed besides the algorithm and the hashes. */
    record Statement(
            String canonicalization,
            String domain,
            String selector,
            Optional<String> auid,
            Optional<Long> timestamp,
            Optional<Long> expiration) {}

    /** The field with an empty {@code b=}, as it is hashed. */
    static HeaderField unsigned(SigningAlgorithm algorithm, Statement statement, List<String> names, byte[] bodyHash) {
        TagFieldWriter writer = TagFieldWriter.of(DkimSignature.FIELD_NAME)
                .tag("v", "1")
                .tag("a", algorithm.word())
                .tag("c", statement.canonicalization())
                .tag("d", statement.domain())
                .tag("s", statement.selector());
        statement.auid().ifPresent(auid -> writer.tag("i", auid));
        statement.timestamp().ifPresent(time -> writer.tag("t", time.toString()));
        statement.expiration().ifPresent(time -> writer.tag("x", time.toString()));
        return writer.signedFields(names)
                .tag("bh", Base64.getEncoder().encodeToString(bodyHash))
                .unsigned();
    }

    /** The field with its signature filled in; white space in {@code b=} does not count. */
    static HeaderField signed(HeaderField unsigned, byte[] signature) {
        return TagFieldWriter.signed(unsigned, signature);
    }
}
