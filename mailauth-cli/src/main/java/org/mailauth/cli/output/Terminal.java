package org.mailauth.cli.output;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Help.Ansi;

/**
 * What stands behind the standard streams.
 *
 * @param colour whether standard output shows colours
 * @param watched whether somebody watches standard error
 */
public record Terminal(boolean colour, boolean watched) {
    private static final Path STANDARD_ERROR = Path.of("/proc/self/fd/2");

    /** Files and pipes. */
    public static Terminal none() {
        return new Terminal(false, false);
    }

    /** What the process was started with; NO_COLOR and the like are heeded. */
    public static Terminal real() {
        boolean colour = Ansi.AUTO.enabled();
        return new Terminal(colour, isWatched(colour));
    }

    /** Java tells of all streams together only; Linux of each. */
    private static boolean isWatched(boolean otherwise) {
        try {
            String target = Files.readSymbolicLink(STANDARD_ERROR).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
        } catch (IOException | UnsupportedOperationException | SecurityException unknown) {
            return otherwise;
        }
    }
}
