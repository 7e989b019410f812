package org.mailauth.dkim.internal.crypto;

import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.jspecify.annotations.Nullable;

/**
 * The point of the curve that an Ed25519 public key stands for: found and checked when it is first used, and kept for the
 * messages that follow, for that takes a tenth of a verification. Thread-safe: what is kept is immutable, and two
 * threads that meet only find it twice.
 */
final class PreparedPoint {
    private final byte[] key;
    private volatile @Nullable Found found;

    /** The point is null when the octets stand for none, or for one of small order. */
    private record Found(Ed25519.@Nullable PublicPoint point) {}

    /** Takes 32 octets, which are not changed any more. */
    PreparedPoint(byte[] key) {
        this.key = key;
    }

    /** Whether a signature holds; false for every signature under a key that is no point of the curve. */
    boolean holds(byte[] data, byte[] signature) {
        Ed25519.PublicPoint point = point();
        return point != null
                && signature.length == Ed25519.SIGNATURE_SIZE
                && Ed25519.verify(signature, 0, point, data, 0, data.length);
    }

    private Ed25519.@Nullable PublicPoint point() {
        Found known = found;
        if (known == null) {
            known = new Found(Ed25519.validatePublicKeyPartialExport(key, 0));
            found = known;
        }
        return known.point();
    }
}
