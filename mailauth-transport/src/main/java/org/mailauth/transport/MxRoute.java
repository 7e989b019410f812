package org.mailauth.transport;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.mailauth.DomainName;
import org.mailauth.dane.SmtpServer;
import org.mailauth.dns.DnsAnswer;
import org.mailauth.dns.DnsRecord;
import org.mailauth.dns.DnssecStatus;

/**
 * The way that the DNS gives to mail for a domain (RFC 5321 §5.1).
 *
 * @param outcome {@link TlsPlan.Outcome#DELIVER} when there are hosts to look at
 * @param hosts in the order in which they are to be tried
 * @param dnssec how far DNSSEC vouches for the MX records, or for their absence
 * @param reasons what is to be said of the way
 */
record MxRoute(TlsPlan.Outcome outcome, List<Hop> hosts, DnssecStatus dnssec, List<PlanReason> reasons) {
    private static final String RULE = "RFC 5321 §5.1";

    /** A host, and the preference of its MX record. */
    record Hop(SmtpServer server, OptionalInt preference) {}

    /** A host that is named directly, without MX records. */
    static MxRoute direct(DomainName host) {
        Hop hop = new Hop(SmtpServer.of(host), OptionalInt.empty());
        return new MxRoute(TlsPlan.Outcome.DELIVER, List.of(hop), DnssecStatus.SECURE, List.of());
    }

    /**
     * The way by the MX records of a domain.
     *
     * @param validated whether answers must have been validated by somebody who can be trusted, as DANE wants it
     */
    static MxRoute of(
            DomainName nextHop, DnsAnswer answer, boolean validated, int maxHosts, @Nullable RandomGenerator random) {
        DnssecStatus dnssec = answer.evidence().dnssec();
        if (answer instanceof DnsAnswer.Failed failed) {
            boolean bogus = dnssec == DnssecStatus.BOGUS;
            // RFC 7672 §2.2.1 and RFC 5321 §5.1: without an answer about MX records the mail waits.
            PlanReason reason = new PlanReason(
                    bogus ? "mx.bogus" : "mx.no-answer",
                    bogus ? "RFC 7672 §2.1.1" : RULE,
                    "MX of " + nextHop + ": " + failed.cause().text());
            return without(TlsPlan.Outcome.DELAY, dnssec, reason);
        }
        if (dnssec == DnssecStatus.BOGUS) {
            return without(
                    TlsPlan.Outcome.DELAY,
                    dnssec,
                    new PlanReason(
                            "mx.bogus", "RFC 7672 §2.1.1", "the DNSSEC signatures of the MX records do not hold"));
        }
        if (answer instanceof DnsAnswer.NxDomain) {
            PlanReason reason = new PlanReason("mx.no-domain", RULE, nextHop + " does not exist");
            return forGood(TlsPlan.Outcome.NO_SUCH_DOMAIN, dnssec, validated, reason);
        }
        List<DnsRecord.Mx> records = new ArrayList<>(answer.records(DnsRecord.Mx.class));
        if (records.isEmpty()) {
            // RFC 5321 §5.1: a domain without MX records is its own host.
            SmtpServer itself = SmtpServer.of(nextHop);
            // RFC 7672 §2.1.1: that there are none must be as certain as MX records have to be, or whoever hides them
            // would lead mail here.
            SmtpServer server = new SmtpServer(itself.host(), itself.port(), itself.nextHops(), dnssec);
            Hop hop = new Hop(server, OptionalInt.empty());
            PlanReason reason = new PlanReason("mx.implicit", RULE, nextHop + " has no MX records and is its own host");
            return new MxRoute(TlsPlan.Outcome.DELIVER, List.of(hop), dnssec, List.of(reason));
        }
        if (records.stream().allMatch(record -> record.exchange().isRoot())) {
            PlanReason reason = new PlanReason("mx.null", "RFC 7505 §3", nextHop + " takes no mail: it has a null MX");
            return forGood(TlsPlan.Outcome.NULL_MX, dnssec, validated, reason);
        }
        if (random != null) {
            // RFC 5321 §5.1: hosts of the same preference are tried in random order, to spread the load.
            shuffle(records, random);
        }
        // The order is that of preferences and nothing else: RFC 7672 §2.2.1 and RFC 8461 §8.4 let no policy change it.
        records.sort(Comparator.comparingInt(DnsRecord.Mx::preference));
        return hosts(nextHop, records, answer.evidence(), maxHosts);
    }

    private static void shuffle(List<DnsRecord.Mx> records, RandomGenerator random) {
        for (int last = records.size() - 1; last > 0; last--) {
            Collections.swap(records, last, random.nextInt(last + 1));
        }
    }

    private static MxRoute hosts(
            DomainName nextHop, List<DnsRecord.Mx> records, DnsAnswer.Evidence evidence, int maxHosts) {
        Map<DomainName, Hop> hops = new LinkedHashMap<>();
        List<PlanReason> reasons = new ArrayList<>();
        for (DnsRecord.Mx record : records) {
            Optional<DomainName> host = record.exchange().isRoot()
                    ? Optional.empty()
                    : record.exchange().toDomainName();
            if (host.isEmpty()) {
                reasons.add(new PlanReason("mx.name", RULE, record.exchange() + " is no name of a host"));
            } else if (hops.size() == maxHosts && !hops.containsKey(host.get())) {
                reasons.add(new PlanReason("mx.too-many", "", "no more than " + maxHosts + " hosts are looked at"));
                break;
            } else {
                SmtpServer server = SmtpServer.ofMx(host.get(), nextHop, evidence);
                hops.putIfAbsent(host.get(), new Hop(server, OptionalInt.of(record.preference())));
            }
        }
        // RFC 5321 §5.1: MX records of which none can be used are an error, and the domain itself is no way out.
        TlsPlan.Outcome outcome = hops.isEmpty() ? TlsPlan.Outcome.DELAY : TlsPlan.Outcome.DELIVER;
        return new MxRoute(outcome, List.copyOf(hops.values()), evidence.dnssec(), reasons);
    }

    /** RFC 7672 §2.1.1: an answer that nobody validated is an error, so no mail is given up for good because of one. */
    private static MxRoute forGood(TlsPlan.Outcome outcome, DnssecStatus dnssec, boolean validated, PlanReason reason) {
        if (!validated || dnssec != DnssecStatus.INDETERMINATE) {
            return without(outcome, dnssec, reason);
        }
        PlanReason doubt = new PlanReason(
                "mx.indeterminate", "RFC 7672 §2.1.1", "nobody validated that answer, so the mail waits");
        return new MxRoute(TlsPlan.Outcome.DELAY, List.of(), dnssec, List.of(reason, doubt));
    }

    private static MxRoute without(TlsPlan.Outcome outcome, DnssecStatus dnssec, PlanReason reason) {
        return new MxRoute(outcome, List.of(), dnssec, List.of(reason));
    }
}
