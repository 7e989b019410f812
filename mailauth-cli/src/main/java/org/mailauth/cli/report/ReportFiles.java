package org.mailauth.cli.report;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.mailauth.cli.command.CommandException;
import org.mailauth.cli.input.InputFiles;
import org.mailauth.cli.input.Inputs;

/** The files that may hold reports: those named, and all regular ones below directories. Links are not followed. */
final class ReportFiles extends SimpleFileVisitor<Path> {
    private final Consumer<String> unreadable;
    private final List<String> found = new ArrayList<>();

    private ReportFiles(Consumer<String> unreadable) {
        this.unreadable = unreadable;
    }

    /**
     * All files, those of a directory sorted by name.
     *
     * @param unreadable takes a sentence for each directory that cannot be read
     */
    static List<String> of(List<String> paths, Consumer<String> unreadable) {
        List<String> files = new ArrayList<>();
        for (String path : paths) {
            Optional<Path> directory = InputFiles.directory(path);
            files.addAll(directory.map(below -> below(below, unreadable)).orElse(List.of(path)));
        }
        return files;
    }

    private static List<String> below(Path directory, Consumer<String> unreadable) {
        ReportFiles files = new ReportFiles(unreadable);
        try {
            Files.walkFileTree(directory, files);
        } catch (IOException unexpected) {
            files.fail(directory, unexpected);
        }
        Collections.sort(files.found);
        return files.found;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
        if (attributes.isRegularFile()) {
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
        unreadable.accept(CommandException.of("cannot read " + Inputs.called(path.toString()), why)
                .sentence());
    }
}
