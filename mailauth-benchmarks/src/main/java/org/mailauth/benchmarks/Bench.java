package org.mailauth.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mailauth.benchmarks.rows.Row;
import org.mailauth.benchmarks.rows.Rows;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** The command: measures rows, prints the table and writes it as JSON. */
public final class Bench {
    private static final int WARNS = 24;

    /** Options of each JVM that measures. The language is for utils-mail-dkim, which folds names by the default locale. */
    public static final List<String> JVM = Stream.concat(
                    Stream.of(
                            "-Xms2g",
                            "-Xmx2g",
                            "-XX:+UseSerialGC",
                            "-Xbatch",
                            "-Djmh.ignoreLock=true",
                            "-Duser.language=en"),
                    // JMH does the one, providers the other
                    Stream.of("--sun-misc-unsafe-memory-access=allow", "--enable-native-access=ALL-UNNAMED")
                            .filter(option -> Runtime.version().feature() >= WARNS))
            .toList();

    private Bench() {}

    /**
     * Measures.
     *
     * @param args {@code --quick} for few short repetitions, {@code --json FILE}, {@code --list}; every other word must
     *     occur in the name of a row that is measured
     * @throws RunnerException when JMH fails
     * @throws IOException when the JSON cannot be written
     */
    public static void main(String... args) throws RunnerException, IOException {
        boolean quick = false;
        boolean list = false;
        Path json = Path.of("target", "benchmarks.json");
        List<String> words = new ArrayList<>();
        for (int i = 0; i < args.length; i++) {
            switch (args[i]) {
                case "--quick" -> quick = true;
                case "--list" -> list = true;
                case "--json" -> json = Path.of(args[++i]);
                default -> words.add(args[i]);
            }
        }
        List<Row> rows = Rows.all().stream()
                .filter(row -> words.stream().allMatch(row.id()::contains))
                .toList();
        if (list) {
            rows.forEach(row -> System.out.println(row.id()));
            return;
        }
        if (rows.isEmpty()) {
            throw new IllegalArgumentException("no row contains all of " + words);
        }
        List<Measurement> measured = new ArrayList<>();
        measured.addAll(measure(rows.stream().filter(row -> row.warmUp().isEmpty()), 1, repetitions(quick)));
        measured.addAll(measure(rows.stream().filter(Rows::isShared), 2, repetitions(quick)));
        measured.addAll(measure(rows.stream().filter(row -> row.warmUp().isPresent()), 1, once()));
        Table table = new Table(measured);
        System.out.print(table.text());
        table.writeJson(json);
        System.out.println("\nwritten to " + json);
    }

    private static ChainedOptionsBuilder repetitions(boolean quick) {
        return new OptionsBuilder()
                .forks(quick ? 1 : 2)
                .warmupIterations(quick ? 1 : 3)
                .warmupTime(TimeValue.milliseconds(quick ? 200 : 1000))
                .measurementIterations(quick ? 5 : 6)
                .measurementTime(TimeValue.milliseconds(quick ? 500 : 1000));
    }

    /** For rows that take longer than all repetitions of another: each does its operation once, after a smaller one. */
    private static ChainedOptionsBuilder once() {
        return new OptionsBuilder()
                .forks(1)
                .warmupIterations(0)
                .measurementIterations(1)
                .measurementTime(TimeValue.milliseconds(1));
    }

    private static List<Measurement> measure(Stream<Row> rows, int threads, ChainedOptionsBuilder repetitions)
            throws RunnerException {
        Map<String, Row> byId = rows.collect(Collectors.toMap(Row::id, row -> row, (a, b) -> a, TreeMap::new));
        if (byId.isEmpty()) {
            return List.of();
        }
        Options options = repetitions
                .include(RowBenchmark.class.getName())
                .param("row", byId.keySet().toArray(String[]::new))
                .threads(threads)
                .jvmArgs(JVM.toArray(String[]::new))
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT)
                .build();
        List<Measurement> measured = new ArrayList<>();
        for (RunResult result : new Runner(options).run()) {
            Row row = byId.get(result.getParams().getParam("row"));
            if (row == null) {
                throw new IllegalStateException("JMH measured something else");
            }
            measured.add(measurement(row, threads, result));
        }
        return measured;
    }

    /** JMH sums over iterations of all threads what it calls an event; statistics are over single iterations. */
    private static Measurement measurement(Row row, int threads, RunResult result) {
        Figure floor = figure(result, "floorNanos", threads);
        Figure share = figure(result, "shareOfFloor", threads);
        Figure growth = figure(result, "growth", threads);
        return new Measurement(
                row,
                threads,
                figure(result, "nanos", threads),
                figure(result, "allocated", threads).median(),
                figure(result, "held", threads).median(),
                share.median() == 0 ? Optional.empty() : Optional.of(new Measurement.Floor(floor.median(), share)),
                growth.median() == 0 ? Optional.empty() : Optional.of(growth));
    }

    private static Figure figure(RunResult result, String counter, int threads) {
        Result<?> found = result.getSecondaryResults().get(counter);
        return Figure.of(Objects.requireNonNull(found, counter).getStatistics(), threads);
    }
}
