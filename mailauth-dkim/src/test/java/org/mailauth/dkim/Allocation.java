package org.mailauth.dkim;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReference;
import org.mailauth.BudgetLimits;
import org.mailauth.conformance.AllocatedOctets;
import org.mailauth.dns.DnsAnswer;
import org.mailauth.message.Message;
import org.mailauth.message.MessageLimits;

/**
 * Counts the octets that verifying allocates on its thread; run by {@link AllocationTest} in a JVM of its own, on the
 * class path, where the JVM's beans can be asked, which the modules of this project do not read.
 */
final class Allocation {
    private static final int WARM_UP = 6000;
    private static final int COUNTED = 500;
    private static final int ROUNDS = 8;
    private static final String HEADER = """
            Received: from app.example.com (app.example.com [192.0.2.1])
             by mail.example.com with ESMTPS id 4F1C92A0B7
             for <reader@example.net>; Mon, 30 Nov 2026 05:00:02 +0000
            From: "Example News" <news@example.com>
            To: Reader One <reader@example.net>,
             "Reader, Two" <second@example.net>
            Reply-To: <answers@example.com>
            Subject: Your weekly summary of what happened
             in all the projects that you follow
            Date: Mon, 30 Nov 2026 05:00:00 +0000
            Message-ID: <20261130050000.4711@app.example.com>
            MIME-Version: 1.0
            Content-Type: text/plain; charset=us-ascii;
             format=flowed
            Content-Transfer-Encoding: 7bit

            """.replace("\n", "\r\n");

    private Allocation() {}

    /** Writes one line: octets for a message of 4 KiB, and those that streaming 257 MiB takes more than one. */
    public static void main(String[] arguments) throws IOException {
        System.out.println(small() + " " + streamed());
    }

    private static long small() throws IOException {
        Message plain = message(HEADER + "a line of the body of this message\r\n".repeat(114));
        Message signed = plain.withPrepended(DkimSigner.builder()
                .signingDomain(FixedKeys.DOMAIN)
                .key("r2", FixedKeys.RSA_2048)
                .clock(BoundedMemory.CLOCK)
                .build()
                .sign(plain)
                .orElseThrow());
        // A resolver that costs nothing, so that what is counted is the verifier's own.
        AtomicReference<DnsAnswer> answer = new AtomicReference<>();
        DkimVerifier verifier = DkimVerifier.builder()
                .resolver(question -> {
                    DnsAnswer known = answer.get();
                    if (known == null) {
                        known = FixedKeys.DNS.resolve(question);
                        answer.set(known);
                    }
                    return known;
                })
                .clock(BoundedMemory.CLOCK)
                .build();
        AllocatedOctets.Work work = () -> verifier.verify(signed).get(0).reason() == DkimReason.VERIFIED;
        AllocatedOctets.of(WARM_UP, work);
        // The least of some rounds: code that the compiler takes back and makes anew allocates more for a while.
        long least = Long.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            least = Math.min(least, AllocatedOctets.of(COUNTED, work) / COUNTED);
        }
        return least;
    }

    private static long streamed() throws IOException {
        MessageLimits limits = MessageLimits.defaults().withMessageOctets(Long.MAX_VALUE);
        DkimVerifier verifier = DkimVerifier.builder()
                .resolver(FixedKeys.DNS)
                .clock(BoundedMemory.CLOCK)
                .budgetLimits(BudgetLimits.defaults().withBodyOctets(Long.MAX_VALUE))
                .build();
        // The body is made while it is read: by no more than an array that was there before, which counts for nothing.
        long before = 0;
        long most = 0;
        for (int mebibytes : new int[] {1, 1, 257}) {
            byte[] header = (BoundedMemory.sign(mebibytes, limits) + "\r\n"
                            + new String(BoundedMemory.HEADER, StandardCharsets.ISO_8859_1))
                    .getBytes(StandardCharsets.ISO_8859_1);
            BoundedMemory.Large in = new BoundedMemory.Large(header, mebibytes);
            before = most;
            most = AllocatedOctets.of(
                    1, () -> verifier.verify(in, limits).get(0).reason() == DkimReason.VERIFIED);
        }
        return most - before;
    }

    private static Message message(String text) {
        return Message.of(text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
