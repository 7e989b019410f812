package org.mailauth.benchmarks.outside;

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
    private final Plan plan;
    private final List<Driver> drivers;
    private final Map<String, String> versions = new LinkedHashMap<>();

    Outside(Path folder, Plan plan, List<Driver> drivers) throws IOException {
        this.folder = folder;
        this.plan = plan;
        this.drivers = drivers;
        for (Driver driver : drivers) {
            try {
                versions.put(driver.who(), driver.version(folder));
            } catch (Driver.Failure failure) {
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
        Plan plan = Plan.FULL;
        Path json = Path.of("target", "benchmarks-outside.json");
        Path folder = Path.of("target", "outside");
        List<String> words = new ArrayList<>();
        for (int i = 0; i < args.length; i++) {
            switch (args[i]) {
                case "--quick" -> plan = Plan.QUICK;
                case "--json" -> json = Path.of(args[++i]);
                case "--drivers" -> folder = Path.of(args[++i]).toAbsolutePath();
                default -> words.add(args[i]);
            }
        }
        List<Work> works = Work.all().stream()
                .filter(work -> words.stream().allMatch((work.group() + " | " + work.work())::contains))
                .toList();
        if (works.isEmpty()) {
            throw new IllegalArgumentException("no work contains all of " + words);
        }
        Outside outside = new Outside(folder, plan, Driver.all(folder));
        OutsideTable table = outside.measure(works);
        System.out.print(table.text());
        table.writeJson(json);
        System.out.println("\nwritten to " + json);
        if (table.anyFailed()) {
            throw new IllegalStateException("the table says who failed");
        }
    }

    OutsideTable measure(List<Work> works) throws Exception {
        Path messages = Files.createDirectories(folder.resolve("messages"));
        Map<Work, List<String>> orders = new LinkedHashMap<>();
        for (Work work : works) {
            orders.put(work, work.prepare(messages));
        }
        Map<Work, Map<String, Answer>> answers = new LinkedHashMap<>();
        for (int round = 0; round < plan.rounds(); round++) {
            for (Map.Entry<Work, List<String>> order : orders.entrySet()) {
                Work work = order.getKey();
                for (Driver driver : drivers) {
                    if (!driver.does(work)) {
                        continue;
                    }
                    System.err.println(
                            "round " + (round + 1) + ": " + work.group() + " " + work.work() + ", " + driver.who());
                    Answer answer = answer(driver, work, order.getValue(), messages);
                    answers.computeIfAbsent(work, w -> new LinkedHashMap<>()).merge(driver.who(), answer, Answer::and);
                }
            }
        }
        return new OutsideTable(versions, answers);
    }

    private Answer answer(Driver driver, Work work, List<String> order, Path messages) throws Exception {
        if (!versions.containsKey(driver.who())) {
            return Answer.cannot("not installed");
        }
        try {
            Answer answer = driver.measure(messages, plan, order);
            return !answer.measured() || work.holds(messages)
                    ? answer
                    : Answer.failed("what it signed does not verify");
        } catch (Driver.Failure failure) {
            return Answer.failed(failure.what());
        }
    }
}
