package org.mailauth.report.dmarc;

import java.io.IOException;
import java.io.Reader;

/**
 * Passes a document on as tags and text and nothing else, so that a parser meets no surprise and a slip does not cost the rest:
 *
 * <ul>
 *   <li>a {@code <} that starts no tag and an {@code &} that starts no reference become text;
 *   <li>references to entities of a document type become text, too;
 *   <li>declarations, comments and processing instructions are left out;
 *   <li>CDATA sections become text;
 *   <li>characters that XML cannot carry become U+FFFD.
 * </ul>
 *
 * <p>Reads ahead at most the length of the longest tag. Not thread-safe.
 */
final class MarkupRepair extends Reader {
    private static final int WINDOW = 16 * 1024;
    private static final int LONGEST_TAG = 4 * 1024;
    private static final int LONGEST_REFERENCE = 12;

    private enum State {
        TEXT,
        CDATA,
        /** A comment or a processing instruction. */
        SKIPPED,
        /** A document type declaration, where quotes, comments and brackets hide its end. */
        DOCTYPE
    }

    private final Reader source;
    private final Findings findings;
    private final char[] window = new char[WINDOW];
    private int start;
    private int end;
    private boolean ended;
    private int closing;
    private final StringBuilder ready = new StringBuilder();
    private int readyAt;
    private State state = State.TEXT;
    private State afterSkipped = State.TEXT;
    private String terminator = "";
    private int brackets;
    private char quote;
    private boolean inRoot;
    private boolean anything;

    MarkupRepair(Reader source, Findings findings) {
        this.source = source;
        this.findings = findings;
    }

    @Override
    public int read(char[] to, int offset, int length) throws IOException {
        if (readyAt == ready.length()) {
            prepare();
        }
        if (readyAt == ready.length()) {
            return -1;
        }
        int count = Math.min(length, ready.length() - readyAt);
        ready.getChars(readyAt, readyAt + count, to, offset);
        readyAt += count;
        return count;
    }

    private void prepare() throws IOException {
        ready.setLength(0);
        readyAt = 0;
        while (ready.length() < LONGEST_TAG) {
            require(LONGEST_TAG);
            if (start == end) {
                return;
            }
            step();
        }
    }

    @Override
    public void close() {
        // The octets belong to the caller.
    }

    /** Has so many characters at hand, unless the document ends. */
    private void require(int count) throws IOException {
        if (end - start >= count || ended) {
            return;
        }
        System.arraycopy(window, start, window, 0, end - start);
        end -= start;
        start = 0;
        while (end < count && !ended) {
            int read = source.read(window, end, window.length - end);
            ended = read < 0;
            end += Math.max(read, 0);
        }
    }

    private void step() {
        switch (state) {
            case TEXT -> text();
            case CDATA -> cdata();
            case SKIPPED -> skipped();
            case DOCTYPE -> doctype();
        }
    }

    private void text() {
        int from = start;
        while (start < end && isPlain(window[start])) {
            start++;
        }
        if (start > from) {
            plain(from);
            return;
        }
        if (window[start] == 0xFEFF && !anything) {
            start++; // The byte order mark.
            return;
        }
        switch (window[start]) {
            case '<' -> markup();
            case '&' -> reference();
            default -> character();
        }
        anything = true;
    }

    private static boolean isPlain(char c) {
        return c >= ' ' ? c < 0x7F && c != '<' && c != '&' && c != '>' : c == '\n' || c == '\t' || c == '\r';
    }

    /** Text up to the start; outside of the root element there may be none. */
    private void plain(int from) {
        if (inRoot) {
            ready.append(window, from, start - from);
            return;
        }
        if (!new String(window, from, start - from).isBlank()) {
            findings.add(Finding.STRAY_TEXT, "there is text before the first element");
        }
        anything = true;
    }

    private void markup() {
        if (take("<!--")) {
            skip("-->", State.TEXT);
        } else if (take("<![CDATA[")) {
            state = State.CDATA;
        } else if (take("<!DOCTYPE") || take("<!doctype")) {
            findings.add(Finding.XML_DTD, "the document type declaration is passed over");
            state = State.DOCTYPE;
            brackets = 0;
            quote = 0;
        } else if (take("<?")) {
            if (startsWith("xml ") && anything) {
                findings.add(Finding.XML_DECLARATION, "the XML declaration is not at the very beginning");
            }
            skip("?>", State.TEXT);
        } else {
            tag();
        }
    }

    private void tag() {
        XmlTag tag = XmlTag.read(window, start, Math.min(end, start + LONGEST_TAG));
        if (tag != null) {
            ready.append(tag.written());
            start = tag.end();
            inRoot = true;
            return;
        }
        if (ended && !hasClosing()) {
            start = end; // The document is cut off in a tag: no news, its parser will say so.
            return;
        }
        findings.add(Finding.XML_MARKUP, "a \"<\" starts no tag: " + shown());
        escape("&lt;");
    }

    private void reference() {
        int semicolon = start + 1;
        int limit = Math.min(end, start + LONGEST_REFERENCE);
        while (semicolon < limit && window[semicolon] != ';') {
            semicolon++;
        }
        String name = semicolon < limit ? new String(window, start + 1, semicolon - start - 1) : "";
        boolean known = switch (name) {
            case "lt", "gt", "amp", "apos", "quot" -> true;
            default -> name.startsWith("#") && ReportText.isXml(number(name));
        };
        if (known) {
            if (inRoot) {
                ready.append('&').append(name).append(';');
            }
            start = semicolon + 1;
            return;
        }
        boolean entity = !name.isEmpty() && name.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '_');
        findings.add(
                entity ? Finding.XML_ENTITY : Finding.XML_MARKUP,
                (entity ? "the entity is not known: " : "an \"&\" starts no reference: ") + shown());
        escape("&amp;");
    }

    /** The number of a character reference (XML 1.0 §4.1), -1 for none. */
    private static int number(String name) {
        boolean hex = name.startsWith("#x");
        String digits = name.substring(hex ? 2 : 1);
        int value = 0;
        for (int at = 0; at < digits.length(); at++) {
            char c = digits.charAt(at);
            int digit = c < 0x80 ? Character.digit(c, hex ? 16 : 10) : -1;
            if (digit < 0 || value > Character.MAX_CODE_POINT) {
                return -1;
            }
            value = value * (hex ? 16 : 10) + digit;
        }
        return digits.isEmpty() ? -1 : value;
    }

    /** One character that is not plain. */
    private void character() {
        char c = window[start];
        if (c == '>') {
            // XML 1.0 §2.4: it must be escaped behind two closing brackets, and may be everywhere.
            escape("&gt;");
            return;
        }
        boolean pair = Character.isHighSurrogate(c) && start + 1 < end && Character.isLowSurrogate(window[start + 1]);
        int codePoint = pair ? Character.toCodePoint(c, window[start + 1]) : c;
        start += pair ? 2 : 1;
        if (!ReportText.isXml(codePoint)) {
            findings.add(
                    Finding.XML_CHARACTER,
                    codePoint == 0xFFFF
                            ? "an octet is no character in the document's encoding"
                            : "U+" + Integer.toHexString(codePoint) + " is no character that a document may have");
            codePoint = ReportText.REPLACEMENT;
        }
        if (inRoot) {
            ready.appendCodePoint(codePoint);
        }
    }

    private void escape(String instead) {
        if (inRoot) {
            ready.append(instead);
        }
        start++;
    }

    private void cdata() {
        if (take("]]>")) {
            state = State.TEXT;
        } else if (window[start] == '<') {
            escape("&lt;");
        } else if (window[start] == '&') {
            escape("&amp;");
        } else {
            character();
        }
    }

    private void skip(String until, State then) {
        state = State.SKIPPED;
        terminator = until;
        afterSkipped = then;
    }

    private void skipped() {
        while (start < end && window[start] != terminator.charAt(0)) {
            start++;
        }
        if (take(terminator)) {
            state = afterSkipped;
        } else if (start < end) {
            start++;
        }
    }

    private void doctype() {
        if (quote == 0 && take("<!--")) {
            skip("-->", State.DOCTYPE);
            return;
        }
        char c = window[start++];
        if (quote != 0) {
            quote = c == quote ? 0 : quote;
        } else if (c == '"' || c == '\'') {
            quote = c;
        } else if (c == '[' || c == ']') {
            brackets += c == '[' ? 1 : -1;
        } else if (c == '>' && brackets <= 0) {
            state = State.TEXT;
        }
    }

    /** Whether a {@code >} is still to come; looks at each character once, since at the end the window stands still. */
    private boolean hasClosing() {
        closing = Math.max(closing, start);
        while (closing < end && window[closing] != '>') {
            closing++;
        }
        return closing < end;
    }

    private boolean take(String expected) {
        boolean there = startsWith(expected);
        start += there ? expected.length() : 0;
        return there;
    }

    private boolean startsWith(String expected) {
        if (end - start < expected.length()) {
            return false;
        }
        for (int at = 0; at < expected.length(); at++) {
            if (window[start + at] != expected.charAt(at)) {
                return false;
            }
        }
        return true;
    }

    private String shown() {
        return ReportText.shown(new String(window, start, Math.min(end - start, 30)));
    }
}
