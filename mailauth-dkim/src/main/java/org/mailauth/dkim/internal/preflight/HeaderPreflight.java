package org.mailauth.dkim.internal.preflight;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.mailauth.dkim.PreflightCheck;
import org.mailauth.internal.text.CharacterClasses;
import org.mailauth.internal.text.Cursor;
import org.mailauth.internal.text.SyntaxException;
import org.mailauth.message.Author;
import org.mailauth.message.AuthorExtractor;
import org.mailauth.message.HeaderField;
import org.mailauth.message.HeaderFields;

/** Looks through the header of a message that is to be signed. */
public final class HeaderPreflight {
    private static final int MAX_LINE = 998;

    // RFC 5322 §3.6 and RFC 2045 §3: at most one of each, and never empty but for the last three. From is looked at
    // apart.
    private static final List<String> ONCE_WITH_BODY = List.of(
            "date",
            "sender",
            "reply-to",
            "to",
            "cc",
            "message-id",
            "in-reply-to",
            "references",
            "mime-version",
            "content-type",
            "content-transfer-encoding",
            "content-id");
    private static final List<String> ONCE = List.of("subject", "bcc", "content-description", "content-disposition");

    private static final List<String> MATTERING = List.of(
            "subject",
            "date",
            "to",
            "cc",
            "reply-to",
            "mime-version",
            "content-type",
            "content-transfer-encoding",
            "in-reply-to",
            "references");

    // RFC 6376 §5.4.1, and the fields that receivers remove because only their own count.
    private static final List<String> TRACE = List.of(
            "return-path",
            "received",
            "comments",
            "keywords",
            "bcc",
            "delivered-to",
            "received-spf",
            "authentication-results",
            "arc-authentication-results",
            "arc-message-signature",
            "arc-seal");

    private final HeaderFields header;
    private final Findings findings;

    private HeaderPreflight(HeaderFields header, Findings findings) {
        this.header = header;
        this.findings = findings;
    }

    /**
     * Looks through a header.
     *
     * @param header the header
     * @param signedNames the names of the fields that will be signed, in lower case
     * @param findings takes what is found
     */
    public static void check(HeaderFields header, List<String> signedNames, Findings findings) {
        HeaderPreflight preflight = new HeaderPreflight(header, findings);
        preflight.checkFields();
        preflight.checkAuthor();
        preflight.checkMissing();
        preflight.checkSigned(signedNames);
    }

    /**
     * The size of a header.
     *
     * @param header the header
     * @return octets, without the empty line behind it
     */
    public static long length(HeaderFields header) {
        long length = 0;
        for (HeaderField field : header) {
            length += field.length();
        }
        return length;
    }

    private void checkFields() {
        long position = 0;
        boolean[] seen = new boolean[ONCE_WITH_BODY.size() + ONCE.size()];
        for (HeaderField field : header) {
            checkOctets(field, position);
            if (field.hasSpaceBeforeColon()) {
                findings.addAt(
                        PreflightCheck.SPACE_BEFORE_COLON, position, "white space before the colon of " + name(field));
            }
            int kind = kind(field);
            if (kind >= 0) {
                if (seen[kind]) {
                    findings.addAt(PreflightCheck.DUPLICATE_FIELD, position, "a second " + name(field) + " field");
                }
                seen[kind] = true;
                if (kind < ONCE_WITH_BODY.size() && field.unfoldedBody().isEmpty()) {
                    findings.addAt(PreflightCheck.EMPTY_FIELD, position, "an empty " + name(field) + " field");
                }
            }
            position += field.length();
        }
    }

    private static int kind(HeaderField field) {
        for (int at = 0; at < ONCE_WITH_BODY.size(); at++) {
            if (field.isNamed(ONCE_WITH_BODY.get(at))) {
                return at;
            }
        }
        for (int at = 0; at < ONCE.size(); at++) {
            if (field.isNamed(ONCE.get(at))) {
                return ONCE_WITH_BODY.size() + at;
            }
        }
        return -1;
    }

    private static String name(HeaderField field) {
        String name = field.name();
        return name.length() <= 64 ? name : name.substring(0, 64);
    }

    private void checkOctets(HeaderField field, long base) {
        byte[] octets = field.octets();
        int lineStart = 0;
        int firstEightBit = -1;
        for (int at = 0; at < octets.length; at++) {
            byte octet = octets[at];
            if (octet == '\r' && at + 1 < octets.length && octets[at + 1] == '\n') {
                checkLine(octets, lineStart, at, base);
                at++;
                lineStart = at + 1;
            } else if (octet < 0) {
                firstEightBit = firstEightBit < 0 ? at : firstEightBit;
            } else if (octet < ' ' || octet == 0x7F) {
                checkControl(octet, base + at);
            }
        }
        if (firstEightBit >= 0) {
            checkEightBit(field, octets, base + firstEightBit);
        }
    }

    private void checkLine(byte[] octets, int start, int end, long base) {
        if (end - start > MAX_LINE) {
            findings.addAt(PreflightCheck.LONG_LINE, base + start, "a line of more than 998 octets in the header");
        }
        int at = start;
        while (at < end && CharacterClasses.isBlank(octets[at])) {
            at++;
        }
        if (at == end && start > 0) {
            findings.addAt(
                    PreflightCheck.BLANK_CONTINUATION, base + start, "a folded line that holds white space only");
        }
    }

    private void checkControl(byte octet, long position) {
        switch (octet) {
            case '\t' -> {}
            case '\r' -> findings.addAt(PreflightCheck.BARE_CR, position, "CR without LF in the header");
            case '\n' -> findings.addAt(PreflightCheck.BARE_LF, position, "LF without CR in the header");
            case 0 -> findings.addAt(PreflightCheck.NUL, position, "NUL octet in the header");
            default ->
                findings.addAt(
                        PreflightCheck.HEADER_CONTROL, position, "control character " + octet + " in the header");
        }
    }

    private void checkEightBit(HeaderField field, byte[] octets, long position) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets));
            findings.addAt(PreflightCheck.EIGHT_BIT_HEADER, position, name(field) + " holds UTF-8 beyond ASCII");
        } catch (CharacterCodingException malformed) {
            findings.addAt(PreflightCheck.HEADER_NOT_UTF8, position, name(field) + " holds octets that are not UTF-8");
        }
    }

    private void checkAuthor() {
        Author author = AuthorExtractor.extract(header);
        switch (author.kind()) {
            case NO_FIELD -> {
                // told as an obstacle
            }
            case ONE_DOMAIN -> {}
            case SEVERAL_FIELDS -> addAuthor(PreflightCheck.SEVERAL_FROM, "there is more than one From field");
            case SEVERAL_DOMAINS ->
                addAuthor(PreflightCheck.SEVERAL_AUTHOR_DOMAINS, "From names several domains: " + author.domains());
            case NO_DOMAIN -> addAuthor(PreflightCheck.NO_AUTHOR_DOMAIN, "From names no domain");
            case UNPARSABLE ->
                addAuthor(
                        PreflightCheck.UNREADABLE_FROM,
                        "From breaks the grammar: "
                                + author.problems()
                                        .get(author.problems().size() - 1)
                                        .text());
        }
        if (author.mailboxes().size() > 1 && header.first("Sender").isEmpty()) {
            findings.add(PreflightCheck.NO_SENDER, "From names several authors, and there is no Sender field");
        }
    }

    /** At the second From field, or at the first where there is one only. */
    private void addAuthor(PreflightCheck check, String text) {
        long position = 0;
        long place = -1;
        int seen = 0;
        for (HeaderField field : header) {
            if (field.isNamed("From") && ++seen <= 2) {
                place = position;
            }
            position += field.length();
        }
        if (place < 0) {
            findings.add(check, text);
        } else {
            findings.addAt(check, place, text);
        }
    }

    private void checkMissing() {
        if (header.first("Date").isEmpty()) {
            findings.add(PreflightCheck.NO_DATE, "there is no Date field");
        }
        if (header.first("Message-ID").isEmpty()) {
            findings.add(PreflightCheck.NO_MESSAGE_ID, "there is no Message-ID field");
        }
        boolean mime = header.first("Content-Type").isPresent()
                || header.first("Content-Transfer-Encoding").isPresent();
        if (mime && header.first("MIME-Version").isEmpty()) {
            findings.add(PreflightCheck.NO_MIME_VERSION, "there are MIME fields and no MIME-Version field");
        }
    }

    private void checkSigned(List<String> signedNames) {
        for (String name : MATTERING) {
            if (!signedNames.contains(name) && header.first(name).isPresent()) {
                findings.add(PreflightCheck.UNSIGNED_FIELD, "the field " + name + " will not be signed");
            }
        }
        for (String name : TRACE) {
            if (signedNames.contains(name)) {
                findings.add(
                        PreflightCheck.SIGNED_TRACE_FIELD,
                        "the field " + name + " is signed, which servers add or change");
            }
        }
    }

    /**
     * Whether a header declares that its body may have octets beyond ASCII (RFC 2045 §4 and §6).
     *
     * @param header the header
     * @return true for a Content-Transfer-Encoding of 8bit or binary beside a MIME-Version
     */
    public static boolean declaresEightBit(HeaderFields header) {
        return header.first("MIME-Version").isPresent()
                && header.first("Content-Transfer-Encoding")
                        .filter(HeaderPreflight::isEightBit)
                        .isPresent();
    }

    private static boolean isEightBit(HeaderField field) {
        Cursor cursor = new Cursor(field.unfoldedBody());
        try {
            cursor.skipCfws();
            String encoding = cursor.take(CharacterClasses::isToken);
            cursor.skipCfws();
            return cursor.atEnd() && (encoding.equalsIgnoreCase("8bit") || encoding.equalsIgnoreCase("binary"));
        } catch (SyntaxException unreadable) {
            return false;
        }
    }
}
