package org.mailauth.dkim.diagnosis;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Messages as people and programs write them, with what diagnosis looks at; text of one octet a character. */
final class RandomMail {
    private RandomMail() {}

    static Arbitrary<String> mails() {
        return Combinators.combine(fields(), bodies()).as((fields, body) -> fields + "\r\n" + body);
    }

    private static Arbitrary<String> fields() {
        Arbitrary<String> from = Arbitraries.of(
                "Ann <ann@example.com>",
                "\"Ann A.\" <ann@example.com>",
                "ann@example.com",
                "Ann Lee <ann@Example.com>");
        Arbitrary<String> to = Arbitraries.of(
                "bob@example.net",
                "Bob <bob@example.net>,\r\n carol@example.net",
                "\"B, B\" <bob@example.net>, c@x.example");
        Arbitrary<String> subject = Arbitraries.of(
                "Minutes",
                "Re: minutes of  the meeting",
                "[a] [b] c",
                "=?utf-8?Q?Caf=C3=A9?= today",
                "Caf\u00c3\u00a9",
                "",
                "a: b: a: b",
                "aaaa");
        Arbitrary<String> comments = Arbitraries.of("", "Comments: 1\r\n", "Comments: 1\r\nComments:  2\r\n");
        Arbitrary<String> mime = Arbitraries.of(
                "",
                "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n",
                "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=\"utf-8\"\r\n"
                        + "Content-Transfer-Encoding: quoted-printable\r\n",
                "Content-Type: multipart/mixed;\r\n\tboundary=\"b\"\r\nMIME-Version: 1.0\r\n",
                "Content-Transfer-Encoding: base64\r\n");
        Arbitrary<String> extra = Arbitraries.of(
                "", "Reply-To: Ann <ann@example.com>\r\n", "X-Original-To: bob@example.net\r\n", "List-Id: <l>\r\n");
        return Combinators.combine(from, to, subject, comments, mime, extra)
                .as((a, b, c, d, e, f) -> "From: " + a + "\r\nTo: " + b + "\r\nSubject: " + c + "\r\n" + d + e
                        + "Date: Fri, 20 Nov 2026 10:00:00 +0000\r\n" + f);
    }

    /** Octets that are put into messages. */
    static Arbitrary<String> pieces() {
        return Arbitraries.frequencyOf(
                Tuple.of(
                        6,
                        Arbitraries.of(
                                "a",
                                "Hello",
                                "From ",
                                ">From ",
                                ".",
                                "..",
                                "--",
                                "--b",
                                "--b--",
                                "-- ",
                                "=",
                                "=46rom ",
                                "=C3=A9",
                                "caf\u00c3\u00a9",
                                "\u00e9",
                                "SGVsbG8=",
                                "!",
                                "</body>",
                                "word ")),
                Tuple.of(4, Arbitraries.of("\r\n", "\r\n\r\n", " ", "  ", "\t", " \r\n")),
                Tuple.of(1, Arbitraries.of("\r", "\n", "\u0000", "\u00ff", "x".repeat(90))));
    }

    private static Arbitrary<String> bodies() {
        Arbitrary<String> wild = pieces().list().ofMaxSize(14).map(pieces -> String.join("", pieces));
        Arbitrary<String> tame = Arbitraries.of(
                        "Dear all,",
                        "",
                        "From now on",
                        ".x",
                        "caf\u00c3\u00a9",
                        "a  b",
                        "-- ",
                        "--b",
                        "=3D",
                        "Bye",
                        ">From x",
                        "w ".repeat(60))
                .list()
                .ofMaxSize(8)
                .map(lines -> String.join(
                        "", lines.stream().map(line -> line + "\r\n").toList()));
        return Arbitraries.oneOf(List.of(wild, tame));
    }
}
