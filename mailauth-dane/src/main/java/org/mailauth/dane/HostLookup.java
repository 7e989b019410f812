package org.mailauth.dane;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.mailauth.DomainName;
import org.mailauth.dane.TlsaLookup.Absence;
import org.mailauth.dane.TlsaLookup.Obstacle;
import org.mailauth.dns.DnsAlias;
import org.mailauth.dns.DnsAnswer;
import org.mailauth.dns.DnsFailure;
import org.mailauth.dns.DnsName;
import org.mailauth.dns.DnsRecord;
import org.mailauth.dns.DnsType;
import org.mailauth.dns.DnssecStatus;
import org.mailauth.dns.MessageDns;
import org.mailauth.internal.net.IpLiteral;

/** Asks the DNS about one server: addresses first, TLSA records only where they can be secure. Confined to one thread. */
final class HostLookup {
    private final SmtpServer server;
    private final MessageDns dns;
    private final List<TlsaQuestion> questions = new ArrayList<>();
    private List<InetAddress> addresses = List.of();

    HostLookup(SmtpServer server, MessageDns dns) {
        this.server = server;
        this.dns = dns;
    }

    TlsaLookup run() {
        // RFC 7672 §2.1.1: an MX answer that does not hold, or that nobody validated, says nothing about where to send.
        if (server.mxStatus() == DnssecStatus.BOGUS) {
            return unreachable(Obstacle.BOGUS, "the MX record of " + server.host() + " is bogus");
        }
        if (server.mxStatus() == DnssecStatus.INDETERMINATE) {
            return unreachable(Obstacle.INDETERMINATE, "nobody validated the MX record of " + server.host());
        }
        // After the MX record: one that is forged could name an address, and so get rid of DANE.
        if (IpLiteral.ipv4(server.host().toString()).isPresent()) {
            return notOffered(Absence.ADDRESS_LITERAL);
        }
        DnsAnswer v4 = ask(server.host().toDnsName(), DnsType.A);
        DnsAnswer v6 = ask(server.host().toDnsName(), DnsType.AAAA);
        Optional<TlsaLookup> obstacle = addressObstacle(v4, v6);
        if (obstacle.isPresent()) {
            return obstacle.get();
        }
        addresses = addresses(v4, v6);
        DnsAnswer telling = Stream.of(v4, v6)
                .filter(DnsAnswer.Found.class::isInstance)
                .filter(answer -> answer.evidence().dnssec() == DnssecStatus.SECURE)
                .findFirst()
                .orElse(v4 instanceof DnsAnswer.Found ? v4 : v6);
        return byAddress(telling.evidence());
    }

    /** RFC 7672 §2.1.2: what keeps the addresses from being known. One family may fail while the other one answers. */
    private Optional<TlsaLookup> addressObstacle(DnsAnswer v4, DnsAnswer v6) {
        for (DnsAnswer answer : List.of(v4, v6)) {
            if (isBogus(answer)) {
                return Optional.of(failed(Obstacle.BOGUS, answer));
            }
        }
        for (DnsAnswer answer : List.of(v4, v6)) {
            boolean failed = answer instanceof DnsAnswer.Failed;
            if (!failed && answer.evidence().dnssec() == DnssecStatus.INDETERMINATE) {
                return Optional.of(failed(Obstacle.INDETERMINATE, answer));
            }
        }
        if (v4 instanceof DnsAnswer.Found || v6 instanceof DnsAnswer.Found) {
            return Optional.empty();
        }
        for (DnsAnswer answer : List.of(v4, v6)) {
            if (answer instanceof DnsAnswer.Failed) {
                return Optional.of(failed(Obstacle.DNS_FAILURE, answer));
            }
        }
        return Optional.of(unreachable(Obstacle.NO_ADDRESS, server.host() + " has neither A nor AAAA records"));
    }

    private static List<InetAddress> addresses(DnsAnswer v4, DnsAnswer v6) {
        List<InetAddress> found = new ArrayList<>();
        v4.records(DnsRecord.A.class).forEach(record -> found.add(record.address()));
        v6.records(DnsRecord.Aaaa.class).forEach(record -> found.add(record.address()));
        return List.copyOf(found);
    }

    private TlsaLookup byAddress(DnsAnswer.Evidence evidence) {
        List<DnsAlias> aliases = evidence.aliases();
        if (evidence.dnssec() == DnssecStatus.SECURE) {
            // RFC 7672 §2.2.3: the name at the end of a secure chain first, then the host's own; names in between
            // never.
            return byTlsa(Stream.concat(expanded(aliases).stream(), Stream.of(server.host())));
        }
        if (aliases.isEmpty()) {
            // RFC 7672 §2.2.2: no TLSA record below an unsigned name can be secure, and servers of unsigned zones are
            // known
            // to answer TLSA questions with errors. Not to ask spares mail the delay.
            return notOffered(Absence.INSECURE_ADDRESS);
        }
        return byFirstAlias(aliases.get(0));
    }

    /** RFC 7672 §2.1.3, §2.2.2: a chain that is insecure as a whole may have a secure first link, and then the host's own name counts. */
    private TlsaLookup byFirstAlias(DnsAlias first) {
        if (first.status() != DnssecStatus.SECURE) {
            // A stub resolver knows of the whole chain only; the first link alone has to be asked for.
            DnsAnswer alias = ask(server.host().toDnsName(), DnsType.CNAME);
            if (isBogus(alias)) {
                return failed(Obstacle.BOGUS, alias);
            }
            if (alias instanceof DnsAnswer.Failed) {
                return failed(Obstacle.DNS_FAILURE, alias);
            }
            if (alias.evidence().dnssec() == DnssecStatus.INDETERMINATE) {
                return failed(Obstacle.INDETERMINATE, alias);
            }
            if (!(alias instanceof DnsAnswer.Found)) {
                return failed(Obstacle.INCONSISTENT, alias);
            }
            if (alias.evidence().dnssec() != DnssecStatus.SECURE) {
                return notOffered(Absence.INSECURE_ALIAS);
            }
        }
        return byTlsa(Stream.of(server.host()));
    }

    private static Optional<DomainName> expanded(List<DnsAlias> aliases) {
        return aliases.isEmpty()
                ? Optional.empty()
                : aliases.get(aliases.size() - 1).target().toDomainName();
    }

    private TlsaLookup byTlsa(Stream<DomainName> baseDomains) {
        Absence absence = Absence.NO_RECORDS;
        Set<DomainName> names = new LinkedHashSet<>(baseDomains.toList());
        for (DomainName base : names) {
            Optional<DomainName> name = base.prepend("_" + server.port() + "._tcp");
            if (name.isEmpty()) {
                // RFC 1035 §2.3.4: so long a name cannot hold a record.
                continue;
            }
            DnsAnswer answer = ask(name.get().toDnsName(), DnsType.TLSA);
            if (isBogus(answer)) {
                return failed(Obstacle.BOGUS, answer);
            }
            if (answer instanceof DnsAnswer.Failed) {
                // RFC 7672 §2.1.2: whoever can suppress an answer must not be able to switch DANE off.
                return failed(Obstacle.DNS_FAILURE, answer);
            }
            if (answer.evidence().dnssec() == DnssecStatus.INDETERMINATE) {
                return failed(Obstacle.INDETERMINATE, answer);
            }
            if (answer instanceof DnsAnswer.Found found) {
                // RFC 7672 §2.2.3: an alias at the TLSA name itself leaves the base domain as it is.
                if (found.evidence().dnssec() == DnssecStatus.SECURE) {
                    return byRecords(base, found);
                }
                absence = Absence.INSECURE_RECORDS;
            }
        }
        return notOffered(absence);
    }

    private TlsaLookup byRecords(DomainName base, DnsAnswer.Found found) {
        List<TlsaRecord> records = found.records(DnsRecord.Tlsa.class).stream()
                .map(TlsaRecord::new)
                .toList();
        if (records.stream().noneMatch(TlsaRecord::isUsable)) {
            return new TlsaLookup.Encrypt(
                    server, addresses, base, records, found.evidence().ttl(), questions);
        }
        return new TlsaLookup.Authenticate(
                server,
                addresses,
                base,
                records,
                server.referenceIdentifiers(base),
                found.evidence().ttl(),
                questions);
    }

    private DnsAnswer ask(DnsName name, DnsType type) {
        DnsAnswer answer = dns.ask(name, type, "dane");
        questions.add(new TlsaQuestion(name, type, answer));
        return answer;
    }

    private static boolean isBogus(DnsAnswer answer) {
        return answer.evidence().dnssec() == DnssecStatus.BOGUS
                || (answer instanceof DnsAnswer.Failed failed && failed.cause() == DnsFailure.BOGUS);
    }

    private TlsaLookup notOffered(Absence absence) {
        return new TlsaLookup.NotOffered(server, addresses, absence, questions);
    }

    private TlsaLookup failed(Obstacle obstacle, DnsAnswer answer) {
        String detail = questions.stream()
                .filter(question -> question.answer().equals(answer))
                .findFirst()
                .map(TlsaQuestion::toString)
                .orElse("");
        return unreachable(obstacle, detail);
    }

    private TlsaLookup unreachable(Obstacle obstacle, String detail) {
        return new TlsaLookup.Unreachable(server, obstacle, detail, questions);
    }
}
