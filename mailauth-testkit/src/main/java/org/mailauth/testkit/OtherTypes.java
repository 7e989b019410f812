package org.mailauth.testkit;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mailauth.dns.DnsType;

/** Record types that can stand in a master file, but that nobody asks an in-memory DNS for. */
final class OtherTypes {
    /** Mnemonics in the IANA registry of resource record types that are meant for zones. */
    private static final Set<String> REGISTERED = Set.of(
            "NS",
            "MD",
            "MF",
            "SOA",
            "MB",
            "MG",
            "MR",
            "NULL",
            "WKS",
            "HINFO",
            "MINFO",
            "RP",
            "AFSDB",
            "X25",
            "ISDN",
            "RT",
            "NSAP",
            "NSAP-PTR",
            "SIG",
            "KEY",
            "PX",
            "GPOS",
            "LOC",
            "NXT",
            "EID",
            "NIMLOC",
            "SRV",
            "ATMA",
            "NAPTR",
            "KX",
            "CERT",
            "A6",
            "DNAME",
            "SINK",
            "APL",
            "DS",
            "SSHFP",
            "IPSECKEY",
            "RRSIG",
            "NSEC",
            "DNSKEY",
            "DHCID",
            "NSEC3",
            "NSEC3PARAM",
            "SMIMEA",
            "HIP",
            "NINFO",
            "RKEY",
            "TALINK",
            "CDS",
            "CDNSKEY",
            "OPENPGPKEY",
            "CSYNC",
            "ZONEMD",
            "SVCB",
            "HTTPS",
            "DSYNC",
            "HHIT",
            "BRID",
            "SPF",
            "UINFO",
            "UID",
            "GID",
            "UNSPEC",
            "NID",
            "L32",
            "L64",
            "LP",
            "EUI48",
            "EUI64",
            "NXNAME",
            "URI",
            "CAA",
            "AVC",
            "DOA",
            "AMTRELAY",
            "RESINFO",
            "WALLET",
            "CLA",
            "IPN",
            "TA",
            "DLV");

    // RFC 3597 §5: a type without a mnemonic.
    private static final Pattern NUMBERED = Pattern.compile("TYPE(0|[1-9][0-9]{0,4})");

    private OtherTypes() {}

    static boolean contains(String mnemonic) {
        String upper = mnemonic.toUpperCase(Locale.ROOT);
        return REGISTERED.contains(upper) || number(upper) >= 0;
    }

    /** Whether the generic form names a type that has its own form here. */
    static boolean hidesKnownType(String mnemonic) {
        int number = number(mnemonic.toUpperCase(Locale.ROOT));
        for (DnsType type : DnsType.values()) {
            if (type.code() == number) {
                return true;
            }
        }
        return false;
    }

    private static int number(String upper) {
        Matcher matcher = NUMBERED.matcher(upper);
        int number = matcher.matches() ? Integer.parseInt(matcher.group(1)) : -1;
        return number > 0xFFFF ? -1 : number;
    }
}
