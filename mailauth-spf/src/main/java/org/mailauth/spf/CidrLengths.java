package org.mailauth.spf;

/**
 * The lengths behind a domain: {@code /24//64} (RFC 7208 §5.6 dual-cidr-length).
 *
 * @param start where they start in the argument
 * @param ip4 0 to 32; -1 when malformed
 * @param ip6 0 to 128; -1 when malformed
 */
record CidrLengths(int start, int ip4, int ip6) {
    private static final int IP4_BITS = 32;
    private static final int IP6_BITS = 128;

    /** Finds the lengths at the end; slashes before them belong to the domain, where macros may bring them. */
    static CidrLengths atEndOf(String argument) {
        int end = argument.length();
        int ip6 = IP6_BITS;
        int ip4 = IP4_BITS;
        int digits = startOfDigits(argument, end);
        if (digits < end && digits >= 2 && argument.startsWith("//", digits - 2)) {
            ip6 = number(argument, digits, end, IP6_BITS);
            end = digits - 2;
            digits = startOfDigits(argument, end);
        }
        if (digits < end && digits >= 1 && argument.charAt(digits - 1) == '/') {
            ip4 = number(argument, digits, end, IP4_BITS);
            end = digits - 1;
        }
        return new CidrLengths(end, ip4, ip6);
    }

    private static int startOfDigits(String text, int end) {
        int start = end;
        while (start > 0 && text.charAt(start - 1) >= '0' && text.charAt(start - 1) <= '9') {
            start--;
        }
        return start;
    }

    /** The number between two places, without leading zeros, 0 to {@code max}; -1 when there is none. */
    static int number(String text, int start, int end, int max) {
        int digits = end - start;
        if (digits == 0 || digits > 3 || (digits > 1 && text.charAt(start) == '0')) {
            return -1;
        }
        int number = 0;
        for (int at = start; at < end; at++) {
            int digit = text.charAt(at) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = 10 * number + digit;
        }
        return number <= max ? number : -1;
    }

    boolean isValid() {
        return ip4 >= 0 && ip6 >= 0;
    }
}
