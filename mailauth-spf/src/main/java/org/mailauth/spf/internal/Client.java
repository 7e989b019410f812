package org.mailauth.spf.internal;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mailauth.dns.DnsAnswer;
import org.mailauth.dns.DnsName;
import org.mailauth.dns.DnsRecord;
import org.mailauth.dns.DnsType;
import org.mailauth.internal.net.IpLiteral;
import org.mailauth.internal.net.ReverseName;

/** The address of the host that wants to send, and its forms in macros (RFC 7208 §7.2). */
public record Client(InetAddress address) {
    public static Client of(InetAddress address) {
        // RFC 7208 §5: an IPv4-mapped client is an IPv4 client.
        return new Client(address instanceof Inet6Address wide ? IpLiteral.unmapped(wide) : address);
    }

    public boolean isIpv4() {
        return address instanceof Inet4Address;
    }

    /** The type of records that hold addresses of the client's family: the only ones asked for. */
    public DnsType addressType() {
        return isIpv4() ? DnsType.A : DnsType.AAAA;
    }

    public static List<InetAddress> addressesIn(DnsAnswer answer) {
        List<InetAddress> addresses = new ArrayList<>();
        answer.records(DnsRecord.A.class).forEach(record -> addresses.add(record.address()));
        answer.records(DnsRecord.Aaaa.class).forEach(record -> addresses.add(record.address()));
        return addresses;
    }

    /** The address that a record holds, null when it holds none. */
    public static @Nullable InetAddress addressIn(DnsRecord record) {
        if (record instanceof DnsRecord.A narrow) {
            return narrow.address();
        }
        return record instanceof DnsRecord.Aaaa wide ? wide.address() : null;
    }

    /** Macro {@code v}. */
    public String reverseZone() {
        return isIpv4() ? "in-addr" : "ip6";
    }

    /** Macro {@code c}. */
    public String readable() {
        return IpLiteral.format(address);
    }

    /** Macro {@code i}: an IPv6 address as its 32 nibbles. */
    public String dotted() {
        return isIpv4() ? readable() : String.join(".", ReverseName.nibbles(address));
    }

    /** The name at which the reverse names of the address are found (RFC 1035 §3.5, RFC 3596 §2.5). */
    public DnsName reverseName() {
        return ReverseName.of(address);
    }
}
