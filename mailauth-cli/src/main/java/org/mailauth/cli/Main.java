package org.mailauth.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import org.mailauth.cli.command.Surroundings;

/** Runs the command line tool and ends the JVM with its exit status. */
public final class Main {
    private Main() {}

    /**
     * Runs one command.
     *
     * @param args the command line
     */
    public static void main(String[] args) {
        // Not System.out and System.err: they keep failures to themselves and encode by the locale.
        FileOutputStream out = new FileOutputStream(FileDescriptor.out);
        FileOutputStream err = new FileOutputStream(FileDescriptor.err);
        System.exit(Mailauth.run(args, System.in, out, err, Surroundings.real()));
    }
}
