package org.mailauth.spf.analysis;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.mailauth.dns.DnsAnswer;
import org.mailauth.dns.DnsName;
import org.mailauth.dns.DnsRecord;
import org.mailauth.dns.DnsType;
import org.mailauth.internal.net.IpLiteral;
import org.mailauth.spf.IpNetwork;
import org.mailauth.spf.SpfLimits;
import org.mailauth.spf.SpfMechanism;
import org.mailauth.spf.internal.Client;

/** Finds which addresses a mechanism matches for every message alike, as {@code Matcher} does for one client. */
final class TermReader {
    private static final int MAX_HOSTS = SpfLimits.rfc7208().mxNames();

    private final AnalyzerDns dns;
    private final AddressFamily family;
    private final List<String> resolved;
    private final List<AnalyzerDns.Asked> asked = new ArrayList<>();

    /**
     * A reader for one term.
     *
     * @param dns whom to ask
     * @param family whose addresses are looked for
     * @param resolved gets the names and addresses found
     */
    TermReader(AnalyzerDns dns, AddressFamily family, List<String> resolved) {
        this.dns = dns;
        this.family = family;
        this.resolved = resolved;
    }

    /** What a mechanism that names addresses itself matches. */
    static TermMatch written(SpfMechanism mechanism, AddressFamily family) {
        AddressSet matches = AddressSet.all(family);
        if (mechanism instanceof SpfMechanism.Ip4 ip4) {
            matches = AddressSet.of(family, List.of(ip4.network()));
        } else if (mechanism instanceof SpfMechanism.Ip6 ip6) {
            matches = AddressSet.of(family, List.of(ip6.network()));
        }
        return TermMatch.known(matches, List.of());
    }

    /** What a, mx or exists matches at a name that is known. */
    TermMatch read(SpfMechanism mechanism, DnsName name) {
        if (mechanism instanceof SpfMechanism.A a) {
            return a(name, family == AddressFamily.IP4 ? a.ip4Length() : a.ip6Length());
        }
        if (mechanism instanceof SpfMechanism.Mx mx) {
            return mx(name, family == AddressFamily.IP4 ? mx.ip4Length() : mx.ip6Length());
        }
        return exists(name);
    }

    private TermMatch a(DnsName name, int length) {
        DnsAnswer answer = ask(name, family.recordType());
        if (answer instanceof DnsAnswer.Failed failed) {
            return failed(failed, AddressSet.none(family));
        }
        return answer instanceof DnsAnswer.Found
                ? TermMatch.known(networks(answer, length), asked)
                : TermMatch.ofVoid(family, asked);
    }

    private TermMatch mx(DnsName name, int length) {
        DnsAnswer answer = ask(name, DnsType.MX);
        if (answer instanceof DnsAnswer.Failed failed) {
            return failed(failed, AddressSet.none(family));
        }
        List<DnsRecord.Mx> exchangers = answer.records(DnsRecord.Mx.class);
        if (exchangers.isEmpty()) {
            return TermMatch.ofVoid(family, asked);
        }
        // RFC 7208 §4.6.4: more than ten hosts is an error, whichever of them would match.
        if (exchangers.size() > MAX_HOSTS) {
            return TermMatch.unknown(TermMatch.Kind.IN_ERROR, family, asked);
        }
        AddressSet matches = AddressSet.none(family);
        for (DnsRecord.Mx exchanger : exchangers) {
            // RFC 7505 §3: the root says that there is no host.
            if (!exchanger.exchange().isRoot()) {
                note(exchanger.exchange().toString());
                DnsAnswer addresses = ask(exchanger.exchange(), family.recordType());
                if (addresses instanceof DnsAnswer.Failed failed) {
                    return failed(failed, matches);
                }
                matches = matches.plus(networks(addresses, length));
            }
        }
        return TermMatch.known(matches, asked);
    }

    private TermMatch exists(DnsName name) {
        // RFC 7208 §5.7: always an A record.
        DnsAnswer answer = ask(name, DnsType.A);
        if (answer instanceof DnsAnswer.Failed failed) {
            return failed(failed, AddressSet.none(family));
        }
        return answer instanceof DnsAnswer.Found
                ? TermMatch.known(AddressSet.all(family), asked)
                : TermMatch.ofVoid(family, asked);
    }

    private AddressSet networks(DnsAnswer answer, int length) {
        List<IpNetwork> networks = new ArrayList<>();
        for (InetAddress address : Client.addressesIn(answer)) {
            if (AddressFamily.of(address) == family) {
                note(IpLiteral.format(address));
                networks.add(new IpNetwork(address, length));
            }
        }
        return AddressSet.of(family, networks);
    }

    private void note(String nameOrAddress) {
        if (!resolved.contains(nameOrAddress) && resolved.size() < SpfOutline.MAX_RESOLVED) {
            resolved.add(nameOrAddress);
        }
    }

    private TermMatch failed(DnsAnswer.Failed failed, AddressSet before) {
        return dns.wasNotAsked(failed)
                ? TermMatch.unknown(TermMatch.Kind.NOT_ASKED, family, asked)
                : new TermMatch(TermMatch.Kind.DNS_FAILED, before, false, asked);
    }

    private DnsAnswer ask(DnsName name, DnsType type) {
        asked.add(new AnalyzerDns.Asked(name, type));
        return dns.ask(name, type);
    }
}
