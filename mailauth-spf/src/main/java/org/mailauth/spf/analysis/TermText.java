package org.mailauth.spf.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A term as it stands in a record (RFC 7208 §4.6.1): its text, and the position of its first character. */
record TermText(int position, String text) {
    private static final Pattern MODIFIER = Pattern.compile("[A-Za-z][A-Za-z0-9._-]*=.*", Pattern.DOTALL);

    /** The terms of a record in order, without the version. */
    static List<TermText> in(String record) {
        List<TermText> terms = new ArrayList<>();
        int at = 0;
        while (at < record.length()) {
            int blank = record.indexOf(' ', at);
            int end = blank < 0 ? record.length() : blank;
            if (end > at && at > 0) {
                terms.add(new TermText(at, record.substring(at, end)));
            }
            at = end + 1;
        }
        return List.copyOf(terms);
    }

    boolean isModifier() {
        return MODIFIER.matcher(text).matches();
    }

    boolean isModifier(String name) {
        return text.regionMatches(true, 0, name + "=", 0, name.length() + 1);
    }
}
