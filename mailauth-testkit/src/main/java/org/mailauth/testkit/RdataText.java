package org.mailauth.testkit;

import java.net.Inet6Address;
import java.util.List;
import java.util.StringJoiner;
import org.mailauth.dns.DnsName;
import org.mailauth.dns.DnsRecord;

/** The data of a record in master-file form (RFC 1035 §5.1), names absolute. */
final class RdataText {
    private RdataText() {}

    static String of(DnsRecord record) {
        if (record instanceof DnsRecord.A a) {
            return a.address().getHostAddress();
        } else if (record instanceof DnsRecord.Aaaa aaaa) {
            return ipv6(aaaa.address());
        } else if (record instanceof DnsRecord.Cname cname) {
            return absolute(cname.target());
        } else if (record instanceof DnsRecord.Mx mx) {
            return mx.preference() + " " + absolute(mx.exchange());
        } else if (record instanceof DnsRecord.Ptr ptr) {
            return absolute(ptr.name());
        } else if (record instanceof DnsRecord.Txt txt) {
            return quoted(txt.strings());
        }
        DnsRecord.Tlsa tlsa = (DnsRecord.Tlsa) record;
        return tlsa.usage() + " " + tlsa.selector() + " " + tlsa.matchingType() + " " + tlsa.associationData();
    }

    /** The name with the final dot that makes it absolute. */
    static String absolute(DnsName name) {
        return name.isRoot() ? "." : name + ".";
    }

    private static String ipv6(Inet6Address address) {
        byte[] octets = address.getAddress();
        StringJoiner groups = new StringJoiner(":");
        for (int at = 0; at < octets.length; at += 2) {
            groups.add(Integer.toHexString(((octets[at] & 0xFF) << 8) | (octets[at + 1] & 0xFF)));
        }
        return groups.toString();
    }

    private static String quoted(List<String> strings) {
        StringBuilder text = new StringBuilder();
        for (String string : strings) {
            text.append(text.length() == 0 ? "\"" : " \"");
            for (int at = 0; at < string.length(); at++) {
                appendOctet(text, string.charAt(at));
            }
            text.append('"');
        }
        return text.toString();
    }

    private static void appendOctet(StringBuilder text, char octet) {
        if (octet == '"' || octet == '\\') {
            text.append('\\').append(octet);
        } else if (octet < ' ' || octet >= 0x7F) {
            text.append('\\').append((char) ('0' + octet / 100));
            text.append((char) ('0' + octet / 10 % 10)).append((char) ('0' + octet % 10));
        } else {
            text.append(octet);
        }
    }
}
