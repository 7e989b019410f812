package org.mailauth.realparts;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A message that tries signers and verifiers in one respect.
 *
 * @param name what it tries
 * @param text the message, an octet a character
 * @param ordinary whether every peer knows what to do with it
 */
record SampleMessage(String name, String text, boolean ordinary) {
    /** A body whose last line has no end. */
    static final String WITHOUT_FINAL_CRLF = "body without final CRLF";

    /** A header and nothing else, not even the empty line. */
    static final String WITHOUT_EMPTY_LINE = "header without empty line";

    /** A blank between a field's name and its colon, which RFC 5322 §4.5 lets readers accept. */
    static final String BLANK_BEFORE_COLON = "blank before a colon";

    private static final String HEADER = """
            From: Alice <alice@signer.test>
            To: Bob <bob@receiver.test>
            Subject: Greetings
            Date: Fri, 20 Nov 2026 10:00:00 +0000
            Message-ID: <1@signer.test>
            """;
    private static final String MIME = "MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n";

    /** The message without any peculiarity. */
    static SampleMessage plain() {
        return ordinary("plain", HEADER + "\nHello Bob,\n\nsee you.\n");
    }

    /** All samples. */
    static List<SampleMessage> all() {
        return List.of(
                plain(),
                ordinary("folded fields", """
                        Received: from a.signer.test (a.signer.test [192.0.2.1])
                        \tby b.signer.test with ESMTP
                           \tfor <bob@receiver.test>;  Fri, 20 Nov 2026 10:00:00 +0000
                        From: Alice
                         <alice@signer.test>
                        To: Bob <bob@receiver.test>,
                        \tCarol <carol@receiver.test>
                        SUBJECT:   two  words and\s
                        \t one\t
                        Date: Fri, 20 Nov 2026 10:00:00 +0000

                        Hello.
                        """),
                ordinary("UTF-8 in header and body", utf8(MIME + """
                        From: J\u00f6rg <joerg@signer.test>
                        To: \u5f20\u4e09 <zhang@receiver.test>
                        Subject: Gr\u00fc\u00dfe \ud83d\ude00
                        Content-Transfer-Encoding: 8bit

                        \u00c4\u00d6\u00dc \u2014 \u0416 \ud83d\ude00 \s
                        """)),
                ordinary("octets that are no UTF-8", HEADER + "X-Odd: \u0080\u00ff\n\n\u00e9\u0080\u0001\u007f\n"),
                ordinary("empty body", HEADER + "\n"),
                ordinary("body of empty lines", HEADER + "\n\n\n\n"),
                ordinary("empty lines at the end", HEADER + "\nHello.\n\n\n\n"),
                ordinary("white space in the body", HEADER + "\n  a \t b\t\n \t \nc  \n\t\n \n"),
                ordinary("lines with dots", HEADER + "\n.\n..\n.hidden\n"),
                ordinary(
                        "empty fields",
                        "Subject:\nX-None: \nX-Fold:\n \n" + HEADER.replace("Subject: Greetings\n", "") + "\nHello.\n"),
                ordinary("repeated fields", """
                        Received: from third
                        Received: from second
                        Received: from first
                        Resent-From: R2 <r2@signer.test>
                        Resent-To: b@receiver.test
                        Resent-From: R1 <r1@signer.test>
                        References: <1@signer.test> <2@signer.test>
                        Comments: one
                        Comments: two
                        """ + HEADER + "\nHello.\n"),
                ordinary(
                        "long header",
                        "X-Long: " + "0123456789".repeat(97) + "\nReferences:"
                                + "\n <0123456789012345678901234567890123456789@signer.test>".repeat(60)
                                + "\nList-Unsubscribe: <mailto:u@signer.test>,\n <https://signer.test/"
                                + "u".repeat(900) + ">\n"
                                + HEADER + "\nHello.\n"),
                ordinary("long body", HEADER + "\n" + ("0123456789".repeat(7) + "\n").repeat(6000)),
                ordinary("multipart", HEADER + """
                        MIME-Version: 1.0
                        Content-Type: multipart/mixed;
                        \tboundary="=_b"

                        preamble
                        --=_b
                        Content-Type: text/plain

                        DKIM-Signature: v=1; this is text
                        --=_b--
                        """),
                new SampleMessage(
                        BLANK_BEFORE_COLON, wire(HEADER.replace("Subject:", "Subject :") + "\nHello.\n"), false),
                new SampleMessage(WITHOUT_FINAL_CRLF, wire(HEADER + "\nHello.\nBye"), false),
                new SampleMessage(WITHOUT_EMPTY_LINE, wire(HEADER), false));
    }

    private static SampleMessage ordinary(String name, String text) {
        return new SampleMessage(name, wire(text), true);
    }

    private static String wire(String text) {
        return text.replace("\n", "\r\n");
    }

    private static String utf8(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    /** The message as it is transmitted. */
    byte[] octets() {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
