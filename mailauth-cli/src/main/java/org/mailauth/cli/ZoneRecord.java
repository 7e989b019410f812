package org.mailauth.cli;

import java.util.ArrayList;
import java.util.List;
import org.mailauth.dns.DnsName;

/** A TXT record in the form of a zone file (RFC 1035 §5). */
final class ZoneRecord {
    private static final int MAX_STRING = 255;

    private ZoneRecord() {}

    /** The record's lines; a text of more than 255 octets becomes several character-strings (RFC 1035 §3.3.14). */
    static List<String> txt(DnsName name, String ascii) {
        List<String> strings = new ArrayList<>();
        for (int at = 0; at == 0 || at < ascii.length(); at += MAX_STRING) {
            strings.add(quoted(ascii.substring(at, Math.min(ascii.length(), at + MAX_STRING))));
        }
        if (strings.size() == 1) {
            return List.of(name + ". IN TXT " + strings.get(0));
        }
        List<String> lines = new ArrayList<>();
        lines.add(name + ". IN TXT (");
        strings.forEach(string -> lines.add("    " + string));
        lines.add(")");
        return lines;
    }

    private static String quoted(String string) {
        return '"' + string.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
