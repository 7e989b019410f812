package org.mailauth.dkim;

import java.util.List;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Generates what users submit: mostly sound messages, some with one thing that is odd; text of one octet a character. */
final class Submissions {
    private Submissions() {}

    static Arbitrary<String> submissions() {
        Arbitrary<String> mail = Combinators.combine(from(), fields(), mime(), body())
                .as((author, fields, mime, body) -> String.join("", fields) + author + mime + "\r\n" + body);
        return Arbitraries.frequencyOf(Tuple.of(2, mail), Tuple.of(1, mail.flatMap(Submissions::mutated)));
    }

    private static Arbitrary<String> from() {
        return Arbitraries.frequencyOf(
                        Tuple.of(
                                12,
                                Arbitraries.of(
                                        "joe@example.com",
                                        "\"Joe, the\" <joe@example.com>",
                                        "Joe\r\n <joe@example.com>",
                                        "=?utf-8?q?J=C3=B6?= <joe@example.com>",
                                        "joe@example.com, ann@example.com",
                                        "team: joe@example.com;")),
                        Tuple.of(
                                1,
                                Arbitraries.of(
                                        "joe", "a:;", "joe@example.com, eve@evil.example", "", "J\u00f6@a.example")))
                .map(value -> "From: " + value + "\r\n");
    }

    private static Arbitrary<List<String>> fields() {
        return Arbitraries.frequencyOf(
                        Tuple.of(
                                14,
                                Arbitraries.of(
                                        "X-One: a  b\r\n",
                                        "Received: from a\r\n\tby b;  c\r\n",
                                        "List-Id: <x.example.com>\r\n",
                                        "Comments:\r\n  folded \r\n\ttwice\r\n",
                                        "DKIM-Signature: v=1\r\n",
                                        "X-Long: " + "y".repeat(990) + "\r\n")),
                        Tuple.of(
                                6,
                                Arbitraries.of(
                                        "To: suzie@example.org\r\n",
                                        "Subject: Is dinner  ready?\r\n",
                                        "Date: Tue, 14 Nov 2023 22:13:20 +0000\r\n",
                                        "Message-ID: <1@example.com>\r\n",
                                        "Cc: \r\n")),
                        Tuple.of(
                                1,
                                Arbitraries.of(
                                        "X : y\r\n",
                                        "X: a\rb\r\n",
                                        "X: a\nb\r\n",
                                        "X: \u0000\r\n",
                                        "X: \u00fc\r\n",
                                        "X: a\r\n \r\n",
                                        "X: " + "y".repeat(1000) + "\r\n",
                                        "no field\r\n")))
                .list()
                .ofMaxSize(5);
    }

    private static Arbitrary<String> mime() {
        String version = "MIME-Version: 1.0\r\n";
        return Arbitraries.of(
                "",
                version + "Content-Type: text/plain\r\n",
                version + "Content-Transfer-Encoding: 8bit\r\n",
                version + "Content-Transfer-Encoding: base64\r\n",
                "Content-Transfer-Encoding: 8bit\r\n");
    }

    private static Arbitrary<String> body() {
        Arbitrary<String> line = Arbitraries.frequencyOf(
                Tuple.of(12, Arbitraries.of("", "Hi.", "a  b \t", " ", ".", "..", "From me", "x".repeat(998))),
                Tuple.of(1, Arbitraries.of("\u00fc", "\r", "a\nb", "\u0000", "x".repeat(999))));
        return Combinators.combine(line.list().ofMaxSize(6), Arbitraries.of("", "\r\n", "\r\n\r\n"))
                .as((lines, end) -> String.join("\r\n", lines) + end);
    }

    /** One octet changed, put in or taken out. */
    private static Arbitrary<String> mutated(String text) {
        Arbitrary<Integer> place = Arbitraries.integers().between(0, text.length() - 1);
        Arbitrary<String> octet = Arbitraries.oneOf(
                Arbitraries.of(" ", "\t", "\r", "\n", ":", ".", "\r\n", "\r\n ", "a"),
                Arbitraries.bytes().map(any -> String.valueOf((char) (any & 0xFF))));
        return Arbitraries.oneOf(
                Combinators.combine(place, octet)
                        .as((at, other) -> text.substring(0, at) + other + text.substring(at + 1)),
                Combinators.combine(place, octet).as((at, other) -> text.substring(0, at) + other + text.substring(at)),
                place.map(at -> text.substring(0, at) + text.substring(at + 1)));
    }

    /**
     * What relays do to a message, each of which RFC 5321 and RFC 6409 allow or experience teaches: mend line ends, drop
     * NUL, cut long lines, strip the eighth bit that nobody declared, remove blanks before colons, end the last line, put
     * trace fields on top, and add a missing Date and Message-ID below them.
     */
    static String relayed(String mail, boolean eightBit) {
        String text = mail.replaceAll("\r\n|\r|\n", "\r\n").replace("\u0000", "");
        StringBuilder relayed = new StringBuilder();
        for (String line : text.split("\r\n", -1)) {
            for (int at = 0; at == 0 || at < line.length(); at += 998) {
                relayed.append(line, at, Math.min(line.length(), at + 998)).append("\r\n");
            }
        }
        relayed.setLength(relayed.length() - 2);
        if (!relayed.toString().endsWith("\r\n")) {
            relayed.append("\r\n");
        }
        for (int at = 0; !eightBit && at < relayed.length(); at++) {
            relayed.setCharAt(at, (char) (relayed.charAt(at) & 0x7F));
        }
        String whole = relayed.toString();
        int end = whole.indexOf("\r\n\r\n") < 0 ? whole.length() : whole.indexOf("\r\n\r\n");
        String header = whole.substring(0, end).replaceAll("(?m)^([!-9;-~]+)[ \t]+:", "$1:");
        String lower = "\n" + header.toLowerCase(Locale.ROOT);
        String added = (lower.contains("\ndate:") ? "" : "Date: Tue, 14 Nov 2023 22:13:21 +0000\r\n")
                + (lower.contains("\nmessage-id:") ? "" : "Message-ID: <added@example.net>\r\n");
        return "Return-Path: <joe@example.com>\r\nReceived: from c by d\r\n" + added + header + whole.substring(end);
    }
}
