package org.mailauth.dkim;

import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.mailauth.internal.text.Visible;

/**
 * Something about a signature that a reader should know, whatever the verdict: what it leaves open to others, or what is
 * weak about it.
 *
 * <p>A finding is never a verdict, and a signature that passes may have several. Immutable and thread-safe; nothing is
 * null.
 *
 * @param code what kind of finding
 * @param field the header field it speaks of; empty when it speaks of none
 * @param text one plain clause; characters from outside that cannot be seen are escaped
 */
public record DkimFinding(Code code, Optional<String> field, String text) {

    /** The kinds of findings. */
    public enum Code {
        /** A field that readers act upon is there, and the signature covers no instance of it (RFC 6376 §5.4.1). */
        FIELD_UNSIGNED("RFC 6376 §5.4.1"),
        /**
         * A field that readers act upon is there more often than the signature covers: somebody may have added one after
         * signing (RFC 6376 §8.15).
         */
        FIELD_ADDED("RFC 6376 §8.15"),
        /** A lone CR or LF makes some readers see a field, or the end of the header, where there is none. */
        FIELD_HIDDEN("RFC 5321 §2.3.8"),
        /** {@code l=} leaves body octets that anybody may have added (RFC 6376 §8.2). */
        BODY_PARTLY_UNCOVERED("RFC 6376 §8.2"),
        /** The key is marked as testing, {@code t=y} (RFC 6376 §3.6.1). */
        KEY_TESTING("RFC 6376 §3.6.1"),
        /** The RSA key has fewer than the 2048 bits that signers should use (RFC 8301 §3.2). */
        KEY_SHORT("RFC 8301 §3.2"),
        /** The very same signature was seen before (RFC 6376 §8.6); only with a {@link ReplayMemo}. */
        SEEN_BEFORE("RFC 6376 §8.6");

        private final String reference;

        Code(String reference) {
            this.reference = reference;
        }

        /**
         * The rule or warning behind the finding.
         *
         * @return such as {@code RFC 6376 §8.15}
         */
        public String reference() {
            return reference;
        }

        /**
         * The stable machine-readable name.
         *
         * @return such as {@code field-added}
         */
        public String code() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * Checks that nothing is null, and makes the text visible.
     *
     * @param code what kind of finding
     * @param field the header field it speaks of; empty when it speaks of none
     * @param text one plain clause; characters from outside that cannot be seen are escaped
     */
    public DkimFinding {
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(field, "field");
        text = Visible.of(Objects.requireNonNull(text, "text"));
    }

    static DkimFinding of(Code code, String text) {
        return new DkimFinding(code, Optional.empty(), text);
    }

    static DkimFinding about(String field, Code code, String text) {
        return new DkimFinding(code, Optional.of(field), text);
    }

    @Override
    public String toString() {
        return code.code() + ": " + text + " [" + code.reference() + "]";
    }
}
