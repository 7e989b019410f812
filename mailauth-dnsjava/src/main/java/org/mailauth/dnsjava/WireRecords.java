package org.mailauth.dnsjava;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.mailauth.dns.DnsRecord;
import org.mailauth.dns.DnsType;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.MXRecord;
import org.xbill.DNS.PTRRecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.TLSARecord;
import org.xbill.DNS.TXTRecord;

/** Turns dnsjava's records into ours without changing an octet. */
final class WireRecords {
    private WireRecords() {}

    static DnsRecord fromWire(Record rr, DnsType type) throws UnreadableReplyException {
        try {
            return switch (type) {
                case A -> new DnsRecord.A((Inet4Address) InetAddress.getByAddress(rr.rdataToWireCanonical()));
                // The octets themselves: InetAddress would make an IPv4 address of ::ffff:192.0.2.1.
                case AAAA -> new DnsRecord.Aaaa(Inet6Address.getByAddress(null, rr.rdataToWireCanonical(), -1));
                case CNAME -> new DnsRecord.Cname(WireNames.fromWire(((CNAMERecord) rr).getTarget()));
                case MX -> mx((MXRecord) rr);
                case PTR -> new DnsRecord.Ptr(WireNames.fromWire(((PTRRecord) rr).getTarget()));
                case TXT -> txt((TXTRecord) rr);
                case TLSA -> tlsa((TLSARecord) rr);
            };
        } catch (UnknownHostException | RuntimeException e) {
            // What a server sends is input: whatever dnsjava lets through and we cannot hold is a failed answer.
            throw new UnreadableReplyException("a record of type " + type + " could not be read");
        }
    }

    private static DnsRecord mx(MXRecord rr) {
        return new DnsRecord.Mx(rr.getPriority(), WireNames.fromWire(rr.getTarget()));
    }

    private static DnsRecord txt(TXTRecord rr) {
        List<String> strings = rr.getStringsAsByteArrays().stream()
                .map(octets -> new String(octets, StandardCharsets.ISO_8859_1))
                .toList();
        return new DnsRecord.Txt(strings);
    }

    private static DnsRecord tlsa(TLSARecord rr) {
        return new DnsRecord.Tlsa(
                rr.getCertificateUsage(),
                rr.getSelector(),
                rr.getMatchingType(),
                HexFormat.of().formatHex(rr.getCertificateAssociationData()));
    }
}
