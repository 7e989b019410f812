package org.mailauth.testkit;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.mailauth.dns.DnsFailure;
import org.mailauth.dns.DnsName;
import org.mailauth.dns.DnsRecord;
import org.mailauth.dns.DnsType;
import org.mailauth.dns.DnssecStatus;

/** Collects the tree of names. */
final class ZoneDataBuilder {
    /** How long absence may be remembered when nobody says so, in seconds. */
    static final long DEFAULT_NEGATIVE_TTL = 300;

    private final Map<String, NodeBuilder> nodes = new TreeMap<>();
    private final Map<String, DnssecStatus> statuses = new HashMap<>();
    private long negativeTtl = DEFAULT_NEGATIVE_TTL;

    ZoneDataBuilder() {}

    ZoneDataBuilder(ZoneData data) {
        data.nodes().forEach(node -> nodes.put(TreeKey.of(node.name()), new NodeBuilder(node)));
        statuses.putAll(data.statuses());
        negativeTtl = data.negativeTtl();
    }

    private NodeBuilder node(DnsName name) {
        return nodes.computeIfAbsent(TreeKey.of(name), key -> new NodeBuilder(name));
    }

    void exists(DnsName name) {
        node(name);
    }

    /** False when the record would make an alias stand beside other data; then nothing is added. */
    boolean add(DnsName name, DnsRecord record, long ttl) {
        NodeBuilder node = node(name);
        if (node.refuses(record)) {
            return false;
        }
        node.add(record, ttl);
        return true;
    }

    /** As {@link #add}, but leaves out a record equal to another one. */
    boolean addOnce(DnsName name, DnsRecord record, long ttl) {
        NodeBuilder node = node(name);
        if (node.refuses(record)) {
            return false;
        }
        node.addOnce(record, ttl);
        return true;
    }

    void fail(DnsName name, DnsType type, DnsFailure failure) {
        node(name).fail(type, failure);
    }

    void failOtherwise(DnsName name, DnsFailure failure) {
        node(name).failOtherwise(failure);
    }

    void status(DnsName name, DnssecStatus status) {
        statuses.put(TreeKey.of(name), status);
    }

    void negativeTtl(long seconds) {
        negativeTtl = seconds;
    }

    ZoneData build() {
        Map<String, Node> built = new TreeMap<>();
        nodes.forEach((key, node) -> built.put(key, node.build()));
        return new ZoneData(built, statuses, negativeTtl);
    }
}
