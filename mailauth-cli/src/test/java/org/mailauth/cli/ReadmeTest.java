package org.mailauth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the README shows is what compiles. */
class ReadmeTest {
    private static final Path MODULE = Path.of("").toAbsolutePath();
    private static final Path EXAMPLES = MODULE.resolve("src/test/java/org/mailauth/cli/ReadmeExamples.java");

    @ParameterizedTest
    @ValueSource(strings = {"authenticate", "verify", "stream", "sign", "external", "spf", "dmarc", "seal", "testkit"})
    void exampleOfTheReadmeCompiles(String name) throws IOException {
        String readme = Files.readString(MODULE.resolveSibling("README.md"));

        assertThat(readme).contains("<!-- snippet: " + name + " -->\n```java\n" + compiled(name) + "```\n");
    }

    private static String compiled(String name) throws IOException {
        List<String> lines = Files.readAllLines(EXAMPLES);
        int start = lines.indexOf("        // snippet: " + name) + 1;
        return lines.subList(start, lines.size()).stream()
                .takeWhile(line -> !line.equals("        // end"))
                .map(line -> line.substring(8) + "\n")
                .collect(Collectors.joining());
    }
}
