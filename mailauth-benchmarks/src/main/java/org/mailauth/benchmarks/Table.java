package org.mailauth.benchmarks;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The measurements as one table, each row with its ratios to the floor and to mailauth in the same run. */
final class Table {
    private final List<Measurement> measured;

    Table(List<Measurement> measured) {
        List<String> order = Rows.all().stream().map(Row::id).toList();
        this.measured = measured.stream()
                .sorted((a, b) -> Integer.compare(
                        order.indexOf(a.row().id()), order.indexOf(b.row().id())))
                .toList();
    }

    String text() {
        StringBuilder text = new StringBuilder();
        text.append(machine()).append("\n\n");
        text.append(
                "| table | work | who | per CPU second | ± % | octets allocated | octets held | ns per unit | of floor | mailauth is |\n");
        text.append("|---|---|---|--:|--:|--:|--:|--:|--:|--:|\n");
        for (Measurement m : measured) {
            text.append(String.format(
                    Locale.ROOT,
                    "| %s | %s | %s | %s | %s | %s | %s | %s | %s | %s |%n",
                    m.row().group(),
                    m.row().work(),
                    m.threads() == 1 ? m.row().who() : m.row().who() + ", " + m.threads() + " threads",
                    number(m.perSecond()),
                    String.format(Locale.ROOT, "%.0f", 100 * m.error() / m.nanos()),
                    number(m.allocated()),
                    m.held() == 0 ? "" : number(m.held()),
                    m.row().units() == 1 ? "" : number(m.nanos() / m.row().units()),
                    ofFloor(m).map(v -> String.format(Locale.ROOT, "%.2f", v)).orElse(""),
                    ofMailauth(m)
                            .map(v -> String.format(Locale.ROOT, "%.2f times as fast", v))
                            .orElse("")));
        }
        return text.toString();
    }

    /** Which share of the speed of its provider's floor a row reaches. */
    private Optional<Double> ofFloor(Measurement m) {
        return m.row().who().startsWith(Row.MAILAUTH)
                ? same(m, Row.FLOOR + m.row().who().substring(Row.MAILAUTH.length()))
                        .or(() -> same(m, Row.FLOOR))
                        .map(floor -> floor.nanos() / m.nanos())
                : Optional.empty();
    }

    private Optional<Double> ofMailauth(Measurement m) {
        boolean other = !m.row().who().equals(Row.MAILAUTH) && !m.row().who().startsWith(Row.FLOOR);
        return other || m.threads() > 1
                ? same(m, Row.MAILAUTH).map(mine -> m.nanos() / mine.nanos())
                : Optional.empty();
    }

    private Optional<Measurement> same(Measurement m, String who) {
        return measured.stream()
                .filter(o -> o.threads() == 1
                        && o.row().who().equals(who)
                        && o.row().group().equals(m.row().group())
                        && o.row().work().equals(m.row().work()))
                .findFirst();
    }

    static String number(double value) {
        return String.format(Locale.ROOT, value < 100 ? "%.1f" : "%,.0f", value);
    }

    static String machine() {
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

    void writeJson(Path file) throws IOException {
        Path parent = file.toAbsolutePath().getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        try (JsonGenerator json = new JsonFactory().createGenerator(Files.newBufferedWriter(file))) {
            json.useDefaultPrettyPrinter();
            json.writeStartObject();
            json.writeStringField("run", machine());
            json.writeArrayFieldStart("rows");
            for (Measurement m : measured) {
                json.writeStartObject();
                json.writeStringField("table", m.row().group());
                json.writeStringField("work", m.row().work());
                json.writeStringField("who", m.row().who());
                json.writeNumberField("threads", m.threads());
                json.writeNumberField("units", m.row().units());
                json.writeNumberField("cpuNanosPerOperation", m.nanos());
                json.writeNumberField("octetsAllocatedPerOperation", m.allocated());
                if (m.held() > 0) {
                    json.writeNumberField("octetsHeld", m.held());
                }
                json.writeNumberField("operationsPerCpuSecond", m.perSecond());
                if (ofFloor(m).isPresent()) {
                    json.writeNumberField("shareOfFloor", ofFloor(m).get());
                }
                if (ofMailauth(m).isPresent()) {
                    json.writeNumberField("mailauthTimesAsFast", ofMailauth(m).get());
                }
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
    }
}
