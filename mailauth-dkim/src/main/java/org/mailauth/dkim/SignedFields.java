package org.mailauth.dkim;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
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

    // RFC 6376 §5.4.1, and the fields that tell a reader how to show the body.
    private static final SignedFields RECOMMENDED = new SignedFields(
            List.of(
                    FROM,
                    "reply-to",
                    "subject",
                    "date",
                    "to",
                    "cc",
                    "message-id",
                    "mime-version",
                    "content-type",
                    "content-transfer-encoding",
                    "content-id",
                    "content-description",
                    "resent-date",
                    "resent-from",
                    "resent-sender",
                    "resent-to",
                    "resent-cc",
                    "resent-message-id",
                    "in-reply-to",
                    "references",
                    "list-id",
                    "list-help",
                    "list-unsubscribe",
                    "list-unsubscribe-post",
                    "list-subscribe",
                    "list-post",
                    "list-owner",
                    "list-archive"),
            Set.of(
                    FROM,
                    "reply-to",
                    "subject",
                    "date",
                    "to",
                    "cc",
                    "message-id",
                    "mime-version",
                    "content-type",
                    "content-transfer-encoding"));

    private final List<String> names;
    private final Set<String> overSigned;

    private SignedFields(List<String> names, Set<String> overSigned) {
        this.names = names;
        this.overSigned = overSigned;
    }

    /**
     * The default: what RFC 6376 §5.4.1 recommends and the MIME fields; From and the other fields that a reader is shown
     * or that decide how the body is shown are signed once more than they occur.
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
        Set<String> chosen = new LinkedHashSet<>();
        chosen.add(FROM);
        for (String name : names) {
            chosen.add(checked(name));
        }
        return new SignedFields(List.copyOf(chosen), Set.of(FROM));
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
        Set<String> all = new LinkedHashSet<>(names);
        Set<String> over = new LinkedHashSet<>(overSigned);
        for (String name : more) {
            all.add(checked(name));
            over.add(checked(name));
        }
        return new SignedFields(List.copyOf(all), Set.copyOf(over));
    }

    /**
     * The names in their order, each once.
     *
     * @return unmodifiable, in lower case
     */
    public List<String> names() {
        return names;
    }

    /**
     * The names for {@code h=} of a message: each as often as it occurs, and once more where over-signed.
     *
     * @param header the message's header
     * @return names in lower case, From first
     */
    public List<String> select(HeaderFields header) {
        List<String> selected = new ArrayList<>();
        for (String name : names) {
            int mentions = overSigned.contains(name) ? 1 : 0;
            for (HeaderField field : header) {
                mentions += field.isNamed(name) ? 1 : 0;
            }
            for (int mention = 0; mention < mentions; mention++) {
                selected.add(name);
            }
        }
        return selected;
    }

    @Override
    public String toString() {
        return String.join(":", names);
    }
}
