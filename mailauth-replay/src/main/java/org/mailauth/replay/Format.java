package org.mailauth.replay;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The words that reader and writer of bundles share. */
final class Format {
    static final String NAME = "mailauth-replay";
    static final int VERSION = 1;

    private Format() {}

    /** The word for a constant. */
    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Octets as text that people can read: one octet a character, U+0000 to U+00FF. */
    static String text(byte[] octets) {
        return new String(octets, StandardCharsets.ISO_8859_1);
    }
}
