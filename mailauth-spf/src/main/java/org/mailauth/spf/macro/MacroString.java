package org.mailauth.spf.macro;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mailauth.Parsed;

/**
 * A text with macros, as a domain-spec or an explanation is written (RFC 7208 §7). Immutable and thread-safe; equal when
 * written alike.
 */
public final class MacroString {
    private final String text;
    private final List<MacroPart> parts;
    private final boolean macros;

    MacroString(String text, List<MacroPart> parts) {
        this.text = text;
        this.parts = List.copyOf(parts);
        this.macros = holdsMacro(this.parts);
    }

    private static boolean holdsMacro(List<MacroPart> parts) {
        // A loop, for every domain-spec of every record comes by here.
        for (MacroPart part : parts) {
            if (part instanceof MacroPart.Macro) {
                return true;
            }
        }
        return false;
    }

    /**
     * Reads the value of a modifier that nobody knows: any macro string (§7.1).
     *
     * @param text as published; one octet a character
     * @param offset where the text starts in its record, for the positions of problems
     * @return the macro string, or what is wrong with it
     */
    public static Parsed<MacroString> parse(String text, int offset) {
        return MacroParser.macroString(text, offset);
    }

    /**
     * Reads a domain-spec: a macro string that ends in a top-level label or in a macro (§7.1).
     *
     * @param text as published; one octet a character
     * @param offset where the text starts in its record, for the positions of problems
     * @return the macro string, or what is wrong with it
     */
    public static Parsed<MacroString> parseDomainSpec(String text, int offset) {
        return MacroParser.domainSpec(text, offset);
    }

    /**
     * Reads an explanation, in which blanks and the letters {@code c}, {@code r} and {@code t} are allowed, too (§6.2, §7.2).
     *
     * @param text as published; one octet a character
     * @return the macro string, or what is wrong with it
     */
    public static Parsed<MacroString> parseExplanation(String text) {
        return MacroParser.explanation(text);
    }

    /**
     * The text in pieces.
     *
     * @return unmodifiable, in order
     */
    public List<MacroPart> parts() {
        return parts;
    }

    /**
     * Whether the text means something else for each message: it holds a macro.
     *
     * @return false for plain text
     */
    public boolean hasMacros() {
        return macros;
    }

    /**
     * Whether a macro is of one of these letters.
     *
     * @param letters in lower case
     * @return true when one is
     */
    public boolean uses(String letters) {
        return macros
                && parts.stream()
                        .anyMatch(
                                part -> part instanceof MacroPart.Macro macro && letters.indexOf(macro.letter()) >= 0);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof MacroString that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** The text as written. */
    @Override
    public String toString() {
        return text;
    }
}
