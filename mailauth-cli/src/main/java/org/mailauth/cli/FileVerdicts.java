package org.mailauth.cli;

import java.io.InputStream;

/** Finds out what is to be known about messages from files and standard input. */
@FunctionalInterface
interface FileVerdicts {
    /** What is known about a file. */
    FileVerdict authenticate(String file, InputStream standardInput) throws CommandException;
}
