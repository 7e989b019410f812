package org.mailauth.cli.verify;

import java.io.InputStream;
import org.mailauth.cli.command.CommandException;

/** Finds out what is to be known about messages from files and standard input. */
@FunctionalInterface
interface FileVerdicts {
    /** What is known about a file. */
    FileVerdict authenticate(String file, InputStream standardInput) throws CommandException;
}
