package org.mailauth.dkim;

import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mailauth.Parsed;
import org.mailauth.Problem;
import org.mailauth.dkim.internal.crypto.PublicKeyData;

/**
 * What a key record says: a public key and how it may be used (RFC 6376 §3.6.1).
 *
 * <p>Immutable and thread-safe.
 */
public final class DkimKeyRecord {
    private static final String ANY = "*";
    private static final String EMAIL = "email";

    private final @Nullable PublicKeyData key;
    private final Facts facts;

    /** The tags besides the decoded key. */
    record Facts(
            String keyType,
            String publicKey,
            Optional<List<String>> hashAlgorithms,
            List<String> services,
            List<String> flags,
            String notes) {}

    DkimKeyRecord(@Nullable PublicKeyData key, Facts facts) {
        this.key = key;
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
        DkimKeyRecord record = outcome.record();
        if (record != null) {
            return Parsed.of(record);
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
        return key == null ? 0 : key.bits();
    }

    /**
     * Whether the key was revoked: {@code p=} is empty.
     *
     * @return true for a record without a key
     */
    public boolean isRevoked() {
        return key == null;
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
        return facts.flags().contains("y");
    }

    /**
     * Whether {@code i=} must have exactly the domain {@code d=}: {@code t=s}.
     *
     * @return true when no subdomain is allowed
     */
    public boolean requiresExactDomain() {
        return facts.flags().contains("s");
    }

    /**
     * Whether the key may be used for e-mail.
     *
     * @return true when {@code s=} says {@code email} or {@code *}
     */
    public boolean isForEmail() {
        return facts.services().contains(EMAIL) || facts.services().contains(ANY);
    }

    /**
     * Whether the key may be used with a hash algorithm.
     *
     * @param hash such as {@code sha256}
     * @return true when {@code h=} names it or is absent
     */
    public boolean allowsHash(String hash) {
        return facts.hashAlgorithms().map(allowed -> allowed.contains(hash)).orElse(true);
    }

    @Nullable
    PublicKeyData key() {
        return key;
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
        if (!facts.services().equals(List.of(ANY))) {
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

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof DkimKeyRecord that && Objects.equals(key, that.key) && facts.equals(that.facts);
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
