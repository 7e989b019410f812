package org.mailauth.publicsuffix;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;

/**
 * The rules of a list, sorted, in three arrays: all names in one, where each starts, and what rules there are for it.
 * Immutable once made, thread-safe.
 */
final class RuleTable {
    /** The name is a public suffix. */
    static final int EXACT = 1;
    /** Every name one label below is a public suffix: {@code *.name}. */
    static final int WILDCARD = 2;
    /** The name is none, though a wildcard says so: {@code !name}. */
    static final int EXCEPTION = 4;
    /** How far the same kinds are shifted for rules of the private section. */
    static final int PRIVATE_SHIFT = 3;

    private final byte[] names;
    private final int[] starts;
    private final byte[] kinds;
    private final int mostLabels;
    private final int rules;

    /** Takes names in lower-case A-labels with a set of kinds for each. */
    RuleTable(SortedMap<String, Integer> kindsByName) {
        names = String.join("", kindsByName.keySet()).getBytes(StandardCharsets.US_ASCII);
        starts = new int[kindsByName.size() + 1];
        kinds = new byte[kindsByName.size()];
        int labels = 0;
        int count = 0;
        int index = 0;
        for (Map.Entry<String, Integer> entry : kindsByName.entrySet()) {
            kinds[index] = entry.getValue().byteValue();
            starts[index + 1] = starts[index] + entry.getKey().length();
            index++;
            count += Integer.bitCount(entry.getValue());
            labels = Math.max(
                    labels,
                    1 + (int) entry.getKey().chars().filter(c -> c == '.').count());
        }
        mostLabels = labels;
        rules = count;
    }

    /** The number of rules. */
    int rules() {
        return rules;
    }

    /** The number of labels of the longest name, wildcard labels not counted: longer suffixes need not be looked up. */
    int mostLabels() {
        return mostLabels;
    }

    /** The kinds of rules for the end of a text that starts at an index; 0 when there is none. */
    int kinds(String text, int from) {
        int low = 0;
        int high = kinds.length - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = compare(middle, text, from);
            if (order == 0) {
                return kinds[middle];
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return 0;
    }

    private int compare(int index, String text, int from) {
        int length = starts[index + 1] - starts[index];
        int wanted = text.length() - from;
        for (int i = 0; i < Math.min(length, wanted); i++) {
            int order = names[starts[index] + i] - text.charAt(from + i);
            if (order != 0) {
                return order;
            }
        }
        return length - wanted;
    }

    /** Whether both hold the same rules. */
    boolean isEqualTo(RuleTable other) {
        return Arrays.equals(names, other.names)
                && Arrays.equals(starts, other.starts)
                && Arrays.equals(kinds, other.kinds);
    }
}
