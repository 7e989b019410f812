package org.mailauth.cli.input;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
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
public final class InputFiles extends SimpleFileVisitor<Path> {
    private static final Set<String> MAILDIR = Set.of("cur", "new");

    private final Consumer<String> unreadable;
    private final List<String> found = new ArrayList<>();
    private boolean failed;

    private InputFiles(Consumer<String> unreadable) {
        this.unreadable = unreadable;
    }

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
        InputFiles files = new InputFiles(unreadable);
        try {
            Files.walkFileTree(directory, files);
        } catch (IOException unexpected) {
            files.fail(directory, unexpected);
        }
        if (files.found.isEmpty() && !files.failed) {
            unreadable.accept("there is no message below " + Inputs.called(directory.toString())
                    + ": no file named *.eml, and no Maildir");
        }
        Collections.sort(files.found);
        return files.found;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
        if (attributes.isRegularFile() && isMessage(file)) {
            found.add(file.toString());
        }
        return FileVisitResult.CONTINUE;
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

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException why) {
        fail(file, why);
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException why) {
        if (why != null) {
            fail(directory, why);
        }
        return FileVisitResult.CONTINUE;
    }

    private void fail(Path path, IOException why) {
        failed = true;
        unreadable.accept(CommandException.of("cannot read " + Inputs.called(path.toString()), why)
                .sentence());
    }
}
