package org.mailauth.benchmarks;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Locale;
import java.util.stream.Stream;

/** What the table of rows and the one of verifiers outside Java have in common. */
public final class Tables {
    private Tables() {}

    /** What a file says behind its first line. */
    @FunctionalInterface
    public interface Content {
        /**
         * Writes it.
         *
         * @param json the open object
         * @throws IOException when it cannot be written
         */
        void write(JsonGenerator json) throws IOException;
    }

    /**
     * Shows a number.
     *
     * @param value the number
     * @return with one decimal when it is small
     */
    public static String number(double value) {
        return String.format(Locale.ROOT, value < 100 ? "%.1f" : "%,.0f", value);
    }

    /**
     * Says where and when the table was measured.
     *
     * @return time, JDK, processor and how many there are
     */
    public static String machine() {
        String processor = System.getProperty("os.arch");
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"), StandardCharsets.UTF_8)) {
            processor = lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 2))
                    .findFirst()
                    .orElse(processor);
        } catch (IOException e) {
            // no Linux: the architecture has to do
            processor = processor + ", " + System.getProperty("os.name");
        }
        return Clock.systemUTC().instant() + ", JDK " + Runtime.version() + ", " + processor + ", "
                + Runtime.getRuntime().availableProcessors() + " processors";
    }

    /**
     * Writes an object that begins with where and when it was measured.
     *
     * @param file the file, whose folder is made
     * @param content the rest
     * @throws IOException when it cannot be written
     */
    public static void writeJson(Path file, Content content) throws IOException {
        Path parent = file.toAbsolutePath().getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        try (JsonGenerator json = new JsonFactory().createGenerator(Files.newBufferedWriter(file))) {
            json.useDefaultPrettyPrinter();
            json.writeStartObject();
            json.writeStringField("run", machine());
            content.write(json);
            json.writeEndObject();
        }
    }
}
