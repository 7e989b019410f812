package org.mailauth.internal.tag;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mailauth.Problem;
import org.mailauth.internal.text.OctetScan;

/** Reads the grammar of RFC 6376 §3.2 in one pass. */
final class TagListParser {
    private static final String RULE = "RFC 6376 §3.2";
    /** Problems kept; a list of nothing but semicolons must not cost more memory than it takes to send. */
    private static final int MAX_PROBLEMS = 100;

    private static final int MAX_NAME_SHOWN = 40;
    /** So many names are compared one by one; a set of those of an honest list would cost more than it saves. */
    private static final int FEW = 32;

    private final byte[] octets;
    private final int start;
    private final int end;
    private final List<Tag> tags = new ArrayList<>(12);
    private final List<Problem> problems = new ArrayList<>(0);
    /** The names of all tags, when there are more than a few. */
    private @Nullable Set<String> names;

    TagListParser(byte[] octets, int start, int end) {
        this.octets = octets;
        this.start = start;
        this.end = end;
    }

    TagList parse() {
        int at = start;
        while (at <= end) {
            int stop = OctetScan.indexOf(octets, at, end, ';');
            readTag(at, stop);
            at = stop + 1;
        }
        return new TagList(tags, problems);
    }

    private void readTag(int from, int stop) {
        int nameStart = skipSpace(from, stop);
        if (nameStart == stop) {
            // Only the piece behind a final semicolon may be empty.
            if (stop < end || tags.isEmpty()) {
                problem(from, "tag.empty", "a tag is empty");
            }
            return;
        }
        int nameEnd = nameStart;
        while (nameEnd < stop && isNameOctet(octets[nameEnd], nameEnd == nameStart)) {
            nameEnd++;
        }
        int equals = skipSpace(nameEnd, stop);
        if (nameEnd == nameStart || equals == stop || octets[equals] != '=') {
            problem(nameStart, "tag.name", "a tag does not start with a name and an equals sign");
            return;
        }
        int wrong = firstWrongOctet(equals + 1, stop);
        if (wrong < stop) {
            problem(
                    wrong,
                    "tag.value",
                    "the value of tag " + shown(nameStart, nameEnd) + " holds a character that no value may hold");
            return;
        }
        if (!isNew(nameStart, nameEnd)) {
            // RFC 6376 §3.2: a name that occurs twice spoils the whole list.
            problem(nameStart, "tag.duplicate", "tag " + shown(nameStart, nameEnd) + " occurs more than once");
        }
        int first = skipSpace(equals + 1, stop);
        int last = stop;
        while (last > first && Tag.isSpace(octets[last - 1])) {
            last--;
        }
        tags.add(new Tag(octets, nameStart, nameEnd, first, last, equals + 1, stop));
    }

    private boolean isNew(int nameStart, int nameEnd) {
        Set<String> known = names;
        if (known == null && tags.size() < FEW) {
            for (int at = 0; at < tags.size(); at++) {
                if (tags.get(at).isNamedAsAt(nameStart, nameEnd)) {
                    return false;
                }
            }
            return true;
        }
        if (known == null) {
            known = new HashSet<>();
            names = known;
            for (Tag tag : tags) {
                known.add(tag.name());
            }
        }
        return known.add(name(nameStart, nameEnd));
    }

    private String name(int nameStart, int nameEnd) {
        return new String(octets, nameStart, nameEnd - nameStart, StandardCharsets.US_ASCII);
    }

    private void problem(int at, String code, String text) {
        if (problems.size() < MAX_PROBLEMS) {
            problems.add(Problem.at(at, code, RULE, text));
        }
    }

    private String shown(int nameStart, int nameEnd) {
        String name = name(nameStart, nameEnd);
        return name.length() <= MAX_NAME_SHOWN ? name : name.substring(0, MAX_NAME_SHOWN) + "...";
    }

    /** Skips blanks, and CRLF where a blank follows: a fold, which has no semicolon in it and so ends at the stop at most. */
    private int skipSpace(int from, int stop) {
        int at = from;
        while (at < stop) {
            if (isBlank(octets[at])) {
                at++;
            } else if (isFold(at)) {
                at += 3;
            } else {
                break;
            }
        }
        return at;
    }

    private int firstWrongOctet(int from, int stop) {
        // VALCHAR, and the octets of UTF-8 that RFC 8616 §5 lets in: what is left are controls and DEL.
        int del = OctetScan.indexOf(octets, from, stop, 0x7F);
        int at = from;
        while ((at = OctetScan.indexOfAtMost(octets, at, del, ' ' - 1)) < del) {
            if (octets[at] == '\t') {
                at++;
            } else if (isFold(at)) {
                at += 3;
            } else {
                return at;
            }
        }
        return del;
    }

    private boolean isFold(int at) {
        return at + 2 < end && octets[at] == '\r' && octets[at + 1] == '\n' && isBlank(octets[at + 2]);
    }

    private static boolean isBlank(byte octet) {
        return octet == ' ' || octet == '\t';
    }

    private static boolean isNameOctet(byte octet, boolean first) {
        boolean letter = (octet >= 'a' && octet <= 'z') || (octet >= 'A' && octet <= 'Z');
        return letter || (!first && ((octet >= '0' && octet <= '9') || octet == '_'));
    }
}
