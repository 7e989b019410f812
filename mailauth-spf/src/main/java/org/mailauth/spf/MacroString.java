package org.mailauth.spf;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A text with macros, as a domain-spec or an explanation is written (RFC 7208 §7). Immutable and thread-safe; equal when
 * written alike.
 */
public final class MacroString {
    private final String text;
    private final List<MacroPart> parts;

    MacroString(String text, List<MacroPart> parts) {
        this.text = text;
        this.parts = List.copyOf(parts);
    }

    List<MacroPart> parts() {
        return parts;
    }

    /**
     * Whether the text means something else for each message: it holds a macro.
     *
     * @return false for plain text
     */
    public boolean hasMacros() {
        return parts.stream().anyMatch(MacroPart.Macro.class::isInstance);
    }

    /** Whether a macro is of one of these letters. */
    boolean uses(String letters) {
        return parts.stream()
                .anyMatch(part -> part instanceof MacroPart.Macro macro && letters.indexOf(macro.letter()) >= 0);
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
