package org.mailauth.dns;

import java.util.Objects;

/**
 * One link of a CNAME chain that led to an answer.
 *
 * @param owner the name that is an alias
 * @param target the name it stands for
 * @param status how far DNSSEC vouches for this link
 */
public record DnsAlias(DnsName owner, DnsName target, DnssecStatus status) {
    /**
     * Checks that nothing is null.
     *
     * @param owner the name that is an alias
     * @param target the name it stands for
     * @param status how far DNSSEC vouches for this link
     */
    public DnsAlias {
        Objects.requireNonNull(owner, "owner");
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(status, "status");
    }
}
