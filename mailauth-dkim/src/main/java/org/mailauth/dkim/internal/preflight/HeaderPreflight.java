package org.mailauth.dkim.internal.preflight;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.mailauth.dkim.PreflightCheck;
import org.mailauth.dkim.internal.text.FieldNames;
import org.mailauth.internal.text.CharacterClasses;
import org.mailauth.internal.text.Cursor;
import org.mailauth.internal.text.OctetScan;
import org.mailauth.internal.text.SyntaxException;
import org.mailauth.message.Author;
import org.mailauth.message.AuthorExtractor;
import org.mailauth.message.HeaderField;
import org.mailauth.message.HeaderFields;

/** Looks through the header of a message that is to be signed. */
public final class HeaderPreflight {
    private static final int MAX_LINE = 998;
    private static final int DEL = 0x7F;

    // RFC 5322 §3.6 and RFC 2045 §3: at most one of each, and never empty but for the last four. From is looked at
    // apart.
    private static final FieldNames ONCE = FieldNames.of(List.of(
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
            "content-id",
            "subject",
            "bcc",
            "content-description",
            "content-disposition"));
    /** So many of them, from the first, must not be empty. */
    private static final int WITH_BODY = 12;

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
    private static final FieldNames TRACE = FieldNames.of(List.of(
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
            "arc-seal"));

    private final HeaderFields header;
    private final Findings findings;
    /** Which names of {@link #ONCE} there are. */
    private final boolean[] seen = new boolean[ONCE.count()];

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
        for (HeaderField field : header) {
            checkOctets(field, position);
            if (field.hasSpaceBeforeColon()) {
                findings.addAt(
                        PreflightCheck.SPACE_BEFORE_COLON, position, "white space before the colon of " + name(field));
            }
            int kind = ONCE.indexOf(field);
            if (kind >= 0) {
                if (seen[kind]) {
                    findings.addAt(PreflightCheck.DUPLICATE_FIELD, position, "a second " + name(field) + " field");
                }
                seen[kind] = true;
                if (kind < WITH_BODY && isEmpty(field)) {
                    findings.addAt(PreflightCheck.EMPTY_FIELD, position, "an empty " + name(field) + " field");
                }
            }
            position += field.length();
        }
    }

    /** Whether a field holds nothing but blanks and folds: as if its unfolded body were made, which took 2 µs a message. */
    private static boolean isEmpty(HeaderField field) {
        int end = field.length() - 2;
        int at = field.bodyStart();
        while (at < end) {
            boolean crlf = field.octetAt(at) == '\r' && at + 1 < end && field.octetAt(at + 1) == '\n';
            if (!crlf && !CharacterClasses.isBlank(field.octetAt(at))) {
                return false;
            }
            at += crlf ? 2 : 1;
        }
        return true;
    }

    private boolean has(String name) {
        int kind = ONCE.indexOf(name);
        return kind < 0 ? header.first(name).isPresent() : seen[kind];
    }

    private static String name(HeaderField field) {
        String name = field.name();
        return name.length() <= 64 ? name : name.substring(0, 64);
    }

    private void checkOctets(HeaderField field, long base) {
        byte[] octets = field.octets();
        int lineStart = 0;
        boolean noDel = OctetScan.indexOf(octets, 0, octets.length, DEL) == octets.length;
        for (int at = 0; (at = nextControl(octets, at, noDel)) < octets.length; at++) {
            byte octet = octets[at];
            if (octet == '\r' && at + 1 < octets.length && octets[at + 1] == '\n') {
                checkLine(octets, lineStart, at, base);
                at++;
                lineStart = at + 1;
            } else {
                checkControl(octet, base + at);
            }
        }
        int firstEightBit = OctetScan.indexOfEightBit(octets, 0, octets.length);
        if (firstEightBit < octets.length) {
            checkEightBit(field, octets, base + firstEightBit);
        }
    }

    /** The next octet below the blank, or DEL, unless it is known that there is none. */
    private static int nextControl(byte[] octets, int from, boolean noDel) {
        int stop = OctetScan.indexOfAtMost(octets, from, octets.length, ' ' - 1);
        return noDel ? stop : OctetScan.indexOf(octets, from, stop, DEL);
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
        if (author.mailboxes().size() > 1 && !has("sender")) {
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
        if (!has("date")) {
            findings.add(PreflightCheck.NO_DATE, "there is no Date field");
        }
        if (!has("message-id")) {
            findings.add(PreflightCheck.NO_MESSAGE_ID, "there is no Message-ID field");
        }
        boolean mime = has("content-type") || has("content-transfer-encoding");
        if (mime && !has("mime-version")) {
            findings.add(PreflightCheck.NO_MIME_VERSION, "there are MIME fields and no MIME-Version field");
        }
    }

    private void checkSigned(List<String> signedNames) {
        for (String name : MATTERING) {
            if (has(name) && !signedNames.contains(name)) {
                findings.add(PreflightCheck.UNSIGNED_FIELD, "the field " + name + " will not be signed");
            }
        }
        for (String name : signedNames) {
            if (TRACE.indexOf(name) >= 0) {
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
