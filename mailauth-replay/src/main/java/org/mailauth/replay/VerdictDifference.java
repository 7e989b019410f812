package org.mailauth.replay;

import java.util.Objects;
import java.util.Optional;

/**
 * One verdict that a replay gives otherwise than the bundle has recorded it. Immutable and thread-safe.
 *
 * @param name which verdict, such as {@code dkim.1} or {@code recommendation}; {@code docs/replay.md} lists them
 * @param recorded what the bundle says; empty when it holds no such verdict
 * @param replayed what the replay says; empty when it gives no such verdict
 */
public record VerdictDifference(String name, Optional<String> recorded, Optional<String> replayed) {
    /**
     * Checks that nothing is null.
     *
     * @param name which verdict
     * @param recorded what the bundle says; empty when it holds no such verdict
     * @param replayed what the replay says; empty when it gives no such verdict
     */
    public VerdictDifference {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(recorded, "recorded");
        Objects.requireNonNull(replayed, "replayed");
    }

    @Override
    public String toString() {
        return name + ": recorded " + recorded.orElse("nothing") + ", replayed " + replayed.orElse("nothing");
    }
}
