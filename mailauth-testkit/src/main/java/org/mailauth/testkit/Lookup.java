package org.mailauth.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mailauth.dns.DnsAlias;
import org.mailauth.dns.DnsAnswer;
import org.mailauth.dns.DnsFailure;
import org.mailauth.dns.DnsName;
import org.mailauth.dns.DnsRecord;
import org.mailauth.dns.DnsType;
import org.mailauth.dns.DnssecStatus;

/** One question on its way along the aliases. */
final class Lookup {
    /** As many links as resolvers in wide use follow. */
    static final int MAX_ALIASES = 16;

    private final ZoneData data;
    private final DnsType type;
    private final List<DnsAlias> aliases = new ArrayList<>();
    private DnssecStatus status = DnssecStatus.SECURE;
    private long ttl = Long.MAX_VALUE;

    private Lookup(ZoneData data, DnsType type) {
        this.data = data;
        this.type = type;
    }

    static DnsAnswer answer(ZoneData data, DnsName name, DnsType type) {
        return new Lookup(data, type).follow(name);
    }

    private DnsAnswer follow(DnsName name) {
        DnsName current = name;
        while (true) {
            Node node = data.find(current);
            DnsAnswer failed = failure(current, node);
            if (failed != null) {
                return failed;
            }
            DnssecStatus own = data.status(current);
            status = status.and(own);
            DnsName target = node == null ? null : target(node);
            if (target == null) {
                return end(node);
            }
            // RFC 1034 §3.6.2: a loop of aliases is an error; it is found as a chain without end.
            if (aliases.size() == MAX_ALIASES) {
                return new DnsAnswer.Failed(DnsFailure.ALIAS_LOOP, "the aliases of " + name + " do not end");
            }
            aliases.add(new DnsAlias(current, target, own));
            current = target;
        }
    }

    private @Nullable DnsAnswer failure(DnsName current, @Nullable Node node) {
        DnsFailure failure = node == null ? null : node.failure(type);
        if (failure != null) {
            return new DnsAnswer.Failed(failure, current + " " + type + " is set to fail");
        }
        // RFC 4035 §5.5: what does not validate is not handed on, whether it is data or the lack of it.
        return data.status(current) == DnssecStatus.BOGUS
                ? new DnsAnswer.Failed(DnsFailure.BOGUS, current + " is set to be bogus")
                : null;
    }

    /** Where the alias leads, null when the node answers itself. */
    private @Nullable DnsName target(Node node) {
        RrSet alias = node.rrSet(DnsType.CNAME);
        // RFC 1034 §3.6.2: a question for the alias itself is not followed.
        if (alias == null || type == DnsType.CNAME) {
            return null;
        }
        ttl = Math.min(ttl, alias.ttl());
        return ((DnsRecord.Cname) alias.records().get(0)).target();
    }

    private DnsAnswer end(@Nullable Node node) {
        RrSet found = node == null ? null : node.rrSet(type);
        ttl = Math.min(ttl, found == null ? data.negativeTtl() : found.ttl());
        DnsAnswer.Evidence evidence = new DnsAnswer.Evidence(status, aliases, Duration.ofSeconds(ttl));
        if (found != null) {
            return new DnsAnswer.Found(found.records(), evidence);
        }
        // RFC 6604 §3: after aliases, the last name decides whether the name exists.
        return node == null ? new DnsAnswer.NxDomain(evidence) : new DnsAnswer.NoData(evidence);
    }
}
