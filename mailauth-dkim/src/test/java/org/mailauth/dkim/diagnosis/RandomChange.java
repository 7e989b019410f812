package org.mailauth.dkim.diagnosis;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.UnaryOperator;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/**
 * Something that happens to a signed message below its signature.
 *
 * @param name what it is
 * @param body what becomes of the body
 * @param header what becomes of the fields below the signature
 */
record RandomChange(String name, UnaryOperator<String> body, UnaryOperator<String> header) {
    String appliedTo(String signed) {
        int fields = signed.indexOf("\r\n", signed.indexOf("\r\n\tb=") + 2) + 2;
        int end = signed.indexOf("\r\n\r\n") + 2;
        String changed = header.apply(signed.substring(fields, end));
        return signed.substring(0, fields) + changed + "\r\n" + body.apply(signed.substring(end + 2));
    }

    static Arbitrary<RandomChange> any() {
        return Arbitraries.oneOf(List.of(bodies(), bodiesWithText(), headers()));
    }

    private static RandomChange ofBody(String name, UnaryOperator<String> body) {
        return new RandomChange(name, body, UnaryOperator.identity());
    }

    private static RandomChange ofHeader(String pattern, String replacement) {
        return new RandomChange(pattern, UnaryOperator.identity(), header -> header.replaceFirst(pattern, replacement));
    }

    private static UnaryOperator<String> replacing(String pattern, String replacement) {
        return text -> text.replaceAll(pattern, replacement);
    }

    private static Arbitrary<RandomChange> bodies() {
        List<RandomChange> changes = new ArrayList<>();
        changes.add(ofBody("LF", text -> text.replace("\r\n", "\n")));
        changes.add(ofBody("CR", text -> text.replace("\r\n", "\r")));
        changes.add(ofBody("CRLF", replacing("\r?\n", "\r\n")));
        changes.add(ofBody("CRCRLF", text -> text.replace("\r\n", "\r\r\n")));
        changes.add(ofBody("blanks", text -> text.replace("\r\n", "  \r\n")));
        changes.add(ofBody("stripped", replacing("[ \t]+\r\n", "\r\n")));
        changes.add(ofBody("single blanks", replacing("[ \t]+", " ")));
        changes.add(ofBody("wide blanks", replacing(" ", "  ")));
        changes.add(ofBody("top line", text -> "\r\n" + text));
        changes.add(ofBody("top gone", replacing("\\A\r\n", "")));
        changes.add(ofBody("doubled", text -> text.replace("\r\n", "\r\n\r\n")));
        changes.add(ofBody("halved", text -> text.replace("\r\n\r\n", "\r\n")));
        changes.add(ofBody("end", text -> text + "\r\n\r\n"));
        changes.add(ofBody("no end", replacing("(\r\n)+\\z", "")));
        changes.add(ofBody("stuffed", replacing("(?<=\\A|\r\n)\\.", "..")));
        changes.add(ofBody("unstuffed", replacing("(?<=\\A|\r\n)\\.\\.", ".")));
        changes.add(ofBody("dot", text -> text + ".\r\n"));
        changes.add(ofBody("escaped", replacing("(?<=\\A|\r\n)From ", ">From ")));
        changes.add(ofBody("escaped more", replacing("(?<=\\A|\r\n)(>*)From ", ">$1From ")));
        changes.add(ofBody("unescaped", replacing("(?<=\\A|\r\n)>From ", "From ")));
        changes.add(ofBody("encoded", replacing("(?<=\\A|\r\n)From ", "=46rom ")));
        changes.add(ofBody("wrapped", replacing("([^\r\n]{80})(?=[^\r\n])", "$1\r\n")));
        changes.add(ofBody("wrapped blank", replacing("([^\r\n]{80})(?=[^\r\n])", "$1\r\n ")));
        changes.add(ofBody("base64", text -> Base64.getMimeEncoder().encodeToString(TestSigner.octets(text)) + "\r\n"));
        changes.add(ofBody(
                "utf-8", text -> new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1)));
        changes.add(ofBody("latin", text -> text.replace("\u00c3\u00a9", "\u00e9")));
        changes.add(ofBody("no equals", text -> text.replace("=", "=3D")));
        changes.add(ofBody("decoded", text -> text.replace("=3D", "=").replace("=C3=A9", "\u00c3\u00a9")));
        changes.add(ofBody("nothing", text -> ""));
        changes.add(ofBody("word", text -> text.replace("Hello", "Bello")));
        return Arbitraries.of(changes);
    }

    private static Arbitrary<RandomChange> bodiesWithText() {
        Arbitrary<String> text =
                RandomMail.pieces().list().ofMinSize(1).ofMaxSize(4).map(some -> String.join("", some));
        return Combinators.combine(
                        Arbitraries.of(0, 1, 2, 3), text, Arbitraries.integers().between(0, 200))
                .as((kind, added, place) -> switch (kind) {
                    case 0 -> ofBody("footer", body -> body + added + "\r\n");
                    case 1 -> ofBody("banner", body -> added + "\r\n" + body);
                    case 2 -> ofBody("both", body -> added + "\r\n" + body + added + "\r\n");
                    default ->
                        ofBody("inserted", body -> {
                            int at = Math.min(place, body.length());
                            return body.substring(0, at) + added + body.substring(at);
                        });
                });
    }

    private static Arbitrary<RandomChange> headers() {
        return Arbitraries.of(
                ofHeader("(?i)(Subject: *)", "$1[list] "),
                ofHeader("(?i)(Subject: *Re: )", "$1[x] "),
                ofHeader("(Subject: [^\r]*)", "$1 [SPAM]"),
                ofHeader("(Subject: )(.)", "$1$2$2"),
                ofHeader("Date:", "Reply-To: l@list.example\r\nDate:"),
                ofHeader("Date:", "Comments: 3\r\nDate:"),
                ofHeader("Date:", "Subject: other\r\nDate:"),
                ofHeader("(Comments:[^\r]*\r\n)(Comments:[^\r]*\r\n)", "$2$1"),
                ofHeader("Comments:[^\r]*\r\n", ""),
                ofHeader("MIME-Version:[^\r]*\r\n", ""),
                ofHeader("Content-Transfer-Encoding: [a-z0-9-]*", "Content-Transfer-Encoding: 7bit"),
                ofHeader("\"utf-8\"", "utf-8"),
                ofHeader("=utf-8", "=\"UTF-8\""),
                ofHeader("boundary=\"b\"", "boundary=b"),
                ofHeader("From: Ann <", "From: \"Ann\" <"),
                ofHeader("From: \"Ann A.\" <", "From: Ann A. <"),
                ofHeader("From: [^\r]*", "From: Ann via List <l@list.example>"),
                ofHeader("To: bob@example.net", "To: bob@host.example.net"),
                ofHeader("To: ([^\r]*),\r\n ", "To: $1, "),
                ofHeader("To: ([^\r]*), ", "To: $1,\r\n\t"),
                ofHeader("Subject:", "SUBJECT:"),
                ofHeader("Date: ", "Date:  "),
                ofHeader("(\\A|\n)From:", "$1from:"),
                ofHeader("=\\?utf-8\\?Q\\?Caf=C3=A9\\?=", "=?UTF-8?B?Q2Fmw6k=?="),
                ofHeader("Caf\u00c3\u00a9", "Caf\u00e9"),
                ofHeader("20 Nov", "21 Nov"));
    }
}
