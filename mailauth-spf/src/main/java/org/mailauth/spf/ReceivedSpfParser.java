package org.mailauth.spf;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.mailauth.Parsed;
import org.mailauth.Problem;
import org.mailauth.internal.text.CharacterClasses;
import org.mailauth.internal.text.Cursor;
import org.mailauth.internal.text.Folding;
import org.mailauth.internal.text.Quoting;
import org.mailauth.internal.text.SyntaxException;

/** Reads the body of a Received-SPF field (RFC 7208 §9.1), in one pass, and skips what it cannot understand. */
final class ReceivedSpfParser {
    private static final int MAX_NAME = 64;

    private final String text;
    private final Cursor in;
    private final List<Problem> problems;
    private final Map<String, String> values = new LinkedHashMap<>();
    private String comment = "";

    private ReceivedSpfParser(String text, List<Problem> problems) {
        this.text = text;
        this.in = new Cursor(text);
        this.problems = problems;
    }

    static Parsed<ReceivedSpf> parse(String body) {
        String text = Folding.unfold(body);
        List<Problem> problems = new ArrayList<>(0);
        int bad = CharacterClasses.indexOfNonText(text);
        if (bad >= 0) {
            problems.add(problem(bad, "spf.received-character", "a control character, or octets that are not UTF-8"));
            text = cleaned(text);
        }
        return new ReceivedSpfParser(text, problems).parse();
    }

    private static String cleaned(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints().forEach(codePoint -> {
            String character = Character.toString(codePoint);
            clean.append(CharacterClasses.indexOfNonText(character) < 0 ? character : "?");
        });
        return clean.toString();
    }

    private Parsed<ReceivedSpf> parse() {
        Optional<SpfResult> result = Optional.empty();
        try {
            in.skipCfws();
            result = readResult();
            if (result.isPresent()) {
                readValues();
            }
        } catch (SyntaxException e) {
            problems.add(e.problem());
        }
        if (result.isEmpty()) {
            note(in.position(), "spf.received-result", "the field does not start with a result");
            return Parsed.unusable(problems);
        }
        return Parsed.of(new ReceivedSpf(result.get(), comment, values), problems);
    }

    private Optional<SpfResult> readResult() {
        String word = in.take(CharacterClasses::isLetterOrDigit).toLowerCase(Locale.ROOT);
        return Arrays.stream(SpfResult.values())
                .filter(result -> result.word().equals(word))
                .findFirst();
    }

    private void readValues() throws SyntaxException {
        boolean separate = true;
        while (true) {
            skipCfws();
            if (in.atEnd()) {
                return;
            }
            if (in.skip(';')) {
                separate = true;
            } else {
                if (!separate) {
                    note(in.position(), "spf.received-semicolon", "a semicolon is missing");
                }
                separate = false;
                readValue();
            }
        }
    }

    private void skipCfws() throws SyntaxException {
        int start = in.position();
        in.skipCfws();
        if (comment.isEmpty()) {
            comment = ReceivedSpfText.firstComment(text.substring(start, in.position()));
        }
    }

    private void readValue() throws SyntaxException {
        int start = in.position();
        String name = in.take(ReceivedSpfParser::isNameCharacter).toLowerCase(Locale.ROOT);
        skipCfws();
        boolean known = isName(name) && in.skip('=');
        if (!known) {
            note(start, "spf.received-key", "something that is no key with a value is skipped");
            in.take(c -> c != ';');
            return;
        }
        skipCfws();
        int valueStart = in.position();
        boolean quoted = in.peek() == '"';
        String value = quoted ? in.quotedString() : in.take(c -> c != ';' && !CharacterClasses.isBlank(c));
        if (!quoted && !value.equals(Quoting.localPart(value))) {
            note(valueStart, "spf.received-value", "the value of " + name + " should be quoted");
        }
        if (values.putIfAbsent(name, value) != null) {
            note(start, "spf.received-key-twice", "the key " + name + " occurs twice; the first holds");
        }
    }

    /** RFC 7208 §4.6.1 name. */
    private static boolean isNameCharacter(int c) {
        return CharacterClasses.isLetterOrDigit(c) || c == '-' || c == '_' || c == '.';
    }

    private static boolean isName(String name) {
        return !name.isEmpty()
                && name.length() <= MAX_NAME
                && CharacterClasses.isLetterOrDigit(name.charAt(0))
                && !CharacterClasses.isDigit(name.charAt(0));
    }

    private void note(int position, String code, String sentence) {
        problems.add(problem(position, code, sentence));
    }

    private static Problem problem(int position, String code, String sentence) {
        return Problem.at(position, code, "RFC 7208 §9.1", sentence);
    }
}
