package org.mailauth.dkim.internal.canon;

import java.security.MessageDigest;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.mailauth.dkim.internal.crypto.OctetSink;

/**
 * One hash over the start of a canonical body, and how much of the body it covers (RFC 6376 §3.7). Not safe for
 * concurrent use.
 */
public final class BodyHash implements OctetSink {
    private final @Nullable MessageDigest digest;
    private final long limit;
    private long canonicalLength;

    /**
     * Starts a hash.
     *
     * @param digest a fresh digest
     * @param limit octets to cover at most: {@code l=}, or {@link Long#MAX_VALUE}
     */
    public BodyHash(MessageDigest digest, long limit) {
        this.digest = digest;
        this.limit = limit;
    }

    private BodyHash(long limit, long canonicalLength) {
        this.digest = null;
        this.limit = limit;
        this.canonicalLength = canonicalLength;
    }

    /** What is known of a hash that was made before; it takes no octets and cannot be finished. */
    static BodyHash ofLength(long canonicalLength, long limit) {
        return new BodyHash(limit, canonicalLength);
    }

    @Override
    public void accept(byte[] octets, int offset, int length) {
        // RFC 6376 §3.7: first canonicalized, then cut to l=.
        long room = Math.max(0, limit - canonicalLength);
        digest().update(octets, offset, (int) Math.min(length, room));
        canonicalLength += length;
    }

    /**
     * The length of the canonical body, covered or not.
     *
     * @return octets
     */
    public long canonicalLength() {
        return canonicalLength;
    }

    /**
     * The octets of the canonical body that the hash does not cover.
     *
     * @return zero unless {@code l=} is smaller than the body
     */
    public long uncovered() {
        return Math.max(0, canonicalLength - limit);
    }

    /**
     * Whether {@code l=} asks for more octets than there are.
     *
     * @return true when it does
     */
    public boolean isLimitBeyondBody() {
        return limit != Long.MAX_VALUE && limit > canonicalLength;
    }

    /**
     * Ends the hash.
     *
     * @return the hash; call once, when the body has ended
     */
    public byte[] finish() {
        return digest().digest();
    }

    private MessageDigest digest() {
        return Objects.requireNonNull(digest, "digest");
    }
}
