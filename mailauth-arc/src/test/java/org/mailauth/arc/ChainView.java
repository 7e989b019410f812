package org.mailauth.arc;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mailauth.message.HeaderField;
import org.mailauth.message.Message;

/**
 * What the signatures of a chain speak of, found by cutting and replacing, without the code that is judged: the canonical
 * text of every field of the chain, of what the newest message signature covers, and the data of the newest seal. All
 * canonical forms are relaxed.
 */
record ChainView(Map<String, String> chain, List<String> covered, String body, String newestData) {
    private static final Pattern INSTANCE =
            Pattern.compile("[:;][ \t\r\n]*i[ \t\r\n]*=[ \t\r\n]*([0-9]+)[ \t\r\n]*(;|\\z)");
    private static final Pattern NAMES = Pattern.compile("[:;][ \t\r\n]*h[ \t\r\n]*=([^;]*)");
    private static final Pattern DATA = Pattern.compile("([:;][ \t\r\n]*b[ \t\r\n]*=)([^;]*)");

    /** Empty when the message has not exactly one field of each kind for each of so many sets. */
    static Optional<ChainView> of(String text, int sets) {
        Message message = Checks.message(text);
        Map<String, String> chain = new TreeMap<>();
        for (HeaderField field : message.header()) {
            if (FieldKind.of(field).isPresent()) {
                String raw = raw(field);
                Matcher instance = INSTANCE.matcher(raw.substring(0, raw.length() - 2));
                if (!instance.find()) {
                    return Optional.empty();
                }
                String key = field.name().toLowerCase(Locale.ROOT) + Integer.parseInt(shortened(instance.group(1)));
                if (chain.put(key, raw) != null) {
                    return Optional.empty();
                }
            }
        }
        String newestSeal = chain.get("arc-seal" + sets);
        String newestSignature = chain.get("arc-message-signature" + sets);
        if (chain.size() != 3 * sets || newestSeal == null || newestSignature == null) {
            return Optional.empty();
        }
        Matcher data = DATA.matcher(newestSeal);
        Matcher names = NAMES.matcher(newestSignature);
        if (!data.find() || !names.find()) {
            return Optional.empty();
        }
        String unsigned = newestSeal.substring(0, data.start(2)) + newestSeal.substring(data.end(2));
        chain.put("arc-seal" + sets, unsigned.endsWith("\r\n") ? unsigned : unsigned + "\r\n");
        chain.replaceAll((key, field) -> relaxed(field));
        return Optional.of(new ChainView(
                chain,
                covered(message, names.group(1)),
                relaxedBody(text.substring(text.length() - message.bodyLength())),
                data.group(2).replaceAll("\r\n(?=[ \t]|\\z)|[ \t]", "")));
    }

    private static String shortened(String digits) {
        return digits.substring(Math.max(0, digits.length() - 9));
    }

    private static List<String> covered(Message message, String names) {
        List<HeaderField> left = new ArrayList<>(message.header().all());
        List<String> fields = new ArrayList<>();
        for (String name : names.split(":", -1)) {
            for (int at = left.size() - 1; at >= 0; at--) {
                if (left.get(at).isNamed(name.strip())) {
                    fields.add(relaxed(raw(left.remove(at))));
                    break;
                }
            }
        }
        return fields;
    }

    /** Whether both say the same, in which case both hold or none. */
    boolean isSameAs(ChainView other) {
        return chain.equals(other.chain) && covered.equals(other.covered) && body.equals(other.body) && sameData(other);
    }

    private boolean sameData(ChainView other) {
        try {
            return Arrays.equals(
                    Base64.getDecoder().decode(newestData), Base64.getDecoder().decode(other.newestData));
        } catch (IllegalArgumentException noBase64) {
            return false;
        }
    }

    private static String raw(HeaderField field) {
        return new String(field.octets(), java.nio.charset.StandardCharsets.ISO_8859_1);
    }

    /** RFC 6376 §3.4.2. */
    private static String relaxed(String field) {
        int colon = field.indexOf(':');
        String name = field.substring(0, colon).toLowerCase(Locale.ROOT).replaceAll("[ \t]+\\z", "");
        String unfolded = field.substring(colon + 1, field.length() - 2).replaceAll("\r\n(?=[ \t])", "");
        return name + ":" + unfolded.replaceAll("[ \t]+", " ").replaceAll("\\A | \\z", "") + "\r\n";
    }

    /** RFC 6376 §3.4.4. */
    private static String relaxedBody(String body) {
        String kept = body.replaceAll("[ \t]+", " ").replace(" \r\n", "\r\n").replaceAll(" \\z", "");
        while (kept.endsWith("\r\n")) {
            kept = kept.substring(0, kept.length() - 2);
        }
        return kept.isEmpty() ? "" : kept + "\r\n";
    }
}
