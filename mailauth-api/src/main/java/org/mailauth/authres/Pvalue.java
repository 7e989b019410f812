package org.mailauth.authres;

import org.jspecify.annotations.Nullable;
import org.mailauth.internal.text.CharacterClasses;
import org.mailauth.internal.text.Cursor;
import org.mailauth.internal.text.Quoting;
import org.mailauth.internal.text.SyntaxException;

/**
 * The value of a property: {@code value / [ [ local-part ] "@" ] domain-name} (RFC 8601 §2.2).
 *
 * <p>An address is read into its only spelling: the local-part in quotes exactly when it needs them.
 */
final class Pvalue {
    private Pvalue() {}

    /**
     * Writes a value so that reading gives it back. This is the one place where strangers' text enters a field.
     *
     * @param value free of what {@link CharacterClasses#indexOfNonText} finds
     */
    static String write(String value) {
        // RFC 8601 §2.2: an e-mail identity uses the form [[local-part]@]domain-name, not a quoted-string.
        if (isAddress(value)) {
            return value;
        }
        // RFC 5322 §4.4: a reader of obsolete local-parts would go on behind the dot and its blank.
        return value.endsWith(".") ? Quoting.quoted(value) : Quoting.value(value);
    }

    private static boolean isAddress(String value) {
        Cursor in = new Cursor(value);
        try {
            return value.equals(readAddress(in)) && in.atEnd();
        } catch (SyntaxException e) {
            return false;
        }
    }

    /** Reads an address, or reads nothing and returns null. */
    static @Nullable String readAddress(Cursor in) throws SyntaxException {
        int start = in.position();
        String local = in.peek() == '@' ? "" : readLocalPart(in);
        if (local != null && in.skip('@')) {
            String domain = readDomainName(in);
            if (domain != null) {
                return local + '@' + domain;
            }
        }
        in.moveTo(start);
        return null;
    }

    /**
     * RFC 5322 §3.4.1: dot-atom or quoted-string, with blanks and comments behind it. The obsolete form with blanks
     * around its dots (§4.4) is not read: it would let a value that ends in a dot swallow the next property.
     */
    private static @Nullable String readLocalPart(Cursor in) throws SyntaxException {
        boolean quoted = in.peek() == '"';
        String meant = quoted ? in.quotedString() : in.take(c -> c == '.' || CharacterClasses.isAtext(c));
        boolean misplacedDot = meant.isEmpty() || meant.startsWith(".") || meant.endsWith(".") || meant.contains("..");
        in.skipCfws();
        return !quoted && misplacedDot ? null : Quoting.localPart(meant);
    }

    /** RFC 6376 §3.5: two labels or more; RFC 6532 §3.2 lets them be U-labels. */
    private static @Nullable String readDomainName(Cursor in) {
        String name = in.take(c -> c == '.' || c == '-' || c >= 0x80 || CharacterClasses.isLetterOrDigit(c));
        int labels = 0;
        for (int start = 0; start <= name.length(); labels++) {
            int dot = name.indexOf('.', start);
            int end = dot < 0 ? name.length() : dot;
            if (!isLabel(name, start, end)) {
                return null;
            }
            start = end + 1;
        }
        boolean letters = name.codePoints().allMatch(c -> c < 0x80 || CharacterClasses.isForeignLetter(c));
        return labels >= 2 && letters ? name : null;
    }

    private static boolean isLabel(String name, int start, int end) {
        return start < end && name.charAt(start) != '-' && name.charAt(end - 1) != '-';
    }
}
