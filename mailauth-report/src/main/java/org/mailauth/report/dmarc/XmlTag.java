package org.mailauth.report.dmarc;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A tag as XML 1.0 §3.1 has it, with ASCII names; of its attributes only the namespaces, and each once. */
final class XmlTag {
    private static final int LONGEST_NAME = 256;
    private static final int MOST_NAMESPACES = 16;

    private final char[] text;
    private final int end;
    private int at;
    private final StringBuilder written = new StringBuilder();
    private final List<String> declared = new ArrayList<>();

    private XmlTag(char[] text, int start, int end) {
        this.text = text;
        this.at = start;
        this.end = end;
    }

    /**
     * Reads the tag that starts with the {@code <} at the start.
     *
     * @return null when there is no tag up to the end
     */
    static @Nullable XmlTag read(char[] text, int start, int end) {
        XmlTag tag = new XmlTag(text, start + 1, end);
        return tag.read() ? tag : null;
    }

    /** Behind the tag. */
    int end() {
        return at;
    }

    /** The tag, which a parser takes without objection. */
    StringBuilder written() {
        return written;
    }

    private boolean read() {
        written.append('<');
        boolean closing = accept('/');
        String name = name();
        if (name.isEmpty()) {
            return false;
        }
        if (closing) {
            written.append('/');
        }
        written.append(name);
        while (true) {
            boolean blank = skipBlanks();
            if (accept('>')) {
                written.append('>');
                return true;
            }
            if (!closing && accept('/')) {
                written.append("/>");
                return accept('>');
            }
            if (closing || !blank || !attribute()) {
                return false;
            }
        }
    }

    private boolean attribute() {
        String name = name();
        skipBlanks();
        if (name.isEmpty() || !accept('=')) {
            return false;
        }
        skipBlanks();
        if (at >= end || (text[at] != '"' && text[at] != '\'')) {
            return false;
        }
        char quote = text[at++];
        int start = at;
        while (at < end && text[at] != quote) {
            if (text[at] == '<') {
                return false;
            }
            at++;
        }
        if (at >= end) {
            return false;
        }
        keepNamespace(name, new String(text, start, at - start));
        at++;
        return true;
    }

    private void keepNamespace(String name, String value) {
        boolean namespace = name.equals("xmlns") || name.startsWith("xmlns:");
        if (!namespace || declared.contains(name) || declared.size() == MOST_NAMESPACES) {
            return;
        }
        declared.add(name);
        written.append(' ').append(name).append("=\"");
        for (int index = 0; index < value.length(); index++) {
            char c = value.charAt(index);
            boolean plain = c >= ' ' && c < 0x7F && c != '"' && c != '&';
            written.append(plain ? c : '?');
        }
        written.append('"');
    }

    private String name() {
        int start = at;
        while (at < end && isNameCharacter(text[at], at > start)) {
            at++;
        }
        return at - start > LONGEST_NAME ? "" : new String(text, start, at - start);
    }

    private static boolean isNameCharacter(char c, boolean behindFirst) {
        boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == ':';
        return letter || (behindFirst && ((c >= '0' && c <= '9') || c == '-' || c == '.'));
    }

    private boolean skipBlanks() {
        int start = at;
        while (at < end && (text[at] == ' ' || text[at] == '\t' || text[at] == '\n' || text[at] == '\r')) {
            at++;
        }
        return at > start;
    }

    private boolean accept(char c) {
        boolean there = at < end && text[at] == c;
        at += there ? 1 : 0;
        return there;
    }
}
