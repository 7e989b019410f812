package org.mailauth.cli.input;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import org.mailauth.cli.command.CommandException;
import org.mailauth.message.Message;

/** Reads what the command line names. */
public final class Inputs {
    /** The name that stands for standard input. */
    public static final String STANDARD_INPUT = "-";

    private Inputs() {}

    /** How a message is called in sentences. */
    public static String called(String name) {
        return name.equals(STANDARD_INPUT) ? "standard input" : "'" + name + "'";
    }

    /** How a message is called in headlines. */
    public static String title(String name) {
        return name.equals(STANDARD_INPUT) ? "standard input" : name;
    }

    /** Reads a message from a file or from standard input. */
    public static Message message(String name, InputStream in) throws CommandException {
        try {
            return name.equals(STANDARD_INPUT) ? Message.read(in) : Message.read(regular(name));
        } catch (IOException unreadable) {
            throw CommandException.of("cannot read " + called(name), unreadable);
        }
    }

    /** Takes something from a stream. */
    @FunctionalInterface
    public interface Reader<T> {
        T read(InputStream content) throws IOException;
    }

    /** Reads a file or standard input by a reader. */
    public static <T> T read(String name, InputStream in, Reader<T> reader) throws CommandException {
        try {
            if (name.equals(STANDARD_INPUT)) {
                return reader.read(in);
            }
            try (InputStream content = Files.newInputStream(regular(name))) {
                return reader.read(content);
            }
        } catch (IOException unreadable) {
            throw CommandException.of("cannot read " + called(name), unreadable);
        }
    }

    /** Reads a small file as a whole. */
    public static byte[] small(String name, int mostOctets) throws CommandException {
        try (InputStream content = Files.newInputStream(regular(name))) {
            byte[] octets = content.readNBytes(mostOctets + 1);
            if (octets.length > mostOctets) {
                Arrays.fill(octets, (byte) 0);
                throw new CommandException(
                        "cannot read " + called(name) + ": it has more than " + mostOctets + " octets");
            }
            return octets;
        } catch (IOException unreadable) {
            throw CommandException.of("cannot read " + called(name), unreadable);
        }
    }

    /** The path of a file that is to be read. */
    public static Path regular(String name) throws CommandException {
        Path path = path(name);
        if (Files.isDirectory(path)) {
            throw new CommandException("cannot read " + called(name) + ": it is a directory");
        }
        return path;
    }

    /** The path that a name stands for; standard input is none. */
    public static Path path(String name) throws CommandException {
        try {
            // An empty name is the working directory to Java, and no file to everybody else.
            if (!name.isEmpty() && !name.equals(STANDARD_INPUT)) {
                return Path.of(name);
            }
        } catch (InvalidPathException impossible) {
            // told below
        }
        throw new CommandException("'" + name + "' cannot be the name of a file here");
    }
}
