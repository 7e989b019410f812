package org.mailauth.testkit;

import java.util.List;
import org.mailauth.dns.DnsName;

/**
 * Names as text that sorts a name directly before everything below it: labels from the root downwards, each octet
 * shifted by one, each label closed by U+0000. The key of a name above another one is a prefix of the other's key.
 */
final class TreeKey {
    /** The key of the root. */
    static final String ROOT = "";

    private static final char CLOSE = '\0';
    private static final String ASTERISK = String.valueOf((char) ('*' + 1)) + CLOSE;

    private TreeKey() {}

    static String of(DnsName name) {
        List<String> labels = name.labels();
        StringBuilder key = new StringBuilder(name.toString().length() + 1);
        for (int label = labels.size() - 1; label >= 0; label--) {
            String octets = labels.get(label);
            for (int at = 0; at < octets.length(); at++) {
                key.append((char) (octets.charAt(at) + 1));
            }
            key.append(CLOSE);
        }
        return key.toString();
    }

    /** The key of the name one label shorter; not for the root. */
    static String parent(String key) {
        return key.substring(0, key.lastIndexOf(CLOSE, key.length() - 2) + 1);
    }

    /** The key of the wildcard directly below a name. */
    static String wildcardBelow(String key) {
        return key + ASTERISK;
    }
}
