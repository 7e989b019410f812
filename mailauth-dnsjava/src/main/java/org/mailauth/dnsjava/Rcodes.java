package org.mailauth.dnsjava;

import java.util.Set;
import java.util.stream.Collectors;
import org.mailauth.dns.DnsFailure;
import org.xbill.DNS.EDNSOption;
import org.xbill.DNS.ExtendedErrorCodeOption;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** Decides whether a reply is an answer at all. */
final class Rcodes {
    // RFC 8914 §4.7 to §4.13 and code 25 of the IANA registry: signatures or keys do not hold.
    private static final Set<Integer> BOGUS = Set.of(
            ExtendedErrorCodeOption.DNSSEC_BOGUS,
            ExtendedErrorCodeOption.SIGNATURE_EXPIRED,
            ExtendedErrorCodeOption.SIGNATURE_NOT_YET_VALID,
            ExtendedErrorCodeOption.DNSKEY_MISSING,
            ExtendedErrorCodeOption.RRSIGS_MISSING,
            ExtendedErrorCodeOption.NO_ZONE_KEY_BIT_SET,
            ExtendedErrorCodeOption.NSEC_MISSING,
            ExtendedErrorCodeOption.SIGNATURE_EXPIRED_BEFORE_VALID);

    private Rcodes() {}

    /** The message again when it answers the question, else why it does not. */
    static Reply judge(Message message, boolean trusted) {
        int rcode = message.getRcode();
        return switch (rcode) {
            case Rcode.NOERROR -> isReferral(message) ? referred() : new Reply.Received(message);
            case Rcode.NXDOMAIN -> new Reply.Received(message);
            case Rcode.SERVFAIL -> serverFailure(message, trusted);
            case Rcode.REFUSED -> new Reply.Missed(DnsFailure.REFUSED, "the server answered REFUSED");
            default -> new Reply.Missed(DnsFailure.OTHER_RCODE, "the server answered " + Rcode.string(rcode));
        };
    }

    static boolean refusesEdns(Message message) {
        int rcode = message.getRcode();
        return message.getOPT() == null && (rcode == Rcode.FORMERR || rcode == Rcode.NOTIMP);
    }

    private static Reply serverFailure(Message message, boolean trusted) {
        Set<Integer> errors = extendedErrors(message);
        String why = errors.stream()
                .sorted()
                .map(code -> " (extended error " + code + ", " + ExtendedErrorCodeOption.text(code) + ")")
                .collect(Collectors.joining());
        // RFC 8914 §6: the codes carry no authentication of their own; they weigh what the server weighs.
        DnsFailure cause =
                trusted && errors.stream().anyMatch(BOGUS::contains) ? DnsFailure.BOGUS : DnsFailure.SERVER_FAILURE;
        return new Reply.Missed(cause, "the server answered SERVFAIL" + why);
    }

    private static Set<Integer> extendedErrors(Message message) {
        OPTRecord opt = message.getOPT();
        if (opt == null) {
            return Set.of();
        }
        return opt.getOptions(EDNSOption.Code.EDNS_EXTENDED_ERROR).stream()
                .filter(ExtendedErrorCodeOption.class::isInstance)
                .map(option -> ((ExtendedErrorCodeOption) option).getErrorCode())
                .collect(Collectors.toSet());
    }

    // RFC 2308 §2.2: name servers but no SOA are a referral, and say nothing about the name. Taken for "no data" they
    // would turn a server that does not recurse into a DNS without any policy.
    private static boolean isReferral(Message message) {
        return !message.getHeader().getFlag(Flags.AA)
                && message.getSection(Section.ANSWER).isEmpty()
                && has(message, Type.NS)
                && !has(message, Type.SOA);
    }

    private static boolean has(Message message, int type) {
        return message.getSection(Section.AUTHORITY).stream()
                .mapToInt(Record::getType)
                .anyMatch(found -> found == type);
    }

    private static Reply referred() {
        return new Reply.Missed(DnsFailure.SERVER_FAILURE, "the server referred to other servers: it does not recurse");
    }
}
