package org.mailauth.cli.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.function.LongSupplier;
import org.mailauth.cli.command.CommandException;
import org.mailauth.cli.command.ExitStatus;
import org.mailauth.cli.input.Inputs;
import org.mailauth.cli.output.Console;

/** Goes through the files that a command names, shows how far it is, and tells what cannot be read. Not thread-safe. */
final class ReportWalk {
    private final Console console;
    private ExitStatus status = ExitStatus.OK;
    private long files;
    private long unreadable;

    ReportWalk(Console console) {
        this.console = console;
    }

    /** Reads one file. */
    @FunctionalInterface
    interface FileReader {
        /** Reads a file; what it throws is told, and ends the work on this file. */
        void read(String name, InputStream content) throws IOException;
    }

    /**
     * Reads all files.
     *
     * @param counted how many of these there are so far
     * @param what they are called
     */
    void read(List<String> paths, LongSupplier counted, String what, FileReader reader) throws CommandException {
        if (Collections.frequency(paths, Inputs.STANDARD_INPUT) > 1) {
            throw new CommandException("standard input (-) can be named only once");
        }
        List<String> names = ReportFiles.of(paths, this::fail);
        for (String name : names) {
            files++;
            console.progress("reading file " + files + " of " + names.size() + ", " + what + " " + counted.getAsLong());
            try {
                Inputs.read(name, console.in(), content -> {
                    reader.read(name, content);
                    return name;
                });
            } catch (CommandException failed) {
                unreadable++;
                fail(failed.sentence());
            }
        }
        console.clearProgress();
    }

    /** Tells why something named by the user cannot be used, and goes on. */
    void fail(String sentence) {
        console.error(sentence);
        status = status.and(ExitStatus.UNUSABLE);
    }

    /** Writes a record of CSV, which ends with CRLF (RFC 4180 §2). */
    void csv(String line) {
        OutputStream out = console.out();
        try {
            out.write(line.getBytes(StandardCharsets.UTF_8));
        } catch (IOException impossible) {
            throw new IllegalStateException("standard output throws no such exception", impossible);
        }
    }

    long files() {
        return files;
    }

    long unreadable() {
        return unreadable;
    }

    ExitStatus status() {
        return status;
    }

    /** What was read, the start of a sentence. */
    String sentence(long reports) {
        return reports + (reports == 1 ? " report" : " reports") + " in " + files + (files == 1 ? " file" : " files")
                + (unreadable == 0 ? "" : "; " + unreadable + " could not be read");
    }
}
