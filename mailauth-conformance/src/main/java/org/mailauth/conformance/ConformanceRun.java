package org.mailauth.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.function.Executable;

/**
 * All cases of one suite file as dynamic tests, with the module's {@link KnownFailures} applied and a count printed at
 * the end.
 *
 * <pre>{@code
 * @TestFactory
 * Stream<DynamicTest> everyFieldIsReadAsTheSuiteSays() {
 *     ConformanceSuite suite = ConformanceSuite.open("authres");
 *     ConformanceRun run = ConformanceRun.of(getClass(), "authres/parse");
 *     for (JsonNode node : suite.json("parse.json").get("cases")) {
 *         run.add(id(node), () -> assertExpected(node));
 *     }
 *     return run.tests();
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

    /**
     * Starts a run without cases.
     *
     * @param test the test class; its module's list of known failures applies
     * @param suite name of the suite, the prefix of every case's name, such as {@code authres/parse}
     * @return the run
     */
    public static ConformanceRun of(Class<?> test, String suite) {
        return new ConformanceRun(KnownFailures.of(test), Objects.requireNonNull(suite, "suite"));
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

    /**
     * The cases as tests, and a last test that prints the count and fails when the suite has no cases, or the list of
     * known failures names a case that the suite has not.
     *
     * @return one test for each case, and one more
     */
    public Stream<DynamicTest> tests() {
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
