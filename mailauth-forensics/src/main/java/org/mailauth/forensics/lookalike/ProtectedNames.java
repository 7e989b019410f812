package org.mailauth.forensics.lookalike;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Decides whether a display name claims the name of a person whom strangers like to imitate. Case, width, look-alike
 * letters, marks, punctuation, the order of the parts, and words beside the name such as a title do not count; so {@code
 * "DOE, Jane (CEO)"} claims {@code "Jane Doe"}.
 *
 * <p>A Korean name written in one word, of two to four syllables, is also found with its family name apart, before or
 * after the given name. Heuristic: people share names. Immutable and thread-safe; time is linear in the display name.
 */
public final class ProtectedNames {
    private static final int MAX_WORDS = 64;
    private static final int MAX_JOINED = 3;

    /** A name, and the words that a display name must all hold. */
    private record Claim(String name, Set<String> words) {}

    private final ConfusableFold folds = new ConfusableFold();
    private final Map<String, List<Claim>> byFirstWord = new HashMap<>();

    private ProtectedNames(Collection<String> names) {
        for (String name : new TreeSet<>(names)) {
            List<String> words = words(name);
            if (!words.isEmpty()) {
                add(name, words);
                add(name, List.of(String.join("", words)));
                koreanForms(name).forEach(form -> add(name, form));
            }
        }
    }

    /**
     * Prepares the comparison.
     *
     * @param names names of people as they are written; one without any letter or digit is never found
     * @return the comparison
     */
    public static ProtectedNames of(Collection<String> names) {
        return new ProtectedNames(List.copyOf(names));
    }

    private void add(String name, List<String> words) {
        Set<String> sorted = new TreeSet<>(words);
        String first = sorted.iterator().next();
        byFirstWord.computeIfAbsent(first, none -> new ArrayList<>()).add(new Claim(name, sorted));
    }

    /** Family name and given name apart: family names have one syllable, rarely two. */
    private List<List<String>> koreanForms(String name) {
        List<List<String>> forms = new ArrayList<>();
        String trimmed = name.strip();
        boolean hangul = trimmed.chars().allMatch(c -> c >= '\uAC00' && c <= '\uD7A3');
        if (hangul && trimmed.length() >= 2 && trimmed.length() <= 4) {
            for (int family = 1; family <= Math.max(1, trimmed.length() - 2); family++) {
                forms.add(List.of(folds.fold(trimmed.substring(0, family)), folds.fold(trimmed.substring(family))));
            }
        }
        return forms;
    }

    /**
     * Decides whose name a display name claims.
     *
     * @param displayName anything; its first {@value ConfusableFold#MAX_LENGTH} chars and {@value #MAX_WORDS} words count
     * @return the protected name as it was given, the first of several; empty when none is claimed
     */
    public Optional<String> claimedBy(String displayName) {
        List<String> words = words(displayName);
        Set<String> held = new HashSet<>(words);
        for (int at = 0; at < words.size(); at++) {
            String joined = words.get(at);
            for (int next = at + 1; next < words.size() && next < at + MAX_JOINED; next++) {
                joined += words.get(next);
                held.add(joined);
            }
        }
        return held.stream()
                .flatMap(word -> byFirstWord.getOrDefault(word, List.of()).stream())
                .filter(claim -> held.containsAll(claim.words()))
                .map(Claim::name)
                .min(String::compareTo);
    }

    private List<String> words(String text) {
        String spelled = folds.spelled(text);
        List<String> words = new ArrayList<>();
        int start = -1;
        for (int at = 0; at <= spelled.length() && words.size() < MAX_WORDS; at++) {
            boolean inside = at < spelled.length() && isOfWord(spelled.charAt(at));
            if (inside && start < 0) {
                start = at;
            } else if (!inside && start >= 0) {
                String word = folds.fold(spelled.substring(start, at));
                if (!word.isEmpty()) {
                    words.add(word);
                }
                start = -1;
            }
        }
        return words;
    }

    private static boolean isOfWord(char c) {
        return Character.isLetterOrDigit(c)
                || Character.isSurrogate(c)
                || Character.getType(c) == Character.NON_SPACING_MARK;
    }
}
