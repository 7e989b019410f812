package org.mailauth.internal.idna;

import com.ibm.icu.text.IDNA;
import java.util.Optional;
import java.util.stream.IntStream;

/** ICU's reading of a label: another implementation to compare with. */
final class Uts46 {
    private static final IDNA NONTRANSITIONAL = IDNA.getUTS46Instance(IDNA.NONTRANSITIONAL_TO_ASCII
            | IDNA.NONTRANSITIONAL_TO_UNICODE
            | IDNA.CHECK_BIDI
            | IDNA.CHECK_CONTEXTJ
            | IDNA.CHECK_CONTEXTO
            | IDNA.USE_STD3_RULES);

    private Uts46() {}

    /** Empty when there was any error. */
    static Optional<String> toAscii(String label) {
        IDNA.Info info = new IDNA.Info();
        String ascii =
                NONTRANSITIONAL.labelToASCII(label, new StringBuilder(), info).toString();
        return info.hasErrors() ? Optional.empty() : Optional.of(ascii);
    }

    /** Empty when there was any error. */
    static Optional<String> toUnicode(String label) {
        IDNA.Info info = new IDNA.Info();
        String unicode =
                NONTRANSITIONAL.labelToUnicode(label, new StringBuilder(), info).toString();
        return info.hasErrors() ? Optional.empty() : Optional.of(unicode);
    }

    /** All code points beyond ASCII that {@link #isKnown}. */
    static IntStream knownCodePoints() {
        return IntStream.rangeClosed(0x80, Character.MAX_CODE_POINT).filter(Uts46::isKnown);
    }

    /** Whether this JDK knows the code point, and it is neither a surrogate nor for private use. */
    static boolean isKnown(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.UNASSIGNED, Character.PRIVATE_USE, Character.SURROGATE -> false;
            default -> true;
        };
    }

    /** Readable in a failure's text, where invisible characters are not. */
    static String hex(String label) {
        return label
                + label.codePoints().mapToObj(c -> String.format(" %04X", c)).reduce("", String::concat);
    }
}
