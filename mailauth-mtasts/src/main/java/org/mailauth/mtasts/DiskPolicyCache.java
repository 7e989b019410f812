package org.mailauth.mtasts;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.mailauth.DomainName;
import org.mailauth.Problem;

/**
 * Remembers policies on disk: one file each. A file is only ever put in its place whole, by renaming, so that neither a
 * crash nor another process can let anybody see a part of one; there are no locks that could be left behind.
 */
final class DiskPolicyCache implements MtaStsPolicyCache {
    private static final String UNFINISHED_START = "unfinished-";
    private static final String UNFINISHED_END = ".tmp";
    /** What another process writes takes less than this; what is older was left behind by a crash. */
    private static final Duration UNFINISHED_FOR = Duration.ofHours(1);

    /** A file and when it was written. */
    private record Aged(Path file, FileTime written) {}

    private final Path directory;
    private final int maximum;
    private final Consumer<? super Problem> problems;
    /** As far as this process knows. */
    private final AtomicInteger files = new AtomicInteger();

    private DiskPolicyCache(Path directory, int maximum, Consumer<? super Problem> problems) {
        this.directory = directory;
        this.maximum = maximum;
        this.problems = problems;
    }

    static DiskPolicyCache open(Path directory, int maximum, Consumer<? super Problem> problems) throws IOException {
        Objects.requireNonNull(problems, "problems");
        if (maximum < 1) {
            throw new IllegalArgumentException("maximum must be at least 1: " + maximum);
        }
        Files.createDirectories(directory);
        DiskPolicyCache cache = new DiskPolicyCache(directory, maximum, problems);
        cache.removeUnfinished();
        cache.files.set(cache.policyFiles().size());
        return cache;
    }

    /** Removes what crashes left behind. The time is that of the file system, which may be another machine's. */
    private void removeUnfinished() throws IOException {
        Path probe = unfinished();
        try {
            Instant now = Files.getLastModifiedTime(probe).toInstant();
            for (Path file : list(UNFINISHED_START)) {
                Optional<FileTime> written = written(file);
                if (written.isPresent()
                        && written.get().toInstant().plus(UNFINISHED_FOR).isBefore(now)) {
                    Files.deleteIfExists(file);
                }
            }
        } finally {
            Files.deleteIfExists(probe);
        }
    }

    private Path unfinished() throws IOException {
        return Files.createTempFile(directory, UNFINISHED_START, UNFINISHED_END);
    }

    private List<Path> policyFiles() throws IOException {
        return list("").stream()
                .filter(file -> PolicyFile.isName(file.getFileName().toString()))
                .toList();
    }

    private List<Path> list(String start) throws IOException {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            for (Path entry : entries) {
                if (entry.getFileName().toString().startsWith(start)) {
                    found.add(entry);
                }
            }
        } catch (DirectoryIteratorException failed) {
            throw failed.getCause();
        }
        return found;
    }

    private static Optional<FileTime> written(Path file) throws IOException {
        try {
            return Optional.of(Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS));
        } catch (NoSuchFileException gone) {
            return Optional.empty();
        }
    }

    @Override
    public Optional<CachedPolicy> get(DomainName domain) {
        Path file = directory.resolve(PolicyFile.name(domain));
        try {
            return read(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot read the policy of " + domain, unreadable);
        }
    }

    /** A file counts only when it is whole and has the name that its domain gives it. */
    private Optional<CachedPolicy> read(Path file) throws IOException {
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS) && !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            report(file, "is no regular file");
            return Optional.empty();
        }
        byte[] octets;
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            octets = in.readNBytes(PolicyFile.MAX_OCTETS + 1);
        } catch (NoSuchFileException absent) {
            return Optional.empty();
        }
        Optional<CachedPolicy> policy = PolicyFile.read(octets);
        if (policy.isEmpty()) {
            report(file, "is not whole or was written by something else");
            return Optional.empty();
        }
        if (!PolicyFile.name(policy.get().domain()).equals(file.getFileName().toString())) {
            report(file, "has the name of another domain");
            return Optional.empty();
        }
        return policy;
    }

    private void report(Path file, String what) {
        problems.accept(
                Problem.of("mtasts.cache-file", "", "the file " + file.getFileName() + " is ignored: it " + what));
    }

    @Override
    public void put(CachedPolicy policy) {
        Path file = directory.resolve(PolicyFile.name(policy.domain()));
        try {
            Optional<CachedPolicy> known = read(file);
            // Threads that shared one request put the same policy.
            if (known.filter(other -> other.equals(policy) || other.isNewerThan(policy))
                    .isPresent()) {
                return;
            }
            write(file, PolicyFile.write(policy));
            if (known.isEmpty() && files.incrementAndGet() > maximum) {
                removeOldest();
            }
        } catch (IOException unwritable) {
            throw new UncheckedIOException("cannot remember the policy of " + policy.domain(), unwritable);
        }
    }

    private void write(Path file, byte[] octets) throws IOException {
        Path unfinished = unfinished();
        try {
            try (FileChannel channel = FileChannel.open(unfinished, StandardOpenOption.WRITE)) {
                ByteBuffer rest = ByteBuffer.wrap(octets);
                while (rest.hasRemaining()) {
                    channel.write(rest);
                }
                // Before the file gets its name, or a crash of the machine could leave the name and not the octets.
                channel.force(true);
            }
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(unfinished);
        }
        flushDirectory();
    }

    private void flushDirectory() throws IOException {
        FileChannel channel;
        try {
            channel = FileChannel.open(directory, StandardOpenOption.READ);
        } catch (IOException notOnThisSystem) {
            // Some systems do not open directories; the file is whole all the same.
            return;
        }
        try (channel) {
            channel.force(true);
        }
    }

    private void removeOldest() throws IOException {
        List<Aged> aged = new ArrayList<>();
        for (Path file : policyFiles()) {
            written(file).ifPresent(written -> aged.add(new Aged(file, written)));
        }
        aged.sort(Comparator.comparing(Aged::written));
        // A tenth more than need be, so that not every policy from now on costs a look at all the others.
        int surplus = aged.size() > maximum ? aged.size() - maximum + maximum / 10 : 0;
        for (Aged each : aged.subList(0, surplus)) {
            Files.deleteIfExists(each.file());
        }
        files.set(aged.size() - surplus);
    }

    @Override
    public void forEach(Consumer<? super CachedPolicy> action) {
        try {
            for (Path file : policyFiles()) {
                read(file).ifPresent(action);
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot read the policies in " + directory, unreadable);
        }
    }

    @Override
    public void removeExpired(Instant now) {
        try {
            for (Path file : policyFiles()) {
                if (read(file).filter(policy -> policy.isExpired(now)).isPresent()) {
                    removeExpired(file, now);
                }
            }
            files.set(policyFiles().size());
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot remove expired policies in " + directory, failed);
        }
    }

    /** Another process may have put a new policy there since the file was read: it is taken away, and looked at again. */
    private void removeExpired(Path file, Instant now) throws IOException {
        Path taken = unfinished();
        try {
            Files.move(file, taken, StandardCopyOption.ATOMIC_MOVE);
            byte[] octets = Files.readAllBytes(taken);
            boolean fresh = PolicyFile.read(octets)
                    .filter(policy -> !policy.isExpired(now))
                    .isPresent();
            if (fresh && !Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                Files.move(taken, file, StandardCopyOption.ATOMIC_MOVE);
            }
        } catch (NoSuchFileException gone) {
            return;
        } finally {
            Files.deleteIfExists(taken);
        }
    }
}
