package org.mailauth.authres;

import java.util.Optional;
import org.mailauth.DomainName;
import org.mailauth.internal.text.CharacterClasses;

/** Says in ASCII what has an ASCII form: domain names become A-labels, local-parts stay as they are. */
final class AsciiForm {
    private AsciiForm() {}

    /** A domain name in A-labels; ASCII text unchanged; empty for other text. */
    static Optional<String> ofName(String text) {
        return CharacterClasses.isAscii(text)
                ? Optional.of(text)
                : DomainName.parse(text).value().map(DomainName::toString);
    }

    /** A domain name of two labels or more, or an address: with A-labels. Empty when a local-part is not ASCII. */
    static Optional<String> ofValue(String value) {
        if (CharacterClasses.isAscii(value)) {
            return Optional.of(value);
        }
        int at = value.lastIndexOf('@');
        String local = value.substring(0, at + 1);
        String domain = value.substring(at + 1);
        // RFC 6530 §7.1: only the domain of an address has an ASCII form.
        return CharacterClasses.isAscii(local) && (at >= 0 || domain.contains("."))
                ? ofName(domain).map(local::concat)
                : Optional.empty();
    }
}
