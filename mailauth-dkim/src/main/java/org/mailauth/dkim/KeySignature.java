package org.mailauth.dkim;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mailauth.Problem;

/**
 * What came of asking a {@link SigningKey} for a signature: its octets, or why there are none.
 *
 * <p>Immutable and thread-safe.
 */
public final class KeySignature {
    private final byte @Nullable [] octets;
    private final @Nullable Problem problem;

    private KeySignature(byte @Nullable [] octets, @Nullable Problem problem) {
        this.octets = octets;
        this.problem = problem;
    }

    static KeySignature of(byte[] octets) {
        return new KeySignature(octets.clone(), null);
    }

    static KeySignature failed(String code, String reference, String text) {
        return new KeySignature(null, Problem.of(code, reference, text));
    }

    /**
     * The signature, as it stands in {@code b=} before base64.
     *
     * @return a copy; empty exactly when there is a {@link #problem()}
     */
    public Optional<byte[]> octets() {
        return Optional.ofNullable(octets).map(byte[]::clone);
    }

    /**
     * Why there is no signature: {@code dkim.key-failed} when the key's module or service failed,
     * {@code dkim.key-timeout} when it did not answer in time, {@code dkim.key-wrong-signature} when what it answered is
     * no signature of this key, {@code dkim.key-interrupted} when the waiting thread was interrupted.
     *
     * @return empty exactly when there are {@link #octets()}
     */
    public Optional<Problem> problem() {
        return Optional.ofNullable(problem);
    }

    /** Whether there is a signature, or the problem; never the octets. */
    @Override
    public String toString() {
        return "KeySignature[" + (problem == null ? "made" : Objects.toString(problem)) + "]";
    }
}
