package org.mailauth.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.function.Executable;
import org.opentest4j.TestAbortedException;

/**
 * All cases of one suite file as dynamic tests, with the module's {@link KnownFailures} applied and a count printed at
 * the end.
 *
 * <pre>{@code
 * @TestFactory
 * Stream<DynamicTest> everyFieldIsReadAsTheSuiteSays() {
 *     return ConformanceRun.tests(getClass(), "authres/parse", (suite, run) -> {
 *         for (JsonNode node : suite.json("parse.json").get("cases")) {
 *             run.add(id(node), () -> assertExpected(node));
 *         }
 *     });
 * }
 * }</pre>
 *
 * <p>Not thread-safe: one run belongs to one test factory.
 */
public final class ConformanceRun {
    private final KnownFailures knownFailures;
    private final String suite;
    private final Set<String> names = new LinkedHashSet<>();
    private final List<DynamicTest> tests = new ArrayList<>();
    private final AtomicInteger ambiguous = new AtomicInteger();

    ConformanceRun(KnownFailures knownFailures, String suite) {
        this.knownFailures = knownFailures;
        this.suite = suite;
    }

    /** Adds the cases of a suite to a run. */
    @FunctionalInterface
    public interface Cases {
        /**
         * Adds every case.
         *
         * @param suite where the cases are read
         * @param run takes them
         */
        void addTo(ConformanceSuite suite, ConformanceRun run);
    }

    /**
     * The cases as tests, and a last test that prints the count and fails when the suite has no cases, or the list of
     * known failures names a case that the suite has not. Where the suites are not at hand, one test with the suite's name
     * stands for all of them and is reported as skipped.
     *
     * @param test the test class; its module's list of known failures applies
     * @param name the suite's folder, a slash and a name of one's own: the prefix of every case's name, such as
     *     {@code authres/parse}
     * @param cases adds them
     * @return one test for each case, and one more
     */
    public static Stream<DynamicTest> tests(Class<?> test, String name, Cases cases) {
        String folder = name.substring(0, name.indexOf('/'));
        ConformanceSuite suite;
        try {
            suite = ConformanceSuite.open(folder);
        } catch (TestAbortedException absent) {
            // Thrown by a factory it would go unreported, since a factory is no test.
            return Stream.of(dynamicTest(name, () -> {
                throw absent;
            }));
        }
        ConformanceRun run = new ConformanceRun(KnownFailures.of(test), name);
        cases.addTo(suite, run);
        return run.tests();
    }

    /**
     * Adds a case that must pass, unless it is a known failure.
     *
     * @param id name inside the suite, stable and unique; the full name is suite, slash, id
     * @param body asserts what the suite expects
     * @return this run
     */
    public ConformanceRun add(String id, Executable body) {
        String name = name(id);
        tests.add(dynamicTest(name, () -> knownFailures.check(name, body)));
        return this;
    }

    /**
     * Adds a case whose outcome the standards leave open: it runs, must not throw an exception, and never fails by an
     * assertion; a differing outcome is printed.
     *
     * @param id name inside the suite, stable and unique
     * @param reason what the standards leave open
     * @param body asserts what the suite expects
     * @return this run
     */
    public ConformanceRun addAmbiguous(String id, String reason, Executable body) {
        String name = name(id);
        ambiguous.incrementAndGet();
        tests.add(dynamicTest(name + " (ambiguous)", () -> {
            try {
                body.execute();
            } catch (AssertionError differs) {
                System.out.println(name + " differs, which the standards allow: " + reason);
            }
        }));
        return this;
    }

    private String name(String id) {
        String name = suite + '/' + id;
        if (!names.add(name)) {
            throw new IllegalArgumentException("id used twice: " + name);
        }
        return name;
    }

    Stream<DynamicTest> tests() {
        return Stream.concat(tests.stream(), Stream.of(dynamicTest(suite + ": count", this::count)));
    }

    private void count() {
        System.out.println(summary());
        assertEquals(Set.of(), knownFailures.unmatched(suite + '/', names), "known failures without a case");
        if (names.isEmpty()) {
            throw new AssertionError(suite + " has no cases");
        }
    }

    String summary() {
        long failing = names.stream()
                .filter(name -> knownFailures.citation(name).isPresent())
                .count();
        return suite + ": " + names.size() + " cases, " + failing + " known failures, " + ambiguous.get()
                + " ambiguous";
    }
}
