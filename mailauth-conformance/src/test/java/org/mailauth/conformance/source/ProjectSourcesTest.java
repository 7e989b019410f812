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
        assertThat(SourceRules.violations(ProjectSources.ofAllModules())).isEmpty();
    }

    @Test
    void filesOfAllModulesAreShortInTheMedian() throws IOException {
        List<Long> sizes = new ArrayList<>();
        for (Path file : ProjectSources.ofAllModules()) {
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
        assertThat(ProjectSources.ofAllModules())
                .anyMatch(file -> file.endsWith("mailauth-api/src/main/java/org/mailauth/DomainName.java"))
                .noneMatch(file -> file.toString().contains("/src/test/"));
    }
}
