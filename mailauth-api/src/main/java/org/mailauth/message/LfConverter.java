package org.mailauth.message;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.mailauth.Problem;

/**
 * Gives each lone LF its CR, piece by piece. A CRLF, which has no place in such a message, is kept and noted: nobody
 * knows then which of the two ended a line. Not safe for concurrent use.
 */
final class LfConverter {
    private boolean afterCr;
    private long written;
    private long firstCrlf = -1;
    private int read;

    /**
     * Converts the next octets, as many as there is room for.
     *
     * @return the place behind the last octet written; {@link #read()} tells how far the input was used
     */
    int convert(byte[] octets, int from, int to, byte[] target, int start, int end) {
        int out = start;
        int at = from;
        while (at < to && out + (octets[at] == '\n' && !afterCr ? 2 : 1) <= end) {
            byte octet = octets[at++];
            if (octet == '\n' && !afterCr) {
                target[out++] = '\r';
            } else if (octet == '\n' && firstCrlf < 0) {
                firstCrlf = written + (out - start) - 1;
            }
            target[out++] = octet;
            afterCr = octet == '\r';
        }
        written += out - start;
        read = at;
        return out;
    }

    /** The place behind the last octet of the input that was converted. */
    int read() {
        return read;
    }

    /** What is wrong when a CRLF was seen; {@code origin} is the size of an mbox line. */
    @Nullable
    Problem problem(int origin) {
        return firstCrlf < 0
                ? null
                : Problem.at(
                        Math.max(0, firstCrlf - origin),
                        "message.mixed-line-endings",
                        "RFC 5321 §2.3.8",
                        "the header ends its lines with LF alone, and a CRLF follows");
    }

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

    /** Size of a message without CRLF after the conversion; may be more than an array holds. */
    static long convertedLength(byte[] octets) {
        long length = octets.length;
        for (byte octet : octets) {
            if (octet == '\n') {
                length++;
            }
        }
        return length;
    }

    /** A whole message without CRLF converted, cut off where it would have more than {@code most} octets. */
    byte[] convertAll(byte[] octets, int most) {
        byte[] converted = new byte[(int) Math.min(convertedLength(octets), most)];
        int length = convert(octets, 0, octets.length, converted, 0, converted.length);
        return length == converted.length ? converted : Arrays.copyOf(converted, length);
    }
}
