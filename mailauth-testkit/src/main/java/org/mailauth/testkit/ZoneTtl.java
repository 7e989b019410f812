package org.mailauth.testkit;

/** Reads a TTL in a master file: seconds, or numbers with the units w, d, h, m, s as servers know them. */
final class ZoneTtl {
    // RFC 2181 §8: a TTL has 31 bits.
    private static final long MAX = Integer.MAX_VALUE;

    private ZoneTtl() {}

    static boolean looksLike(ZoneToken token) {
        return !token.quoted()
                && !token.text().isEmpty()
                && isDigit(token.text().charAt(0));
    }

    static long read(ZoneToken token) throws ZoneSyntaxException {
        long total = 0;
        long number = 0;
        boolean digits = false;
        if (!looksLike(token)) {
            throw error(token);
        }
        for (int at = 0; at < token.text().length(); at++) {
            char c = token.text().charAt(at);
            if (isDigit(c)) {
                number = number * 10 + c - '0';
                digits = true;
            } else {
                long unit = unit(c);
                if (unit == 0 || !digits) {
                    throw error(token);
                }
                total += number * unit;
                number = 0;
                digits = false;
            }
            if (number > MAX || total > MAX) {
                throw error(token);
            }
        }
        total += number;
        if (total > MAX) {
            throw error(token);
        }
        return total;
    }

    private static long unit(char c) {
        return switch (c) {
            case 's', 'S' -> 1;
            case 'm', 'M' -> 60;
            case 'h', 'H' -> 3600;
            case 'd', 'D' -> 86_400;
            case 'w', 'W' -> 604_800;
            default -> 0;
        };
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static ZoneSyntaxException error(ZoneToken token) {
        return token.error("zone.ttl", "RFC 2181 §8", token.shown() + " is no TTL of at most 2147483647 seconds");
    }
}
