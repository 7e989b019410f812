package org.mailauth.mtasts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailauth.DomainName;
import org.mailauth.Problem;

/** Policies in memory and on disk. */
class PolicyCacheTest {
    @TempDir
    private Path parent;

    private Path directory;
    private final List<Problem> problems = new ArrayList<>();

    @BeforeEach
    void newDirectory() {
        directory = parent.resolve("a").resolve("b");
    }

    private MtaStsPolicyCache disk() throws IOException {
        return MtaStsPolicyCache.onDisk(directory, 1000, problems::add);
    }

    private static CachedPolicy policy(String domain, int second) {
        MtaStsPolicy policy = new MtaStsPolicy(
                MtaStsPolicy.Mode.ENFORCE, Duration.ofDays(7), List.of(MxPattern.of("mx" + second + ".example")));
        return new CachedPolicy(DomainName.of(domain), policy, "id" + second, Scene.START.plusSeconds(second));
    }

    private static List<CachedPolicy> all(MtaStsPolicyCache cache) {
        List<CachedPolicy> all = new ArrayList<>();
        cache.forEach(all::add);
        return all;
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        }
    }

    private Path only() throws IOException {
        assertThat(files()).hasSize(1);
        return files().get(0);
    }

    @Test
    void memoryKeepsTheLaterOfTwoPolicies() {
        keepsTheLaterOfTwoPolicies(MtaStsPolicyCache.inMemory(10));
    }

    @Test
    void diskKeepsTheLaterOfTwoPolicies() throws IOException {
        keepsTheLaterOfTwoPolicies(disk());
        assertThat(problems).isEmpty();
    }

    private static void keepsTheLaterOfTwoPolicies(MtaStsPolicyCache cache) {
        CachedPolicy later = policy("example.com", 2);
        assertThat(cache.get(later.domain())).isEmpty();
        cache.put(policy("example.com", 1));
        cache.put(later);
        cache.put(policy("example.com", 0));
        cache.put(policy("example.org", 3));
        assertThat(cache.get(later.domain())).contains(later);
        assertThat(all(cache)).containsExactlyInAnyOrder(later, policy("example.org", 3));
        cache.removeExpired(later.expiresAt());
        assertThat(all(cache)).containsExactly(policy("example.org", 3));
    }

    @Test
    void policyOfAClockThatWasSetBackGivesWay() throws IOException {
        for (MtaStsPolicyCache cache : List.of(MtaStsPolicyCache.inMemory(10), disk())) {
            CachedPolicy now = policy("example.com", 0);
            cache.put(policy("example.com", (int) Duration.ofDays(3000).toSeconds()));
            cache.put(now);
            assertThat(cache.get(now.domain())).contains(now);
        }
    }

    @Test
    void memoryIsBounded() {
        MtaStsPolicyCache cache = MtaStsPolicyCache.inMemory(10);
        for (int number = 0; number < 100; number++) {
            cache.put(policy("d" + number + ".example", number));
        }
        assertThat(all(cache)).hasSizeLessThanOrEqualTo(10);
    }

    @Test
    void diskSurvivesARestartAndServesTwoAtOnce() throws IOException {
        MtaStsPolicyCache first = disk();
        MtaStsPolicyCache second = disk();
        first.put(policy("example.com", 1));
        assertThat(second.get(DomainName.of("example.com"))).contains(policy("example.com", 1));
        second.put(policy("example.com", 2));
        assertThat(first.get(DomainName.of("example.com"))).contains(policy("example.com", 2));
        assertThat(disk().get(DomainName.of("example.com"))).contains(policy("example.com", 2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"con", "nul.txt", "a", "aux", "_x._y.example", "LONG"})
    void noDomainNamesAFileThatMeansSomething(String name) throws IOException {
        String domain = name.equals("LONG") ? ("a".repeat(61) + ".").repeat(4) + "abc" : name;
        disk().put(policy(domain, 1));
        assertThat(only().getFileName().toString()).matches("[0-9a-f]{64}\\.policy");
        assertThat(disk().get(DomainName.of(domain))).contains(policy(domain, 1));
    }

    @Test
    void everyShorterFileIsReportedAndNotServed() throws IOException {
        disk().put(policy("example.com", 1));
        Path file = only();
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            problems.clear();
            assertThat(disk().get(DomainName.of("example.com")))
                    .as(length + " octets")
                    .isEmpty();
            assertThat(problems).singleElement().extracting(Problem::code).isEqualTo("mtasts.cache-file");
        }
    }

    @Test
    void everyChangedOctetIsReportedAndNotServed() throws IOException {
        disk().put(policy("example.com", 1));
        Path file = only();
        byte[] whole = Files.readAllBytes(file);
        for (int at = 0; at < whole.length; at++) {
            byte[] changed = whole.clone();
            changed[at] ^= 1;
            Files.write(file, changed);
            assertThat(disk().get(DomainName.of("example.com")))
                    .as("octet " + at)
                    .isEmpty();
        }
        Files.write(file, whole);
        assertThat(disk().get(DomainName.of("example.com"))).isPresent();
    }

    @Test
    void fileUnderAnotherDomainsNameIsNotServed() throws IOException {
        disk().put(policy("example.com", 1));
        Files.move(only(), directory.resolve(PolicyFile.name(DomainName.of("example.org"))));
        assertThat(disk().get(DomainName.of("example.org"))).isEmpty();
        assertThat(all(disk())).isEmpty();
        assertThat(problems).hasSize(2).allMatch(problem -> problem.text().contains("another domain"));
    }

    @Test
    void whatIsNoRegularFileIsNotServed() throws IOException {
        MtaStsPolicyCache cache = disk();
        cache.put(policy("example.org", 1));
        Path file = directory.resolve(PolicyFile.name(DomainName.of("example.com")));
        Files.createSymbolicLink(file, only());
        assertThat(cache.get(DomainName.of("example.com"))).isEmpty();
        Files.delete(file);
        Files.createDirectory(file);
        assertThat(cache.get(DomainName.of("example.com"))).isEmpty();
        assertThat(problems).hasSize(2).allMatch(problem -> problem.text().contains("no regular file"));
    }

    @Test
    void foreignFilesAreLeftAlone() throws IOException {
        MtaStsPolicyCache cache = disk();
        Path foreign = directory.resolve("README.policy");
        Files.writeString(foreign, "mine", StandardCharsets.UTF_8);
        assertThat(all(cache)).isEmpty();
        cache.removeExpired(Instant.parse("2099-01-01T00:00:00Z"));
        assertThat(foreign).exists();
        assertThat(problems).isEmpty();
    }

    @Test
    void whatACrashLeftBehindIsRemovedAfterAnHour() throws IOException {
        disk();
        Path old = Files.createFile(directory.resolve("unfinished-1.tmp"));
        Path young = Files.createFile(directory.resolve("unfinished-2.tmp"));
        Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofHours(2))));
        disk();
        assertThat(files()).containsExactly(young);
    }

    @Test
    void diskIsBoundedAndTheOldestGo() throws IOException {
        MtaStsPolicyCache cache = MtaStsPolicyCache.onDisk(directory, 10, problems::add);
        for (int number = 0; number < 40; number++) {
            cache.put(policy("d" + number + ".example", number));
            Files.setLastModifiedTime(
                    directory.resolve(PolicyFile.name(DomainName.of("d" + number + ".example"))),
                    FileTime.from(Scene.START.plusSeconds(number)));
        }
        assertThat(files()).hasSizeBetween(9, 10);
        assertThat(cache.get(DomainName.of("d39.example"))).isPresent();
        assertThat(cache.get(DomainName.of("d0.example"))).isEmpty();
    }

    // Mail must not go out without protection because a disk is broken.
    @Test
    void storeThatCannotBeReadIsNotAnEmptyOne() {
        Scene scene = new Scene();
        scene.dns = Scene.zone();
        scene.cache = new MtaStsPolicyCache() {
            @Override
            public Optional<CachedPolicy> get(DomainName domain) {
                throw new UncheckedIOException(new IOException("the disk is broken"));
            }

            @Override
            public void put(CachedPolicy policy) {
                throw new UncheckedIOException(new IOException("the disk is broken"));
            }

            @Override
            public void forEach(Consumer<? super CachedPolicy> action) {}

            @Override
            public void removeExpired(Instant now) {}
        };
        assertThatThrownBy(scene::fetch).isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void policyThatCannotBeRememberedHoldsAllTheSame() throws IOException {
        Scene scene = new Scene();
        scene.cache = disk();
        Files.delete(directory);
        MtaStsLookup.Found found = scene.found();
        assertThat(found.source()).isEqualTo(MtaStsLookup.Source.FRESH);
        assertThat(found.problems()).extracting(Problem::code).containsExactly("mtasts.cache-write");
    }

    @Test
    void policyOfAnySizeIsWrittenAndReadBack() throws IOException {
        StringBuilder text = new StringBuilder("version: STSv1\nmode: enforce\nmax_age: 1\n");
        int host = 0;
        while (text.length() < MtaStsPolicy.MAX_OCTETS - 16) {
            text.append("mx:a").append(Integer.toString(host++, 36)).append(".b\n");
        }
        MtaStsPolicy policy = MtaStsPolicy.of(text.toString());
        CachedPolicy large = new CachedPolicy(DomainName.of("example.com"), policy, "1", Scene.START);
        disk().put(large);
        assertThat(disk().get(large.domain())).contains(large);
    }

    @Test
    void timesBeyondTheCalendarAreRefused() {
        assertThatThrownBy(() -> new CachedPolicy(
                        DomainName.of("example.com"), MtaStsPolicy.of(Scene.ENFORCE), "1", Instant.MAX))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
