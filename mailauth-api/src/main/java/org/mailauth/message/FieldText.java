package org.mailauth.message;

import org.mailauth.Problem;
import org.mailauth.internal.text.CharacterClasses;
import org.mailauth.internal.text.Folding;

/** A field's body on one line, which knows at which octet of the field each of its characters stands. */
final class FieldText {
    private final HeaderField field;
    private final String body;
    private final String text;

    FieldText(HeaderField field) {
        this.field = field;
        this.body = field.body();
        this.text = Folding.unfold(body);
    }

    /** The body without folds. */
    String text() {
        return text;
    }

    /** The problem with its place in the text replaced by the place in the field's octets. */
    Problem atOctet(Problem problem) {
        return problem.position().isEmpty()
                ? problem
                : Problem.at(
                        octetOf((int) problem.position().getAsLong()),
                        problem.code(),
                        problem.reference(),
                        problem.text());
    }

    /** Exact up to the first octets that are not UTF-8, which is as far as anybody reads. */
    private long octetOf(int index) {
        int octet = field.bodyStart();
        int at = 0;
        for (int passed = 0; ; ) {
            if (isFold(at)) {
                octet += 2;
                at += 2;
            } else if (passed >= index || at >= body.length()) {
                return octet;
            } else {
                int codePoint = body.codePointAt(at);
                octet += utf8Length(codePoint);
                at += Character.charCount(codePoint);
                passed += Character.charCount(codePoint);
            }
        }
    }

    private boolean isFold(int at) {
        return body.startsWith("\r\n", at) && at + 2 < body.length() && CharacterClasses.isBlank(body.charAt(at + 2));
    }

    private static int utf8Length(int codePoint) {
        if (codePoint < 0x80) {
            return 1;
        }
        if (codePoint < 0x800) {
            return 2;
        }
        return codePoint < 0x10000 ? 3 : 4;
    }
}
