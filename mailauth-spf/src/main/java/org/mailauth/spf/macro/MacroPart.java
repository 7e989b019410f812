package org.mailauth.spf.macro;

/** A piece of a macro string: text that stands for itself, or a macro to be expanded (RFC 7208 §7.1). */
public sealed interface MacroPart {

    /**
     * Text.
     *
     * @param text what stands for itself; {@code %%}, {@code %_} and {@code %-} are resolved already
     */
    record Literal(String text) implements MacroPart {}

    /**
     * A macro.
     *
     * @param letter in lower case
     * @param keep rightmost parts to keep; 0 for all
     * @param reverse whether parts are reversed
     * @param delimiters where the value is split; empty for the dot
     * @param escape whether the value is percent-encoded: the letter was in upper case
     */
    record Macro(char letter, int keep, boolean reverse, String delimiters, boolean escape) implements MacroPart {}
}
