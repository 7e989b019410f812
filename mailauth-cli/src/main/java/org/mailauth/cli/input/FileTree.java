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
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.mailauth.cli.command.CommandException;

/** Finds the regular files below a directory, wherever it can be read. Links are not followed. */
public final class FileTree extends SimpleFileVisitor<Path> {
    private final Predicate<Path> wanted;
    private final Consumer<String> unreadable;
    private final List<String> found = new ArrayList<>();
    private boolean complete = true;

    private FileTree(Predicate<Path> wanted, Consumer<String> unreadable) {
        this.wanted = wanted;
        this.unreadable = unreadable;
    }

    /**
     * What was found.
     *
     * @param files sorted by name
     * @param complete whether everything below the directory could be read
     */
    public record Found(List<String> files, boolean complete) {
        /** Copies the list. */
        public Found {
            files = List.copyOf(files);
        }
    }

    /**
     * The files below a directory.
     *
     * @param unreadable takes a sentence for each file or directory that cannot be read
     */
    public static Found below(Path directory, Predicate<Path> wanted, Consumer<String> unreadable) {
        FileTree tree = new FileTree(wanted, unreadable);
        try {
            Files.walkFileTree(directory, tree);
        } catch (IOException unexpected) {
            tree.fail(directory, unexpected);
        }
        Collections.sort(tree.found);
        return new Found(tree.found, tree.complete);
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
        if (attributes.isRegularFile() && wanted.test(file)) {
            found.add(file.toString());
        }
        return FileVisitResult.CONTINUE;
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
        complete = false;
        unreadable.accept(CommandException.of("cannot read " + Inputs.called(path.toString()), why)
                .sentence());
    }
}
