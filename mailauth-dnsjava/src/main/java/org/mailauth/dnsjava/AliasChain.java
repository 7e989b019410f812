package org.mailauth.dnsjava;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.mailauth.dns.DnsAlias;
import org.mailauth.dns.DnsAnswer.Evidence;
import org.mailauth.dns.DnsName;
import org.mailauth.dns.DnssecStatus;

/** What has been learnt on the way from the name asked for to the one that answers. Confined to one thread. */
final class AliasChain {
    /** Recursive resolvers follow 8 to 16 links; a longer chain is nobody's honest zone. */
    static final int MAX_LINKS = 16;

    private final List<DnsAlias> links = new ArrayList<>();
    private final Set<DnsName> seen = new HashSet<>();
    private DnssecStatus status = DnssecStatus.SECURE;
    private long ttlSeconds = Long.MAX_VALUE;

    AliasChain(DnsName start) {
        seen.add(start);
    }

    /** Takes in a link; false when the chain turns back on itself or grows too long. */
    boolean follow(DnsAlias link, long linkTtl) {
        links.add(link);
        rest(link.status(), linkTtl);
        return seen.add(link.target()) && links.size() <= MAX_LINKS;
    }

    /** Says that the result rests on something of this status and life time, too. */
    void rest(DnssecStatus on, long seconds) {
        status = status.and(on);
        ttlSeconds = Math.min(ttlSeconds, seconds);
    }

    Evidence evidence(Duration maxTtl) {
        Duration ttl = Duration.ofSeconds(Math.min(ttlSeconds, maxTtl.toSeconds()));
        return new Evidence(status, links, ttl);
    }
}
