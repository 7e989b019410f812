package org.mailauth.arc;

import java.util.Optional;
import org.mailauth.Parsed;
import org.mailauth.authres.AuthenticationResults;
import org.mailauth.dkim.internal.signature.SignatureTagReader;
import org.mailauth.internal.tag.Tag;
import org.mailauth.message.HeaderField;

/**
 * One field of a chain, with its instance and as far as it can be read without being checked.
 *
 * @param tags of a seal and of a message signature
 * @param results of an ARC-Authentication-Results field
 */
record ChainField(
        FieldKind kind,
        HeaderField field,
        int instance,
        Optional<SignatureTagReader> tags,
        Optional<Parsed<AuthenticationResults>> results) {

    static ChainField of(FieldKind kind, HeaderField field) {
        if (kind == FieldKind.AUTHENTICATION_RESULTS) {
            ResultsField read = ResultsField.of(field);
            return new ChainField(kind, field, read.instance(), Optional.empty(), Optional.of(read.results()));
        }
        SignatureTagReader tags = SignatureTagReader.of(field);
        Tag tag = tags.find("i");
        int instance = tag == null ? Instance.UNREADABLE : Instance.of(tag.value());
        return new ChainField(kind, field, instance, Optional.of(tags), Optional.empty());
    }

    /** Whether the field is a seal that says that the chain failed, well-formed otherwise or not. */
    boolean saysFail() {
        Tag tag = kind == FieldKind.SEAL ? tags.orElseThrow().find("cv") : null;
        return tag != null && tag.value().equals(ChainValidationStatus.FAIL.word());
    }
}
