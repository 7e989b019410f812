package org.mailauth;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads address literals (RFC 5321 §4.1.3): IPv4, IPv6 and tagged ones of a kind that is not known yet. */
final class AddressLiteral {
    private static final int MAX_LENGTH = 128;
    private static final Pattern IPV4 = Pattern.compile("(0|[1-9]\\d{0,2})(\\.(0|[1-9]\\d{0,2})){3}");
    private static final Pattern IPV6_GROUP = Pattern.compile("[0-9A-Fa-f]{1,4}");
    private static final Pattern IPV6 = Pattern.compile("IPv6:(.+)", Pattern.CASE_INSENSITIVE);
    private static final Pattern GENERAL = Pattern.compile("[A-Za-z0-9-]*[A-Za-z0-9]:[!-Z^-~]+");

    private AddressLiteral() {}

    /** What stands between the brackets, in canonical case; null when the text is no literal. */
    static @Nullable String parse(String text) {
        if (text.length() > MAX_LENGTH || !text.startsWith("[") || !text.endsWith("]")) {
            return null;
        }
        String inner = text.substring(1, text.length() - 1);
        Matcher ipv6 = IPV6.matcher(inner);
        if (ipv6.matches()) {
            String address = ipv6.group(1).toLowerCase(Locale.ROOT);
            return isIpv6(address) ? "IPv6:" + address : null;
        }
        return isIpv4(inner) || GENERAL.matcher(inner).matches() ? inner : null;
    }

    private static boolean isIpv4(String text) {
        if (!IPV4.matcher(text).matches()) {
            return false;
        }
        for (String number : text.split("\\.", -1)) {
            if (Integer.parseInt(number) > 255) {
                return false;
            }
        }
        return true;
    }

    /** RFC 4291 §2.2: eight groups, a run of them as "::", the last two maybe as an IPv4 address. */
    private static boolean isIpv6(String text) {
        int gap = text.indexOf("::");
        if (gap < 0) {
            return groups(text, true) == 8;
        }
        int before = groups(text.substring(0, gap), false);
        int after = groups(text.substring(gap + 2), true);
        return before >= 0 && after >= 0 && before + after <= 7;
    }

    /** The number of groups, or -1 when one is none. */
    private static int groups(String text, boolean mayEndInIpv4) {
        if (text.isEmpty()) {
            return 0;
        }
        String[] groups = text.split(":", -1);
        int count = groups.length;
        for (int i = 0; i < groups.length; i++) {
            if (mayEndInIpv4 && i == groups.length - 1 && isIpv4(groups[i])) {
                count++;
            } else if (!IPV6_GROUP.matcher(groups[i]).matches()) {
                return -1;
            }
        }
        return count;
    }
}
