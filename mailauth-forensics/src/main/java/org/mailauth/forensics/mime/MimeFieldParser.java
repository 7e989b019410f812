package org.mailauth.forensics.mime;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.mailauth.message.HeaderField;

/**
 * Reads a field with parameters (RFC 2045 §5.1, RFC 2183 §2) as a generous reader does. Each octet is looked at once, as a
 * character of its own, so that places in the text are places in the field.
 */
final class MimeFieldParser {
    private static final String SPECIALS = "()<>@,;:\\\"/[]?=";

    private final String raw;
    private final int end;
    private final ParameterSections sections = new ParameterSections();
    private int at;
    private boolean broken;

    private MimeFieldParser(HeaderField field) {
        this.raw = new String(field.octets(), StandardCharsets.ISO_8859_1);
        this.at = field.bodyStart();
        this.end = field.length() - 2;
    }

    static MimeField parse(int index, HeaderField field) {
        MimeFieldParser parser = new MimeFieldParser(field);
        String value = parser.value();
        parser.parameters();
        boolean broken = parser.broken || !isSound(value, field.isNamed("Content-Type"));
        return new MimeField(
                index, field.name(), value, parser.sections.parameters(), broken, field.bodyStart(), parser.end);
    }

    /** RFC 2045 §5.1: a type is two tokens; RFC 2183 §2: a disposition is one. */
    private static boolean isSound(String value, boolean type) {
        int slash = value.indexOf('/');
        return type
                ? isToken(value.substring(0, Math.max(slash, 0))) && isToken(value.substring(slash + 1))
                : isToken(value);
    }

    private static boolean isToken(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c > ' ' && c < 0x7F && SPECIALS.indexOf(c) < 0);
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t' || c == '\r' || c == '\n';
    }

    private boolean isAt(char c) {
        return at < end && raw.charAt(at) == c;
    }

    private String value() {
        StringBuilder value = new StringBuilder();
        while (at < end && !isAt(';')) {
            if (isAt('(')) {
                skipComment();
            } else {
                char c = raw.charAt(at++);
                if (!isSpace(c)) {
                    value.append(c);
                }
            }
        }
        return value.toString().toLowerCase(Locale.ROOT);
    }

    private void skipComment() {
        int depth = 0;
        while (at < end) {
            char c = raw.charAt(at++);
            if (c == '\\') {
                at = Math.min(at + 1, end);
            } else if (c == '(') {
                depth++;
            } else if (c == ')') {
                depth--;
                if (depth == 0) {
                    return;
                }
            }
        }
        broken = true;
    }

    private void skipSpace() {
        while (at < end && (isSpace(raw.charAt(at)) || isAt('('))) {
            if (isAt('(')) {
                skipComment();
            } else {
                at++;
            }
        }
    }

    private void parameters() {
        while (at < end) {
            skipSpace();
            if (isAt(';')) {
                at++;
            } else if (at < end) {
                parameter();
            }
        }
    }

    private void parameter() {
        int start = at;
        while (at < end && !isAt('=') && !isAt(';')) {
            at++;
        }
        String name = raw.substring(start, at).strip().toLowerCase(Locale.ROOT);
        if (!isAt('=')) {
            broken = true;
            return;
        }
        broken |= !isToken(name);
        at++;
        skipSpace();
        if (isAt('"')) {
            String text = quoted();
            sections.add(name, text, start, at);
            skipSpace();
            broken |= at < end && !isAt(';');
            while (at < end && !isAt(';')) {
                at++;
            }
        } else {
            int from = at;
            int to = bareEnd();
            sections.add(name, unfolded(from, to), start, to);
        }
    }

    private String quoted() {
        StringBuilder text = new StringBuilder();
        at++;
        while (at < end && !isAt('"')) {
            if (isAt('\\') && at + 1 < end) {
                at++;
            } else if (raw.startsWith("\r\n", at)) {
                at += 2;
                continue;
            }
            text.append(raw.charAt(at));
            at++;
        }
        if (at < end) {
            at++;
        } else {
            broken = true;
        }
        return text.toString();
    }

    /** Generous: file names with blanks are often not quoted. A parenthesis behind a blank starts a comment. */
    private int bareEnd() {
        int last = at;
        while (at < end && !isAt(';')) {
            if (isAt('(') && last < at) {
                skipComment();
            } else {
                char c = raw.charAt(at++);
                if (!isSpace(c)) {
                    last = at;
                }
            }
        }
        return last;
    }

    private String unfolded(int from, int to) {
        return raw.substring(from, to).replace("\r\n", "");
    }
}
