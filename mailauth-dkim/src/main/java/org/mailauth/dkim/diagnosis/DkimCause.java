package org.mailauth.dkim.diagnosis;

import java.util.Locale;

/** Names what may have happened to a signed message. Constants are only ever added. */
public enum DkimCause {
    /** Line ends of the body were converted, or hashed otherwise than they were sent (RFC 6376 §5.3). */
    BODY_LINE_ENDINGS(Part.BODY, "line ends of the body were converted"),
    /** The body was hashed in another canonical form than {@code c=} says (RFC 6376 §3.4). */
    BODY_OTHER_CANONICALIZATION(Part.BODY, "the body was hashed in another form than c= says"),
    /** White space at the ends of lines came or went (RFC 6376 §3.4.3). */
    BODY_TRAILING_WHITE_SPACE(Part.BODY, "white space at line ends of the body was changed"),
    /** Empty lines came or went. */
    BODY_BLANK_LINES(Part.BODY, "empty lines of the body were added or removed"),
    /** The body was hashed with another end than the canonical one (RFC 6376 §3.4.3, §3.4.4). */
    BODY_FINAL_LINE_END(Part.BODY, "the end of the body was hashed otherwise than it is canonical"),
    /** SMTP's doubling of dots at line starts was done or undone once too often (RFC 5321 §4.5.2). */
    BODY_DOT_STUFFING(Part.BODY, "dots at line starts were doubled or dropped"),
    /** {@code From} at a line start was escaped, or unescaped, as mail stores do (RFC 4155). */
    BODY_FROM_ESCAPED(Part.BODY, "From at line starts was escaped or unescaped"),
    /** Long lines were cut in pieces (RFC 5321 §4.5.3.1.6). */
    BODY_LONG_LINES_WRAPPED(Part.BODY, "long lines of the body were wrapped"),
    /** The body was brought into another content transfer encoding (RFC 6376 §5.3). */
    BODY_TRANSFER_ENCODING(Part.BODY, "the body was re-encoded"),
    /** The body was brought into another character set. */
    BODY_CHARSET(Part.BODY, "the body was converted into another character set"),
    /** The signed body is the start of this one: a footer. */
    BODY_TEXT_APPENDED(Part.BODY, "text was appended to the body"),
    /** The signed body starts further below: a banner. */
    BODY_TEXT_PREPENDED(Part.BODY, "text was put in front of the body"),
    /** The signed body is this one without some lines amid it: a footer inside a MIME part. */
    BODY_TEXT_INSERTED(Part.BODY, "text was inserted into the body"),
    /** The signed body was empty. */
    BODY_EMPTY_WHEN_SIGNED(Part.BODY, "the body was empty when it was signed"),
    /** The body differs in a way that was not found. */
    BODY_UNEXPLAINED(Part.BODY, "the body was changed in a way that was not recognized"),

    /** The header was hashed in another canonical form than {@code c=} says (RFC 6376 §3.4, §3.7). */
    HEADER_OTHER_CANONICALIZATION(Part.HEADER, "the header was hashed in another form than it should be"),
    /** Line ends within the header were converted, or hashed otherwise than they were sent. */
    HEADER_LINE_ENDINGS(Part.HEADER, "line ends of the header were converted"),
    /** A field was folded otherwise, or its white space was changed (RFC 5322 §2.2.3). */
    FIELD_REFOLDED(Part.HEADER, "folds or white space of a field were changed"),
    /** A field's name was written otherwise. */
    FIELD_NAME_CASE(Part.HEADER, "the case of a field's name was changed"),
    /** Subject was given a tag, as lists and filters do. */
    SUBJECT_TAG(Part.HEADER, "text was added to Subject"),
    /** Encoded words were encoded otherwise, or decoded (RFC 2047). */
    FIELD_ENCODED_WORDS(Part.HEADER, "a field's encoded words were re-encoded"),
    /** A field with other than ASCII characters was brought into another character set. */
    FIELD_CHARSET(Part.HEADER, "a field was converted into another character set"),
    /** Addresses were written otherwise: quotes, angle brackets, comments, blanks (RFC 5322 §3.4). */
    ADDRESS_FORM(Part.HEADER, "addresses were written in another form"),
    /** Addresses were exchanged for others. */
    ADDRESS_REWRITTEN(Part.HEADER, "an address was rewritten"),
    /** Parameters of a MIME field were written otherwise: quotes, case, blanks (RFC 2045 §5.1). */
    PARAMETER_FORM(Part.HEADER, "parameters of a field were written in another form"),
    /** The name of the content transfer encoding was changed, as it is when a body is re-encoded. */
    TRANSFER_ENCODING_FIELD(Part.HEADER, "the content transfer encoding was changed"),
    /** There is one more field of a name that is signed (RFC 6376 §5.4.2, §8.15). */
    FIELD_ADDED(Part.HEADER, "a field was added"),
    /** A signed field is gone. */
    FIELD_REMOVED(Part.HEADER, "a field was removed"),
    /** Fields of one name stand in another order (RFC 6376 §5.4.2). */
    FIELD_REORDERED(Part.HEADER, "fields of one name were reordered"),
    /** The copy in {@code z=} shows what a field was when it was signed (RFC 6376 §3.5). */
    FIELD_CHANGED(Part.HEADER, "a field was changed"),
    /** RSA only: the signature was made with another key, or {@code b=} was damaged. */
    KEY_DIFFERS(Part.KEY, "the signature was not made with this key, or b= was damaged"),
    /** RSA only: the key is the right one, so the header differs in a way that was not found. */
    HEADER_UNEXPLAINED(Part.HEADER, "the key fits; the signed header fields were changed in a way not recognized"),
    /** The header differs in a way that was not found, or the key is another. */
    HEADER_OR_KEY_UNEXPLAINED(
            Part.HEADER, "the signed header fields were changed in a way not recognized, or the key is another");

    /** What a cause concerns. */
    public enum Part {
        /** The body, behind {@code bh=}. */
        BODY,
        /** The header, behind {@code b=}. */
        HEADER,
        /** The key. */
        KEY
    }

    private final Part part;
    private final String text;

    DkimCause(Part part, String text) {
        this.part = part;
        this.text = text;
    }

    /**
     * What the cause concerns.
     *
     * @return never null
     */
    public Part part() {
        return part;
    }

    /**
     * Whether this is an explanation proved by a hash that matches, and not the admission that none was found.
     *
     * @return false for the three unexplained ones
     */
    public boolean isExact() {
        return this != BODY_UNEXPLAINED && this != HEADER_UNEXPLAINED && this != HEADER_OR_KEY_UNEXPLAINED;
    }

    /**
     * The cause in plain words.
     *
     * @return a clause without a full stop
     */
    public String text() {
        return text;
    }

    /**
     * The stable machine-readable name.
     *
     * @return such as {@code body-text-appended}
     */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
