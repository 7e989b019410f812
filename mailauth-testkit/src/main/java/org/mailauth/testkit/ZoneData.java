package org.mailauth.testkit;

import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.mailauth.dns.DnsAnswer;
import org.mailauth.dns.DnsName;
import org.mailauth.dns.DnsType;
import org.mailauth.dns.DnssecStatus;

/** The tree of names, and which parts of it are signed. Immutable. */
final class ZoneData {
    private final NavigableMap<String, Node> nodes;
    /** The same nodes by name: most questions are for a name that is there, and need no key of the tree. */
    private final Map<DnsName, Node> byName;

    /**
     * What {@link Lookup} says about the records that are there, worked out once: nothing changes here, and a lookup with its
     * status, aliases and copies takes five times as long as finding its answer.
     */
    private final Map<DnsName, Map<DnsType, DnsAnswer>> ready;

    /** Names that were mentioned, or have such a name below them. */
    private final Set<DnsName> existing;

    /**
     * The answer about every name that does not exist, which would otherwise take the longest of all; null where it depends
     * on the name, because there are wildcards or DNSSEC states.
     */
    private final @Nullable DnsAnswer absent;

    private final Map<String, DnssecStatus> statuses;
    private final long negativeTtl;

    ZoneData(Map<String, Node> nodes, Map<String, DnssecStatus> statuses, long negativeTtl) {
        this.nodes = Collections.unmodifiableNavigableMap(new TreeMap<>(nodes));
        Map<DnsName, Node> named = new HashMap<>();
        nodes.values().forEach(node -> named.put(node.name(), node));
        this.byName = Collections.unmodifiableMap(named);
        this.statuses = Map.copyOf(statuses);
        this.negativeTtl = negativeTtl;
        Map<DnsName, Map<DnsType, DnsAnswer>> answers = new HashMap<>();
        for (Node node : this.nodes.values()) {
            Map<DnsType, DnsAnswer> ofNode = new EnumMap<>(DnsType.class);
            node.rrSets().keySet().forEach(type -> ofNode.put(type, Lookup.answer(this, node.name(), type)));
            if (!ofNode.isEmpty()) {
                answers.put(node.name(), ofNode);
            }
        }
        this.ready = Collections.unmodifiableMap(answers);
        Set<DnsName> names = new HashSet<>();
        names.add(DnsName.ROOT);
        for (DnsName name : byName.keySet()) {
            Optional<DnsName> above = Optional.of(name);
            while (above.isPresent() && names.add(above.get())) {
                above = above.get().parent();
            }
        }
        this.existing = Collections.unmodifiableSet(names);
        boolean same = statuses.isEmpty() && names.stream().noneMatch(ZoneData::isWildcard);
        this.absent = same
                ? new DnsAnswer.NxDomain(
                        new DnsAnswer.Evidence(DnssecStatus.INDETERMINATE, List.of(), Duration.ofSeconds(negativeTtl)))
                : null;
    }

    private static boolean isWildcard(DnsName name) {
        return name.toString().equals("*") || name.toString().startsWith("*.");
    }

    /** The answer to a question. */
    DnsAnswer answer(DnsName name, DnsType type) {
        Map<DnsType, DnsAnswer> ofNode = ready.get(name);
        DnsAnswer known = ofNode == null ? null : ofNode.get(type);
        if (known != null) {
            return known;
        }
        return absent != null && !existing.contains(name) ? absent : Lookup.answer(this, name, type);
    }

    /** What answers for a name: itself or a wildcard; null when there is no such name. */
    @Nullable
    Node find(DnsName name) {
        Node exact = byName.get(name);
        if (exact != null) {
            return exact;
        }
        String key = TreeKey.of(name);
        if (exists(key)) {
            // RFC 4592 §2.2.2: a name with nothing but names below it exists, and has no data.
            return empty(name);
        }
        // RFC 4592 §3.3.1: only the wildcard directly below the closest existing name above is a source of answers.
        String encloser = TreeKey.parent(key);
        while (!exists(encloser)) {
            encloser = TreeKey.parent(encloser);
        }
        String wildcard = TreeKey.wildcardBelow(encloser);
        Node source = nodes.get(wildcard);
        return source == null && exists(wildcard) ? empty(name) : source;
    }

    private static Node empty(DnsName name) {
        return new Node(name, Map.of(), Map.of(), null);
    }

    private boolean exists(String key) {
        String atOrBelow = nodes.ceilingKey(key);
        return key.equals(TreeKey.ROOT) || (atOrBelow != null && atOrBelow.startsWith(key));
    }

    /** The status set for the name, or for the nearest name above it. */
    DnssecStatus status(DnsName name) {
        if (statuses.isEmpty()) {
            return DnssecStatus.INDETERMINATE;
        }
        String key = TreeKey.of(name);
        DnssecStatus status = statuses.get(key);
        while (status == null && !key.equals(TreeKey.ROOT)) {
            key = TreeKey.parent(key);
            status = statuses.get(key);
        }
        return status == null ? DnssecStatus.INDETERMINATE : status;
    }

    /** How long absence may be remembered, in seconds. */
    long negativeTtl() {
        return negativeTtl;
    }

    /** Every name, those above before those below. */
    Collection<Node> nodes() {
        return nodes.values();
    }

    Map<String, DnssecStatus> statuses() {
        return statuses;
    }
}
