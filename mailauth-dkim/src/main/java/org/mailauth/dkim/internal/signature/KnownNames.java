package org.mailauth.dkim.internal.signature;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.mailauth.internal.tag.Tag;

/**
 * The names that {@code h=} nearly always has, so that no text need be made of them for each signature. Other names, and other spellings, are made as they are written. Stateless and thread-safe.
 */
final class KnownNames {
    private static final List<String> WRITTEN = List.of(
            "From",
            "Sender",
            "Reply-To",
            "To",
            "Cc",
            "Subject",
            "Date",
            "Message-ID",
            "Message-Id",
            "In-Reply-To",
            "References",
            "MIME-Version",
            "Mime-Version",
            "Content-Type",
            "Content-Transfer-Encoding",
            "Content-ID",
            "Content-Description",
            "Content-Disposition",
            "List-Id",
            "List-ID",
            "List-Help",
            "List-Unsubscribe",
            "List-Unsubscribe-Post",
            "List-Subscribe",
            "List-Post",
            "List-Owner",
            "List-Archive",
            "Resent-Date",
            "Resent-From",
            "Resent-Sender",
            "Resent-To",
            "Resent-Cc",
            "Resent-Message-ID",
            "Feedback-ID",
            "Autocrypt",
            "DKIM-Signature");

    /** At each place the names of that length, in both spellings. */
    private static final List<List<String>> BY_LENGTH = byLength();

    private KnownNames() {}

    private static List<List<String>> byLength() {
        List<List<String>> byLength = new ArrayList<>();
        for (String written : WRITTEN) {
            while (byLength.size() <= written.length()) {
                byLength.add(new ArrayList<>());
            }
            List<String> names = byLength.get(written.length());
            names.add(written);
            String lower = lowerCase(written);
            if (!names.contains(lower)) {
                names.add(lower);
            }
        }
        byLength.replaceAll(List::copyOf);
        return Collections.unmodifiableList(byLength);
    }

    private static String lowerCase(String name) {
        StringBuilder lower = new StringBuilder(name);
        for (int at = 0; at < lower.length(); at++) {
            char c = lower.charAt(at);
            lower.setCharAt(at, c >= 'A' && c <= 'Z' ? (char) (c + 32) : c);
        }
        return lower.toString();
    }

    /** The text of a part of a tag's value. */
    static String of(Tag tag, int from, int to) {
        if (to - from < BY_LENGTH.size()) {
            List<String> names = BY_LENGTH.get(to - from);
            for (int at = 0; at < names.size(); at++) {
                if (isAt(tag, from, names.get(at))) {
                    return names.get(at);
                }
            }
        }
        return tag.valuePart(from, to);
    }

    private static boolean isAt(Tag tag, int from, String name) {
        for (int at = 0; at < name.length(); at++) {
            if (tag.valueOctet(from + at) != name.charAt(at)) {
                return false;
            }
        }
        return true;
    }
}
