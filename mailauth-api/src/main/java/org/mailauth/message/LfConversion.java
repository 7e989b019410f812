package org.mailauth.message;

/** Decides whether a message lies as files do, with LF alone at every line's end, and converts it to CRLF. */
final class LfConversion {
    private LfConversion() {}

    /** True only when there is a lone LF and not a single CRLF: a mixture is data and must stay as it is. */
    static boolean applies(byte[] octets) {
        boolean loneLf = false;
        for (int at = 0; at < octets.length; at++) {
            if (octets[at] == '\n') {
                if (at > 0 && octets[at - 1] == '\r') {
                    return false;
                }
                loneLf = true;
            }
        }
        return loneLf;
    }

    /** Size after the conversion; may be more than an array holds. */
    static long convertedLength(byte[] octets) {
        long length = octets.length;
        for (byte octet : octets) {
            if (octet == '\n') {
                length++;
            }
        }
        return length;
    }

    /** The octets with CRLF for each LF, cut off after {@code most}. */
    static byte[] convert(byte[] octets, int most) {
        byte[] converted = new byte[(int) Math.min(convertedLength(octets), most)];
        int to = 0;
        for (int from = 0; to < converted.length; from++) {
            if (octets[from] == '\n') {
                converted[to++] = '\r';
            }
            if (to < converted.length) {
                converted[to++] = octets[from];
            }
        }
        return converted;
    }
}
