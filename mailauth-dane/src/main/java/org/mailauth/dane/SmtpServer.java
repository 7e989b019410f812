package org.mailauth.dane;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.mailauth.DomainName;
import org.mailauth.dns.DnsAlias;
import org.mailauth.dns.DnsAnswer;
import org.mailauth.dns.DnsName;
import org.mailauth.dns.DnssecStatus;

/**
 * Says which server is asked about, and how its name became known: from an MX record, or from the address or the
 * configuration itself (RFC 7672 §2.2.1, §2.2.2). Immutable and thread-safe; no component is null.
 *
 * @param host the name that is connected to: the exchange of an MX record, a domain without MX records, or a configured relay
 * @param port TCP port, 1 to 65535; 25 for mail between servers
 * @param nextHops the next-hop domain whose MX record named the host and, where it differs, the name that its aliases lead
 *     to; empty when no MX record was used
 * @param mxStatus how far DNSSEC vouches for the MX record, or for the absence of any; {@link DnssecStatus#SECURE} when
 *     none was asked for, because then nobody else chose the name
 */
public record SmtpServer(DomainName host, int port, List<DomainName> nextHops, DnssecStatus mxStatus) {
    private static final int SMTP = 25;

    /**
     * Copies the list and checks the port.
     *
     * @param host the name that is connected to
     * @param port TCP port, 1 to 65535
     * @param nextHops the next-hop domain and what it is an alias of; empty when no MX record was used
     * @param mxStatus how far DNSSEC vouches for the MX record
     */
    public SmtpServer {
        Objects.requireNonNull(host, "host");
        if (port < 1 || port > 0xFFFF) {
            throw new IllegalArgumentException("port must be 1 to 65535: " + port);
        }
        nextHops = List.copyOf(nextHops);
        Objects.requireNonNull(mxStatus, "mxStatus");
    }

    /**
     * A host that no MX record named: a domain without MX records, or a configured relay. Port 25.
     *
     * @param host the name that is connected to
     * @return the server
     */
    public static SmtpServer of(DomainName host) {
        return new SmtpServer(host, SMTP, List.of(), DnssecStatus.SECURE);
    }

    /**
     * A host that an MX record named. Port 25.
     *
     * @param host the exchange of the record
     * @param nextHop the domain whose MX records were asked for
     * @param mx what is known about the answer: its DNSSEC status, and the aliases from the domain to the records
     * @return the server
     */
    public static SmtpServer ofMx(DomainName host, DomainName nextHop, DnsAnswer.Evidence mx) {
        List<DomainName> names = new ArrayList<>();
        names.add(nextHop);
        expanded(mx.aliases()).filter(name -> !name.equals(nextHop)).ifPresent(names::add);
        return new SmtpServer(host, SMTP, names, mx.dnssec());
    }

    private static Optional<DomainName> expanded(List<DnsAlias> aliases) {
        if (aliases.isEmpty()) {
            return Optional.empty();
        }
        DnsName last = aliases.get(aliases.size() - 1).target();
        return last.toDomainName();
    }

    /**
     * The same server at another port.
     *
     * @param other 1 to 65535
     * @return a new server
     */
    public SmtpServer withPort(int other) {
        return new SmtpServer(host, other, nextHops, mxStatus);
    }

    /**
     * Whether nobody could have put the host's name there unseen. Without it DANE may still protect the connection to the
     * host, but not the choice of the host, and a sender who insists on DANE must not deliver (RFC 7672 §2.2.1).
     *
     * @return true when the MX record is secure, or none was used
     */
    public boolean isSecurelyNamed() {
        return mxStatus == DnssecStatus.SECURE;
    }

    /**
     * The names by which a certificate may call the server when its TLSA records lie at a base domain (RFC 7672 §3.2.2).
     *
     * @param baseDomain the host, or the name that its aliases lead to
     * @return the base domain first, no name twice
     */
    List<DomainName> referenceIdentifiers(DomainName baseDomain) {
        List<DomainName> names = new ArrayList<>();
        names.add(baseDomain);
        if (nextHops.isEmpty()) {
            // RFC 7672 §3.2.2: without MX records the original next-hop domain counts beside its expanded form.
            names.add(host);
        } else if (isSecurelyNamed()) {
            // RFC 7672 §3.2.2: a secure MX record lets one certificate that names the e-mail domain serve all its
            // hosts; where
            // the record may be forged, only the host's own name counts.
            names.addAll(nextHops);
        }
        return names.stream().distinct().toList();
    }

    /** Host and port, such as {@code mx.example.com:25}. */
    @Override
    public String toString() {
        return host + ":" + port;
    }
}
