package org.mailauth.realparts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;

/** A scratch folder and what was started for a lab. Closing it, or the end of the JVM, ends and removes everything, last first. */
final class LabParts implements AutoCloseable {
    private final Path folder;
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final Thread hook;

    private LabParts(Path folder, String name) {
        this.folder = folder;
        this.hook = new Thread(this::clear, name);
    }

    /**
     * Makes the folder.
     *
     * @param name what the folder's name starts with
     */
    static LabParts open(String name) throws IOException {
        LabParts opened = new LabParts(Files.createTempDirectory(name), name);
        Runtime.getRuntime().addShutdownHook(opened.hook);
        opened.add(() -> deleteAll(opened.folder));
        return opened;
    }

    Path folder() {
        return folder;
    }

    /** Sees to it that a part is closed. */
    <T extends AutoCloseable> T add(T part) {
        synchronized (parts) {
            parts.push(part);
        }
        return part;
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException tooLate) {
            // the JVM is ending, and the hook does it
            return;
        }
        clear();
    }

    private void clear() {
        List<AutoCloseable> last;
        synchronized (parts) {
            last = new ArrayList<>(parts);
            parts.clear();
        }
        RuntimeException failed = null;
        for (AutoCloseable part : last) {
            try {
                part.close();
            } catch (Exception e) {
                failed = failed == null ? new IllegalStateException("the lab was not cleared") : failed;
                failed.addSuppressed(e);
            }
        }
        if (failed != null) {
            throw failed;
        }
    }

    private static void deleteAll(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
