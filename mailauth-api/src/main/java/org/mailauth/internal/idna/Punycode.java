package org.mailauth.internal.idna;

import java.util.Arrays;
import java.util.Optional;

/**
 * Punycode, RFC 3492, without the {@code xn--} prefix: writes any code points in letters, digits and hyphens.
 *
 * <p>Both directions answer empty, never throw, when the input is malformed, overflows or has more than 256 code points:
 * the algorithm's cost is quadratic, so the length is bounded first.
 */
final class Punycode {
    private static final int MAX_LENGTH = 256;

    // RFC 3492 §5: the parameter values
    private static final int BASE = 36;
    private static final int T_MIN = 1;
    private static final int T_MAX = 26;
    private static final int SKEW = 38;
    private static final int DAMP = 700;
    private static final int INITIAL_BIAS = 72;
    private static final int INITIAL_N = 0x80;
    private static final char DELIMITER = '-';

    private Punycode() {}

    /** Encodes, RFC 3492 §6.3: digits in lower case, basic code points as they are. */
    static Optional<String> encode(int[] codePoints) {
        if (codePoints.length > MAX_LENGTH || !Arrays.stream(codePoints).allMatch(Punycode::isScalarValue)) {
            return Optional.empty();
        }
        StringBuilder out = new StringBuilder();
        Arrays.stream(codePoints).filter(Punycode::isBasic).forEach(out::appendCodePoint);
        int basic = out.length();
        if (basic > 0) {
            out.append(DELIMITER);
        }
        int n = INITIAL_N;
        int delta = 0;
        int bias = INITIAL_BIAS;
        for (int handled = basic; handled < codePoints.length; n++, delta++) {
            int next = smallestFrom(n, codePoints);
            // RFC 3492 §6.4: no overflow, as 256 code points below 0x110000 keep delta under 2^29
            delta += (next - n) * (handled + 1);
            n = next;
            for (int c : codePoints) {
                if (c < n) {
                    delta++;
                } else if (c == n) {
                    appendNumber(out, delta, bias);
                    bias = adapt(delta, handled + 1, handled == basic);
                    delta = 0;
                    handled++;
                }
            }
        }
        return Optional.of(out.toString());
    }

    /** Decodes, RFC 3492 §6.2; empty, too, when a surrogate or a number above U+10FFFF comes out. */
    static Optional<int[]> decode(String encoded) {
        if (encoded.length() > MAX_LENGTH || !encoded.chars().allMatch(Punycode::isBasic)) {
            return Optional.empty();
        }
        int length = Math.max(encoded.lastIndexOf(DELIMITER), 0);
        // every code point takes at least one character of the encoded form
        int[] out = Arrays.copyOf(encoded.chars().limit(length).toArray(), encoded.length());
        // RFC 3492 §6.2: the delimiter is consumed only when basic code points stand before it
        Digits digits = new Digits(encoded, length > 0 ? length + 1 : 0);
        int n = INITIAL_N;
        int i = 0;
        int bias = INITIAL_BIAS;
        while (digits.remain()) {
            long delta = digits.readNumber(bias);
            length++;
            long position = i + delta;
            long next = n + position / length;
            if (delta < 0 || next > Character.MAX_CODE_POINT || !isScalarValue((int) next)) {
                return Optional.empty();
            }
            bias = adapt((int) delta, length, i == 0);
            n = (int) next;
            i = (int) (position % length);
            System.arraycopy(out, i, out, i + 1, length - 1 - i);
            out[i] = n;
            i++;
        }
        return Optional.of(Arrays.copyOf(out, length));
    }

    /** The generalized variable-length integers of RFC 3492 §3.3, read from left to right. */
    private static final class Digits {
        private final String encoded;
        private int at;

        Digits(String encoded, int at) {
            this.encoded = encoded;
            this.at = at;
        }

        boolean remain() {
            return at < encoded.length();
        }

        /** The next number, at most 2^31-1; negative when it is cut off, too large or holds another character. */
        long readNumber(int bias) {
            long number = 0;
            long weight = 1;
            for (int k = BASE; remain(); k += BASE) {
                int digit = digitOf(encoded.charAt(at++));
                // RFC 3492 §6.4: weight stays below 36 times the number, so that neither overflows a long
                number += digit * weight;
                if (digit < 0 || number > Integer.MAX_VALUE) {
                    return -1;
                }
                int threshold = threshold(k, bias);
                if (digit < threshold) {
                    return number;
                }
                weight *= BASE - threshold;
            }
            return -1;
        }
    }

    private static void appendNumber(StringBuilder out, int number, int bias) {
        int rest = number;
        int k = BASE;
        for (int threshold = threshold(k, bias); rest >= threshold; threshold = threshold(k, bias)) {
            out.append(digit(threshold + (rest - threshold) % (BASE - threshold)));
            rest = (rest - threshold) / (BASE - threshold);
            k += BASE;
        }
        out.append(digit(rest));
    }

    private static int threshold(int k, int bias) {
        return Math.max(T_MIN, Math.min(T_MAX, k - bias));
    }

    // RFC 3492 §6.1
    private static int adapt(int delta, int points, boolean first) {
        int scaled = first ? delta / DAMP : delta / 2;
        scaled += scaled / points;
        int k = 0;
        while (scaled > (BASE - T_MIN) * T_MAX / 2) {
            scaled /= BASE - T_MIN;
            k += BASE;
        }
        return k + (BASE - T_MIN + 1) * scaled / (scaled + SKEW);
    }

    private static int smallestFrom(int n, int[] codePoints) {
        return Arrays.stream(codePoints).filter(c -> c >= n).min().orElse(n);
    }

    private static char digit(int value) {
        return (char) (value < 26 ? 'a' + value : '0' + value - 26);
    }

    /** RFC 3492 §5: letters of either case are 0 to 25, digits 26 to 35; -1 for others. */
    private static int digitOf(char c) {
        if (c >= '0' && c <= '9') {
            return c - '0' + 26;
        }
        int letter = (c | 0x20) - 'a';
        return letter >= 0 && letter < 26 ? letter : -1;
    }

    private static boolean isBasic(int codePoint) {
        return codePoint < INITIAL_N;
    }

    private static boolean isScalarValue(int codePoint) {
        return Character.isValidCodePoint(codePoint)
                && (codePoint < Character.MIN_SURROGATE || codePoint > Character.MAX_SURROGATE);
    }
}
