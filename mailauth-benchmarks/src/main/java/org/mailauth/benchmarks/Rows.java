package org.mailauth.benchmarks;

import java.util.ArrayList;
import java.util.List;

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
}
