package org.mailauth.dkim.internal.diagnosis.header;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Cuts address fields in pieces (RFC 5322 §3.4), for guesses only: nothing is decided with them. */
final class Addresses {
    private static final Set<String> FIELDS = Set.of(
            "from",
            "sender",
            "reply-to",
            "to",
            "cc",
            "bcc",
            "resent-from",
            "resent-sender",
            "resent-to",
            "resent-cc",
            "resent-reply-to");

    private Addresses() {}

    static boolean areIn(String lowerName) {
        return FIELDS.contains(lowerName);
    }

    /** The mailboxes of a value: cut at commas outside quotes, comments and angle brackets, blanks kept. */
    static List<String> mailboxes(String value) {
        List<String> mailboxes = new ArrayList<>();
        boolean quoted = false;
        int depth = 0;
        int start = 0;
        for (int at = 0; at < value.length(); at++) {
            char c = value.charAt(at);
            if (c == '\\' && quoted) {
                at++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && (c == '(' || c == '<')) {
                depth++;
            } else if (!quoted && (c == ')' || c == '>')) {
                depth--;
            } else if (!quoted && depth <= 0 && c == ',') {
                mailboxes.add(value.substring(start, at));
                start = at + 1;
            }
        }
        mailboxes.add(value.substring(start));
        return mailboxes;
    }

    /** What stands in front of the angle bracket, without blanks; empty when nothing does. */
    static String displayName(String mailbox) {
        int angle = mailbox.lastIndexOf('<');
        return angle < 0 ? "" : mailbox.substring(0, angle).strip();
    }

    /** The address: between angle brackets, or all there is without a comment. */
    static String address(String mailbox) {
        int angle = mailbox.lastIndexOf('<');
        int end = mailbox.indexOf('>', angle + 1);
        if (angle >= 0 && end > 0) {
            return mailbox.substring(angle + 1, end).strip();
        }
        int comment = mailbox.indexOf('(');
        return (comment < 0 ? mailbox : mailbox.substring(0, comment)).strip();
    }

    static boolean isQuoted(String name) {
        return name.length() > 2 && name.startsWith("\"") && name.endsWith("\"");
    }

    static String unquoted(String name) {
        return isQuoted(name) ? name.substring(1, name.length() - 1).replace("\\", "") : name;
    }

    static String quoted(String name) {
        return '"' + name.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
