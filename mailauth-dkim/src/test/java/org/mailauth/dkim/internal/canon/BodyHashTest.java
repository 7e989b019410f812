package org.mailauth.dkim.internal.canon;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.junit.jupiter.api.Test;

class BodyHashTest {
    private static MessageDigest sha256() throws NoSuchAlgorithmException {
        return MessageDigest.getInstance("SHA-256");
    }

    @Test
    void withoutLimitEverythingIsCovered() throws NoSuchAlgorithmException {
        BodyHash hash = new BodyHash(sha256(), Long.MAX_VALUE);
        hash.accept(new byte[10], 0, 10);
        assertThat(hash.uncovered()).isZero();
        assertThat(hash.isLimitBeyondBody()).isFalse();
    }
}
