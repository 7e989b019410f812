package org.mailauth.conformance;

import java.io.File;
import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Programs of the JDK that runs the tests, in a process of their own: for what another JVM's memory and threads show. */
public final class ChildProgram {
    private ChildProgram() {}

    /**
     * Runs a class, on the class path, with what the tests run on.
     *
     * @param directory where it works, and where its output is kept
     * @param options for the JVM
     * @param main the class
     * @param arguments for its main method
     * @return the lines that it wrote
     * @throws IOException when it cannot be started
     * @throws InterruptedException when the test is to end; then the child ends, too
     * @throws AssertionError when it does not exit with 0
     */
    public static List<String> run(Path directory, List<String> options, Class<?> main, String... arguments)
            throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(options);
        all.addAll(List.of("-cp", classPath(main), main.getName()));
        all.addAll(Arrays.asList(arguments));
        return run(directory, "java", all);
    }

    /**
     * Runs a program of the JDK.
     *
     * @param directory where it works, and where its output is kept
     * @param program such as {@code javac}
     * @param arguments its arguments
     * @return the lines that it wrote
     * @throws IOException when it cannot be started
     * @throws InterruptedException when the test is to end; then the child ends, too
     * @throws AssertionError when it does not exit with 0
     */
    public static List<String> run(Path directory, String program, List<String> arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", program).toString());
        command.addAll(arguments);
        Path output = Files.createTempFile(directory, program, ".txt");
        Process child = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            int status = child.waitFor();
            String text = Files.readString(output, StandardCharsets.UTF_8);
            if (status != 0) {
                throw new AssertionError(program + " ended with " + status + ": " + text);
            }
            return text.lines().toList();
        } finally {
            child.destroyForcibly();
        }
    }

    /**
     * What the tests run on, be it on the class path or on the module path.
     *
     * @param others classes whose places are needed, too
     * @return a class path
     */
    public static String classPath(Class<?>... others) {
        return Stream.concat(
                        Stream.of(others).map(ChildProgram::placeOf),
                        Stream.of("jdk.module.path", "java.class.path").map(System::getProperty))
                .filter(path -> path != null && !path.isEmpty())
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static String placeOf(Class<?> type) {
        String name = type.getName().replace('.', '/') + ".class";
        URL url = Objects.requireNonNull(type.getResource("/" + name), name);
        try {
            URLConnection connection = url.openConnection();
            if (connection instanceof JarURLConnection jar) {
                return Path.of(jar.getJarFileURL().toURI()).toString();
            }
            Path file = Path.of(URI.create(url.toString()));
            for (int depth = name.split("/", -1).length; depth > 0; depth--) {
                file = Objects.requireNonNull(file.getParent(), name);
            }
            return file.toString();
        } catch (IOException | URISyntaxException unknown) {
            throw new AssertionError("no place of " + url, unknown);
        }
    }
}
