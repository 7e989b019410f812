package org.mailauth.benchmarks.outside;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.sun.management.OperatingSystemMXBean;
import java.io.ByteArrayInputStream;
import java.io.PrintStream;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Provider;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mailauth.BudgetLimits;
import org.mailauth.RecordCache;
import org.mailauth.benchmarks.rows.DkimRows;
import org.mailauth.benchmarks.rows.Mails;
import org.mailauth.benchmarks.rows.Operation;
import org.mailauth.benchmarks.rows.Providers;
import org.mailauth.dkim.DkimSigner;
import org.mailauth.dkim.DkimSigning;
import org.mailauth.dkim.DkimVerifier;
import org.mailauth.dkim.SigningKey;
import org.mailauth.message.Message;
import org.mailauth.testkit.InMemoryDns;

/**
 * Measures mailauth in the way in which the drivers of others do, with their arguments and output behind the name of a
 * variant. Unlike {@link org.mailauth.benchmarks.RowBenchmark} it counts the CPU time of the whole process, with the compiler and the collection of
 * garbage, because that is what the others can be asked for.
 */
final class MailauthDriver {
    static final String DEFAULT = "default";
    /** Without the cache of decoded keys: each record is parsed, and its key decoded, for each message, as others do. */
    static final String NOTHING_CACHED = "nothing-cached";

    private static final int STREAMED = 1 << 20;
    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final int SLICES = 6;
    private static final int WARM = 20_000;

    private MailauthDriver() {}

    /**
     * Measures.
     *
     * @param args the variant, then what the head of {@code libopendkim-driver.c} describes
     * @throws Exception when something fails, and when a signature does not pass
     */
    public static void main(String... args) throws Exception {
        List<String> arguments = List.of(args);
        run(arguments.get(0), arguments.subList(1, arguments.size()), System.out);
    }

    static void run(String variant, List<String> arguments, PrintStream out) throws Exception {
        if (arguments.equals(List.of("version"))) {
            out.println("mailauth of these sources, JDK " + Runtime.version());
            return;
        }
        Operation operation = arguments.get(3).equals("verify")
                ? verifier(variant, Path.of(arguments.get(5)), Path.of(arguments.get(6)))
                : signer(variant, arguments.subList(5, arguments.size()));
        int[] times =
                arguments.subList(0, 3).stream().mapToInt(Integer::parseInt).toArray();
        measure(times[0], times[1], times[2], operation, out);
    }

    private static @Nullable Provider provider(String variant) {
        return Providers.optional().get(variant);
    }

    private static Operation verifier(String variant, Path message, Path record) throws Exception {
        InMemoryDns dns = InMemoryDns.builder()
                .txt(Mails.SELECTOR + "._domainkey." + Mails.DOMAIN, Files.readString(record, US_ASCII))
                .build();
        DkimVerifier.Builder builder = DkimVerifier.builder()
                .resolver(dns)
                .budgetLimits(BudgetLimits.defaults().withBodyOctets(1L << 30));
        if (variant.equals(NOTHING_CACHED)) {
            builder.recordCache(RecordCache.none());
        }
        Provider provider = provider(variant);
        if (provider != null) {
            builder.provider(provider);
        }
        DkimVerifier verifier = builder.build();
        byte[] octets = Files.readAllBytes(message);
        if (octets.length < STREAMED) {
            return () -> DkimRows.pass(verifier.verify(Message.of(octets, Mails.LIMITS)), 1);
        }
        return () -> DkimRows.pass(verifier.verify(new ByteArrayInputStream(octets), Mails.LIMITS), 1);
    }

    private static Operation signer(String variant, List<String> files) throws Exception {
        DkimSigner.Builder builder = DkimSigner.builder()
                .signingDomain(files.get(3))
                .key(files.get(4), SigningKey.fromPem(Path.of(files.get(1))));
        Provider provider = provider(variant);
        if (provider != null) {
            builder.provider(provider);
        }
        DkimSigner signer = builder.build();
        byte[] octets = Files.readAllBytes(Path.of(files.get(0)));
        Message message = Message.of(octets, Mails.LIMITS);
        try (var out = Files.newOutputStream(Path.of(files.get(2)))) {
            message.withPrepended(signer.sign(message).orElseThrow()).writeTo(out);
        }
        if (octets.length < STREAMED) {
            return () -> signer.sign(Message.of(octets)) instanceof DkimSigning.Signed;
        }
        return () -> signer.sign(new ByteArrayInputStream(octets)) instanceof DkimSigning.Signed;
    }

    private static void measure(
            int warmUpMillis, int repetitions, int repetitionMillis, Operation operation, PrintStream out)
            throws Exception {
        // a look at the clock asks the system about every thread of the JVM: once in about a millisecond is often
        // enough
        long batch = Math.max(1, warmUp(warmUpMillis, operation) / Math.max(1, warmUpMillis));
        for (int repetition = 0; repetition < repetitions; repetition++) {
            long start = cpuNanos();
            long count = 0;
            long spent;
            do {
                for (long i = 0; i < batch; i++) {
                    once(operation);
                }
                count += batch;
                spent = cpuNanos() - start;
            } while (spent < repetitionMillis * NANOS_PER_MILLI || spent == 0);
            out.println(count + "\t" + spent);
        }
    }

    /**
     * Warms up, by the time of this thread, because that of the compiler warms nothing up; and then on, at most three times as
     * long, until the operation was done often and the compiler has little to do.
     *
     * @return how often it did the operation in a time as long as the one that was asked for
     */
    private static long warmUp(int millis, Operation operation) throws Exception {
        ThreadMXBean thread = ManagementFactory.getThreadMXBean();
        CompilationMXBean compiler = ManagementFactory.getCompilationMXBean();
        long count = 0;
        long slice = Math.max(1, millis / SLICES);
        int slices = 0;
        while (slices < 3 * SLICES) {
            long compiled = compiler.getTotalCompilationTime();
            long end = thread.getCurrentThreadCpuTime() + slice * NANOS_PER_MILLI;
            do {
                once(operation);
                count++;
            } while (thread.getCurrentThreadCpuTime() < end);
            slices++;
            if (slices >= SLICES && count >= WARM && compiler.getTotalCompilationTime() - compiled < slice / 20) {
                break;
            }
        }
        return count * SLICES / slices;
    }

    private static void once(Operation operation) throws Exception {
        if (!operation.run()) {
            throw new IllegalStateException("signature: does not pass");
        }
    }

    private static long cpuNanos() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }
}
