package org.mailauth.report.failure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Counts what is removed, in the order in which each was first met. Not thread-safe. */
final class Removals {
    private record Thing(FailureReportRemoval.Kind kind, String field) {}

    private final Map<Thing, Integer> counts = new LinkedHashMap<>();

    void add(FailureReportRemoval.Kind kind, String field) {
        counts.merge(new Thing(kind, field), 1, Integer::sum);
    }

    List<FailureReportRemoval> list() {
        List<FailureReportRemoval> all = new ArrayList<>();
        counts.forEach((thing, count) -> all.add(new FailureReportRemoval(thing.kind(), thing.field(), count)));
        return List.copyOf(all);
    }
}
