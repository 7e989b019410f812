package org.mailauth.testkit;

import org.mailauth.Parsed;
import org.mailauth.Problem;
import org.mailauth.dns.DnsName;

/** Reads names in a master file: absolute with a final dot, else relative to the origin (RFC 1035 §5.1). */
final class ZoneName {
    private ZoneName() {}

    static DnsName read(ZoneToken token, DnsName origin) throws ZoneSyntaxException {
        String text = token.text();
        if (token.quoted()) {
            throw token.error("zone.name-quoted", "RFC 1035 §5.1", "a name stands without quotes");
        }
        if (text.equals("@")) {
            return origin(token, origin);
        }
        boolean whole = endsWithDot(token) || origin.isRoot();
        Parsed<DnsName> name = DnsName.parse(whole ? text : text + "." + origin);
        if (name.value().isEmpty()) {
            Problem why = name.problems().get(0);
            throw token.error(why.code(), why.reference(), token.shown() + " is no name: " + why.text());
        }
        return name.value().get();
    }

    private static DnsName origin(ZoneToken token, DnsName origin) throws ZoneSyntaxException {
        if (origin.isRoot()) {
            throw token.error("zone.origin-missing", "RFC 1035 §5.1", "@ stands for an origin that is not given");
        }
        return origin;
    }

    private static boolean endsWithDot(ZoneToken token) throws ZoneSyntaxException {
        String text = token.text();
        boolean dot = false;
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            dot = c == '.';
            // An escaped dot ends nothing, and a backslash at the end must not escape the dot before the origin.
            if (c == '\\' && ++at == text.length()) {
                throw token.error("dns.name-escape", "RFC 1035 §5.1", "a backslash escapes nothing");
            }
        }
        return dot;
    }
}
