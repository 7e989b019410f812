package org.mailauth.cli.input;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.mailauth.cli.command.CommandException;

/**
 * Finds the messages below a directory: regular files named {@code *.eml}, and those in {@code cur} and {@code new}, which
 * are the messages of a Maildir. Links are not followed.
 */
public final class InputFiles {
    private static final Set<String> MAILDIR = Set.of("cur", "new");

    private InputFiles() {}

    /** The directory that a name stands for, if it does. */
    public static Optional<Path> directory(String name) {
        try {
            return name.equals(Inputs.STANDARD_INPUT)
                    ? Optional.empty()
                    : Optional.of(Inputs.path(name)).filter(Files::isDirectory);
        } catch (CommandException noName) {
            return Optional.empty();
        }
    }

    /**
     * The messages below a directory, sorted by name.
     *
     * @param unreadable takes a sentence for each directory that cannot be read, and for one without messages
     */
    public static List<String> below(Path directory, Consumer<String> unreadable) {
        FileTree.Found found = FileTree.below(directory, InputFiles::isMessage, unreadable);
        if (found.files().isEmpty() && found.complete()) {
            unreadable.accept("there is no message below " + Inputs.called(directory.toString())
                    + ": no file named *.eml, and no Maildir");
        }
        return found.files();
    }

    private static boolean isMessage(Path file) {
        String name = String.valueOf(file.getFileName());
        boolean stored = nameOf(file.toAbsolutePath().normalize().getParent())
                .filter(MAILDIR::contains)
                .isPresent();
        // Readers of a Maildir pass over names that start with a dot.
        return name.toLowerCase(Locale.ROOT).endsWith(".eml") || (stored && !name.startsWith("."));
    }

    private static Optional<String> nameOf(@Nullable Path path) {
        return Optional.ofNullable(path).map(Path::getFileName).map(Path::toString);
    }
}
