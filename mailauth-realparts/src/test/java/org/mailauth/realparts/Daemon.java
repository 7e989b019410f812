package org.mailauth.realparts;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A foreign server in the foreground. It ends with {@link #close()}, and at the latest after a quarter of an hour. */
final class Daemon implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Tells whether a server is up. */
    interface Probe {
        boolean succeeds() throws IOException;
    }

    private final String name;
    private final Process process;
    private final Path log;

    private Daemon(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
    }

    /**
     * Starts a server and waits until it is up.
     *
     * @param folder working directory, which gets the log
     * @param name for messages, and for the log's name
     * @param command the program and its arguments; it must stay in the foreground
     * @param probe asked until it succeeds
     * @return the running server
     * @throws IllegalStateException with the log, when the server ends or does not come up
     */
    static Daemon start(Path folder, String name, List<String> command, Probe probe) throws IOException {
        Path log = folder.resolve(name + ".log");
        List<String> bounded = new ArrayList<>(List.of(Program.find("timeout", "coreutils"), "--kill-after=5", "900"));
        bounded.addAll(command);
        Process process = Run.builder(folder, bounded)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        Daemon daemon = new Daemon(name, process, log);
        try {
            daemon.await(probe);
            return daemon;
        } catch (IOException | RuntimeException e) {
            daemon.close();
            throw e;
        }
    }

    private void await(Probe probe) throws IOException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (process.isAlive() && System.nanoTime() - end < 0) {
            if (probe.succeeds()) {
                return;
            }
            sleep();
        }
        String said = Files.readString(log, StandardCharsets.ISO_8859_1);
        throw new IllegalStateException(name + (process.isAlive() ? " does not come up:\n" : " ended:\n") + said);
    }

    private void sleep() {
        try {
            TimeUnit.MILLISECONDS.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for " + name, e);
        }
    }

    /** Asks the server to end, and kills it when it does not within five seconds. */
    @Override
    public void close() {
        process.destroy();
        try {
            process.waitFor(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Run.kill(process);
    }
}
