package org.mailauth.mtasts;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.mailauth.DomainName;

/** A process that remembers policies until it is killed, and tells of each one that it has remembered. */
final class CrashWriter {
    static final int DOMAINS = 5;

    private CrashWriter() {}

    /**
     * Writes for as long as somebody listens.
     *
     * @param args the directory, the name of this writer, and the number of its first policy
     */
    public static void main(String[] args) throws IOException {
        MtaStsPolicyCache cache = MtaStsPolicyCache.onDisk(Path.of(args[0]));
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.US_ASCII);
        for (int number = Integer.parseInt(args[2]); !out.checkError(); number++) {
            // One domain in two belongs to this writer alone, so that what became of it can be said for certain.
            cache.put(policy(args[1], number));
            out.println(number);
            cache.put(policy("shared", number));
        }
    }

    /** The policy of this number: everything in it follows from the number, so that no mixture of two can pass for one. */
    static CachedPolicy policy(String writer, int number) {
        List<MxPattern> mx = new ArrayList<>();
        for (int host = 0; host < 1 + number % 200; host++) {
            mx.add(MxPattern.of("mx" + host + "-" + number + ".example.net"));
        }
        MtaStsPolicy policy = new MtaStsPolicy(MtaStsPolicy.Mode.ENFORCE, Duration.ofSeconds(number), mx);
        return new CachedPolicy(
                domain(writer, number), policy, String.valueOf(number), Scene.START.plusSeconds(number));
    }

    static DomainName domain(String writer, int number) {
        return DomainName.of("d" + number % DOMAINS + "." + writer + ".example");
    }
}
