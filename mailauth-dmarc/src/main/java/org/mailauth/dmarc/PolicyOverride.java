package org.mailauth.dmarc;

import java.util.Locale;
import java.util.Objects;
import org.mailauth.internal.text.Visible;

/**
 * Why something else is done than the published policy asks for: the reason of an aggregate report (RFC 9990 §3.1.6).
 * Immutable and thread-safe; no component is null.
 *
 * @param type the kind of reason
 * @param comment more for people, may be empty; characters that cannot be seen are escaped
 */
public record PolicyOverride(Type type, String comment) {

    /** Kinds of reasons. */
    public enum Type {
        /** The receiver's own policy. */
        LOCAL_POLICY,
        /** The message came through a mailing list that is known. */
        MAILING_LIST,
        /** Any other reason; the comment says which. */
        OTHER,
        /** The domain only tests its policy: {@code t=y}. */
        POLICY_TEST_MODE,
        /** The message came through a forwarder that is trusted. */
        TRUSTED_FORWARDER,
        /** The message is none of those that {@code pct} asks for: RFC 7489 only. */
        SAMPLED_OUT;

        /**
         * The word that reports use.
         *
         * @return such as {@code policy_test_mode}
         */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Makes the comment visible.
     *
     * @param type the kind of reason
     * @param comment more for people, may be empty
     */
    public PolicyOverride {
        Objects.requireNonNull(type, "type");
        comment = Visible.of(Objects.requireNonNull(comment, "comment"));
    }

    @Override
    public String toString() {
        return comment.isEmpty() ? type.word() : type.word() + " (" + comment + ")";
    }
}
