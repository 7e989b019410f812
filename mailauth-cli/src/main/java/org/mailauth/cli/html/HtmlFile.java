package org.mailauth.cli.html;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.mailauth.cli.command.CommandException;
import org.mailauth.cli.input.Inputs;

/** Writes pages to files. */
public final class HtmlFile {
    private HtmlFile() {}

    /** Writes a page to the file of a name that the command line gives, in place of what it holds. */
    public static void write(String name, String html) throws CommandException {
        Path file = Inputs.path(name);
        try {
            Files.writeString(file, html);
        } catch (IOException failed) {
            throw CommandException.of("cannot write " + Inputs.called(name), failed);
        }
    }
}
