package org.mailauth.dnsjava;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.mailauth.dns.DnsAlias;
import org.mailauth.dns.DnsAnswer;
import org.mailauth.dns.DnsFailure;
import org.mailauth.dns.DnsQuestion;
import org.mailauth.dns.DnsRecord;
import org.mailauth.dns.DnsType;
import org.mailauth.dns.DnssecStatus;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;

/**
 * Answers one question: asks the servers, and follows aliases through their replies, asking again where a reply ends
 * with an alias. Confined to one thread.
 */
final class Walk {
    private final Servers servers;
    private final Settings settings;
    private final DnsType type;
    private final TimeLeft time;
    private final AliasChain chain;
    private Name current;

    Walk(Servers servers, DnsQuestion question, TimeLeft time) {
        this.servers = servers;
        this.settings = servers.settings();
        this.type = question.type();
        this.time = time;
        this.chain = new AliasChain(question.name());
        this.current = WireNames.toWire(question.name());
    }

    Outcome run() {
        try {
            while (true) {
                Verdict verdict = servers.ask(current, type, time);
                if (verdict instanceof Verdict.Failed failed) {
                    return new Outcome(new DnsAnswer.Failed(failed.cause(), failed.detail()), failed.cutShort());
                }
                if (verdict instanceof Verdict.Answered answered) {
                    Optional<DnsAnswer> answer = read(answered.message());
                    if (answer.isPresent()) {
                        return Outcome.of(answer.get());
                    }
                }
            }
        } catch (UnreadableReplyException e) {
            return Outcome.failed(DnsFailure.MALFORMED, Objects.toString(e.getMessage(), ""));
        } catch (RuntimeException e) {
            // A resolver never throws. No reply is known that comes here; if there is one, it was no answer.
            return Outcome.failed(DnsFailure.MALFORMED, "the reply could not be understood");
        }
    }

    /** The answer, or empty when the reply ends with an alias whose target is still to be asked for. */
    private Optional<DnsAnswer> read(Message reply) throws UnreadableReplyException {
        Name asked = current;
        DnssecStatus status = status(reply);
        List<Record> found = at(reply, current, type.code());
        while (found.isEmpty()) {
            List<Record> aliases = at(reply, current, DnsType.CNAME.code());
            if (aliases.isEmpty()) {
                return nothing(reply, asked, status);
            }
            if (!follow(aliases, status)) {
                return Optional.of(new DnsAnswer.Failed(
                        DnsFailure.ALIAS_LOOP, "the aliases form a loop or a chain of more than 16 links"));
            }
            found = at(reply, current, type.code());
        }
        if (reply.getRcode() == Rcode.NXDOMAIN) {
            throw new UnreadableReplyException("the reply has records of a name and denies that it exists");
        }
        return Optional.of(found(found, status));
    }

    private boolean follow(List<Record> aliases, DnssecStatus status) throws UnreadableReplyException {
        Name target = ((CNAMERecord) aliases.get(0)).getTarget();
        // RFC 2181 §10.1: a name has at most one CNAME; which of two is meant nobody can say.
        if (aliases.stream()
                .anyMatch(alias -> !((CNAMERecord) alias).getTarget().equals(target))) {
            throw new UnreadableReplyException("a name has more than one CNAME");
        }
        DnsAlias link = new DnsAlias(WireNames.fromWire(current), WireNames.fromWire(target), status);
        current = target;
        return chain.follow(link, minTtl(aliases));
    }

    private DnsAnswer found(List<Record> rrs, DnssecStatus status) throws UnreadableReplyException {
        List<DnsRecord> records = new ArrayList<>(rrs.size());
        for (Record rr : rrs) {
            records.add(WireRecords.fromWire(rr, type));
        }
        chain.rest(status, minTtl(rrs));
        return new DnsAnswer.Found(records, chain.evidence(settings.maxTtl()));
    }

    private Optional<DnsAnswer> nothing(Message reply, Name asked, DnssecStatus status) {
        OptionalLong negativeTtl = negativeTtl(reply);
        boolean nxDomain = reply.getRcode() == Rcode.NXDOMAIN;
        // RFC 6604 §3: with aliases, the RCODE speaks of the last name. Without an SOA of its zone (RFC 2308 §2.1,
        // §2.2) a reply that ends with an alias has not said anything about the target yet.
        if (!nxDomain && !current.equals(asked) && negativeTtl.isEmpty()) {
            return Optional.empty();
        }
        // RFC 2308 §5: a denial without SOA is not remembered.
        chain.rest(status, negativeTtl.orElse(0));
        return Optional.of(
                nxDomain
                        ? new DnsAnswer.NxDomain(chain.evidence(settings.maxNegativeTtl()))
                        : new DnsAnswer.NoData(chain.evidence(settings.maxNegativeTtl())));
    }

    // RFC 2308 §5: the lesser of the SOA's own TTL and its MINIMUM field.
    private OptionalLong negativeTtl(Message reply) {
        return reply.getSection(Section.AUTHORITY).stream()
                .filter(rr -> rr instanceof SOARecord && current.subdomain(rr.getName()))
                .mapToLong(rr -> Math.min(rr.getTTL(), ((SOARecord) rr).getMinimum()))
                .min();
    }

    private static List<Record> at(Message reply, Name owner, int type) {
        return reply.getSection(Section.ANSWER).stream()
                .filter(rr -> rr.getType() == type && rr.getDClass() == DClass.IN && owner.equals(rr.getName()))
                .toList();
    }

    private static long minTtl(List<Record> rrs) {
        return rrs.stream().mapToLong(Record::getTTL).min().orElse(0);
    }

    // RFC 4035 §4.3, RFC 6840 §5.8: AD counts only from a server that is trusted and reached by a trusted way; such a
    // server that leaves it out has looked and found nothing signed.
    private DnssecStatus status(Message reply) {
        if (!settings.trusted()) {
            return DnssecStatus.INDETERMINATE;
        }
        return reply.getHeader().getFlag(Flags.AD) ? DnssecStatus.SECURE : DnssecStatus.INSECURE;
    }
}
