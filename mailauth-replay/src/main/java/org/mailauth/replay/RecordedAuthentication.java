package org.mailauth.replay;

import java.util.Objects;
import org.mailauth.authenticator.MessageAuthentication;

/**
 * An authentication and all it depended on. Immutable and thread-safe; no component is null.
 *
 * @param authentication all verdicts
 * @param bundle what gives the same verdicts again, offline
 */
public record RecordedAuthentication(MessageAuthentication authentication, ReplayBundle bundle) {
    /**
     * Checks that nothing is null.
     *
     * @param authentication all verdicts
     * @param bundle what gives the same verdicts again, offline
     */
    public RecordedAuthentication {
        Objects.requireNonNull(authentication, "authentication");
        Objects.requireNonNull(bundle, "bundle");
    }
}
