package org.mailauth.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.mailauth.dns.DnsName;
import org.mailauth.dns.DnsRecord;
import org.mailauth.dns.DnsType;

/** Reads the data of one record of a master file. */
final class RdataReader {
    private static final Pattern DIGITS = Pattern.compile("[0-9]{1,5}");
    private static final Pattern HEX = Pattern.compile("[0-9A-Fa-f]+");

    private final List<ZoneToken> rest;
    private final ZoneToken type;
    private final DnsName origin;
    private int at;

    private RdataReader(ZoneToken type, List<ZoneToken> rest, DnsName origin) {
        this.type = type;
        this.rest = rest;
        this.origin = origin;
    }

    /** Reads all items after the type. */
    static DnsRecord read(DnsType wanted, ZoneToken type, List<ZoneToken> rest, DnsName origin)
            throws ZoneSyntaxException {
        if (!rest.isEmpty() && rest.get(0).text().equals("\\#") && !rest.get(0).quoted()) {
            throw rest.get(0).error("zone.rdata-generic", "RFC 3597 §5", "write the data in the form of its type");
        }
        RdataReader reader = new RdataReader(type, rest, origin);
        DnsRecord record = reader.record(wanted);
        if (reader.at < rest.size()) {
            ZoneToken surplus = rest.get(reader.at);
            throw surplus.error("zone.rdata-surplus", "RFC 1035 §5.1", surplus.shown() + " is one item too many");
        }
        return record;
    }

    private DnsRecord record(DnsType wanted) throws ZoneSyntaxException {
        return switch (wanted) {
            case A -> {
                ZoneToken address = word();
                yield new DnsRecord.A(Addresses.ipv4(address.text()).orElseThrow(() -> noAddress(address, "IPv4")));
            }
            case AAAA -> {
                ZoneToken address = word();
                yield new DnsRecord.Aaaa(Addresses.ipv6(address.text()).orElseThrow(() -> noAddress(address, "IPv6")));
            }
            case CNAME -> new DnsRecord.Cname(name());
            case PTR -> new DnsRecord.Ptr(name());
            case MX -> new DnsRecord.Mx(number(0xFFFF), name());
            case TXT -> text();
            case TLSA -> new DnsRecord.Tlsa(number(0xFF), number(0xFF), number(0xFF), hex());
        };
    }

    private static ZoneSyntaxException noAddress(ZoneToken token, String family) {
        String reference = family.equals("IPv4") ? "RFC 1035 §3.4.1" : "RFC 4291 §2.2";
        return token.error("zone.address", reference, token.shown() + " is no " + family + " address");
    }

    private ZoneToken next() throws ZoneSyntaxException {
        if (at == rest.size()) {
            throw type.error("zone.rdata-missing", "RFC 1035 §5.1", "the record lacks data");
        }
        return rest.get(at++);
    }

    private ZoneToken word() throws ZoneSyntaxException {
        ZoneToken token = next();
        if (token.quoted()) {
            throw token.error("zone.rdata-quoted", "RFC 1035 §5.1", token.shown() + " stands without quotes");
        }
        return token;
    }

    private DnsName name() throws ZoneSyntaxException {
        return ZoneName.read(next(), origin);
    }

    private int number(int max) throws ZoneSyntaxException {
        ZoneToken token = word();
        int number = DIGITS.matcher(token.text()).matches() ? Integer.parseInt(token.text()) : -1;
        if (number < 0 || number > max) {
            throw token.error("zone.number", "RFC 1035 §5.1", token.shown() + " is no number from 0 to " + max);
        }
        return number;
    }

    private String hex() throws ZoneSyntaxException {
        StringBuilder digits = new StringBuilder();
        ZoneToken first = word();
        for (ZoneToken token = first; ; token = word()) {
            if (!HEX.matcher(token.text()).matches()) {
                throw token.error("zone.hex", "RFC 6698 §2.2", token.shown() + " is not hexadecimal");
            }
            digits.append(token.text());
            if (at == rest.size()) {
                break;
            }
        }
        if (digits.length() % 2 != 0) {
            throw first.error("zone.hex", "RFC 6698 §2.2", "the last octet has only one digit");
        }
        checkLength(digits.length() / 2L + 3);
        return digits.toString();
    }

    private DnsRecord text() throws ZoneSyntaxException {
        List<String> strings = new ArrayList<>();
        do {
            ZoneToken token = next();
            String string = ZoneString.read(token);
            if (string.length() > CharacterStrings.MAX_OCTETS) {
                throw token.error(
                        "zone.string-too-long",
                        "RFC 1035 §3.3",
                        "a character-string has at most 255 octets, not " + string.length() + ": write several");
            }
            strings.add(string);
        } while (at < rest.size());
        checkLength(CharacterStrings.octets(strings));
        return new DnsRecord.Txt(strings);
    }

    private void checkLength(long octets) throws ZoneSyntaxException {
        if (octets > CharacterStrings.MAX_RDATA) {
            throw type.error("zone.rdata-too-long", "RFC 1035 §3.2.1", "the data is longer than 65535 octets");
        }
    }
}
