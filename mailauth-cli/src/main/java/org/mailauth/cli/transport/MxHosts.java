package org.mailauth.cli.transport;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.mailauth.Deadline;
import org.mailauth.DomainName;
import org.mailauth.dns.DnsAnswer;
import org.mailauth.dns.DnsFailure;
import org.mailauth.dns.DnsName;
import org.mailauth.dns.DnsQuestion;
import org.mailauth.dns.DnsRecord;
import org.mailauth.dns.DnsResolver;
import org.mailauth.dns.DnsType;

/**
 * The hosts that take mail for a domain.
 *
 * @param hosts by preference; none when the domain accepts no mail, or the DNS gave no answer
 * @param failure why there was no answer
 */
record MxHosts(List<DnsName> hosts, Optional<DnsFailure> failure) {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    MxHosts {
        hosts = List.copyOf(hosts);
    }

    static MxHosts of(DomainName domain, DnsResolver resolver) {
        DnsAnswer answer = resolver.resolve(new DnsQuestion(domain.toDnsName(), DnsType.MX, Deadline.after(TIMEOUT)));
        if (answer instanceof DnsAnswer.Failed failed) {
            return new MxHosts(List.of(), Optional.of(failed.cause()));
        }
        List<DnsName> hosts = answer.records(DnsRecord.Mx.class).stream()
                .sorted(Comparator.comparingInt(DnsRecord.Mx::preference))
                .map(DnsRecord.Mx::exchange)
                .toList();
        if (hosts.contains(DnsName.ROOT)) {
            // RFC 7505 §3: the domain accepts no mail.
            return new MxHosts(List.of(), Optional.empty());
        }
        // RFC 5321 §5.1: without an MX record the domain itself is the host.
        return new MxHosts(hosts.isEmpty() ? List.of(domain.toDnsName()) : hosts, Optional.empty());
    }
}
