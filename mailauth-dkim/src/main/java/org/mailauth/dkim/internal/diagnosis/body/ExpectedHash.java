package org.mailauth.dkim.internal.diagnosis.body;

import java.security.MessageDigest;
import java.util.Arrays;
import org.mailauth.dkim.internal.crypto.Crypto;
import org.mailauth.dkim.internal.signature.SignatureTags;

/** What {@code bh=}, {@code l=} and the algorithm ask for. */
final class ExpectedHash {
    private final byte[] hash;
    private final String algorithm;
    private final long limit;
    private final Crypto crypto;

    ExpectedHash(SignatureTags tags, Crypto crypto) {
        this.hash = tags.bodyHash();
        this.algorithm = tags.algorithm().digestName();
        this.limit = tags.bodyLength().orElse(Long.MAX_VALUE);
        this.crypto = crypto;
    }

    /** Whether only a part of the body is signed. */
    boolean isLimited() {
        return limit != Long.MAX_VALUE;
    }

    MessageDigest start() {
        return crypto.digest(algorithm);
    }

    /** Whether this is the hash; ends the digest. */
    boolean isEnd(MessageDigest digest) {
        return Arrays.equals(digest.digest(), hash);
    }

    /** Whether a canonical text from some place on is what was hashed. */
    boolean matches(byte[] canonical, int from) {
        int length = canonical.length - from;
        if (isLimited() && limit > length) {
            // RFC 6376 §3.5 l=: a value larger than the body must not verify.
            return false;
        }
        MessageDigest digest = start();
        digest.update(canonical, from, (int) Math.min(limit, length));
        return isEnd(digest);
    }
}
