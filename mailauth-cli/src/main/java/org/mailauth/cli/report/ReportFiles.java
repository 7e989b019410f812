package org.mailauth.cli.report;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.mailauth.cli.input.FileTree;
import org.mailauth.cli.input.InputFiles;

/** The files that may hold reports: those named, and all regular ones below directories. Links are not followed. */
final class ReportFiles {
    private ReportFiles() {}

    /**
     * All files, those of a directory sorted by name.
     *
     * @param unreadable takes a sentence for each directory that cannot be read
     */
    static List<String> of(List<String> paths, Consumer<String> unreadable) {
        List<String> files = new ArrayList<>();
        for (String path : paths) {
            Optional<Path> directory = InputFiles.directory(path);
            files.addAll(directory
                    .map(below ->
                            FileTree.below(below, file -> true, unreadable).files())
                    .orElse(List.of(path)));
        }
        return files;
    }
}
