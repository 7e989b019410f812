package org.mailauth.spf;

import java.io.IOException;
import org.mailauth.RecordCache;
import org.mailauth.SmtpSession;
import org.mailauth.conformance.AllocatedOctets;
import org.mailauth.testkit.InMemoryDns;

/**
 * Counts the octets that a check allocates on its thread; run by {@link AllocationTest} in a JVM of its own, on the class
 * path, where the JVM's beans can be asked, which the modules of this project do not read.
 */
final class Allocation {
    private static final int WARM_UP = 30_000;
    private static final int COUNTED = 1000;
    private static final SmtpSession SESSION = SmtpSession.builder()
            .clientIp("192.0.2.1")
            .helo("mail.example.com")
            .mailFrom("news@example.com")
            .build();
    private static final InMemoryDns IP4 = InMemoryDns.of("example.com. TXT \"v=spf1 ip4:192.0.2.0/24 -all\"");
    private static final InMemoryDns CHAIN = InMemoryDns.of("""
            example.com. TXT "v=spf1 include:a.example.com -all"
            a.example.com. TXT "v=spf1 include:b.example.com -all"
            b.example.com. TXT "v=spf1 include:c.example.com -all"
            c.example.com. TXT "v=spf1 include:d.example.com -all"
            d.example.com. TXT "v=spf1 include:e.example.com -all"
            e.example.com. TXT "v=spf1 ip4:192.0.2.0/24 -all"
            """);
    private static final InMemoryDns MX_THEN_A = InMemoryDns.of("""
            example.com. TXT "v=spf1 mx a -all"
            example.com. MX 10 mx.example.com.
            mx.example.com. A 192.0.2.25
            example.com. A 192.0.2.1
            """);

    private Allocation() {}

    /** Writes one line: octets for each zone with records remembered, then for each with records read each time. */
    public static void main(String[] arguments) throws IOException {
        StringBuilder line = new StringBuilder();
        for (RecordCache cache : new RecordCache[] {RecordCache.ofSize(1024), RecordCache.none()}) {
            for (InMemoryDns zone : new InMemoryDns[] {IP4, CHAIN, MX_THEN_A}) {
                line.append(octets(zone, cache)).append(' ');
            }
        }
        System.out.println(line.toString().strip());
    }

    private static long octets(InMemoryDns zone, RecordCache cache) throws IOException {
        SpfEvaluator evaluator =
                SpfEvaluator.builder().resolver(zone).recordCache(cache).build();
        AllocatedOctets.Work check = () -> evaluator.checkMailFrom(SESSION).result() == SpfResult.PASS;
        AllocatedOctets.of(WARM_UP, check);
        return AllocatedOctets.of(COUNTED, check) / COUNTED;
    }
}
