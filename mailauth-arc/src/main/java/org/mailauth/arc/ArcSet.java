package org.mailauth.arc;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mailauth.DomainName;
import org.mailauth.Parsed;
import org.mailauth.authres.AuthenticationResults;
import org.mailauth.dkim.Selector;
import org.mailauth.dkim.SigningAlgorithm;
import org.mailauth.dkim.internal.signature.SignatureTags;
import org.mailauth.message.HeaderField;

/**
 * One link of a chain: the three fields that one host added (RFC 8617 §4.2), each well formed.
 *
 * <p>Being well formed says nothing about whether the chain holds; only {@link ArcValidation#status()} does. Immutable
 * and thread-safe.
 */
public final class ArcSet {
    private final int instance;
    private final HeaderField sealField;
    private final HeaderField signatureField;
    private final HeaderField resultsField;
    private final SealField seal;
    private final SignatureTags signature;
    private final Parsed<AuthenticationResults> results;

    ArcSet(
            int instance,
            HeaderField sealField,
            SealField seal,
            HeaderField signatureField,
            SignatureTags signature,
            HeaderField resultsField,
            Parsed<AuthenticationResults> results) {
        this.instance = instance;
        this.sealField = sealField;
        this.seal = seal;
        this.signatureField = signatureField;
        this.signature = signature;
        this.resultsField = resultsField;
        this.results = results;
    }

    /**
     * The place in the chain, {@code i=}.
     *
     * @return 1 for the first host that sealed, up to 50
     */
    public int instance() {
        return instance;
    }

    /**
     * The Sealer: the domain that takes responsibility for the set, {@code d=} of the seal.
     *
     * @return a name of at least two labels
     */
    public DomainName sealer() {
        return seal.sealer();
    }

    /**
     * Which of the sealer's keys was used, {@code s=} of the seal.
     *
     * @return the selector
     */
    public Selector selector() {
        return seal.selector();
    }

    /**
     * The algorithm of the seal, {@code a=}.
     *
     * @return a known algorithm
     */
    public SigningAlgorithm algorithm() {
        return seal.algorithm();
    }

    /**
     * When the set was sealed, {@code t=} of the seal.
     *
     * @return empty without the tag
     */
    public Optional<Instant> sealedAt() {
        return seal.timestamp();
    }

    /**
     * What the sealer found the chain to be when the message reached it, {@code cv=}.
     *
     * @return none for a first set, pass or fail for later ones
     */
    public ChainValidationStatus chainValidation() {
        return seal.chainValidation();
    }

    /**
     * The domain of the message signature, {@code d=}; mostly the sealer's.
     *
     * @return a name of at least two labels
     */
    public DomainName messageSigner() {
        return signature.signingDomain();
    }

    /**
     * Which key the message signature was made with, {@code s=}.
     *
     * @return the selector
     */
    public Selector messageSelector() {
        return signature.selector();
    }

    /**
     * The algorithm of the message signature, {@code a=}.
     *
     * @return a known algorithm
     */
    public SigningAlgorithm messageAlgorithm() {
        return signature.algorithm();
    }

    /**
     * When the message was signed, {@code t=} of the message signature.
     *
     * @return empty without the tag
     */
    public Optional<Instant> signedAt() {
        return signature.timestamp();
    }

    /**
     * When the message signature ends to be valid, {@code x=}.
     *
     * @return empty without the tag
     */
    public Optional<Instant> expiration() {
        return signature.expiration();
    }

    /**
     * The fields that the message signature covers, {@code h=}, in order and as written; absent fields may be among them.
     *
     * @return unmodifiable, possibly empty
     */
    public List<String> signedFields() {
        return signature.signedFields();
    }

    /**
     * What the sealer found when the message reached it.
     *
     * @return the results, or why they cannot be read; that alone does not break a chain
     */
    public Parsed<AuthenticationResults> authenticationResults() {
        return results;
    }

    /**
     * The three fields, in the order in which they stand on top of a message: ARC-Seal, ARC-Message-Signature,
     * ARC-Authentication-Results.
     *
     * @return unmodifiable
     */
    public List<HeaderField> headerFields() {
        return List.of(sealField, signatureField, resultsField);
    }

    SealField seal() {
        return seal;
    }

    SignatureTags signature() {
        return signature;
    }

    HeaderField field(FieldKind kind) {
        return switch (kind) {
            case SEAL -> sealField;
            case MESSAGE_SIGNATURE -> signatureField;
            case AUTHENTICATION_RESULTS -> resultsField;
        };
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ArcSet that
                && instance == that.instance
                && headerFields().equals(that.headerFields());
    }

    @Override
    public int hashCode() {
        return 31 * instance + headerFields().hashCode();
    }

    @Override
    public String toString() {
        return "ArcSet[i=" + instance + ", d=" + sealer() + ", s=" + selector() + ", cv="
                + chainValidation().word() + "]";
    }
}
