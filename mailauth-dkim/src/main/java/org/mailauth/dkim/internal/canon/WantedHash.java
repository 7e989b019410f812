package org.mailauth.dkim.internal.canon;

import java.util.Objects;
import org.mailauth.dkim.BodyCanonicalization;

/**
 * Names a hash of a body.
 *
 * @param form the canonical form
 * @param digestName such as {@code SHA-256}
 * @param limit octets to cover at most: {@code l=}, or {@link Long#MAX_VALUE}
 */
public record WantedHash(BodyCanonicalization form, String digestName, long limit) {
    /**
     * Checks that nothing is null.
     *
     * @param form the canonical form
     * @param digestName such as {@code SHA-256}
     * @param limit octets to cover at most: {@code l=}, or {@link Long#MAX_VALUE}
     */
    public WantedHash {
        Objects.requireNonNull(form, "form");
        Objects.requireNonNull(digestName, "digestName");
    }
}
