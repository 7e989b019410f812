package org.mailauth.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** All rows. */
final class Rows {
    private Rows() {}

    static List<Row> all() {
        List<Row> rows = new ArrayList<>();
        Primitives.addTo(rows);
        DkimRows.addTo(rows);
        SpfRows.addTo(rows);
        LinearRows.addTo(rows);
        ReportRows.addTo(rows);
        return List.copyOf(rows);
    }

    static Row find(String id) {
        for (Row row : all()) {
            if (row.id().equals(id)) {
                return row;
            }
        }
        throw new IllegalArgumentException("no row is called " + id);
    }

    /** The cryptography alone of the provider that a row of mailauth uses, with the same work; empty when there is no such row. */
    static Optional<Row> floorOf(Row row) {
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
