package org.mailauth.conformance.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Where the main sources of this project's modules are. */
final class ProjectSources {
    private ProjectSources() {}

    static List<Path> ofAllModules() throws IOException {
        List<Path> sources = new ArrayList<>();
        try (Stream<Path> modules = Files.list(root())) {
            for (Path module : modules.sorted().toList()) {
                String name = module.getFileName().toString();
                if (name.startsWith("mailauth-")) {
                    sources.addAll(ofModule(name));
                }
            }
        }
        return sources;
    }

    /** Empty when there is no such module, or it has none. */
    static List<Path> ofModule(String name) throws IOException {
        Path main = root().resolve(name).resolve("src/main/java");
        if (!Files.isDirectory(main)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(main)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .sorted()
                    .toList();
        }
    }

    /** The directory that holds all modules: the one with {@code .mvn}, here or above. */
    private static Path root() {
        Path directory = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(directory.resolve(".mvn"))) {
            Path parent = directory.getParent();
            assertThat(parent)
                    .as("a directory with .mvn, above the working directory")
                    .isNotNull();
            directory = parent;
        }
        return directory;
    }
}
