package org.mailauth.spf;

import java.lang.reflect.Method;
import org.mailauth.RecordCache;
import org.mailauth.SmtpSession;
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
    public static void main(String[] arguments) throws ReflectiveOperationException {
        StringBuilder line = new StringBuilder();
        for (RecordCache cache : new RecordCache[] {RecordCache.ofSize(1024), RecordCache.none()}) {
            for (InMemoryDns zone : new InMemoryDns[] {IP4, CHAIN, MX_THEN_A}) {
                line.append(octets(zone, cache)).append(' ');
            }
        }
        System.out.println(line.toString().strip());
    }

    private static long octets(InMemoryDns zone, RecordCache cache) throws ReflectiveOperationException {
        SpfEvaluator evaluator =
                SpfEvaluator.builder().resolver(zone).recordCache(cache).build();
        allocated(evaluator, WARM_UP);
        return allocated(evaluator, COUNTED) / COUNTED;
    }

    private static long allocated(SpfEvaluator evaluator, int times) throws ReflectiveOperationException {
        Object threads = Class.forName("java.lang.management.ManagementFactory")
                .getMethod("getThreadMXBean")
                .invoke(null);
        Method count =
                Class.forName("com.sun.management.ThreadMXBean").getMethod("getThreadAllocatedBytes", long.class);
        long thread = Thread.currentThread().getId();
        long before = (long) count.invoke(threads, thread);
        for (int time = 0; time < times; time++) {
            SpfResult result = evaluator.checkMailFrom(SESSION).result();
            if (result != SpfResult.PASS) {
                throw new IllegalStateException(result.name());
            }
        }
        return (long) count.invoke(threads, thread) - before;
    }
}
