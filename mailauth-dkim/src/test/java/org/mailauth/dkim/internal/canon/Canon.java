package org.mailauth.dkim.internal.canon;

import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Tuple;
import org.mailauth.message.HeaderField;
import org.mailauth.message.Message;

/** What the canonicalization tests share; text has one octet a character. */
final class Canon {
    private Canon() {}

    static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    static String text(byte[] octets) {
        return new String(octets, StandardCharsets.ISO_8859_1);
    }

    static String simpleBody(String body) {
        OctetBuffer canonical = new OctetBuffer(16);
        return run(BodyCanonicalizer.simple(canonical), canonical, octets(body), List.of());
    }

    static String relaxedBody(String body) {
        OctetBuffer canonical = new OctetBuffer(16);
        return run(BodyCanonicalizer.relaxed(canonical), canonical, octets(body), List.of());
    }

    /** Feeds a body cut at the given places; equal places make empty chunks. */
    static String run(BodyCanonicalizer canonicalizer, OctetBuffer canonical, byte[] body, List<Integer> cuts) {
        int from = 0;
        for (int cut : cuts.stream().sorted().toList()) {
            canonicalizer.update(body, from, cut - from);
            from = cut;
        }
        canonicalizer.update(body, from, body.length - from);
        canonicalizer.finish();
        return text(canonical.toArray());
    }

    /** The first field of a message that starts with this text. */
    static HeaderField field(String text) {
        return Message.of(octets(text + "\r\n")).header().all().get(0);
    }

    static String header(HeaderCanonicalizer form, String field) {
        OctetBuffer canonical = new OctetBuffer(16);
        form.append(field(field), canonical);
        return text(canonical.toArray());
    }

    /** Bodies of any octets, rich in those that matter. */
    static Arbitrary<byte[]> bodies() {
        Arbitrary<String> piece = Arbitraries.frequencyOf(
                Tuple.of(6, Arbitraries.of(" ", "\t", "\r\n", "\r", "\n", "\r\n\r\n", "  ", " \r\n")),
                Tuple.of(3, Arbitraries.of("a", "B", "word", "\u0000", "\u00a0", "\u00ff", ".", "\u000b", "\u000c")),
                // Long enough for a block of octets at a time, with white space at any place of it.
                Tuple.of(
                        2,
                        Arbitraries.integers()
                                .between(0, 86)
                                .map(("A/run+of+base64/that/goes+on+for+more+than+a+block"
                                        + " Of words, and\r\nof lines, that are\u00e9 ")::substring)),
                Tuple.of(1, Arbitraries.bytes().map(octet -> String.valueOf((char) (octet & 0xFF)))));
        return piece.list().ofMaxSize(24).map(pieces -> octets(String.join("", pieces)));
    }

    /** One header field with its CRLF: blanks before the colon, folds, lone CR and LF, odd octets. */
    static Arbitrary<String> fields() {
        Arbitrary<String> name = Arbitraries.of("Subject", "SUBJECT ", "x-Y_z\t ", "From", "a", "AZ-az@[`{");
        Arbitrary<String> piece = Arbitraries.frequencyOf(
                Tuple.of(5, Arbitraries.of(" ", "\t", "\r\n ", "\r\n\t", " \r\n  ", "\r", "\n", ":", "  ")),
                Tuple.of(3, Arbitraries.of("a", "B", "word", "\u0000", "\u00a0", "\u00ff", "\u000b")),
                Tuple.of(1, Arbitraries.bytes().map(octet -> String.valueOf((char) (octet & 0xFF)))));
        return name.flatMap(start ->
                piece.list().ofMaxSize(16).map(pieces -> oneField(start + ":" + String.join("", pieces))));
    }

    /** Drops the CR of each CRLF that would end the field early. */
    private static String oneField(String text) {
        String field = text;
        for (String before = ""; !before.equals(field); ) {
            before = field;
            field = field.replaceAll("\r\n(?![ \t])", "\n");
        }
        return (field.endsWith("\r") ? field + "." : field) + "\r\n";
    }
}
