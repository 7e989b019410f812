package org.mailauth.benchmarks.outside;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the driver of one implementation said about one work.
 *
 * @param nanos CPU time of one operation, for each repetition, from the fastest to the slowest; empty when there is none
 * @param instead why there is none; else empty
 */
record Answer(List<Double> nanos, String instead) {
    private static final String CANNOT = "cannot";
    private static final String FAILED = "failed";

    Answer {
        nanos = nanos.stream().sorted().toList();
        if (nanos.isEmpty() == instead.isEmpty()) {
            throw new IllegalArgumentException("either times or what is said instead");
        }
    }

    static Answer cannot(String why) {
        return new Answer(List.of(), CANNOT + ": " + why);
    }

    static Answer failed(String how) {
        return new Answer(List.of(), FAILED + ": " + how);
    }

    /**
     * Reads what a driver printed: a line for each repetition, operations and nanoseconds, or one line that says that it
     * cannot.
     *
     * @throws IllegalArgumentException when it is something else
     */
    static Answer read(String output, int repetitions) {
        List<String> lines = output.lines().toList();
        if (lines.size() == 1 && lines.get(0).startsWith(CANNOT + "\t")) {
            return cannot(lines.get(0).substring(CANNOT.length() + 1));
        }
        if (lines.size() != repetitions) {
            throw new IllegalArgumentException(lines.size() + " lines, and not " + repetitions);
        }
        List<Double> nanos = new ArrayList<>();
        for (String line : lines) {
            int tab = line.indexOf('\t');
            long operations = tab < 0 ? 0 : Long.parseLong(line, 0, tab, 10);
            long spent = tab < 0 ? 0 : Long.parseLong(line, tab + 1, line.length(), 10);
            if (operations <= 0 || spent <= 0) {
                throw new IllegalArgumentException("no measurement: " + line);
            }
            nanos.add((double) spent / operations);
        }
        return new Answer(nanos, "");
    }

    /** The answers of two rounds: all repetitions, unless one of them has none. */
    Answer and(Answer later) {
        if (!measured() || !later.measured()) {
            return measured() ? later : this;
        }
        return new Answer(Stream.concat(nanos.stream(), later.nanos.stream()).toList(), "");
    }

    boolean measured() {
        return !nanos.isEmpty();
    }

    boolean isFailed() {
        return instead.startsWith(FAILED);
    }

    double median() {
        int half = nanos.size() / 2;
        return nanos.size() % 2 == 1 ? nanos.get(half) : (nanos.get(half - 1) + nanos.get(half)) / 2;
    }

    /** Half of the difference between the slowest and the fastest repetition. */
    double error() {
        return (nanos.get(nanos.size() - 1) - nanos.get(0)) / 2;
    }

    double perSecond() {
        return 1e9 / median();
    }
}
