package org.mailauth.forensics.lookalike;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds the known words that one edit makes of a word: a letter added, left out, replaced, or two neighbours swapped. Two
 * such words have a word in common that lacks one letter of each, so that a search looks up as many words as there are
 * letters, however many words are known.
 */
final class OneEdit {
    /** Short words have too many neighbours that mean something else. */
    static final int MIN_LENGTH = 5;

    private final Map<String, List<String>> shortened = new HashMap<>();

    OneEdit(Iterable<String> words) {
        for (String word : words) {
            if (word.length() >= MIN_LENGTH) {
                for (String key : keys(word)) {
                    shortened.computeIfAbsent(key, none -> new ArrayList<>()).add(word);
                }
            }
        }
    }

    /** The known words at a distance of exactly one edit, in order. */
    Set<String> near(String word) {
        Set<String> found = new TreeSet<>();
        if (word.length() >= MIN_LENGTH) {
            for (String key : keys(word)) {
                for (String known : shortened.getOrDefault(key, List.of())) {
                    if (isOneEdit(word, known)) {
                        found.add(known);
                    }
                }
            }
        }
        return found;
    }

    private static Set<String> keys(String word) {
        Set<String> keys = new TreeSet<>();
        keys.add(word);
        for (int at = 0; at < word.length(); at++) {
            keys.add(word.substring(0, at) + word.substring(at + 1));
        }
        return keys;
    }

    static boolean isOneEdit(String one, String other) {
        if (one.length() < other.length()) {
            return isOneEdit(other, one);
        }
        int start = 0;
        while (start < other.length() && one.charAt(start) == other.charAt(start)) {
            start++;
        }
        if (one.length() != other.length()) {
            return one.length() == other.length() + 1
                    && one.regionMatches(start + 1, other, start, other.length() - start);
        }
        if (start == one.length()) {
            return false;
        }
        int rest = start + 1;
        boolean replaced = one.regionMatches(rest, other, rest, one.length() - rest);
        return replaced || isSwap(one, other, start);
    }

    private static boolean isSwap(String one, String other, int at) {
        return at + 1 < one.length()
                && one.charAt(at) == other.charAt(at + 1)
                && one.charAt(at + 1) == other.charAt(at)
                && one.regionMatches(at + 2, other, at + 2, one.length() - at - 2);
    }
}
