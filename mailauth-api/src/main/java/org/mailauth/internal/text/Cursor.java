package org.mailauth.internal.text;

import java.util.function.IntPredicate;
import org.mailauth.Problem;

/**
 * Reads the lexical tokens of structured header fields (RFC 5322 §3.2, RFC 2045 §5.1, RFC 6532) from unfolded text,
 * left to right. Every method takes time proportional to what it reads. Not thread-safe.
 */
public final class Cursor {
    private static final int MAX_COMMENT_DEPTH = 64;
    private static final int END = -1;

    private final String text;
    private int at;

    /**
     * Starts at the first character.
     *
     * @param text unfolded text, free of what {@link CharacterClasses#indexOfNonText} finds
     */
    public Cursor(String text) {
        this.text = text;
    }

    /**
     * Where the next character stands.
     *
     * @return index in the text
     */
    public int position() {
        return at;
    }

    /**
     * Goes back, or ahead, to a place.
     *
     * @param position one that {@link #position} returned
     */
    public void moveTo(int position) {
        at = position;
    }

    /**
     * Whether all is read.
     *
     * @return true behind the last character
     */
    public boolean atEnd() {
        return at == text.length();
    }

    /**
     * The next character, unread.
     *
     * @return the character, or -1 at the end
     */
    public int peek() {
        return at < text.length() ? text.charAt(at) : END;
    }

    /**
     * Reads one character if it comes next.
     *
     * @param c the character
     * @return whether it was there
     */
    public boolean skip(char c) {
        boolean next = peek() == c;
        if (next) {
            at++;
        }
        return next;
    }

    /**
     * Reads characters as long as they are of a class.
     *
     * @param wanted the class
     * @return what was read, maybe empty
     */
    public String take(IntPredicate wanted) {
        int start = at;
        while (at < text.length() && wanted.test(text.charAt(at))) {
            at++;
        }
        return text.substring(start, at);
    }

    /**
     * Reads blanks and comments (RFC 5322 §3.2.2); comments nest up to 64 deep.
     *
     * @return whether there were any
     * @throws SyntaxException when a comment has no end or nests too deep
     */
    public boolean skipCfws() throws SyntaxException {
        int start = at;
        while (true) {
            if (CharacterClasses.isBlank(peek())) {
                at++;
            } else if (peek() == '(') {
                skipComment();
            } else {
                return at > start;
            }
        }
    }

    /**
     * Reads a comment (RFC 5322 §3.2.2) whose opening parenthesis comes next; comments nest up to 64 deep.
     *
     * @return what stands between the outermost parentheses, as it is written
     * @throws SyntaxException when it has no end or nests too deep
     */
    public String comment() throws SyntaxException {
        int start = at;
        skipComment();
        return text.substring(start + 1, at - 1);
    }

    private void skipComment() throws SyntaxException {
        int start = at;
        int depth = 0;
        do {
            int c = peek();
            if (c == '(' && ++depth > MAX_COMMENT_DEPTH) {
                throw failure(start, "syntax.comment-depth", "RFC 5322 §3.2.2", "comments nest deeper than 64");
            }
            if (c == ')') {
                depth--;
            }
            at += c == '\\' ? 2 : 1;
            if (c == END || at > text.length()) {
                throw failure(start, "syntax.comment-open", "RFC 5322 §3.2.2", "a comment has no end");
            }
        } while (depth > 0);
    }

    /**
     * Reads a quoted-string (RFC 5322 §3.2.4) whose opening quote comes next.
     *
     * @return what is meant: without the quotes, quoted pairs resolved
     * @throws SyntaxException when it has no end
     */
    public String quotedString() throws SyntaxException {
        int start = at;
        at++;
        while (!atEnd() && text.charAt(at) != '"' && text.charAt(at) != '\\') {
            at++;
        }
        StringBuilder meant = new StringBuilder(text.length() - start).append(text, start + 1, at);
        while (!atEnd()) {
            char c = text.charAt(at++);
            if (c == '"') {
                return meant.toString();
            }
            if (c == '\\' && !atEnd()) {
                c = text.charAt(at++);
            }
            meant.append(c);
        }
        throw failure(start, "syntax.quote-open", "RFC 5322 §3.2.4", "a quoted string has no end");
    }

    private static SyntaxException failure(int position, String code, String reference, String sentence) {
        return new SyntaxException(Problem.at(position, code, reference, sentence));
    }
}
