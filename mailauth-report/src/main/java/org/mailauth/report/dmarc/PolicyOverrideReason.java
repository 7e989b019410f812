package org.mailauth.report.dmarc;

import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * Why a receiver did something else than the published policy asks for (RFC 9990 §3.1.6). Immutable and thread-safe; no
 * component is null.
 *
 * @param type the kind of reason; empty when the report has none that is known
 * @param comment more for people, may be empty: a stranger's text
 */
public record PolicyOverrideReason(Optional<Type> type, String comment) {

    /** Kinds of reasons. */
    public enum Type {
        /** The receiver's own policy. */
        LOCAL_POLICY,
        /** The message came through a mailing list that is known. */
        MAILING_LIST,
        /** Any other reason; the comment says which. */
        OTHER,
        /** The domain only tests its policy: {@code t=y}. Not in RFC 7489. */
        POLICY_TEST_MODE,
        /** The message came through a forwarder that is trusted. */
        TRUSTED_FORWARDER,
        /** The message was forwarded: RFC 7489 only. */
        FORWARDED,
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

        /** Whether RFC 7489 knows the word and RFC 9990 does not. */
        boolean isOld() {
            return this == FORWARDED || this == SAMPLED_OUT;
        }

        static Optional<Type> ofWord(String word) {
            return switch (word) {
                case "local_policy" -> Optional.of(LOCAL_POLICY);
                case "mailing_list" -> Optional.of(MAILING_LIST);
                case "other" -> Optional.of(OTHER);
                case "policy_test_mode" -> Optional.of(POLICY_TEST_MODE);
                case "trusted_forwarder" -> Optional.of(TRUSTED_FORWARDER);
                case "forwarded" -> Optional.of(FORWARDED);
                case "sampled_out" -> Optional.of(SAMPLED_OUT);
                default -> Optional.empty();
            };
        }
    }

    /**
     * Cleans the comment: one line, and nothing that XML cannot carry.
     *
     * @param type the kind of reason; empty when the report has none that is known
     * @param comment more for people, may be empty: a stranger's text
     */
    public PolicyOverrideReason {
        Objects.requireNonNull(type, "type");
        comment = ReportText.clean(comment);
    }

    /**
     * A reason.
     *
     * @param type the kind of reason
     * @param comment more for people, may be empty
     * @return the reason
     */
    public static PolicyOverrideReason of(Type type, String comment) {
        return new PolicyOverrideReason(Optional.of(type), comment);
    }
}
