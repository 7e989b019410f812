package org.mailauth.spf;

import java.util.Objects;
import org.mailauth.internal.text.Visible;

/**
 * The directive that decided, and whose record holds it. Immutable and thread-safe.
 *
 * @param domain the domain whose record holds the directive; another than the one checked behind a redirect
 * @param directive the directive that matched
 */
public record SpfMatch(String domain, SpfDirective directive) {
    /**
     * Checks that nothing is null and makes the name visible.
     *
     * @param domain the domain whose record holds the directive; another than the one checked behind a redirect
     * @param directive the directive that matched
     */
    public SpfMatch {
        domain = Visible.of(domain);
        Objects.requireNonNull(directive, "directive");
    }

    @Override
    public String toString() {
        return Visible.of(directive.toString()) + " of " + domain;
    }
}
