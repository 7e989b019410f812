package org.mailauth.benchmarks;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.mailauth.benchmarks.rows.Row;
import org.mailauth.benchmarks.rows.Rows;

/** The measurements as one table, each row with its ratios to its floor, which was measured beside it, and to mailauth. */
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
        text.append(Tables.machine()).append("\n\n");
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
                    Tables.number(m.perSecond()),
                    m.nanos().error() == 0
                            ? ""
                            : String.format(
                                    Locale.ROOT,
                                    "%.0f",
                                    100 * m.nanos().error() / m.nanos().median()),
                    Tables.number(m.allocated()),
                    m.held() == 0 ? "" : Tables.number(m.held()),
                    m.row().units() == 1
                            ? ""
                            : Tables.number(m.nanos().median() / m.row().units()),
                    m.floor().map(floor -> ratio(floor.share())).orElse(""),
                    ofMailauth(m).map(v -> ratio(v) + " times as fast").orElse("")));
        }
        return text.toString();
    }

    /** How many times as long another implementation takes, or several threads that share what does the work. */
    private Optional<Figure> ofMailauth(Measurement m) {
        if (m.threads() > 1) {
            return m.growth();
        }
        if (m.row().who().equals(Row.MAILAUTH) || m.row().who().startsWith(Row.FLOOR)) {
            return Optional.empty();
        }
        return measured.stream()
                .filter(o -> o.threads() == 1
                        && o.row().who().equals(Row.MAILAUTH)
                        && o.row().group().equals(m.row().group())
                        && o.row().work().equals(m.row().work()))
                .findFirst()
                .map(mine -> new Figure(m.nanos().median() / mine.nanos().median(), 0));
    }

    /** A ratio, with what it may be off by when that is known. */
    private static String ratio(Figure ratio) {
        return ratio.error() == 0
                ? String.format(Locale.ROOT, "%.2f", ratio.median())
                : String.format(Locale.ROOT, "%.2f ± %.2f", ratio.median(), ratio.error());
    }

    void writeJson(Path file) throws IOException {
        Tables.writeJson(file, json -> {
            json.writeArrayFieldStart("rows");
            for (Measurement m : measured) {
                write(json, m);
            }
            json.writeEndArray();
        });
    }

    private void write(JsonGenerator json, Measurement m) throws IOException {
        json.writeStartObject();
        json.writeStringField("table", m.row().group());
        json.writeStringField("work", m.row().work());
        json.writeStringField("who", m.row().who());
        json.writeNumberField("threads", m.threads());
        json.writeNumberField("units", m.row().units());
        json.writeNumberField("cpuNanosPerOperation", m.nanos().median());
        json.writeNumberField("cpuNanosPerOperationError", m.nanos().error());
        json.writeNumberField("octetsAllocatedPerOperation", m.allocated());
        if (m.held() > 0) {
            json.writeNumberField("octetsHeld", m.held());
        }
        json.writeNumberField("operationsPerCpuSecond", m.perSecond());
        if (m.floor().isPresent()) {
            Measurement.Floor floor = m.floor().get();
            json.writeNumberField("floorCpuNanosPerOperation", floor.nanos());
            json.writeNumberField("shareOfFloor", floor.share().median());
            json.writeNumberField("shareOfFloorError", floor.share().error());
        }
        Optional<Figure> ofMailauth = ofMailauth(m);
        if (ofMailauth.isPresent()) {
            json.writeNumberField("mailauthTimesAsFast", ofMailauth.get().median());
        }
        json.writeEndObject();
    }
}
