package org.mailauth.message;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Messages by the grammar of RFC 5322, whole or damaged; text of one octet a character. */
final class MessageArbitraries {
    private MessageArbitraries() {}

    /** Sound messages: CRLF everywhere, an empty line, short lines. */
    static Arbitrary<String> sound() {
        Arbitrary<String> header = field().list().ofMinSize(1).ofMaxSize(12).map(MessageArbitraries::join);
        Arbitrary<String> body = Arbitraries.of("text", "", " ", "Not: a field", ".", "From x", "caf\u00E9")
                .map(line -> line + "\r\n")
                .list()
                .ofMaxSize(10)
                .map(MessageArbitraries::join);
        return Combinators.combine(header, body)
                .as((fields, lines) -> fields + "\r\n" + lines)
                .withoutEdgeCases();
    }

    private static Arbitrary<String> field() {
        Arbitrary<String> name = Arbitraries.oneOf(
                Arbitraries.of("From", "To", "Subject", "Received", "DKIM-Signature", "from", "X"),
                Arbitraries.strings()
                        .withCharRange('!', '9')
                        .withCharRange(';', '~')
                        .ofMinLength(1)
                        .ofMaxLength(12));
        Arbitrary<String> part = Arbitraries.of(
                "word",
                " ",
                "\t",
                "\r\n ",
                "\r\n\t",
                "\r\n \r\n ",
                ":",
                ";",
                "a@example.com",
                "\u00C3\u00A9",
                "\u00E9",
                "=?x?=");
        Arbitrary<String> body = part.list().ofMaxSize(8).map(MessageArbitraries::join);
        return Combinators.combine(name, body).as((written, value) -> written + ":" + value + "\r\n");
    }

    /** Sound messages, and messages with one to four wounds. */
    static Arbitrary<String> damaged() {
        return Combinators.combine(sound(), wound().list().ofMaxSize(4))
                .as((message, wounds) -> {
                    String result = message;
                    for (Wound wound : wounds) {
                        result = wound.applyTo(result);
                    }
                    return result;
                })
                .withoutEdgeCases();
    }

    private static Arbitrary<Wound> wound() {
        Arbitrary<String> octets = Arbitraries.of(
                "\r",
                "\n",
                "\0",
                ":",
                " ",
                "\t",
                "\u0080",
                "\u00FF",
                "\r\n",
                "\r\n\r\n",
                "\n\n",
                "\r\r\n",
                "From ",
                " :",
                "a".repeat(1000));
        return Combinators.combine(
                        Arbitraries.frequency(
                                Tuple.of(4, Kind.INSERT),
                                Tuple.of(4, Kind.DELETE),
                                Tuple.of(1, Kind.CUT_START),
                                Tuple.of(1, Kind.CUT_END),
                                Tuple.of(1, Kind.LF_ONLY),
                                Tuple.of(1, Kind.MBOX),
                                Tuple.of(1, Kind.START)),
                        Arbitraries.integers().between(0, 5000),
                        octets)
                .as(Wound::new);
    }

    private enum Kind {
        INSERT,
        DELETE,
        CUT_START,
        CUT_END,
        LF_ONLY,
        MBOX,
        START
    }

    private record Wound(Kind kind, int place, String octets) {
        String applyTo(String text) {
            int at = text.isEmpty() ? 0 : place % text.length();
            return switch (kind) {
                case INSERT -> text.substring(0, at) + octets + text.substring(at);
                case DELETE -> text.isEmpty() ? "" : text.substring(0, at) + text.substring(at + 1);
                case CUT_START -> text.substring(at);
                case CUT_END -> text.substring(0, at);
                case LF_ONLY -> text.replace("\r\n", "\n");
                case MBOX -> "From a@example.com Sat Nov 21 12:00:00 2026\r\n" + text;
                case START -> octets + text;
            };
        }
    }

    private static String join(List<String> parts) {
        return String.join("", parts);
    }
}
