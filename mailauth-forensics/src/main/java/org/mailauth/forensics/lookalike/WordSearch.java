package org.mailauth.forensics.lookalike;

import com.ibm.icu.text.Normalizer2;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Decides whether a text holds one of some words or phrases, however they are written. Immutable and thread-safe; time is
 * linear in the text, for given words.
 */
public final class WordSearch {
    private static final int MAX_WORD = 64;
    private static final int MAX_TEXT = 4096;

    private record Word(String given, boolean anywhere, String form) {}

    private final ConfusableFold folds = new ConfusableFold();
    private final Normalizer2 caseless = Normalizer2.getNFKCCasefoldInstance();
    private final List<Word> words = new ArrayList<>();

    private WordSearch(Collection<String> given) {
        for (String word : given) {
            boolean anywhere = word.codePoints().anyMatch(Character::isIdeographic)
                    || word.chars().anyMatch(c -> c >= '\uAC00' && c <= '\uD7A3');
            String form = anywhere ? caseless.normalize(word).strip() : folded(word);
            if (!form.isBlank()) {
                words.add(new Word(word, anywhere, form));
            }
        }
    }

    /**
     * Prepares the search.
     *
     * @param words words or phrases; with Hangul or Chinese characters they are found inside other words, too
     * @return the search
     */
    public static WordSearch of(Collection<String> words) {
        return new WordSearch(List.copyOf(words));
    }

    /**
     * Looks for the words.
     *
     * @param text anything; its first {@value #MAX_TEXT} chars count
     * @return the first of the words, in the order given, that the text holds
     */
    public Optional<String> firstIn(String text) {
        String plain = caseless.normalize(text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT));
        String folded = folded(plain);
        return words.stream()
                .filter(word -> word.anywhere() ? plain.contains(word.form()) : folded.contains(word.form()))
                .map(Word::given)
                .findFirst();
    }

    /** Words by their folds, with one blank before, between and behind; empty without any word. */
    private String folded(String text) {
        String plain = caseless.normalize(text);
        StringBuilder all = new StringBuilder(plain.length() + 2);
        int start = -1;
        for (int at = 0; at <= plain.length(); at++) {
            boolean inside = at < plain.length() && isOfWord(plain.charAt(at));
            if (inside && start < 0) {
                start = at;
            } else if (!inside && start >= 0) {
                // A word that is too long is none of the words; its fold could cost much.
                String word = at - start > MAX_WORD ? "?" : folds.fold(plain.substring(start, at));
                all.append(all.length() == 0 ? " " : "").append(word).append(' ');
                start = -1;
            }
        }
        return all.toString();
    }

    private static boolean isOfWord(char c) {
        return Character.isLetterOrDigit(c)
                || Character.isSurrogate(c)
                || Character.getType(c) == Character.NON_SPACING_MARK;
    }
}
