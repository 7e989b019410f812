package org.mailauth.internal.idna;

import java.util.BitSet;

/** A fixed set of code points, written as the Unicode data files write them. Immutable and thread-safe. */
final class CodePointSet {
    private final BitSet members = new BitSet();

    private CodePointSet() {}

    /** Reads hexadecimal code points and ranges, both ends included, separated by spaces: {@code "0640 302E-302F"}. */
    static CodePointSet of(String ranges) {
        CodePointSet set = new CodePointSet();
        for (String range : ranges.split(" ", -1)) {
            String[] ends = range.split("-", -1);
            int first = Integer.parseInt(ends[0], 16);
            set.members.set(first, Integer.parseInt(ends[ends.length - 1], 16) + 1);
        }
        return set;
    }

    boolean contains(int codePoint) {
        return members.get(codePoint);
    }
}
