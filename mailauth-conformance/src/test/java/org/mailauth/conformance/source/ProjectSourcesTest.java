package org.mailauth.conformance.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds the main sources of all modules against {@link SourceRules}, and against the project's budget for file sizes. */
class ProjectSourcesTest {
    private static final int MAX_MEDIAN_LINES = 120;

    @Test
    void sourcesOfAllModulesKeepTheRules() throws IOException {
        assertThat(SourceRules.violations(mainSources())).isEmpty();
    }

    @Test
    void filesOfAllModulesAreShortInTheMedian() throws IOException {
        List<Long> sizes = new ArrayList<>();
        for (Path file : mainSources()) {
            if (!file.endsWith("package-info.java") && !file.endsWith("module-info.java")) {
                try (Stream<String> lines = Files.lines(file)) {
                    sizes.add(lines.count());
                }
            }
        }
        sizes.sort(null);
        assertThat(sizes.get(sizes.size() / 2)).isLessThanOrEqualTo(MAX_MEDIAN_LINES);
    }

    @Test
    void sourcesOfTheVocabularyAreAmongThem() throws IOException {
        assertThat(mainSources())
                .anyMatch(file -> file.endsWith("mailauth-api/src/main/java/org/mailauth/DomainName.java"))
                .noneMatch(file -> file.toString().contains("/src/test/"));
    }

    private static List<Path> mainSources() throws IOException {
        List<Path> sources = new ArrayList<>();
        try (Stream<Path> modules = Files.list(root())) {
            for (Path module : modules.sorted().toList()) {
                Path main = module.resolve("src/main/java");
                if (module.getFileName().toString().startsWith("mailauth-") && Files.isDirectory(main)) {
                    try (Stream<Path> files = Files.walk(main)) {
                        files.filter(file -> file.toString().endsWith(".java"))
                                .sorted()
                                .forEach(sources::add);
                    }
                }
            }
        }
        return sources;
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
