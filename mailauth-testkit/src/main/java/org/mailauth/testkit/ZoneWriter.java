package org.mailauth.testkit;

import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.mailauth.dns.DnsFailure;
import org.mailauth.dns.DnsType;

/** Writes the tree of names as a master file. */
final class ZoneWriter {
    private ZoneWriter() {}

    static String write(ZoneData data) {
        StringBuilder text = new StringBuilder();
        for (Node node : data.nodes()) {
            append(text, node);
        }
        return text.toString();
    }

    private static void append(StringBuilder text, Node node) {
        String owner = RdataText.absolute(node.name());
        appendFailures(text, owner, node);
        if (node.rrSets().isEmpty()) {
            // RFC 3597 §5: a record of a private type without data, so that the name exists.
            text.append(owner).append(" IN TYPE65280 \\# 0\n");
            return;
        }
        // RFC 2181 §5: equal records are one.
        Set<String> lines = new LinkedHashSet<>();
        new EnumMap<>(node.rrSets()).forEach((type, set) -> {
            String start = owner + " " + set.ttl() + " IN " + type + " ";
            set.records().forEach(record -> lines.add(start + RdataText.of(record) + "\n"));
        });
        lines.forEach(text::append);
    }

    private static void appendFailures(StringBuilder text, String owner, Node node) {
        Map<DnsType, DnsFailure> failures = new EnumMap<>(DnsType.class);
        failures.putAll(node.failures());
        failures.forEach((type, failure) -> appendFailure(text, owner, type.name(), failure));
        DnsFailure otherwise = node.otherwise();
        if (otherwise != null) {
            appendFailure(text, owner, "everything else", otherwise);
        }
    }

    private static void appendFailure(StringBuilder text, String owner, String what, DnsFailure failure) {
        text.append("; ").append(owner).append(' ').append(what);
        text.append(" fails: ").append(failure).append('\n');
    }
}
