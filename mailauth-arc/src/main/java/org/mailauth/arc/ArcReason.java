package org.mailauth.arc;

import java.util.Locale;

/** Says why a chain got its status: one reason for each rule that can decide. */
public enum ArcReason {
    /** There is no chain. */
    NO_CHAIN(ChainValidationStatus.NONE, "RFC 8617 §5.2", "the message carries no chain"),
    /** Everything holds. */
    VALIDATED(ChainValidationStatus.PASS, "RFC 8617 §5.2", "every seal and the newest message signature hold"),

    /** More sets than the 50 that a chain may have. */
    TOO_MANY_SETS(ChainValidationStatus.FAIL, "RFC 8617 §4.2.1", "the chain has more than 50 sets"),
    /** The newest seal itself says that the chain had failed before. */
    FAILED_BEFORE(ChainValidationStatus.FAIL, "RFC 8617 §5.2", "the newest seal says that the chain had failed"),
    /** A field has no instance, or one that is no number from 1 on. */
    INSTANCE_UNREADABLE(ChainValidationStatus.FAIL, "RFC 8617 §4.2.1", "a field has no instance from 1 to 50"),
    /** A field is no tag list, lacks a tag, or has a value that breaks its grammar. */
    FIELD_MALFORMED(ChainValidationStatus.FAIL, "RFC 8617 §4.1", "a field of the chain is malformed"),
    /** A seal has an {@code h=} tag. */
    SEAL_WITH_SIGNED_FIELDS(ChainValidationStatus.FAIL, "RFC 8617 §4.1.3", "a seal has an h= tag"),
    /** A message signature names ARC-Seal among the fields it signs. */
    SEAL_SIGNED_BY_MESSAGE_SIGNATURE(
            ChainValidationStatus.FAIL, "RFC 8617 §4.1.2", "a message signature covers ARC-Seal fields"),
    /** A set lacks one of its three fields; also where a whole set is missing. */
    FIELD_MISSING(ChainValidationStatus.FAIL, "RFC 8617 §5.2", "a field of the chain is missing"),
    /** A set has one of its three fields more than once. */
    FIELD_REPEATED(ChainValidationStatus.FAIL, "RFC 8617 §5.2", "a field of the chain occurs more than once"),
    /** The first seal says something else than none, or a later one something else than pass. */
    STATUS_OUT_OF_PLACE(
            ChainValidationStatus.FAIL, "RFC 8617 §5.2", "cv= of a seal does not fit its place in the chain"),
    /** The newest message signature does not hold; {@link ArcValidation#signatureReason()} says why. */
    MESSAGE_SIGNATURE_FAILED(ChainValidationStatus.FAIL, "RFC 8617 §5.2", "the newest message signature does not hold"),
    /** A seal does not hold; {@link ArcValidation#signatureReason()} says why. */
    SEAL_FAILED(ChainValidationStatus.FAIL, "RFC 8617 §5.2", "a seal does not hold"),
    /** The message broke a limit while it was read, so its chain cannot be looked at. */
    MESSAGE_TOO_LARGE(ChainValidationStatus.FAIL, "RFC 8617 §5.2.1", "the message is too large to be looked at");

    private final ChainValidationStatus status;
    private final String reference;
    private final String text;

    ArcReason(ChainValidationStatus status, String reference, String text) {
        this.status = status;
        this.reference = reference;
        this.text = text;
    }

    /**
     * The status that this reason leads to.
     *
     * @return none, pass or fail
     */
    public ChainValidationStatus status() {
        return status;
    }

    /**
     * The rule behind the reason.
     *
     * @return such as {@code RFC 8617 §5.2}
     */
    public String reference() {
        return reference;
    }

    /**
     * The reason in plain words.
     *
     * @return a clause without a full stop
     */
    public String text() {
        return text;
    }

    /**
     * The stable machine-readable name.
     *
     * @return such as {@code seal-failed}
     */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
