package org.mailauth.mtasts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mailauth.DomainName;
import org.mailauth.Problem;

/**
 * Two processes that write to one directory are killed two hundred times, each after a number of writes drawn by lot. After
 * every kill the cache opens, no policy is there that was not written whole, and none is lost that was.
 */
class DiskCrashTest {
    private static final int KILLS = 200;
    private static final int WRITERS = 2;
    private static final int MOST_WRITES = 12;

    @TempDir
    private Path directory;

    private final Random random = new Random(8461);
    /** The highest number that each domain of a single writer is known to have got. */
    private final Map<DomainName, Integer> remembered = new HashMap<>();

    private final List<Problem> problems = new ArrayList<>();

    /** A running writer. */
    private record Child(String name, Process process, BufferedReader out) {}

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES) // two hundred starts of a JVM, on whatever machine
    void killedAtAnyMomentTheCacheOpensAndServesWholePoliciesOnly() throws Exception {
        int next = 1;
        int kills = 0;
        while (kills < KILLS) {
            List<Child> children = new ArrayList<>();
            try {
                for (int writer = 0; writer < WRITERS; writer++) {
                    children.add(start("w" + writer, next));
                }
                for (Child child : children) {
                    next = Math.max(next, kill(child));
                    kills++;
                    checkCache();
                }
            } finally {
                children.forEach(child -> child.process().destroyForcibly());
            }
        }
        assertThat(kills).isEqualTo(KILLS);
        assertThat(remembered).hasSize(WRITERS * CrashWriter.DOMAINS);
        System.out.println("killed " + kills + " times, " + next + " policies written, " + unfinished()
                + " unfinished files left behind");
        // Or no kill would have met a writer at work.
        assertThat(unfinished()).isPositive();
    }

    private Child start(String name, int first) throws IOException {
        String classes = Stream.of(CrashWriter.class, MtaStsPolicyCache.class, DomainName.class)
                .map(type ->
                        type.getProtectionDomain().getCodeSource().getLocation().getPath())
                .distinct()
                .collect(Collectors.joining(File.pathSeparator));
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xshare:auto",
                        "-Xmx32m",
                        "-cp",
                        classes,
                        CrashWriter.class.getName(),
                        directory.toString(),
                        name,
                        String.valueOf(first))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        return new Child(name, process, process.inputReader(StandardCharsets.US_ASCII));
    }

    /** Kills a writer after some writes; the number that the next one may start with. */
    private int kill(Child child) throws IOException, InterruptedException {
        int last = 0;
        for (int writes = random.nextInt(MOST_WRITES); writes >= 0; writes--) {
            last = note(child, child.out().readLine());
        }
        child.process().toHandle().destroyForcibly();
        // What it said before it died holds, too; of its last line only a part may have come.
        for (@Nullable String line = child.out().readLine();
                line != null;
                line = child.out().readLine()) {
            if (Integer.parseInt(line) > last) {
                last = note(child, line);
            }
        }
        child.process().waitFor();
        return last + 2;
    }

    private int note(Child child, @Nullable String line) {
        assertThat(line).as("a writer ended by itself").isNotNull();
        int number = Integer.parseInt(line);
        remembered.put(CrashWriter.domain(child.name(), number), number);
        return number;
    }

    private void checkCache() throws IOException {
        MtaStsPolicyCache cache = MtaStsPolicyCache.onDisk(directory, 1000, problems::add);
        cache.forEach(policy -> {
            String writer = policy.domain().labels().get(1);
            assertThat(policy).isEqualTo(CrashWriter.policy(writer, Integer.parseInt(policy.id())));
        });
        remembered.forEach((domain, number) -> assertThat(cache.get(domain))
                .as(domain + " has got policy " + number)
                .hasValueSatisfying(
                        policy -> assertThat(Integer.parseInt(policy.id())).isGreaterThanOrEqualTo(number)));
        assertThat(problems).isEmpty();
    }

    private long unfinished() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().startsWith("unfinished-"))
                    .count();
        }
    }
}
