package org.mailauth.message;

import java.util.ArrayList;
import java.util.List;
import org.mailauth.internal.text.CharacterClasses;
import org.mailauth.internal.text.Cursor;
import org.mailauth.internal.text.EncodedWords;
import org.mailauth.internal.text.SyntaxException;

/**
 * A run of atoms, quoted strings and dots, before it is known what it is: a display name or group name (phrase), a
 * local-part, or a domain (RFC 5322 §3.2.5, §3.4.1, §4.1, §4.4).
 */
final class Words {
    private enum Kind {
        ATOM,
        QUOTED,
        DOT
    }

    private record Word(Kind kind, String meant, boolean apart) {}

    private final List<Word> words = new ArrayList<>(4);

    private Words() {}

    /** Reads as long as there are words, dots, blanks and comments. */
    static Words read(Cursor in) throws SyntaxException {
        Words read = new Words();
        while (true) {
            boolean apart = in.skipCfws();
            int next = in.peek();
            if (next == '"') {
                read.add(Kind.QUOTED, in.quotedString(), apart);
            } else if (in.skip('.')) {
                read.add(Kind.DOT, ".", apart);
            } else if (CharacterClasses.isAtext(next)) {
                read.add(Kind.ATOM, in.take(CharacterClasses::isAtext), apart);
            } else {
                return read;
            }
        }
    }

    private void add(Kind kind, String meant, boolean apart) {
        words.add(new Word(kind, meant, apart));
    }

    boolean isEmpty() {
        return words.isEmpty();
    }

    /** RFC 5322 §4.1: obs-phrase, which starts with a word. */
    boolean isPhrase() {
        return !words.isEmpty() && words.get(0).kind != Kind.DOT;
    }

    /** RFC 5322 §4.4: obs-local-part, words with dots between. */
    boolean isLocalPart() {
        for (int i = 0; i < words.size(); i++) {
            if ((words.get(i).kind == Kind.DOT) != (i % 2 == 1)) {
                return false;
            }
        }
        return words.size() % 2 == 1;
    }

    /** RFC 5322 §4.4: obs-domain, atoms with dots between. */
    boolean isDomain() {
        return isLocalPart() && words.stream().noneMatch(word -> word.kind == Kind.QUOTED);
    }

    /** RFC 5322 §4.4: blanks, comments or quotes between the dots are obsolete. */
    boolean isObsolete() {
        boolean quoted = false;
        boolean apart = false;
        for (int i = 0; i < words.size(); i++) {
            quoted |= words.get(i).kind == Kind.QUOTED;
            apart |= i > 0 && words.get(i).apart;
        }
        return apart || (quoted && words.size() > 1);
    }

    /** All words and dots as meant, with nothing between: a local-part or a domain. */
    String joined() {
        StringBuilder joined = new StringBuilder();
        words.forEach(word -> joined.append(word.meant));
        return joined.toString();
    }

    /** The phrase for people: words with a blank where there is one, encoded words decoded. */
    String phrase() {
        StringBuilder phrase = new StringBuilder();
        boolean encodedBefore = false;
        for (int i = 0; i < words.size(); ) {
            int end = endOfChunk(i);
            String chunk = chunk(i, end);
            // RFC 2047 §5: within quotes nothing is an encoded word.
            String decoded = words.get(i).kind == Kind.QUOTED ? chunk : EncodedWords.decode(chunk);
            boolean encoded = words.get(i).kind != Kind.QUOTED && EncodedWords.isEncodedWord(chunk);
            // RFC 2047 §6.2: white space between adjacent encoded words is not shown.
            if (i > 0 && words.get(i).apart && !(encoded && encodedBefore)) {
                phrase.append(' ');
            }
            phrase.append(decoded);
            encodedBefore = encoded;
            i = end;
        }
        return phrase.toString();
    }

    /** Atoms and dots without blanks between belong together: writers leave dots in encoded words. */
    private int endOfChunk(int start) {
        int end = start + 1;
        if (words.get(start).kind != Kind.QUOTED) {
            while (end < words.size() && words.get(end).kind != Kind.QUOTED && !words.get(end).apart) {
                end++;
            }
        }
        return end;
    }

    private String chunk(int start, int end) {
        StringBuilder chunk = new StringBuilder();
        for (int i = start; i < end; i++) {
            chunk.append(words.get(i).meant);
        }
        return chunk.toString();
    }
}
