package org.mailauth.benchmarks.outside;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.mailauth.benchmarks.Bench;
import org.mailauth.benchmarks.rows.Providers;
import org.mailauth.benchmarks.rows.Row;

/**
 * A program that measures one implementation in a process of its own. All take the arguments, and give the output, that
 * the head of {@code libopendkim-driver.c} describes.
 *
 * @param who the implementation
 * @param command the program
 * @param warmUpMillis CPU time that it does not measure
 */
record Driver(String who, List<String> command, int warmUpMillis) {
    private static final String NOTHING_CACHED = Row.MAILAUTH + ", nothing cached";
    private static final int COMPILED_BEFORE = 200;
    private static final int COMPILED_AS_IT_RUNS = 2000;
    private static final int SMALL = 4096;
    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final File NOTHING = new File("/dev/null");

    /** The drivers: mailauth, with and without what it keeps by default, and what was installed in a folder. */
    static List<Driver> all(Path folder) {
        List<Driver> drivers = new ArrayList<>();
        drivers.add(mailauth(Row.MAILAUTH, MailauthDriver.DEFAULT));
        drivers.add(mailauth(NOTHING_CACHED, MailauthDriver.NOTHING_CACHED));
        Providers.optional().keySet().forEach(name -> drivers.add(mailauth(Row.MAILAUTH + " " + name, name)));
        List<String> c = List.of(file(folder, "libopendkim-driver"));
        drivers.add(new Driver("libopendkim", c, COMPILED_BEFORE));
        // not the first python3 on the path, but the one that Debian's modules are for
        List<String> python = List.of("/usr/bin/python3", "-I", file(folder, "dkimpy-driver.py"));
        drivers.add(new Driver("dkimpy", python, COMPILED_BEFORE));
        List<String> node = List.of("node", file(folder, "npm-mailauth-driver.js"));
        drivers.add(new Driver("npm mailauth", node, COMPILED_AS_IT_RUNS));
        return drivers;
    }

    private static Driver mailauth(String who, String variant) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home", ""), "bin", "java").toString());
        command.addAll(Bench.JVM);
        command.addAll(List.of("-cp", System.getProperty("java.class.path", "")));
        command.addAll(List.of(MailauthDriver.class.getName(), variant));
        return new Driver(who, command, COMPILED_AS_IT_RUNS);
    }

    private static String file(Path folder, String name) {
        return folder.resolve(name).toString();
    }

    /** What it is, with versions. */
    String version(Path folder) throws IOException, Failure {
        return run(folder, List.of("version")).strip();
    }

    /** Whether there is something to measure: a signer holds its key in any case, and beside a large body it is nothing. */
    boolean does(Work work) {
        return !who.equals(NOTHING_CACHED) || (work.verifies() && work.octets() <= SMALL);
    }

    /** Measures one round. */
    Answer measure(Path folder, Plan plan, List<String> order) throws IOException, Failure {
        List<String> arguments = new ArrayList<>();
        for (int time : new int[] {warmUpMillis, plan.repetitions(), plan.repetitionMillis()}) {
            arguments.add(Integer.toString(time));
        }
        arguments.addAll(order);
        String output = run(folder, arguments);
        try {
            return Answer.read(output, plan.repetitions());
        } catch (IllegalArgumentException e) {
            throw new Failure("says " + e.getMessage(), e);
        }
    }

    private String run(Path folder, List<String> arguments) throws IOException, Failure {
        List<String> whole = new ArrayList<>(command);
        whole.addAll(arguments);
        Path out = Files.createTempFile(folder, "driver", ".out");
        Path err = Files.createTempFile(folder, "driver", ".err");
        try {
            Process process = start(whole, out, err);
            int status = await(process);
            if (status != 0) {
                throw new Failure("exit code " + status + ", " + lastLine(err), null);
            }
            return Files.readString(out, ISO_8859_1);
        } finally {
            Files.delete(out);
            Files.delete(err);
        }
    }

    private static Process start(List<String> command, Path out, Path err) throws Failure {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectInput(NOTHING)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().putAll(Map.of("LC_ALL", "C.UTF-8", "NODE_OPTIONS", ""));
        try {
            return builder.start();
        } catch (IOException e) {
            throw new Failure("does not start", e);
        }
    }

    private static int await(Process process) throws Failure {
        try {
            if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                throw new Failure("takes longer than " + LIMIT.toMinutes() + " minutes", null);
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure("interrupted", e);
        } finally {
            process.destroyForcibly();
        }
    }

    private static String lastLine(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file, ISO_8859_1);
        return lines.isEmpty() ? "nothing said" : lines.get(lines.size() - 1);
    }

    /** A driver that is not there, or fails, or found that a signature does not pass. */
    static final class Failure extends Exception {
        private static final long serialVersionUID = 1;

        private final String what;

        Failure(String message, @Nullable Throwable cause) {
            super(message, cause);
            what = message;
        }

        String what() {
            return what;
        }
    }
}
