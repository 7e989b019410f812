package org.mailauth.arc;

import org.mailauth.Parsed;
import org.mailauth.Problem;
import org.mailauth.authres.AuthenticationResults;
import org.mailauth.internal.text.CharacterClasses;
import org.mailauth.internal.text.Cursor;
import org.mailauth.internal.text.Folding;
import org.mailauth.internal.text.SyntaxException;
import org.mailauth.message.HeaderField;

/**
 * What an ARC-Authentication-Results field says (RFC 8617 §4.1.1): an instance, and what one host found.
 *
 * @param instance {@link Instance#UNREADABLE} when the field does not start with one
 * @param results what the host found, read leniently; unusable results do not break a chain
 */
record ResultsField(int instance, Parsed<AuthenticationResults> results) {
    private static final String RULE = "RFC 8617 §4.1.1";

    static ResultsField of(HeaderField field) {
        String text = Folding.unfold(field.body());
        int bad = CharacterClasses.indexOfNonText(text);
        // The instance stands in front, so what is wrong behind it leaves it readable.
        Cursor in = new Cursor(bad < 0 ? text : text.substring(0, bad));
        try {
            int instance = readInstance(in);
            return instance == Instance.UNREADABLE
                    ? unreadable()
                    : new ResultsField(instance, AuthenticationResults.parseLenient(text.substring(in.position())));
        } catch (SyntaxException broken) {
            return unreadable();
        }
    }

    /** Reads {@code [CFWS] "i" [CFWS] "=" [CFWS] position [CFWS] ";"}. */
    private static int readInstance(Cursor in) throws SyntaxException {
        in.skipCfws();
        boolean tag = in.skip('i');
        in.skipCfws();
        tag &= in.skip('=');
        in.skipCfws();
        String digits = in.take(CharacterClasses::isDigit);
        in.skipCfws();
        return tag && in.skip(';') ? Instance.of(digits) : Instance.UNREADABLE;
    }

    private static ResultsField unreadable() {
        return new ResultsField(
                Instance.UNREADABLE,
                Parsed.unusable(
                        Problem.of("arc.instance", RULE, "the field does not start with an instance and a semicolon")));
    }
}
