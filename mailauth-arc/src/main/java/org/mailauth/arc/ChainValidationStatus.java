package org.mailauth.arc;

import java.util.Optional;

/** Says what became of a chain: the Chain Validation Status of RFC 8617 §4.4, as {@code cv=} and {@code arc=} name it. */
public enum ChainValidationStatus {
    /** The message carries no chain. */
    NONE("none"),
    /** The chain is whole: every seal and the newest message signature hold. */
    PASS("pass"),
    /** The chain is broken, for good (RFC 8617 §5.2.1). It must be treated as if there were none. */
    FAIL("fail");

    private final String word;

    ChainValidationStatus(String word) {
        this.word = word;
    }

    /**
     * The word of {@code cv=} and of Authentication-Results.
     *
     * @return {@code none}, {@code pass} or {@code fail}
     */
    public String word() {
        return word;
    }

    /** The status that {@code cv=} names; compared with case, as RFC 6376 §3.2 has it for values. */
    static Optional<ChainValidationStatus> of(String word) {
        for (ChainValidationStatus status : values()) {
            if (status.word.equals(word)) {
                return Optional.of(status);
            }
        }
        return Optional.empty();
    }
}
