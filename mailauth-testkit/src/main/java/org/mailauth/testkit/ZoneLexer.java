package org.mailauth.testkit;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Cuts a master file into entries and items (RFC 1035 §5.1). One pass; an error never stops it. */
final class ZoneLexer {
    /** More than the character-strings of the largest record. */
    private static final int MAX_TOKENS = 70_000;

    private final String text;
    private int at;
    private int line = 1;

    // the entry being read
    private List<ZoneToken> tokens = new ArrayList<>();
    private @Nullable ZoneToken cutAt;
    private @Nullable ZoneSyntaxException error;
    private int depth;
    private ZoneToken.Place outermost = new ZoneToken.Place(1, 0);

    ZoneLexer(String text) {
        this.text = text;
        // Some editors start every file with a byte order mark.
        this.at = text.startsWith("\uFEFF") ? 1 : text.startsWith("\u00EF\u00BB\u00BF") ? 3 : 0;
    }

    /** The next entry that holds anything, null at the end. */
    @Nullable
    ZoneEntry next() {
        while (at < text.length()) {
            boolean indented = isBlank(text.charAt(at));
            tokens = new ArrayList<>();
            cutAt = null;
            error = null;
            depth = 0;
            readEntry();
            if (!tokens.isEmpty() || error != null) {
                return new ZoneEntry(tokens, indented, cutAt, error);
            }
        }
        return null;
    }

    private void readEntry() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '\n') {
                at++;
                line++;
                if (depth == 0) {
                    return;
                }
            } else if (isBlank(c)) {
                at++;
            } else {
                readItem(c);
            }
        }
        if (depth > 0) {
            fail(outermost, "zone.parenthesis-open", "a parenthesis is never closed");
        }
    }

    private void readItem(char first) {
        switch (first) {
            case ';' -> readComment();
            case '(' -> {
                outermost = depth == 0 ? here() : outermost;
                depth++;
                at++;
            }
            case ')' -> {
                if (depth == 0) {
                    fail(here(), "zone.parenthesis-close", "a parenthesis was never opened");
                }
                depth = Math.max(0, depth - 1);
                at++;
            }
            case '"' -> readQuoted();
            default -> readWord();
        }
    }

    private void readComment() {
        ZoneToken last = tokens.isEmpty() ? null : tokens.get(tokens.size() - 1);
        if (last != null
                && !last.quoted()
                && last.place().offset() + last.text().length() == at) {
            cutAt = last;
        }
        int end = text.indexOf('\n', at);
        at = end < 0 ? text.length() : end;
    }

    private void readQuoted() {
        ZoneToken.Place start = here();
        int end = at + 1;
        while (end < text.length() && text.charAt(end) != '"' && text.charAt(end) != '\n') {
            end += escaped(end);
        }
        add(new ZoneToken(text.substring(at + 1, end), true, start));
        if (end < text.length() && text.charAt(end) == '"') {
            at = end + 1;
        } else {
            fail(start, "zone.quote-open", "a quoted string does not end on its line");
            at = end;
        }
    }

    private void readWord() {
        ZoneToken.Place start = here();
        int end = at;
        while (end < text.length() && !endsWord(text.charAt(end))) {
            end += escaped(end);
        }
        add(new ZoneToken(text.substring(at, end), false, start));
        at = end;
    }

    /** How many characters to step over: a backslash takes the next one along, but never the end of the line. */
    private int escaped(int index) {
        boolean escape = text.charAt(index) == '\\' && index + 1 < text.length() && text.charAt(index + 1) != '\n';
        return escape ? 2 : 1;
    }

    private void add(ZoneToken token) {
        if (tokens.size() == MAX_TOKENS) {
            fail(token.place(), "zone.entry-too-long", "an entry has too many items");
        } else {
            tokens.add(token);
        }
    }

    /** Only the first error of an entry is told: the others follow from it. */
    private void fail(ZoneToken.Place place, String code, String message) {
        if (error == null) {
            error = new ZoneSyntaxException(place, code, "RFC 1035 §5.1", message);
        }
    }

    private ZoneToken.Place here() {
        return new ZoneToken.Place(line, at);
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t' || c == '\r';
    }

    private static boolean endsWord(char c) {
        return isBlank(c) || c == '\n' || c == ';' || c == '(' || c == ')' || c == '"';
    }
}
