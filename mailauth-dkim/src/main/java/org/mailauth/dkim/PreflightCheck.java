package org.mailauth.dkim;

import java.util.Optional;

/**
 * What a signer looks for before it signs: what will break on the way, what readers understand differently, and what is
 * worth knowing (RFC 6376 §5.3, §5.4 and §8.15).
 *
 * <p>Each check {@linkplain #refusesByDefault() refuses} or warns unless {@link SigningPreflight} is told otherwise.
 */
public enum PreflightCheck {
    /** A CR without LF: relays mend or drop it (RFC 5321 §2.3.8). Refuses. */
    BARE_CR("bare-cr", "RFC 5321 §2.3.8", true),
    /** An LF without CR: relays mend it, and some take it for a line end (RFC 5321 §2.3.8). Refuses. */
    BARE_LF("bare-lf", "RFC 5321 §2.3.8", true),
    /** A NUL octet: relays drop it or cut there (RFC 5322 §3.5). Refuses. */
    NUL("nul", "RFC 5322 §3.5", true),
    /** A line of more than 998 octets, in header or body: relays cut it (RFC 5322 §2.1.1). Refuses. */
    LONG_LINE("long-line", "RFC 5322 §2.1.1", true),
    /** Octets beyond ASCII in a body that does not declare them: relays re-encode or strip them. Refuses. */
    UNDECLARED_EIGHT_BIT("undeclared-eight-bit", "RFC 2045 §6.1", true),
    /** Octets beyond ASCII in a body that declares them: a relay without 8BITMIME re-encodes them. Warns. */
    EIGHT_BIT_BODY("eight-bit-body", "RFC 6376 §5.3", false),
    /** UTF-8 in the header, which only internationalized mail may have: allow this check for that. Refuses. */
    EIGHT_BIT_HEADER("eight-bit-header", "RFC 6532 §3.2", true),
    /** Octets in the header that are not even UTF-8. Refuses. */
    HEADER_NOT_UTF8("header-not-utf8", "RFC 6532 §3.2", true),
    /** A control character in the header. Refuses. */
    HEADER_CONTROL("header-control", "RFC 5322 §2.2", true),
    /** White space between a field's name and its colon, which relays remove. Refuses. */
    SPACE_BEFORE_COLON("space-before-colon", "RFC 5322 §4.5", true),
    /** A folded line of white space only, which some take for the end of the header. Refuses. */
    BLANK_CONTINUATION("blank-continuation", "RFC 5322 §4.2", true),
    /** A line that is no header field ends the header without an empty line. Refuses. */
    LINE_WITHOUT_FIELD("line-without-field", "RFC 5322 §2.1", true),
    /** A second field of a kind of which there may be one only: which one a reader shows, nobody knows. Refuses. */
    DUPLICATE_FIELD("duplicate-field", "RFC 5322 §3.6", true),
    /** A field that must say something, and says nothing. Warns. */
    EMPTY_FIELD("empty-field", "RFC 5322 §3.6", false),
    /** More than one From field. Refuses. */
    SEVERAL_FROM("several-from", "RFC 5322 §3.6", true),
    /** A From field that breaks the grammar, so that readers may show different authors. Refuses. */
    UNREADABLE_FROM("unreadable-from", "RFC 5322 §3.6.2", true),
    /** A From field that names no domain: no policy covers the message. Refuses. */
    NO_AUTHOR_DOMAIN("no-author-domain", "RFC 9989 §5.3.1", true),
    /** A From field that names several domains: receivers treat the message as ambiguous. Refuses. */
    SEVERAL_AUTHOR_DOMAINS("several-author-domains", "RFC 9989 §5.3.1", true),
    /** Several authors and no Sender field. Warns. */
    NO_SENDER("no-sender", "RFC 5322 §3.6.2", false),
    /** No Date field: the next server may add one. Warns. */
    NO_DATE("no-date", "RFC 5322 §3.6.1", false),
    /** No Message-ID field: the next server may add one. Warns. */
    NO_MESSAGE_ID("no-message-id", "RFC 5322 §3.6.4", false),
    /** MIME fields without MIME-Version: readers differ in whether they count. Warns. */
    NO_MIME_VERSION("no-mime-version", "RFC 2045 §4", false),
    /** A line of the body that starts with {@code From} and a blank: mail stores change it. Warns. */
    FROM_LINE("from-line", "RFC 4155 Appendix A", false),
    /** Every line of the body that starts with a dot starts with two: maybe SMTP's dots were not removed. Warns. */
    DOT_STUFFED("dot-stuffed", "RFC 5321 §4.5.2", false),
    /** The body ends with a line of one dot: maybe SMTP's end of data was not removed. Warns. */
    END_OF_DATA("end-of-data", "RFC 5321 §4.1.1.4", false),
    /** A field that matters to readers and is not signed. Warns. */
    UNSIGNED_FIELD("unsigned-field", "RFC 6376 §5.4", false),
    /** A field is signed that servers add or remove on the way. Warns. */
    SIGNED_TRACE_FIELD("signed-trace-field", "RFC 6376 §5.4.1", false),
    /** An RSA key of less than 2048 bits. Warns. */
    SMALL_KEY("small-key", "RFC 8301 §3.2", false),
    /** An RSA key of more than 4096 bits, which verifiers need not support. Warns. */
    LARGE_KEY("large-key", "RFC 8301 §3.2", false);

    private final String word;
    private final String reference;
    private final boolean refuses;

    PreflightCheck(String word, String reference, boolean refuses) {
        this.word = word;
        this.reference = reference;
        this.refuses = refuses;
    }

    /**
     * Finds a check by its name or code.
     *
     * @param text such as {@code bare-lf} or {@code dkim.bare-lf}; compared with case
     * @return empty when there is no such check
     */
    public static Optional<PreflightCheck> of(String text) {
        for (PreflightCheck check : values()) {
            if (check.word.equals(text) || check.code().equals(text)) {
                return Optional.of(check);
            }
        }
        return Optional.empty();
    }

    /**
     * The name for people to write.
     *
     * @return such as {@code bare-lf}
     */
    public String word() {
        return word;
    }

    /**
     * The code of problems that this check finds.
     *
     * @return such as {@code dkim.bare-lf}
     */
    public String code() {
        return "dkim." + word;
    }

    /**
     * The rule that the check is made of.
     *
     * @return such as {@code RFC 5321 §2.3.8}
     */
    public String reference() {
        return reference;
    }

    /**
     * Whether a message is refused for what this check finds, when nothing else is said.
     *
     * @return false when it is only a warning
     */
    public boolean refusesByDefault() {
        return refuses;
    }
}
