package org.mailauth.realparts;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What a foreign program did in the end.
 *
 * @param status exit status
 * @param out standard output
 * @param err standard error
 */
record Run(int status, String out, String err) {
    private static final File NOTHING = new File("/dev/null");

    /**
     * Runs a program to its end, without input.
     *
     * @param folder working directory
     * @param limit how long it may take; then it is killed with all that it started
     * @param command the program and its arguments
     * @return what it did
     * @throws IllegalStateException when it takes longer
     */
    static Run of(Path folder, Duration limit, List<String> command) throws IOException {
        Path out = Files.createTempFile(folder, "run", ".out");
        Path err = Files.createTempFile(folder, "run", ".err");
        Process process = builder(folder, command)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        try {
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("took longer than " + limit + ": " + shown(command) + "\n" + text(err));
            }
            return new Run(process.exitValue(), text(out), text(err));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted: " + shown(command), e);
        } finally {
            kill(process);
            Files.delete(out);
            Files.delete(err);
        }
    }

    /** A process with Debian's programs, and without the caller's locale and input. */
    static ProcessBuilder builder(Path folder, List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.redirectInput(NOTHING);
        builder.environment().clear();
        builder.environment().put("PATH", Program.searchPath());
        builder.environment().put("LC_ALL", "C.UTF-8");
        builder.environment().put("HOME", folder.toString());
        return builder;
    }

    static void kill(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    /**
     * Insists that the program succeeded.
     *
     * @return this
     * @throws IllegalStateException with what the program said, when it did not exit with 0
     */
    Run orThrow() {
        if (status != 0) {
            throw new IllegalStateException("exit status " + status + ": " + err + out);
        }
        return this;
    }

    private static String shown(List<String> command) {
        return String.join(" ", command.subList(0, Math.min(12, command.size())));
    }

    private static String text(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.ISO_8859_1);
    }
}
