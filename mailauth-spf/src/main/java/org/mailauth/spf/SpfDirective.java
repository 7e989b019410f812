package org.mailauth.spf;

import java.util.Objects;

/**
 * A mechanism and what its match means (RFC 7208 §4.6.1). Immutable and thread-safe.
 *
 * @param qualifier what a match means
 * @param mechanism what is looked for
 */
public record SpfDirective(SpfQualifier qualifier, SpfMechanism mechanism) {
    /**
     * Checks that nothing is null.
     *
     * @param qualifier what a match means
     * @param mechanism what is looked for
     */
    public SpfDirective {
        Objects.requireNonNull(qualifier, "qualifier");
        Objects.requireNonNull(mechanism, "mechanism");
    }

    /** The directive as it is published, without a plus sign. */
    @Override
    public String toString() {
        return (qualifier == SpfQualifier.PASS ? "" : String.valueOf(qualifier.sign())) + mechanism;
    }
}
