package org.mailauth.benchmarks.rows;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** All rows. */
public final class Rows {
    private static final List<String> SHARED = List.of(
            DkimRows.VERIFY + " | rsa-2048 4 KiB | mailauth",
            SpfRows.GROUP + " | chain of 5 includes" + SpfRows.CACHED + " | mailauth",
            SpfRows.WHOLE + " | rsa-2048 4 KiB | mailauth");

    // Made once: each JVM that measures looks for its row and its floor, and the providers take a second to load.
    private static final List<Row> ALL = make();

    private Rows() {}

    /**
     * Gives all.
     *
     * @return in the order in which they are shown
     */
    public static List<Row> all() {
        return ALL;
    }

    private static List<Row> make() {
        List<Row> rows = new ArrayList<>();
        Primitives.addTo(rows);
        DkimRows.addTo(rows);
        SpfRows.addTo(rows);
        LinearRows.addTo(rows);
        ReportRows.addTo(rows);
        return List.copyOf(rows);
    }

    /**
     * Tells what two threads do at once as well.
     *
     * @param row any
     * @return whether they do
     */
    public static boolean isShared(Row row) {
        return SHARED.contains(row.id());
    }

    /**
     * Finds a row.
     *
     * @param id what it is called
     * @return the row
     * @throws IllegalArgumentException when none is called so
     */
    public static Row find(String id) {
        for (Row row : all()) {
            if (row.id().equals(id)) {
                return row;
            }
        }
        throw new IllegalArgumentException("no row is called " + id);
    }

    /**
     * Finds what a row of mailauth is measured beside.
     *
     * @param row any
     * @return the cryptography alone of the provider that it uses, with the same work; empty when there is no such row
     */
    public static Optional<Row> floorOf(Row row) {
        if (!row.who().startsWith(Row.MAILAUTH)) {
            return Optional.empty();
        }
        String variant = row.who().substring(Row.MAILAUTH.length());
        List<Row> same = all().stream()
                .filter(other ->
                        other.group().equals(row.group()) && other.work().equals(row.work()))
                .toList();
        // ", nothing cached" is no provider: its floor is that of the default
        return Stream.of(Row.FLOOR + variant, Row.FLOOR)
                .flatMap(who -> same.stream().filter(other -> other.who().equals(who)))
                .findFirst();
    }
}
