package org.mailauth.report.failure;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Objects;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.mailauth.internal.text.CharacterClasses;
import org.mailauth.internal.text.Quoting;

/**
 * Decides what a failure report tells about people (RFC 6590): local parts of addresses become keyed hashes, and of the header
 * of the reported message only what {@link FailureReportWriter} lists is told.
 *
 * <p>The same local part gives the same hash under the same key, so the receiver of reports sees which of them are about one
 * person, and nobody without the key finds out who that is. RFC 6590 §3: keep the key secret, and change it now and then.
 * Domains are not hashed. Immutable and thread-safe.
 */
public final class FailureReportRedaction {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int MIN_KEY_OCTETS = 16;
    /** RFC 5321 §4.5.3.1.1. */
    private static final int MAX_LOCAL_PART = 64;

    private final SecretKeySpec key;
    private final boolean wholeHeader;

    private FailureReportRedaction(SecretKeySpec key, boolean wholeHeader) {
        this.key = key;
        this.wholeHeader = wholeHeader;
    }

    /**
     * Redaction by HMAC-SHA-256.
     *
     * @param key random octets, 16 or more, 32 for the full strength; copied
     * @return the redaction
     * @throws IllegalArgumentException when the key is shorter
     */
    public static FailureReportRedaction hashing(byte[] key) {
        if (key.length < MIN_KEY_OCTETS) {
            throw new IllegalArgumentException("key must have " + MIN_KEY_OCTETS + " octets or more");
        }
        return new FailureReportRedaction(new SecretKeySpec(key, ALGORITHM), false);
    }

    /**
     * The same key, but the whole header of the message is told as it is, and local parts are hashed only where they are not
     * ASCII or too long. Only for receivers of reports with whom this is agreed: the header says who writes to whom about what.
     *
     * @return no redaction of the header
     */
    public FailureReportRedaction withWholeHeader() {
        return new FailureReportRedaction(key, true);
    }

    /**
     * Whether the header is told as it is.
     *
     * @return false unless asked for
     */
    public boolean isWholeHeader() {
        return wholeHeader;
    }

    /**
     * What stands in a report in place of a local part; who holds the key finds out by this whom a report is about.
     *
     * @param localPart as meant, without quotes
     * @return 43 letters, digits, hyphens and underscores: base64url (RFC 4648 §5) of the HMAC-SHA-256 of its UTF-8
     */
    public String redact(String localPart) {
        byte[] octets = Objects.requireNonNull(localPart, "localPart").getBytes(StandardCharsets.UTF_8);
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(mac.doFinal(octets));
        } catch (NoSuchAlgorithmException | InvalidKeyException impossible) {
            throw new IllegalStateException("every Java platform has HmacSHA256", impossible);
        }
    }

    /** What to write before the at sign; what is hashed is counted. */
    String localPart(String meant, String field, Removals removed) {
        boolean isPlain = meant.length() <= MAX_LOCAL_PART
                && CharacterClasses.isAscii(meant)
                && CharacterClasses.indexOfNonText(meant) < 0;
        if (wholeHeader && isPlain) {
            return Quoting.localPart(meant);
        }
        removed.add(FailureReportRemoval.Kind.LOCAL_PART, field);
        return redact(meant);
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "FailureReportRedaction[" + (wholeHeader ? "whole header" : "hashed local parts") + "]";
    }
}
