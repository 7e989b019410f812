package org.mailauth.dkim;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Generates messages: a grammar of fields and bodies with many odd octets; text of one octet a character. */
final class Mails {
    private Mails() {}

    /** Messages with exactly one From field and no signature. */
    static Arbitrary<String> mails() {
        Arbitrary<String> from = values().map(value -> "From:" + value + "\r\n");
        return Combinators.combine(otherFields(), from, otherFields(), bodies())
                .as((above, author, below, body) ->
                        String.join("", above) + author + String.join("", below) + "\r\n" + body);
    }

    private static Arbitrary<List<String>> otherFields() {
        Arbitrary<String> name = Arbitraries.of(
                "To",
                "Subject",
                "SUBJECT",
                "Date ",
                "Cc",
                "Received",
                "X-Odd\t",
                "MIME-Version",
                "Content-Type",
                "i",
                "In-Reply-To",
                "List-Id",
                "~!#$");
        return Combinators.combine(name, values())
                .as((start, value) -> start + ":" + value + "\r\n")
                .list()
                .ofMaxSize(6);
    }

    /** Field bodies: words, folds, lone CR and LF, any octets. */
    static Arbitrary<String> values() {
        Arbitrary<String> piece = Arbitraries.frequencyOf(
                Tuple.of(4, Arbitraries.of(" ", "\t", "\r\n ", "\r\n\t", " \r\n  ", "  ", ":", ";")),
                Tuple.of(4, Arbitraries.of("a", "B", "word", "joe@example.com", "<x>", "\"q\"", "=?utf-8?q?x?=")),
                Tuple.of(1, Arbitraries.of("\r", "\n", "\u0000", "\u0080", "\u00a0", "\u00ff", "\u000b")),
                Tuple.of(1, octets()));
        return piece.list().ofMaxSize(10).map(pieces -> withoutEnd(String.join("", pieces)));
    }

    private static Arbitrary<String> octets() {
        return Arbitraries.bytes().map(octet -> String.valueOf((char) (octet & 0xFF)));
    }

    /** Drops the CR of each CRLF that would end the field early. */
    private static String withoutEnd(String text) {
        String value = text;
        for (String before = ""; !before.equals(value); ) {
            before = value;
            value = value.replaceAll("\r\n(?![ \t])", "\n");
        }
        return value.endsWith("\r") ? value + "." : value;
    }

    /** Bodies of any octets, rich in those that matter. */
    static Arbitrary<String> bodies() {
        Arbitrary<String> piece = Arbitraries.frequencyOf(
                Tuple.of(5, Arbitraries.of(" ", "\t", "\r\n", "\r\n\r\n", " \r\n")),
                Tuple.of(5, Arbitraries.of("a", "Hello", "-- ", ".", "From me")),
                Tuple.of(1, Arbitraries.of("\r", "\n", "\u0000", "\u00ff")),
                Tuple.of(1, octets()));
        return piece.list().ofMaxSize(16).map(pieces -> String.join("", pieces));
    }

    /** One octet changed, put in or taken out, or a line put in, anywhere; often in the header below the signature. */
    static Arbitrary<String> tampered(String text) {
        int header = text.indexOf("==\r\n") + 4;
        int body = text.indexOf("\r\n\r\n", header);
        Arbitrary<Integer> place = Arbitraries.frequencyOf(
                Tuple.of(1, Arbitraries.integers().between(0, text.length() - 1)),
                Tuple.of(1, Arbitraries.integers().between(header, Math.max(header, body))));
        Arbitrary<String> octet = Arbitraries.frequencyOf(
                Tuple.of(2, octets()),
                Tuple.of(3, Arbitraries.of(" ", "\t", "\r", "\n", ";", "=", ":", "a", "A", "0")));
        Arbitrary<String> more =
                Arbitraries.of("\r\n ", "From: eve@evil.example\r\n", "X: y\r\n", "; l=0", "\r\n", ";", "  ");
        List<Arbitrary<String>> kinds = new ArrayList<>();
        kinds.add(Combinators.combine(place, octet)
                .as((at, other) -> text.substring(0, at) + other + text.substring(at + 1)));
        kinds.add(Combinators.combine(place, Arbitraries.oneOf(octet, more))
                .as((at, other) -> text.substring(0, at) + other + text.substring(at)));
        kinds.add(place.map(at -> text.substring(0, at) + text.substring(at + 1)));
        return Arbitraries.oneOf(kinds);
    }

    static String text(byte[] octets) {
        return new String(octets, StandardCharsets.ISO_8859_1);
    }
}
