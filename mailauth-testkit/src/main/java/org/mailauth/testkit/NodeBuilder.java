package org.mailauth.testkit;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mailauth.dns.DnsFailure;
import org.mailauth.dns.DnsName;
import org.mailauth.dns.DnsRecord;
import org.mailauth.dns.DnsType;

/** Collects what the DNS holds at one name. */
final class NodeBuilder {
    /** The records of one type. */
    private static final class Collected {
        private final List<DnsRecord> records = new ArrayList<>();
        // By text and not by the records' own hashes, which a stranger's file could make collide.
        private final Set<String> texts = new HashSet<>();
        private long ttl = Long.MAX_VALUE;
    }

    private final DnsName name;
    private final Map<DnsType, Collected> collected = new EnumMap<>(DnsType.class);
    private final Map<DnsType, DnsFailure> failures = new EnumMap<>(DnsType.class);
    private @Nullable DnsFailure otherwise;

    NodeBuilder(DnsName name) {
        this.name = name;
    }

    NodeBuilder(Node node) {
        this.name = node.name();
        node.rrSets().values().forEach(set -> set.records().forEach(each -> add(each, set.ttl())));
        failures.putAll(node.failures());
        otherwise = node.otherwise();
    }

    /** Whether an alias would stand beside other data. */
    boolean refuses(DnsRecord record) {
        // RFC 2181 §10.1, RFC 1034 §3.6.2: an alias has no other data, and one target.
        Collected alias = collected.get(DnsType.CNAME);
        if (record.type() != DnsType.CNAME) {
            return alias != null;
        }
        return alias == null ? !collected.isEmpty() : !alias.records.contains(record);
    }

    void add(DnsRecord record, long ttl) {
        Collected set = collected(record.type(), ttl);
        // An alias that is added again has passed the check above and says nothing new.
        if (record.type() != DnsType.CNAME || set.records.isEmpty()) {
            set.records.add(record);
        }
    }

    /** Adds a record unless there is an equal one added in this way. */
    void addOnce(DnsRecord record, long ttl) {
        // RFC 2181 §5: equal records are one.
        if (collected(record.type(), ttl).texts.add(RdataText.of(record))) {
            add(record, ttl);
        }
    }

    private Collected collected(DnsType type, long ttl) {
        Collected set = collected.computeIfAbsent(type, absent -> new Collected());
        // RFC 2181 §5.2: the records of a set have one TTL; where they differ, the shortest.
        set.ttl = Math.min(set.ttl, ttl);
        return set;
    }

    void fail(DnsType type, DnsFailure failure) {
        failures.put(type, failure);
    }

    void failOtherwise(DnsFailure failure) {
        otherwise = failure;
    }

    Node build() {
        Map<DnsType, RrSet> sets = new EnumMap<>(DnsType.class);
        collected.forEach((type, set) -> sets.put(type, new RrSet(set.records, set.ttl)));
        return new Node(name, sets, failures, otherwise);
    }
}
