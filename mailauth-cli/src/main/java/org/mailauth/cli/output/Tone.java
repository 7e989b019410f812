package org.mailauth.cli.output;

import java.util.Locale;

/** How a word is meant, and in which colour a terminal shows it. */
public enum Tone {
    /** Like all other text. */
    PLAIN(""),
    /** It speaks for the message. */
    GOOD("32"),
    /** It speaks against the message. */
    BAD("31"),
    /** It leaves the matter open. */
    DOUBTFUL("33"),
    /** What is looked for first. */
    HEADLINE("1");

    private final String code;

    Tone(String code) {
        this.code = code;
    }

    /** The tone of a result (RFC 8601 §2.7) or of a recommended action. */
    public static Tone of(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "pass", "accept" -> GOOD;
            case "fail", "permerror", "reject", "no-pass" -> BAD;
            case "softfail", "neutral", "policy", "temperror", "quarantine", "defer", "temporary" -> DOUBTFUL;
            default -> PLAIN;
        };
    }

    /** The text between the control sequences (ECMA-48, SGR) that switch the colour on and off. */
    String colour(String harmless) {
        return code.isEmpty() ? harmless : "\u001b[" + code + "m" + harmless + "\u001b[0m";
    }
}
