package org.mailauth.forensics;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.mailauth.DomainName;

/** Reads identifiers in angle brackets (RFC 5322 §3.6.4, RFC 2919 §3), in time proportional to the text. Stateless. */
final class Identifiers {
    private Identifiers() {}

    /** What stands between a bracket and the next closing one, in order. */
    static Stream<String> inAngles(String text) {
        List<String> found = new ArrayList<>(1);
        int open = text.indexOf('<');
        while (open >= 0) {
            int close = text.indexOf('>', open);
            if (close < 0) {
                break;
            }
            found.add(text.substring(open + 1, close));
            open = text.indexOf('<', close);
        }
        return found.stream();
    }

    /** The domains behind the last at sign of each identifier that has one. */
    static List<DomainName> domains(String text) {
        return inAngles(text).flatMap(id -> domain(id).stream()).toList();
    }

    private static Optional<DomainName> domain(String id) {
        int at = id.lastIndexOf('@');
        return at < 0
                ? Optional.empty()
                : DomainName.parse(id.substring(at + 1)).value();
    }
}
