package org.mailauth.dkim;

import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mailauth.Parsed;
import org.mailauth.Problem;
import org.mailauth.dkim.internal.key.KeyRecord;
import org.mailauth.dkim.internal.key.KeyRecordParser;
import org.mailauth.dkim.internal.text.DkimQuotedPrintable;

/**
 * What a key record says: a public key and how it may be used (RFC 6376 §3.6.1).
 *
 * <p>Immutable and thread-safe.
 */
public final class DkimKeyRecord {
    private final KeyRecord facts;

    DkimKeyRecord(KeyRecord facts) {
        this.facts = facts;
    }

    /**
     * Reads a key record.
     *
     * @param text the character-strings of one TXT record, joined; one octet a character
     * @return the record, revoked ones included, or the first rule that the text breaks; its code is a
     *     {@link DkimReason#code()}
     */
    public static Parsed<DkimKeyRecord> parse(String text) {
        KeyRecordParser.Outcome outcome = KeyRecordParser.parse(text);
        KeyRecord record = outcome.record();
        if (record != null) {
            return Parsed.of(new DkimKeyRecord(record));
        }
        DkimReason reason = outcome.reason();
        return Parsed.unusable(Problem.of(reason.code(), reason.reference(), outcome.detail()));
    }

    /** The record that publishes a key without any restriction. */
    static DkimKeyRecord of(String keyType, byte[] publicKey) {
        String text = "v=DKIM1; k=" + keyType + "; p=" + Base64.getEncoder().encodeToString(publicKey);
        return parse(text).orElseThrow();
    }

    /**
     * The type of the key, {@code k=}.
     *
     * @return {@code rsa} or {@code ed25519}
     */
    public String keyType() {
        return facts.keyType();
    }

    /**
     * The size of the key.
     *
     * @return bits of the RSA modulus, 256 for Ed25519, 0 for a revoked key
     */
    public int keyBits() {
        return facts.keyBits();
    }

    /**
     * Whether the key was revoked: {@code p=} is empty.
     *
     * @return true for a record without a key
     */
    public boolean isRevoked() {
        return facts.isRevoked();
    }

    /**
     * The hash algorithms that the key may be used with, {@code h=}.
     *
     * @return empty when all are allowed
     */
    public Optional<List<String>> hashAlgorithms() {
        return facts.hashAlgorithms();
    }

    /**
     * What the key may be used for, {@code s=}.
     *
     * @return service types; {@code *} by default
     */
    public List<String> services() {
        return facts.services();
    }

    /**
     * The flags, {@code t=}, unknown ones included.
     *
     * @return unmodifiable, possibly empty
     */
    public List<String> flags() {
        return facts.flags();
    }

    /**
     * Notes for people, {@code n=}, decoded.
     *
     * @return possibly empty
     */
    public String notes() {
        return facts.notes();
    }

    /**
     * Whether the domain only tests DKIM: {@code t=y}.
     *
     * @return true when a failure must not make a message worse than an unsigned one
     */
    public boolean isTesting() {
        return facts.isTesting();
    }

    /**
     * Whether {@code i=} must have exactly the domain {@code d=}: {@code t=s}.
     *
     * @return true when no subdomain is allowed
     */
    public boolean requiresExactDomain() {
        return facts.requiresExactDomain();
    }

    /**
     * Whether the key may be used for e-mail.
     *
     * @return true when {@code s=} says {@code email} or {@code *}
     */
    public boolean isForEmail() {
        return facts.isForEmail();
    }

    /**
     * Whether the key may be used with a hash algorithm.
     *
     * @param hash such as {@code sha256}
     * @return true when {@code h=} names it or is absent
     */
    public boolean allowsHash(String hash) {
        return facts.allowsHash(hash);
    }

    /**
     * The record as it is published; longer than 255 octets it must be split into several character-strings.
     *
     * @return a tag list that reads back as an equal record
     */
    public String toText() {
        StringBuilder text = new StringBuilder("v=DKIM1");
        facts.hashAlgorithms().ifPresent(hashes -> text.append("; h=").append(String.join(":", hashes)));
        text.append("; k=").append(facts.keyType());
        if (!facts.services().equals(KeyRecord.ANY_SERVICE)) {
            text.append("; s=").append(String.join(":", facts.services()));
        }
        if (!facts.flags().isEmpty()) {
            text.append("; t=").append(String.join(":", facts.flags()));
        }
        if (!facts.notes().isEmpty()) {
            text.append("; n=").append(DkimQuotedPrintable.encode(facts.notes()));
        }
        return text.append("; p=").append(facts.publicKey()).toString();
    }

    KeyRecord facts() {
        return facts;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof DkimKeyRecord that && facts.equals(that.facts);
    }

    @Override
    public int hashCode() {
        return facts.hashCode();
    }

    @Override
    public String toString() {
        return "DkimKeyRecord[" + keyType() + ", " + (isRevoked() ? "revoked" : keyBits() + " bits") + "]";
    }
}
