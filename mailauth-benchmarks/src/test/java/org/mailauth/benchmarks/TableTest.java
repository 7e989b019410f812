package org.mailauth.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailauth.benchmarks.rows.DkimRows;
import org.mailauth.benchmarks.rows.Row;
import org.mailauth.benchmarks.rows.Rows;
import org.openjdk.jmh.util.ListStatistics;

/** What was measured becomes a table: ratios are those of repetitions, not of rows that ran minutes apart. */
class TableTest {
    private static final String WORK = "rsa-2048 4 KiB";

    @TempDir
    Path folder;

    @Test
    void figureIsTheMedianAndHalfTheRange() {
        assertThat(figure(1, 0.80, 0.85, 0.70, 0.82, 0.74)).isEqualTo(new Figure(0.80, 0.15 / 2));
    }

    @Test
    void repetitionsOfSeveralThreadsAreSums() {
        assertThat(figure(2, 1.6, 1.7, 1.2)).isEqualTo(new Figure(0.8, 0.125));
    }

    @Test
    void oneRepetitionHasNoRange() {
        assertThat(figure(1, 5)).isEqualTo(new Figure(5, 0));
    }

    private static Figure figure(int threads, double... repetitions) {
        Figure figure = Figure.of(new ListStatistics(repetitions), threads);
        return new Figure(rounded(figure.median()), rounded(figure.error()));
    }

    private static double rounded(double value) {
        return Math.round(value * 1e6) / 1e6;
    }

    @Test
    void shareIsThatOfTheFloorBesideTheRow() throws Exception {
        // the row of the floor ran while the machine was twice as fast
        Table table = new Table(List.of(
                row(Row.FLOOR, 1, 40_000, Optional.empty(), Optional.empty()),
                row(Row.MAILAUTH, 1, 100_000, floor(82_000, 0.82, 0.03), Optional.empty()),
                row("jDKIM", 1, 1_150_000, Optional.empty(), Optional.empty())));

        assertThat(table.text())
                .contains("| floor | 25,000 | 10 | 5,000 |  |  |  |  |\n")
                .contains("| mailauth | 10,000 | 10 | 5,000 |  |  | 0.82 ± 0.03 |  |\n")
                .contains("| jDKIM | 870 | 10 | 5,000 |  |  |  | 11.50 times as fast |\n");
        JsonNode rows = rows(table);
        assertThat(rows.path(0).has("shareOfFloor")).isFalse();
        assertThat(rows.path(1).path("floorCpuNanosPerOperation").asDouble()).isEqualTo(82_000);
        assertThat(rows.path(1).path("shareOfFloor").asDouble()).isEqualTo(0.82);
        assertThat(rows.path(1).path("shareOfFloorError").asDouble()).isEqualTo(0.03);
        assertThat(rows.path(2).path("mailauthTimesAsFast").asDouble()).isEqualTo(11.5);
    }

    @Test
    void threadsAreComparedWithOneOfThem() throws Exception {
        // the row of one thread ran while the machine was twice as fast
        Table table = new Table(List.of(
                row(Row.MAILAUTH, 1, 50_000, floor(41_000, 0.82, 0.03), Optional.empty()),
                row(Row.MAILAUTH, 2, 100_000, floor(80_000, 0.80, 0.02), Optional.of(new Figure(1.04, 0.05)))));

        assertThat(table.text())
                .contains(
                        "| mailauth, 2 threads | 10,000 | 10 | 5,000 |  |  | 0.80 ± 0.02 | 1.04 ± 0.05 times as fast |\n");
        assertThat(rows(table).path(1).path("mailauthTimesAsFast").asDouble()).isEqualTo(1.04);
    }

    @Test
    void oneRepetitionIsOffByAnUnknownAmount() {
        Measurement once = new Measurement(
                Rows.find("reports | read 100000 reports | mailauth"),
                1,
                new Figure(2e10, 0),
                5000,
                0,
                Optional.empty(),
                Optional.empty());

        assertThat(new Table(List.of(once)).text()).contains("| mailauth | 0.1 |  | 5,000 |  | 10,000 |  |  |\n");
    }

    private static Measurement row(
            String who, int threads, double nanos, Optional<Measurement.Floor> floor, Optional<Figure> growth) {
        Row row = Rows.find(DkimRows.VERIFY + " | " + WORK + " | " + who);
        return new Measurement(row, threads, new Figure(nanos, nanos / 10), 5000, 0, floor, growth);
    }

    private static Optional<Measurement.Floor> floor(double nanos, double share, double error) {
        return Optional.of(new Measurement.Floor(nanos, new Figure(share, error)));
    }

    private JsonNode rows(Table table) throws Exception {
        Path json = folder.resolve("table.json");
        table.writeJson(json);
        return new ObjectMapper().readTree(json.toFile()).path("rows");
    }
}
