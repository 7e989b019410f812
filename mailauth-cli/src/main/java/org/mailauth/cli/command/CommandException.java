package org.mailauth.cli.command;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Ends a command, or the work on one file, because an input cannot be used; the message is one sentence for people. */
public final class CommandException extends Exception {
    private static final long serialVersionUID = 1L;

    public CommandException(String sentence) {
        super(sentence, null, false, false);
    }

    /** What could not be done, and why the system says so. */
    public static CommandException of(String what, IOException why) {
        return new CommandException(what + ": " + words(why));
    }

    private static String words(IOException why) {
        if (why instanceof NoSuchFileException) {
            return "no such file or directory";
        }
        if (why instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (why instanceof FileAlreadyExistsException) {
            return "it exists already";
        }
        String words = why instanceof FileSystemException system ? system.getReason() : why.getMessage();
        return words == null || words.isEmpty() ? why.getClass().getSimpleName() : words;
    }

    public String sentence() {
        return String.valueOf(getMessage());
    }
}
