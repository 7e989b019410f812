package org.mailauth.spf.macro;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mailauth.Parsed;
import org.mailauth.Problem;
import org.mailauth.spf.internal.Excerpt;

/** Reads macro strings (RFC 7208 §7.1) in one pass. Positions in problems count from the start of the whole record. */
final class MacroParser {
    private static final String LETTERS = "slodiphv";
    private static final String EXPLANATION_LETTERS = "crt";
    private static final String DELIMITERS = ".-+,/_=";
    private static final int MAX_DIGITS = 9;

    private final String text;
    private final int offset;
    private final boolean explanation;
    private final List<MacroPart> parts = new ArrayList<>();
    private final StringBuilder literal = new StringBuilder();
    private int at;

    private MacroParser(String text, int offset, boolean explanation) {
        this.text = text;
        this.offset = offset;
        this.explanation = explanation;
    }

    /** Reads the macro-string of a modifier. */
    static Parsed<MacroString> macroString(String text, int offset) {
        return new MacroParser(text, offset, false).parse();
    }

    /** Reads the text of an explanation, in which blanks and three more letters are allowed (§6.2, §7.2). */
    static Parsed<MacroString> explanation(String text) {
        return new MacroParser(text, 0, true).parse();
    }

    /** Reads a domain-spec: a macro-string that ends in a top label or in a macro. */
    static Parsed<MacroString> domainSpec(String text, int offset) {
        if (isPlain(text) && endsInTopLabel(text)) {
            return Parsed.of(new MacroString(text, List.of(new MacroPart.Literal(text))));
        }
        Parsed<MacroString> parsed = new MacroParser(text, offset, false).parse();
        if (parsed.value().isEmpty()) {
            return parsed;
        }
        if (endsInMacro(parsed.orElseThrow(), text) || endsInTopLabel(text)) {
            return parsed;
        }
        return Parsed.unusable(Problem.at(
                offset, "spf.domain-spec", "RFC 7208 §7.1", Excerpt.of(text) + " does not end in a top-level label"));
    }

    /** Whether all characters stand for themselves, as in nearly every domain-spec: that needs no pieces. */
    private static boolean isPlain(String text) {
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c <= 0x20 || c >= 0x7F || c == '%') {
                return false;
            }
        }
        return true;
    }

    private static boolean endsInMacro(MacroString parsed, String text) {
        List<MacroPart> parts = parsed.parts();
        if (!parts.isEmpty() && parts.get(parts.size() - 1) instanceof MacroPart.Macro) {
            return true;
        }
        // The grammar allows any macro-expand at the end, the escapes included.
        int percents = 0;
        for (int back = text.length() - 2; back >= 0 && text.charAt(back) == '%'; back--) {
            percents++;
        }
        return text.length() >= 2 && "%_-".indexOf(text.charAt(text.length() - 1)) >= 0 && percents % 2 == 1;
    }

    private static boolean endsInTopLabel(String text) {
        int end = text.endsWith(".") ? text.length() - 1 : text.length();
        int dot = text.lastIndexOf('.', end - 1);
        if (dot < 0) {
            return false;
        }
        int start = dot + 1;
        if (start == end || text.charAt(start) == '-' || text.charAt(end - 1) == '-') {
            return false;
        }
        // RFC 7208 §7.1 toplabel: letters, digits and inner hyphens, and not digits alone.
        boolean digitsOnly = true;
        for (int at = start; at < end; at++) {
            char c = text.charAt(at);
            if (!isAlphaNumeric(c) && c != '-') {
                return false;
            }
            digitsOnly &= isDigit(c);
        }
        return !digitsOnly;
    }

    private Parsed<MacroString> parse() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '%') {
                Problem problem = readPercent();
                if (problem != null) {
                    return Parsed.unusable(problem);
                }
            } else if ((c > 0x20 && c < 0x7F) || (explanation && c == ' ')) {
                literal.append(c);
                at++;
            } else {
                return Parsed.unusable(
                        problem(at, "spf.character", "RFC 7208 §7.1", "a character that no macro string may hold"));
            }
        }
        endLiteral();
        return Parsed.of(new MacroString(text, parts));
    }

    private void endLiteral() {
        if (literal.length() > 0) {
            parts.add(new MacroPart.Literal(literal.toString()));
            literal.setLength(0);
        }
    }

    /** Reads what follows a percent sign; null when all is well. */
    private @Nullable Problem readPercent() {
        int start = at;
        char next = at + 1 < text.length() ? text.charAt(at + 1) : 0;
        String meaning = switch (next) {
            case '%' -> "%";
            case '_' -> " ";
            case '-' -> "%20";
            default -> "";
        };
        if (!meaning.isEmpty()) {
            literal.append(meaning);
            at += 2;
            return null;
        }
        int close = text.indexOf('}', at);
        if (next != '{' || close < 0) {
            return problem(start, "spf.percent", "RFC 7208 §7.1", "a percent sign that starts no macro");
        }
        at = close + 1;
        return readMacro(text.substring(start + 2, close), start);
    }

    private @Nullable Problem readMacro(String body, int start) {
        char letter = body.isEmpty() ? 0 : body.charAt(0);
        char lower = letter >= 'A' && letter <= 'Z' ? (char) (letter + 32) : letter;
        boolean known = LETTERS.indexOf(lower) >= 0 || (explanation && EXPLANATION_LETTERS.indexOf(lower) >= 0);
        if (letter == 0 || !known) {
            return problem(start, "spf.macro-letter", "RFC 7208 §7.2", "a macro with an unknown letter");
        }
        int digitsEnd = 1;
        while (digitsEnd < body.length() && isDigit(body.charAt(digitsEnd))) {
            digitsEnd++;
        }
        int keep = keep(body.substring(1, digitsEnd));
        int rest = digitsEnd;
        boolean reverse = rest < body.length() && (body.charAt(rest) == 'r' || body.charAt(rest) == 'R');
        String delimiters = body.substring(reverse ? rest + 1 : rest);
        if (keep < 0 || !delimiters.chars().allMatch(c -> DELIMITERS.indexOf(c) >= 0)) {
            return problem(start, "spf.macro-transformer", "RFC 7208 §7.1", "a macro with a malformed transformer");
        }
        endLiteral();
        parts.add(new MacroPart.Macro(lower, keep, reverse, delimiters, letter != lower));
        return null;
    }

    /** The number of parts to keep; 0 without digits, -1 for a zero, which RFC 7208 §7.3 forbids. */
    private static int keep(String digits) {
        if (digits.isEmpty()) {
            return 0;
        }
        if (digits.length() > MAX_DIGITS) {
            return Integer.MAX_VALUE;
        }
        int number = Integer.parseInt(digits);
        return number == 0 ? -1 : number;
    }

    private Problem problem(int place, String code, String reference, String what) {
        return Problem.at(offset + place, code, reference, what + " in " + Excerpt.of(text));
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isAlphaNumeric(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || isDigit(c);
    }
}
