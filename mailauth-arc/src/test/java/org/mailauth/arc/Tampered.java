package org.mailauth.arc;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Generates changes of a sealed message: one octet changed, put in or taken out, mostly in the fields of the chain. */
final class Tampered {
    private Tampered() {}

    static Arbitrary<String> of(String text) {
        int chainEnd = text.indexOf("Received:");
        int header = text.indexOf("\r\n\r\n");
        Arbitrary<Integer> place = Arbitraries.frequencyOf(
                Tuple.of(4, Arbitraries.integers().between(0, chainEnd - 1)),
                Tuple.of(3, Arbitraries.integers().between(chainEnd, header)),
                Tuple.of(1, Arbitraries.integers().between(header, text.length() - 1)));
        Arbitrary<String> octet = Arbitraries.frequencyOf(
                Tuple.of(2, Arbitraries.integers().between(0, 255).map(c -> String.valueOf((char) c.intValue()))),
                Tuple.of(4, Arbitraries.of(" ", "\t", "\r", "\n", ";", "=", ":", "a", "A", "0", "1", "+", "/")));
        Arbitrary<String> more =
                Arbitraries.of("\r\n ", "\r\n\t", "From: eve@evil.example\r\n", "; x=y", "\r\n", ";", "  ", " ; ");
        List<Arbitrary<String>> kinds = new ArrayList<>();
        kinds.add(Combinators.combine(place, octet)
                .as((at, other) -> text.substring(0, at) + other + text.substring(at + 1)));
        kinds.add(Combinators.combine(place, Arbitraries.oneOf(octet, more))
                .as((at, other) -> text.substring(0, at) + other + text.substring(at)));
        kinds.add(place.map(at -> text.substring(0, at) + text.substring(at + 1)));
        kinds.add(place.map(at -> otherCaseOrTwice(text, at)));
        return Arbitraries.oneOf(kinds);
    }

    private static String otherCaseOrTwice(String text, int at) {
        char c = text.charAt(at);
        boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        return letter
                ? text.substring(0, at) + (char) (c ^ 0x20) + text.substring(at + 1)
                : text.substring(0, at) + c + text.substring(at);
    }
}
