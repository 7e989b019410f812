package org.mailauth.dkim.internal.canon;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.MessageDigest;
import org.junit.jupiter.api.Test;

/** Bodies of more octets than an int counts. */
class LongBodyTest {
    private static final int BLOCK = 1 << 20;
    private static final long BLOCKS = 3000;

    /** Takes everything and does nothing, so that three thousand mebibytes go by at once. */
    private static final class NoDigest extends MessageDigest {
        private long octets;

        NoDigest() {
            super("none");
        }

        @Override
        protected void engineUpdate(byte octet) {
            octets++;
        }

        @Override
        protected void engineUpdate(byte[] input, int offset, int length) {
            octets += length;
        }

        @Override
        protected byte[] engineDigest() {
            return new byte[0];
        }

        @Override
        protected void engineReset() {}
    }

    private static BodyHash hashed(NoDigest digest, long limit) {
        BodyHash hash = new BodyHash(digest, limit);
        BodyCanonicalizer canonicalizer = BodyCanonicalizer.simple(hash);
        byte[] block = new byte[BLOCK];
        for (long count = 0; count < BLOCKS; count++) {
            canonicalizer.update(block, 0, block.length);
        }
        canonicalizer.finish();
        return hash;
    }

    @Test
    void lengthIsCountedBeyondAnInt() {
        NoDigest digest = new NoDigest();
        BodyHash hash = hashed(digest, Long.MAX_VALUE);
        assertThat(hash.canonicalLength()).isEqualTo(BLOCKS * BLOCK + 2);
        assertThat(hash.uncovered()).isZero();
        assertThat(digest.octets).isEqualTo(BLOCKS * BLOCK + 2);
    }

    @Test
    void limitBeyondAnIntCutsWhereItSays() {
        long limit = BLOCKS * BLOCK - 7;
        NoDigest digest = new NoDigest();
        BodyHash hash = hashed(digest, limit);
        assertThat(digest.octets).isEqualTo(limit);
        assertThat(hash.uncovered()).isEqualTo(9);
        assertThat(hash.isLimitBeyondBody()).isFalse();
    }

    @Test
    void lineEndsHeldBackAreCountedBeyondAnInt() {
        long[] octets = new long[1];
        BodyCanonicalizer canonicalizer = BodyCanonicalizer.simple((from, offset, length) -> octets[0] += length);
        canonicalizer.holdLineEnd(1L << 31);
        canonicalizer.update(new byte[] {'a'}, 0, 1);
        canonicalizer.finish();
        assertThat(octets[0]).isEqualTo((1L << 32) + 1 + 2);
    }
}
