package org.mailauth.dkim;

import java.util.Locale;

/**
 * Says why a signature got its result: one reason for each rule that can decide.
 *
 * <p>No RFC maps reasons to results; this library does, each time with the rule that is behind it. A final failure under
 * a key that is marked as testing is softened to {@link DkimResult#NEUTRAL} afterwards, see
 * {@link DkimVerification#testing()}.
 */
public enum DkimReason {
    /** Body hash and signature hold. */
    VERIFIED(DkimResult.PASS, "RFC 6376 §6.1.3", "body hash and signature hold"),

    /** The body is not the one that was signed. */
    BODY_HASH_MISMATCH(DkimResult.FAIL, "RFC 6376 §6.1.3", "the body was changed after signing"),
    /** The signed header fields are not those that were signed, or the key is another. */
    SIGNATURE_MISMATCH(DkimResult.FAIL, "RFC 6376 §6.1.3", "the signed header fields or the key do not match"),

    /** {@code l=} leaves body octets that anybody may have added. */
    BODY_PARTLY_UNCOVERED(DkimResult.POLICY, "RFC 6376 §8.2", "l= leaves a part of the body unsigned"),
    /** A lone CR or LF makes some readers see a field where there is none. */
    FIELD_HIDDEN(DkimResult.POLICY, "RFC 5321 §2.3.8", "some readers see a field that is none"),
    /** The key is marked as testing, and the caller wants no such keys. */
    KEY_TESTING_REFUSED(DkimResult.POLICY, "RFC 6376 §3.6.1", "the key is marked as testing"),
    /** {@code x=} has passed. */
    EXPIRED(DkimResult.POLICY, "RFC 6376 §3.5", "the signature has expired"),
    /** {@code t=} lies in the future. */
    NOT_YET_VALID(DkimResult.POLICY, "RFC 6376 §3.5", "the signature claims to be made in the future"),
    /** The RSA key is larger than this verifier computes with. */
    KEY_TOO_LARGE(DkimResult.POLICY, "RFC 8301 §3.2", "the RSA key is larger than accepted"),

    /** The field is no tag list, or a tag's value breaks its grammar. */
    MALFORMED_SIGNATURE(DkimResult.NEUTRAL, "RFC 6376 §3.5", "the signature field is malformed"),
    /** {@code a=} is not known. */
    UNSUPPORTED_ALGORITHM(DkimResult.NEUTRAL, "RFC 6376 §3.3", "the signature algorithm is not known"),
    /** {@code c=} is not known. */
    UNSUPPORTED_CANONICALIZATION(DkimResult.NEUTRAL, "RFC 6376 §3.4", "the canonicalization is not known"),
    /** {@code q=} offers no known way to the key. */
    UNSUPPORTED_QUERY_METHOD(DkimResult.NEUTRAL, "RFC 6376 §3.5", "the key cannot be had by a known query method"),
    /** The message has more signatures than this verifier looks at. */
    SKIPPED(DkimResult.NEUTRAL, "RFC 6376 §6.1", "the message has too many signatures; this one was not checked"),
    /**
     * The message goes beyond a limit and was not read as a whole, or it is a file whose lines end in two ways; see
     * {@link org.mailauth.message.MessageStream#brokenLimit()}.
     */
    MESSAGE_TOO_LARGE(DkimResult.NEUTRAL, "RFC 6376 §8.4", "the message goes beyond a limit"),

    /** {@code v=} is not 1. */
    INCOMPATIBLE_VERSION(DkimResult.PERMERROR, "RFC 6376 §6.1.1", "the signature has an incompatible version"),
    /** A required tag is absent. */
    MISSING_TAG(DkimResult.PERMERROR, "RFC 6376 §6.1.1", "a required tag is missing"),
    /** The domain of {@code i=} is neither {@code d=} nor below it. */
    AUID_OUTSIDE_DOMAIN(DkimResult.PERMERROR, "RFC 6376 §6.1.1", "i= lies outside d="),
    /** {@code h=} does not name From. */
    FROM_NOT_SIGNED(DkimResult.PERMERROR, "RFC 6376 §6.1.1", "From is not signed"),
    /** {@code l=} is larger than the body. */
    LENGTH_BEYOND_BODY(DkimResult.PERMERROR, "RFC 6376 §3.5", "l= is larger than the body"),
    /** The algorithm is rsa-sha1, which must not be accepted any more. */
    RSA_SHA1_REFUSED(DkimResult.PERMERROR, "RFC 8301 §3.1", "rsa-sha1 is not accepted any more"),
    /** There is no key record. */
    NO_KEY(DkimResult.PERMERROR, "RFC 6376 §6.1.2", "there is no key at the selector"),
    /** What is published at the selector is no key record. */
    KEY_MALFORMED(DkimResult.PERMERROR, "RFC 6376 §3.6.1", "the key record is malformed"),
    /** The key was revoked. */
    KEY_REVOKED(DkimResult.PERMERROR, "RFC 6376 §3.6.1", "the key was revoked"),
    /** The key is for another algorithm. */
    KEY_TYPE_MISMATCH(DkimResult.PERMERROR, "RFC 6376 §6.1.2", "the key is of another type than the signature"),
    /** The key does not allow the signature's hash algorithm. */
    KEY_HASH_NOT_ALLOWED(DkimResult.PERMERROR, "RFC 6376 §6.1.2", "the key does not allow the hash algorithm"),
    /** The key is not meant for e-mail. */
    KEY_NOT_FOR_EMAIL(DkimResult.PERMERROR, "RFC 6376 §3.6.1", "the key is not meant for e-mail"),
    /** The key demands {@code i=} to have exactly the domain {@code d=}. */
    KEY_REQUIRES_EXACT_DOMAIN(
            DkimResult.PERMERROR, "RFC 6376 §3.6.1", "the key does not allow i= in a subdomain of d="),
    /** The RSA key is too small to mean anything. */
    KEY_TOO_SMALL(DkimResult.PERMERROR, "RFC 8301 §3.2", "the RSA key has fewer than 1024 bits"),

    /** The key could not be asked for now. */
    KEY_UNAVAILABLE(DkimResult.TEMPERROR, "RFC 6376 §6.1.2", "the key could not be fetched"),
    /** There are only hashes of the body, of an earlier pass over it, and not the one that the signature needs. */
    BODY_UNAVAILABLE(DkimResult.TEMPERROR, "RFC 6376 §6.1.3", "the body is not at hand"),
    /** The message has used up what it may cost. */
    BUDGET_EXHAUSTED(DkimResult.TEMPERROR, "RFC 6376 §8.4", "the message has used up its budget");

    private final DkimResult result;
    private final String reference;
    private final String text;

    DkimReason(DkimResult result, String reference, String text) {
        this.result = result;
        this.reference = reference;
        this.text = text;
    }

    /**
     * The result that this reason leads to.
     *
     * @return an RFC 8601 result
     */
    public DkimResult result() {
        return result;
    }

    /**
     * The rule behind the reason.
     *
     * @return such as {@code RFC 6376 §3.5}
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
     * @return such as {@code body-hash-mismatch}
     */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
