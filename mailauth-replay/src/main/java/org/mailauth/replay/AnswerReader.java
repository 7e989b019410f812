package org.mailauth.replay;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.time.Duration;
import java.util.List;
import org.mailauth.dns.DnsAlias;
import org.mailauth.dns.DnsAnswer;
import org.mailauth.dns.DnsFailure;
import org.mailauth.dns.DnsName;
import org.mailauth.dns.DnsRecord;
import org.mailauth.dns.DnsType;
import org.mailauth.dns.DnssecStatus;
import org.mailauth.internal.net.IpLiteral;

/** Reads what the DNS has said. */
final class AnswerReader {
    private static final int OCTET = 0xFF;
    private static final int TWO_OCTETS = 0xFFFF;

    private AnswerReader() {}

    static RecordedAnswer read(Members answer) throws ReplayFormatException {
        return new RecordedAnswer(
                DnsName.of(answer.text("name")),
                readType(answer),
                readAnswer(answer),
                answer.optionalText("after").map(Duration::parse));
    }

    private static DnsType readType(Members answer) throws ReplayFormatException {
        String name = answer.text("type");
        for (DnsType type : DnsType.values()) {
            if (type.name().equals(name)) {
                return type;
            }
        }
        throw answer.wrong("type", "has an unknown value");
    }

    private static DnsAnswer readAnswer(Members answer) throws ReplayFormatException {
        return switch (answer.text("outcome")) {
            case "found" ->
                new DnsAnswer.Found(answer.objects("records", AnswerReader::readRecord), readEvidence(answer));
            case "nodata" -> new DnsAnswer.NoData(readEvidence(answer));
            case "nxdomain" -> new DnsAnswer.NxDomain(readEvidence(answer));
            case "failed" -> new DnsAnswer.Failed(answer.word("cause", DnsFailure.class), answer.text("detail"));
            default -> throw answer.wrong("outcome", "has an unknown value");
        };
    }

    private static DnsAnswer.Evidence readEvidence(Members answer) throws ReplayFormatException {
        List<DnsAlias> aliases = answer.has("aliases") ? answer.objects("aliases", AnswerReader::readAlias) : List.of();
        return new DnsAnswer.Evidence(
                answer.word("dnssec", DnssecStatus.class), aliases, Duration.parse(answer.text("ttl")));
    }

    private static DnsAlias readAlias(Members alias) throws ReplayFormatException {
        return new DnsAlias(
                DnsName.of(alias.text("owner")),
                DnsName.of(alias.text("target")),
                alias.word("dnssec", DnssecStatus.class));
    }

    private static DnsRecord readRecord(Members record) throws ReplayFormatException {
        if (record.has("txt")) {
            return new DnsRecord.Txt(record.texts("txt"));
        }
        if (record.has("a")) {
            return new DnsRecord.A(readIpv4(record));
        }
        if (record.has("aaaa")) {
            return new DnsRecord.Aaaa(readIpv6(record));
        }
        if (record.has("cname")) {
            return new DnsRecord.Cname(DnsName.of(record.text("cname")));
        }
        if (record.has("ptr")) {
            return new DnsRecord.Ptr(DnsName.of(record.text("ptr")));
        }
        if (record.has("mx")) {
            Members mx = record.object("mx");
            return new DnsRecord.Mx(mx.number("preference", 0, TWO_OCTETS), DnsName.of(mx.text("exchange")));
        }
        Members tlsa = record.object("tlsa");
        return new DnsRecord.Tlsa(
                tlsa.number("usage", 0, OCTET),
                tlsa.number("selector", 0, OCTET),
                tlsa.number("matchingType", 0, OCTET),
                tlsa.text("associationData"));
    }

    private static Inet4Address readIpv4(Members record) throws ReplayFormatException {
        return IpLiteral.ipv4(record.text("a")).orElseThrow(() -> record.wrong("a", "is no IPv4 address"));
    }

    private static Inet6Address readIpv6(Members record) throws ReplayFormatException {
        return IpLiteral.ipv6(record.text("aaaa")).orElseThrow(() -> record.wrong("aaaa", "is no IPv6 address"));
    }
}
