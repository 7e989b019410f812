package org.mailauth.mtasts;

import org.mailauth.Problem;

/** The sections of RFC 8461 that findings name. */
enum Rule {
    RECORD("RFC 8461 §3.1"),
    POLICY("RFC 8461 §3.2"),
    FETCH("RFC 8461 §3.3"),
    DOMAINS("RFC 8461 §3.4"),
    MX_MATCH("RFC 8461 §4.1"),
    FLOW("RFC 8461 §5.1"),
    UPDATES("RFC 8461 §8.1"),
    REMOVAL("RFC 8461 §8.3"),
    DOWNGRADE("RFC 8461 §10.2");

    private static final int MAX_SHOWN = 60;

    private final String reference;

    Rule(String reference) {
        this.reference = reference;
    }

    String reference() {
        return reference;
    }

    Problem problem(String code, String text) {
        return Problem.of(code, reference, text);
    }

    Problem problem(long position, String code, String text) {
        return Problem.at(position, code, reference, text);
    }

    /** A piece of foreign text in quotation marks, cut to a length that a sentence can bear. */
    static String shown(String text) {
        return text.length() <= MAX_SHOWN ? '"' + text + '"' : '"' + text.substring(0, MAX_SHOWN) + "...\"";
    }
}
