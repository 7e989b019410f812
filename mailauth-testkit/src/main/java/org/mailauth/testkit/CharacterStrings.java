package org.mailauth.testkit;

import java.util.ArrayList;
import java.util.List;
import org.mailauth.dns.DnsRecord;

/** What fits into a TXT record: character-strings of at most 255 octets, 65535 octets in all. */
final class CharacterStrings {
    /** RFC 1035 §3.3: a length octet leads each string. */
    static final int MAX_OCTETS = 255;
    /** RFC 1035 §3.2.1: RDLENGTH has 16 bits. */
    static final int MAX_RDATA = 0xFFFF;

    private CharacterStrings() {}

    /** The record with every string cut to what fits; no string at all becomes one empty string. */
    static DnsRecord.Txt fit(List<String> strings) {
        List<String> fitting = new ArrayList<>();
        for (String string : strings) {
            requireOctets(string);
            int at = 0;
            do {
                int end = Math.min(string.length(), at + MAX_OCTETS);
                fitting.add(string.substring(at, end));
                at = end;
            } while (at < string.length());
        }
        if (fitting.isEmpty()) {
            // RFC 1035 §3.3.14: one or more character-strings.
            fitting.add("");
        }
        if (octets(fitting) > MAX_RDATA) {
            throw new IllegalArgumentException("strings must fit into 65535 octets, with one for each 255 of them");
        }
        return new DnsRecord.Txt(fitting);
    }

    /** The length in wire form. */
    static long octets(List<String> strings) {
        long octets = strings.size();
        for (String string : strings) {
            octets += string.length();
        }
        return octets;
    }

    private static void requireOctets(String string) {
        for (int at = 0; at < string.length(); at++) {
            if (string.charAt(at) > 0xFF) {
                throw new IllegalArgumentException(
                        "strings must hold octets (U+0000 to U+00FF), not U+" + Integer.toHexString(string.charAt(at)));
            }
        }
    }
}
