package org.mailauth.dkim;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.mailauth.BudgetLimits;
import org.mailauth.message.HeaderField;
import org.mailauth.message.MessageLimits;
import org.mailauth.message.MessageStream;

/**
 * Signs and verifies one message whose body has as many mebibytes as the argument says; run by {@link BoundedMemoryTest}
 * in a JVM whose memory is a small part of that.
 */
final class BoundedMemory {
    private static final int MEBIBYTE = 1 << 20;
    static final Clock CLOCK = Clock.fixed(Instant.ofEpochSecond(1_700_000_000), ZoneOffset.UTC);
    static final byte[] HEADER =
            "From: joe@example.com\r\nSubject: large\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1);

    private BoundedMemory() {}

    /** A message that is made as it is read, and lies nowhere as a whole. */
    static final class Large extends InputStream {
        private final byte[] header;
        private final byte[] block;
        private final long length;
        private long at;

        Large(byte[] header, int mebibytes) {
            this.header = header;
            this.block = block();
            this.length = header.length + (long) mebibytes * MEBIBYTE;
        }

        /** Lines as mail has them, some with white space that the relaxed form reduces. */
        private static byte[] block() {
            String lines = "Lorem ipsum dolor sit amet, consectetur adipisicing elit, sed do\r\n".repeat(15)
                    + "eiusmod  tempor incididunt ut\tlabore et \r\n";
            byte[] block = new byte[MEBIBYTE];
            for (int at = 0; at < block.length; at++) {
                block[at] = (byte) lines.charAt(at % lines.length());
            }
            return block;
        }

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] target, int offset, int count) {
            if (at == length) {
                return -1;
            }
            byte[] source = at < header.length ? header : block;
            int from = (int) (at < header.length ? at : (at - header.length) % block.length);
            int part = Math.min(count, source.length - from);
            System.arraycopy(source, from, target, offset, part);
            at += part;
            return part;
        }
    }

    /** Writes one line: how many octets went by, and the verdict. */
    public static void main(String[] arguments) throws IOException {
        int mebibytes = Integer.parseInt(arguments[0]);
        MessageLimits limits = MessageLimits.defaults().withMessageOctets(Long.MAX_VALUE);
        HeaderField signature = sign(mebibytes, limits);
        DkimVerifier verifier = DkimVerifier.builder()
                .resolver(FixedKeys.DNS)
                .clock(CLOCK)
                .budgetLimits(BudgetLimits.defaults().withBodyOctets(Long.MAX_VALUE))
                .build();
        byte[] field = signature.octets();
        byte[] header = new byte[field.length + HEADER.length];
        System.arraycopy(field, 0, header, 0, field.length);
        System.arraycopy(HEADER, 0, header, field.length, HEADER.length);
        List<DkimVerification> verifications = verifier.verify(new Large(header, mebibytes), limits);
        System.out.println(verifications.get(0).reason() + " "
                + verifications.get(0).coveredBodyOctets().orElse(0));
    }

    static HeaderField sign(int mebibytes, MessageLimits limits) throws IOException {
        DkimSigner signer = DkimSigner.builder()
                .signingDomain(FixedKeys.DOMAIN)
                .key("r1", FixedKeys.RSA_1024)
                .clock(CLOCK)
                .build();
        List<DkimSigningSession> sessions = new ArrayList<>(1);
        MessageStream message = MessageStream.open(limits, (header, body) -> sessions.add(signer.open(header, body)));
        InputStream in = new Large(HEADER, mebibytes);
        // As a socket has it: a piece ends anywhere.
        byte[] piece = new byte[10_007];
        for (int length = in.read(piece); length >= 0; length = in.read(piece)) {
            message.write(piece, 0, length);
        }
        message.close();
        return sessions.get(0).conclude().orElseThrow().get(0);
    }
}
