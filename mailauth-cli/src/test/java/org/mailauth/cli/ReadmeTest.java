package org.mailauth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailauth.conformance.ChildProgram;

/** What the README and the guide for servers show is what stands in the consumer project of the examples, and that compiles and runs. */
class ReadmeTest {
    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
    private static final Path EXAMPLES = ROOT.resolve("examples/consumer/src/main/java");
    private static final String MAIN_CLASS = "com.example.mail.Examples";
    /** A block of Java in a document, with the comment before it, if any. */
    private static final Pattern BLOCK =
            Pattern.compile("(?:<!-- snippet: ([a-z-]++) -->\\n)?```java\\n([^`]*+)```\\n");

    @TempDir
    Path folder;

    @Test
    void everyExampleShownStandsInTheSourcesAndViceVersa() throws IOException {
        Map<String, String> shown = new TreeMap<>();
        for (String document : List.of("README.md", "docs/embedding.md", "docs/reports.md")) {
            Matcher block = BLOCK.matcher(Files.readString(ROOT.resolve(document)));
            while (block.find()) {
                assertThat(block.group(1)).as("the name of %s", block.group(2)).isNotNull();
                shown.put(block.group(1), block.group(2));
            }
        }

        assertThat(shown).isNotEmpty().isEqualTo(snippets());
    }

    @Test
    void everyExampleCompilesWithoutWarningAndRuns() throws IOException, InterruptedException {
        Path classes = Files.createDirectory(folder.resolve("classes"));
        assertThat(compile(classes)).isEmpty();
        List<String> told = runExamples(classes);

        assertThat(told).endsWith("all examples ran");
        assertThat(told)
                .containsAll(snippets().keySet().stream()
                        .map(name -> "example " + name + ": ok")
                        .toList());
    }

    /** The text of each snippet by its name, without indentation. */
    private static Map<String, String> snippets() throws IOException {
        Map<String, String> snippets = new TreeMap<>();
        for (Path source : sources()) {
            List<String> lines = Files.readAllLines(source);
            for (int at = 0; at < lines.size(); at++) {
                String line = lines.get(at);
                if (line.startsWith("        // snippet: ")) {
                    String text = lines.subList(at + 1, lines.size()).stream()
                            .takeWhile(each -> !each.equals("        // end"))
                            .map(each -> each.substring(Math.min(8, each.length())) + "\n")
                            .collect(Collectors.joining());
                    assertThat(snippets.put(line.substring("        // snippet: ".length()), text))
                            .as(line)
                            .isNull();
                }
            }
        }
        return snippets;
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(EXAMPLES)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.endsWith("module-info.java"))
                    .sorted()
                    .toList();
        }
    }

    /** What the compiler says, with every warning an error. */
    private List<String> compile(Path target) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("--release", "17", "-Xlint:all", "-Werror"));
        arguments.addAll(List.of("-cp", ChildProgram.classPath(), "-d", target.toString()));
        sources().forEach(source -> arguments.add(source.toString()));
        return ChildProgram.run(folder, "javac", arguments);
    }

    private List<String> runExamples(Path classes) throws IOException, InterruptedException {
        Path work = Files.createDirectory(folder.resolve("work"));
        String classPath = classes + File.pathSeparator + ChildProgram.classPath();
        return ChildProgram.run(work, "java", List.of("-cp", classPath, MAIN_CLASS));
    }
}
