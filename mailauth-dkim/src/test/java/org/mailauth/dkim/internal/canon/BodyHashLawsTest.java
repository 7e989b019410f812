package org.mailauth.dkim.internal.canon;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class BodyHashLawsTest {
    private static MessageDigest sha256() throws NoSuchAlgorithmException {
        return MessageDigest.getInstance("SHA-256");
    }

    @Property(tries = 500)
    void coversTheFirstOctetsHoweverTheyArrive(
            @ForAll byte[] body, @ForAll @IntRange(max = 40) int limit, @ForAll @IntRange(max = 1000) int place)
            throws NoSuchAlgorithmException {
        int cut = place % (body.length + 1);
        BodyHash hash = new BodyHash(sha256(), limit);
        hash.accept(body, 0, cut);
        hash.accept(body, cut, body.length - cut);
        byte[] covered = Arrays.copyOf(body, Math.min(limit, body.length));
        assertThat(hash.finish()).isEqualTo(sha256().digest(covered));
        assertThat(hash.canonicalLength()).isEqualTo(body.length);
        assertThat(hash.uncovered()).isEqualTo(Math.max(0, body.length - limit));
        assertThat(hash.isLimitBeyondBody()).isEqualTo(limit > body.length);
    }
}
