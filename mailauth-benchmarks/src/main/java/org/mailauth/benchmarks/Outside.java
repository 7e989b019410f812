package org.mailauth.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The command: measures mailauth and verifiers outside Java with the same messages, prints the table, writes it as JSON. */
public final class Outside {
    private final Path folder;
    private final OutsidePlan plan;
    private final List<OutsideDriver> drivers;
    private final Map<String, String> versions = new LinkedHashMap<>();

    Outside(Path folder, OutsidePlan plan, List<OutsideDriver> drivers) throws IOException {
        this.folder = folder;
        this.plan = plan;
        this.drivers = drivers;
        for (OutsideDriver driver : drivers) {
            try {
                versions.put(driver.who(), driver.version(folder));
            } catch (OutsideDriver.Failure failure) {
                System.err.println(driver.who() + " is not there: " + failure.what());
            }
        }
    }

    /**
     * Measures. A driver that is not installed, or cannot do a work, has rows that say so. It ends with an
     * exception when one failed or a signature did not pass.
     *
     * @param args {@code --quick} for one round of few short repetitions, {@code --json FILE}, {@code --drivers FOLDER},
     *     where the drivers were put; every other word must occur in the table or work of what is measured
     * @throws Exception when files cannot be read or written
     */
    public static void main(String... args) throws Exception {
        OutsidePlan plan = OutsidePlan.FULL;
        Path json = Path.of("target", "benchmarks-outside.json");
        Path folder = Path.of("target", "outside");
        List<String> words = new ArrayList<>();
        for (int i = 0; i < args.length; i++) {
            switch (args[i]) {
                case "--quick" -> plan = OutsidePlan.QUICK;
                case "--json" -> json = Path.of(args[++i]);
                case "--drivers" -> folder = Path.of(args[++i]).toAbsolutePath();
                default -> words.add(args[i]);
            }
        }
        List<OutsideWork> works = OutsideWork.all().stream()
                .filter(work -> words.stream().allMatch((work.group() + " | " + work.work())::contains))
                .toList();
        if (works.isEmpty()) {
            throw new IllegalArgumentException("no work contains all of " + words);
        }
        Outside outside = new Outside(folder, plan, OutsideDriver.all(folder));
        OutsideTable table = outside.measure(works);
        System.out.print(table.text());
        table.writeJson(json);
        System.out.println("\nwritten to " + json);
        if (table.anyFailed()) {
            throw new IllegalStateException("the table says who failed");
        }
    }

    OutsideTable measure(List<OutsideWork> works) throws Exception {
        Path messages = Files.createDirectories(folder.resolve("messages"));
        Map<OutsideWork, List<String>> orders = new LinkedHashMap<>();
        for (OutsideWork work : works) {
            orders.put(work, work.prepare(messages));
        }
        Map<OutsideWork, Map<String, OutsideAnswer>> answers = new LinkedHashMap<>();
        for (int round = 0; round < plan.rounds(); round++) {
            for (Map.Entry<OutsideWork, List<String>> order : orders.entrySet()) {
                OutsideWork work = order.getKey();
                for (OutsideDriver driver : drivers) {
                    if (!driver.does(work)) {
                        continue;
                    }
                    System.err.println(
                            "round " + (round + 1) + ": " + work.group() + " " + work.work() + ", " + driver.who());
                    OutsideAnswer answer = answer(driver, work, order.getValue(), messages);
                    answers.computeIfAbsent(work, w -> new LinkedHashMap<>())
                            .merge(driver.who(), answer, OutsideAnswer::and);
                }
            }
        }
        return new OutsideTable(versions, answers);
    }

    private OutsideAnswer answer(OutsideDriver driver, OutsideWork work, List<String> order, Path messages)
            throws Exception {
        if (!versions.containsKey(driver.who())) {
            return OutsideAnswer.cannot("not installed");
        }
        try {
            OutsideAnswer answer = driver.measure(messages, plan, order);
            return !answer.measured() || work.holds(messages)
                    ? answer
                    : OutsideAnswer.failed("what it signed does not verify");
        } catch (OutsideDriver.Failure failure) {
            return OutsideAnswer.failed(failure.what());
        }
    }
}
