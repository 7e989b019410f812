package org.mailauth.internal.tag;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** RFC 6376 §3.2 as it reads, on text of one octet a character, by splitting and by the grammar as regular expressions. */
final class NaiveTagList {
    private static final String FWS = "(?:[ \t]|\r\n[ \t])*";
    private static final Pattern EMPTY = Pattern.compile(FWS);
    private static final Pattern NAMED = Pattern.compile(FWS + "[A-Za-z][A-Za-z0-9_]*" + FWS + "=[\0-\u00ff]*");
    private static final Pattern VALUE = Pattern.compile("(?:[!-:<-~\u0080-\u00ff \t]|\r\n[ \t])*");

    /** Name, value, and the places of the raw value. */
    final List<String> tags = new ArrayList<>();

    /** Codes of what is wrong, in order. */
    final List<String> problems = new ArrayList<>();

    NaiveTagList(String text) {
        String[] pieces = text.split(";", -1);
        Set<String> names = new HashSet<>();
        int start = 0;
        for (int index = 0; index < pieces.length; index++) {
            String piece = pieces[index];
            boolean last = index == pieces.length - 1;
            if (EMPTY.matcher(piece).matches()) {
                if (!last || tags.isEmpty()) {
                    problems.add("tag.empty");
                }
            } else if (!NAMED.matcher(piece).matches()) {
                problems.add("tag.name");
            } else {
                int raw = piece.indexOf('=') + 1;
                read(trimmed(piece.substring(0, raw - 1)), piece.substring(raw), start + raw, names);
            }
            start += piece.length() + 1;
        }
    }

    private void read(String name, String raw, int rawStart, Set<String> names) {
        if (!VALUE.matcher(raw).matches()) {
            problems.add("tag.value");
            return;
        }
        if (!names.add(name)) {
            problems.add("tag.duplicate");
        }
        tags.add(name + "=" + trimmed(raw) + " " + rawStart + "-" + (rawStart + raw.length()));
    }

    private static String trimmed(String text) {
        return text.replaceAll("\\A[ \t\r\n]+|[ \t\r\n]+\\z", "");
    }
}
