package org.mailauth.authenticator;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.mailauth.dns.DnsAnswer;
import org.mailauth.dns.DnsName;
import org.mailauth.dns.DnsRecord;
import org.mailauth.dns.DnsType;
import org.mailauth.dns.ForeseenQuestion;
import org.mailauth.dns.MessageDns;
import org.mailauth.internal.net.IpLiteral;
import org.mailauth.internal.net.ReverseName;

/** Looks for a name of the client that leads back to it (RFC 8601 §3). */
final class IprevCheck {
    private static final String SPENDER = "iprev";
    /** As many as SPF looks at (RFC 7208 §4.6.4): an address may have any number of names. */
    private static final int MAX_NAMES = 10;

    private final InetAddress client;

    IprevCheck(InetAddress clientIp) {
        // An IPv4-mapped client is an IPv4 client, as for SPF.
        this.client = clientIp instanceof Inet6Address wide ? IpLiteral.unmapped(wide) : clientIp;
    }

    ForeseenQuestion foresee() {
        return new ForeseenQuestion(
                ReverseName.of(client),
                DnsType.PTR,
                answer -> names(answer).stream()
                        .map(name -> ForeseenQuestion.of(name, addressType()))
                        .toList());
    }

    IprevEvaluation evaluate(MessageDns dns) {
        DnsAnswer reverse = dns.ask(ReverseName.of(client), DnsType.PTR, SPENDER);
        if (reverse instanceof DnsAnswer.Failed) {
            return result(IprevResult.TEMPERROR, Optional.empty(), List.of());
        }
        List<DnsName> names = names(reverse);
        if (names.isEmpty()) {
            // RFC 8601 §2.7.3: no reverse entry is an error that stays.
            return result(IprevResult.PERMERROR, Optional.empty(), names);
        }
        boolean missing = false;
        for (DnsName name : names) {
            DnsAnswer addresses = dns.ask(name, addressType(), SPENDER);
            if (leadsBack(addresses)) {
                return result(IprevResult.PASS, Optional.of(name), names);
            }
            missing |= addresses instanceof DnsAnswer.Failed;
        }
        return result(missing ? IprevResult.TEMPERROR : IprevResult.FAIL, Optional.empty(), names);
    }

    private static List<DnsName> names(DnsAnswer reverse) {
        return reverse.records(DnsRecord.Ptr.class).stream()
                .map(DnsRecord.Ptr::name)
                .distinct()
                .limit(MAX_NAMES)
                .toList();
    }

    private DnsType addressType() {
        return client instanceof Inet4Address ? DnsType.A : DnsType.AAAA;
    }

    private boolean leadsBack(DnsAnswer addresses) {
        return addresses.records(DnsRecord.A.class).stream()
                        .anyMatch(record -> record.address().equals(client))
                || addresses.records(DnsRecord.Aaaa.class).stream()
                        .anyMatch(record -> record.address().equals(client));
    }

    private IprevEvaluation result(IprevResult result, Optional<DnsName> name, List<DnsName> names) {
        return new IprevEvaluation(client, result, name, names);
    }
}
