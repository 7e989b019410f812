package org.mailauth.benchmarks.rows;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import org.mailauth.dkim.DkimSigner;
import org.mailauth.dkim.PreflightCheck;
import org.mailauth.dkim.SigningKey;
import org.mailauth.dkim.SigningPreflight;
import org.mailauth.message.Message;
import org.mailauth.message.MessageLimits;

/** The messages of the workload: 20 lines of header with folding, and a body of prose, then of base64. */
public final class Mails {
    /** Who signs. */
    public static final String DOMAIN = "example.com";

    /** The first key. */
    public static final String SELECTOR = "s1";

    /** Limits that no message of a row reaches. */
    public static final MessageLimits LIMITS = MessageLimits.defaults()
            .withMessageOctets(1L << 30)
            .withHeaderOctets(1 << 26)
            .withFieldOctets(1 << 22)
            .withFields(100_000);

    private static final String HEADER = """
            Return-Path: <news@example.com>
            Received: from mail.example.com (mail.example.com [192.0.2.1])
             by mx.example.net (Postfix) with ESMTPS id 4F1C92A0B7
             for <reader@example.net>; Mon, 30 Nov 2026 05:00:02 +0000 (UTC)
            Received: from app7.internal.example.com (app7.internal.example.com [10.1.2.3])
             by mail.example.com (Postfix) with ESMTP id 9D01A33F21;
             Mon, 30 Nov 2026 05:00:01 +0000 (UTC)
            From: "Example News" <news@example.com>
            To: Reader One <reader@example.net>,
             "Reader, Two" <second@example.net>
            Reply-To: <answers@example.com>
            Subject: Your weekly summary of what happened
             in all the projects that you follow
            Date: Mon, 30 Nov 2026 05:00:00 +0000
            Message-ID: <20261130050000.4711@app7.internal.example.com>
            MIME-Version: 1.0
            Content-Type: text/plain; charset=us-ascii;
             format=flowed
            Content-Transfer-Encoding: 7bit
            X-Mailer: Example Mailer 7.3
            """.replace("\n", "\r\n");

    private static final String[] WORDS = {
        "the", "message", "of", "this", "week", "is", "longer", "than", "usual,", "because", "many", "people", "wrote",
        "about", "what", "they", "had", "seen.", "Nobody", "knows", "why", "so", "much", "was", "said"
    };
    private static final String BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    private static final int PROSE = 4096;

    private Mails() {}

    /**
     * Makes an unsigned message.
     *
     * @param bodyOctets the size of its body
     * @return the message
     */
    public static byte[] plain(int bodyOctets) {
        return join("", body(bodyOctets));
    }

    /** Some fields more on top, and any body. */
    static byte[] join(String fields, byte[] body) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(body.length + fields.length() + 4096);
        out.writeBytes(fields.getBytes(US_ASCII));
        out.writeBytes(HEADER.getBytes(US_ASCII));
        out.writeBytes("\r\n".getBytes(US_ASCII));
        out.writeBytes(body);
        return out.toByteArray();
    }

    /**
     * Signs a message, relaxed/relaxed.
     *
     * @param plain the message
     * @param key of all signatures
     * @param signatures how many
     * @return the signed message
     * @throws IOException never: it is in memory
     */
    public static byte[] signed(byte[] plain, SigningKey key, int signatures) throws IOException {
        DkimSigner.Builder signer = DkimSigner.builder()
                .signingDomain(DOMAIN)
                .preflight(SigningPreflight.standard().allowing(PreflightCheck.LONG_LINE));
        for (int i = 1; i <= signatures; i++) {
            signer.key("s" + i, key);
        }
        Message message = Message.of(plain, LIMITS);
        ByteArrayOutputStream out = new ByteArrayOutputStream(plain.length + 1024);
        message.withPrepended(signer.build().sign(message).orElseThrow()).writeTo(out);
        return out.toByteArray();
    }

    static byte[] prepended(String field, byte[] message) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(message.length + field.length());
        out.writeBytes(field.getBytes(US_ASCII));
        out.writeBytes(message);
        return out.toByteArray();
    }

    static byte[] body(int octets) {
        Random random = new Random(1);
        byte[] body = new byte[octets];
        int at = 0;
        while (at < octets) {
            String line = at < PROSE ? prose(random) : base64(random);
            byte[] text = line.getBytes(US_ASCII);
            int length = Math.min(text.length, octets - at);
            System.arraycopy(text, 0, body, at, length);
            at += length;
        }
        if (octets >= 4) {
            body[octets - 4] = '.';
            body[octets - 3] = '.';
            body[octets - 2] = '\r';
            body[octets - 1] = '\n';
        }
        return body;
    }

    private static String prose(Random random) {
        StringBuilder line = new StringBuilder();
        while (line.length() < 66) {
            line.append(WORDS[random.nextInt(WORDS.length)]).append(' ');
        }
        line.setLength(line.length() - 1);
        return line.append("\r\n").toString();
    }

    private static String base64(Random random) {
        StringBuilder line = new StringBuilder(78);
        for (int i = 0; i < 76; i++) {
            line.append(BASE64.charAt(random.nextInt(BASE64.length())));
        }
        return line.append("\r\n").toString();
    }

    /**
     * Says what is published for a key.
     *
     * @param key the key
     * @return the text of its record
     */
    public static String keyRecord(SigningKey key) {
        return key.keyRecord().orElseThrow().toText();
    }
}
