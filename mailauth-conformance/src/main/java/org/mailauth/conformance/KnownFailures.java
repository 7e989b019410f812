package org.mailauth.conformance;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.function.Executable;

/**
 * The cases of the shared suites that a module is known to fail, each with the sentence of the standard that makes the
 * difference.
 *
 * <p>One file for each module, {@code src/test/resources/known-failures.txt}, UTF-8. Each line is a case's name, a tab
 * and the citation; empty lines and lines that start with {@code #} say nothing. The list can only shrink: a listed case
 * that passes fails the build, and so does a listed name that no case has.
 */
public final class KnownFailures {
    private static final String FILE = "/known-failures.txt";

    private final Map<String, String> citations;

    private KnownFailures(Map<String, String> citations) {
        this.citations = citations;
    }

    /**
     * The list of the module a test class belongs to; empty when the module has no such file.
     *
     * @param test any test class of the module
     * @return the list
     * @throws IllegalArgumentException when a line has no citation, or a name stands twice
     */
    public static KnownFailures of(Class<?> test) {
        try (InputStream in = test.getResourceAsStream(FILE)) {
            return in == null ? parse("") : parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static KnownFailures parse(String text) {
        Map<String, String> citations = new TreeMap<>();
        List<String> lines = text.lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .toList();
        for (String line : lines) {
            int tab = line.indexOf('\t');
            String citation = tab < 0 ? "" : line.substring(tab + 1).strip();
            if (tab <= 0 || citation.isEmpty()) {
                throw new IllegalArgumentException("known failure without a citation behind a tab: " + line);
            }
            if (citations.put(line.substring(0, tab), citation) != null) {
                throw new IllegalArgumentException("known failure listed twice: " + line);
            }
        }
        return new KnownFailures(citations);
    }

    /**
     * Why a case is known to fail.
     *
     * @param name full name of the case, such as {@code authres/parse/03}
     * @return the citation; empty when the case must pass
     */
    public Optional<String> citation(String name) {
        return Optional.ofNullable(citations.get(name));
    }

    /**
     * Runs a case. An unlisted one must pass. A listed one must fail by an assertion (an exception is never a known
     * failure); its citation is then printed. It is not reported as skipped: that word is kept for what did not run.
     *
     * @param name full name of the case
     * @param body asserts what the suite expects
     * @throws Throwable what the case throws, or the word that a listed case passed
     */
    public void check(String name, Executable body) throws Throwable {
        String citation = citations.get(name);
        if (citation == null) {
            body.execute();
            return;
        }
        if (passes(body)) {
            throw new AssertionError(name + " passes now: take it off known-failures.txt");
        }
        System.out.println("known failure " + name + ": " + citation);
    }

    private static boolean passes(Executable body) throws Throwable {
        try {
            body.execute();
            return true;
        } catch (AssertionError expected) {
            return false;
        }
    }

    /** The listed names that start with a suite's prefix and are none of its cases. */
    Set<String> unmatched(String prefix, Set<String> names) {
        Set<String> unmatched = new TreeSet<>(citations.keySet());
        unmatched.removeIf(name -> !name.startsWith(prefix));
        unmatched.removeAll(names);
        return unmatched;
    }
}
