package org.mailauth.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.openjdk.jmh.util.Statistics;

/** The command: measures rows, prints the table and writes it as JSON. */
public final class Bench {
    private static final List<String> SHARED = List.of(
            DkimRows.VERIFY + " | rsa-2048 4 KiB | mailauth",
            SpfRows.GROUP + " | chain of 5 includes" + SpfRows.CACHED + " | mailauth",
            SpfRows.WHOLE + " | rsa-2048 4 KiB | mailauth");

    /** Options of each JVM that measures. The last is for utils-mail-dkim, which folds names by the default locale. */
    static final List<String> JVM =
            List.of("-Xms2g", "-Xmx2g", "-XX:+UseSerialGC", "-Xbatch", "-Djmh.ignoreLock=true", "-Duser.language=en");

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
        List<Measurement> measured = measure(rows, 1, quick);
        List<Row> shared =
                rows.stream().filter(row -> SHARED.contains(row.id())).toList();
        if (!shared.isEmpty()) {
            measured.addAll(measure(shared, 2, quick));
        }
        Table table = new Table(measured);
        System.out.print(table.text());
        table.writeJson(json);
        System.out.println("\nwritten to " + json);
    }

    private static List<Measurement> measure(List<Row> rows, int threads, boolean quick) throws RunnerException {
        Map<String, Row> byId = rows.stream().collect(Collectors.toMap(Row::id, row -> row, (a, b) -> a, TreeMap::new));
        Options options = new OptionsBuilder()
                .include(RowBenchmark.class.getName())
                .param("row", byId.keySet().toArray(String[]::new))
                .threads(threads)
                .forks(quick ? 1 : 2)
                .warmupIterations(quick ? 1 : 3)
                .warmupTime(TimeValue.milliseconds(quick ? 200 : 1000))
                .measurementIterations(quick ? 3 : 6)
                .measurementTime(TimeValue.milliseconds(quick ? 500 : 1000))
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
            // JMH sums over iterations of all threads what it calls an event; statistics are over single iterations
            Statistics nanos = statistics(result, "nanos");
            measured.add(new Measurement(
                    row,
                    threads,
                    nanos.getPercentile(50) / threads,
                    (nanos.getMax() - nanos.getMin()) / 2 / threads,
                    statistics(result, "allocated").getPercentile(50) / threads,
                    statistics(result, "held").getPercentile(50) / threads));
        }
        return measured;
    }

    private static Statistics statistics(RunResult result, String counter) {
        Result<?> found = result.getSecondaryResults().get(counter);
        return Objects.requireNonNull(found, counter).getStatistics();
    }
}
