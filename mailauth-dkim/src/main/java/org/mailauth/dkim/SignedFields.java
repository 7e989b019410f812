package org.mailauth.dkim;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.mailauth.dkim.internal.text.FieldNames;
import org.mailauth.message.HeaderField;
import org.mailauth.message.HeaderFields;

/**
 * Says which header fields a signer covers, and which of them once more than they occur, so that nobody can add another
 * one (RFC 6376 §5.4 and §8.15).
 *
 * <p>Immutable and thread-safe.
 */
public final class SignedFields {
    private static final String FROM = "from";
    private static final SignedFields RECOMMENDED = new SignedFields(defaults());

    private final Map<String, Cover> covers;
    private final FieldNames names;

    /** How often a name is mentioned in {@code h=}. */
    private enum Cover {
        /** As often as it occurs. */
        PLAIN,
        /** Once more where it occurs; where it does not, a server may add the first. */
        FURTHER_ONES,
        /** Once more than it occurs. */
        ANY_MORE
    }

    private SignedFields(Map<String, Cover> covers) {
        this.covers = Collections.unmodifiableMap(covers);
        this.names = FieldNames.of(List.copyOf(covers.keySet()));
    }

    /** RFC 6376 §5.4.1, and the fields that tell a reader how to show the body. */
    private static Map<String, Cover> defaults() {
        Map<String, Cover> covers = new LinkedHashMap<>();
        for (String name : List.of(
                FROM,
                "reply-to",
                "subject",
                "to",
                "cc",
                "mime-version",
                "content-type",
                "content-transfer-encoding",
                "in-reply-to",
                "references")) {
            covers.put(name, Cover.ANY_MORE);
        }
        // RFC 6409 §8: a submission server adds Date and Message-ID where they are missing. Mailing lists add their
        // fields
        // (RFC 2369, RFC 2919, RFC 8058), and a second List-Unsubscribe could lead elsewhere.
        for (String name : List.of(
                "date",
                "message-id",
                "content-id",
                "content-description",
                "content-disposition",
                "list-id",
                "list-help",
                "list-unsubscribe",
                "list-unsubscribe-post",
                "list-subscribe",
                "list-post",
                "list-owner",
                "list-archive")) {
            covers.put(name, Cover.FURTHER_ONES);
        }
        // RFC 5322 §3.6.6: whoever resends a message puts a further block of these on top.
        for (String name :
                List.of("resent-date", "resent-from", "resent-sender", "resent-to", "resent-cc", "resent-message-id")) {
            covers.put(name, Cover.PLAIN);
        }
        return covers;
    }

    /**
     * The default: what RFC 6376 §5.4.1 recommends and the MIME fields. From and the other fields that a reader is shown
     * or that decide how the body is shown are signed once more than they occur; so are those that servers and mailing
     * lists may add, but only where they occur: Date, Message-ID and the List fields.
     *
     * @return the recommended choice
     */
    public static SignedFields recommended() {
        return RECOMMENDED;
    }

    /**
     * A choice of one's own. From is added when it is missing, and is always signed once more than it occurs.
     *
     * @param names field names, compared without ASCII case
     * @return these fields
     * @throws IllegalArgumentException when a name is no field name, or names DKIM-Signature itself
     */
    public static SignedFields of(List<String> names) {
        Map<String, Cover> covers = new LinkedHashMap<>();
        covers.put(FROM, Cover.ANY_MORE);
        for (String name : names) {
            covers.putIfAbsent(checked(name), Cover.PLAIN);
        }
        return new SignedFields(covers);
    }

    private static String checked(String name) {
        boolean fieldName = !name.isEmpty() && name.chars().allMatch(c -> c > 0x20 && c < 0x7F && c != ':' && c != ';');
        String lower = name.toLowerCase(Locale.ROOT);
        // RFC 6376 §3.5 h=: the signature's own field must not be named.
        if (!fieldName || lower.equals("dkim-signature")) {
            throw new IllegalArgumentException("this field cannot be signed by name: " + name);
        }
        return lower;
    }

    /**
     * The same fields, with some signed once more than they occur.
     *
     * @param more names among the signed ones or in addition to them
     * @return a new choice
     */
    public SignedFields overSigning(List<String> more) {
        Map<String, Cover> all = new LinkedHashMap<>(covers);
        for (String name : more) {
            all.put(checked(name), Cover.ANY_MORE);
        }
        return new SignedFields(all);
    }

    /**
     * The names in their order, each once.
     *
     * @return unmodifiable, in lower case
     */
    public List<String> names() {
        return List.copyOf(covers.keySet());
    }

    /**
     * The names for {@code h=} of a message: each as often as it occurs, and once more where over-signed.
     *
     * @param header the message's header
     * @return names in lower case, From first
     */
    public List<String> select(HeaderFields header) {
        int[] occurrences = new int[names.count()];
        for (HeaderField field : header) {
            int name = names.indexOf(field);
            if (name >= 0) {
                occurrences[name]++;
            }
        }
        List<String> selected = new ArrayList<>(32);
        int at = 0;
        for (Map.Entry<String, Cover> entry : covers.entrySet()) {
            int mentions = occurrences[at++];
            boolean once =
                    entry.getValue() == Cover.ANY_MORE || (entry.getValue() == Cover.FURTHER_ONES && mentions > 0);
            for (int mention = 0; mention < mentions + (once ? 1 : 0); mention++) {
                selected.add(entry.getKey());
            }
        }
        return selected;
    }

    @Override
    public String toString() {
        return String.join(":", covers.keySet());
    }
}
