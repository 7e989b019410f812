package org.mailauth.dkim;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.mailauth.DomainName;
import org.mailauth.Parsed;
import org.mailauth.Problem;
import org.mailauth.dkim.internal.signature.SignatureParser;
import org.mailauth.dkim.internal.signature.SignatureTags;
import org.mailauth.message.HeaderField;

/**
 * What a DKIM-Signature field says: its tags, decoded and checked against their grammar (RFC 6376 §3.5).
 *
 * <p>Being well formed says nothing about whether the signature holds. Immutable and thread-safe.
 */
public final class DkimSignature {
    /** The name of the field that carries a signature. */
    public static final String FIELD_NAME = "DKIM-Signature";

    private final SignatureTags tags;

    DkimSignature(SignatureTags tags) {
        this.tags = tags;
    }

    /**
     * Reads a signature field.
     *
     * @param field a field, normally named DKIM-Signature
     * @return the signature, or the first rule that the field breaks; its code is a {@link DkimReason#code()}
     */
    public static Parsed<DkimSignature> parse(HeaderField field) {
        SignatureParser.Outcome outcome = SignatureParser.parse(field);
        SignatureTags tags = outcome.tags();
        if (tags != null) {
            return Parsed.of(new DkimSignature(tags));
        }
        DkimReason reason = outcome.reason();
        return Parsed.unusable(Problem.of(reason.code(), reason.reference(), outcome.detail()));
    }

    /**
     * The algorithm, {@code a=}.
     *
     * @return a known algorithm
     */
    public SigningAlgorithm algorithm() {
        return tags.algorithm();
    }

    /**
     * The Signing Domain Identifier, {@code d=}: who takes responsibility.
     *
     * @return a name of at least two labels
     */
    public DomainName signingDomain() {
        return tags.signingDomain();
    }

    /**
     * The selector, {@code s=}.
     *
     * @return which key was used
     */
    public Selector selector() {
        return tags.selector();
    }

    /**
     * The Agent or User Identifier, {@code i=}.
     *
     * @return without the tag, the signing domain with an empty local part
     */
    public Auid auid() {
        return tags.auid();
    }

    /**
     * How the header is canonicalized, the first word of {@code c=}.
     *
     * @return simple by default
     */
    public HeaderCanonicalization headerCanonicalization() {
        return tags.headerCanonicalization();
    }

    /**
     * How the body is canonicalized, the second word of {@code c=}.
     *
     * @return simple by default
     */
    public BodyCanonicalization bodyCanonicalization() {
        return tags.bodyCanonicalization();
    }

    /**
     * The names of the signed fields, {@code h=}, in order and as written; absent fields may be among them.
     *
     * @return unmodifiable, From among them
     */
    public List<String> signedFields() {
        return tags.signedFields();
    }

    /**
     * How many octets of the canonical body are signed, {@code l=}.
     *
     * @return empty when all are; a value of more than 18 digits is given as one that is larger than any body
     */
    public OptionalLong bodyLength() {
        return tags.bodyLength();
    }

    /**
     * When the signature was made, {@code t=}.
     *
     * @return empty without the tag
     */
    public Optional<Instant> timestamp() {
        return tags.timestamp();
    }

    /**
     * When the signature ends to be valid, {@code x=}.
     *
     * @return empty without the tag
     */
    public Optional<Instant> expiration() {
        return tags.expiration();
    }

    /**
     * The fields as they were when signed, {@code z=}; a help for diagnosis, not covered by any check.
     *
     * @return unmodifiable, {@code name:value} each, decoded; empty without the tag
     */
    public List<String> copiedFields() {
        return tags.copiedFields();
    }

    /**
     * The hash of the canonical body, {@code bh=}.
     *
     * @return a copy
     */
    public byte[] bodyHash() {
        return tags.bodyHash().clone();
    }

    /**
     * The signature data, {@code b=}.
     *
     * @return a copy
     */
    public byte[] signatureData() {
        return tags.signatureData().clone();
    }

    SignatureTags tags() {
        return tags;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof DkimSignature that && tags.isSameAs(that.tags);
    }

    @Override
    public int hashCode() {
        return tags.signingDomain().hashCode() * 31 + tags.selector().hashCode();
    }

    @Override
    public String toString() {
        return "DkimSignature[" + algorithm().word() + ", d=" + signingDomain() + ", s=" + selector() + "]";
    }
}
