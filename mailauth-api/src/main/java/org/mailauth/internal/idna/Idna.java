package org.mailauth.internal.idna;

import java.util.Locale;
import java.util.Optional;

/**
 * Decides whether a label is an internationalized one of IDNA2008 (RFC 5891), and how it is written in the DNS and for
 * people.
 *
 * <p>A label is one piece of a domain name, without dots. When in doubt the answer is no: code points that the running
 * JDK's Unicode version does not know, symbols, and invisible characters are refused. The bidi rule is applied to each
 * label by itself, not across the labels of a name. Nothing here judges look-alikes.
 *
 * <p>Stateless and thread-safe; no input makes it throw, other than null.
 */
public final class Idna {
    private static final String ACE_PREFIX = "xn--";
    private static final int MAX_OCTETS = 63;
    // the encoded form has at least one octet for each code point
    private static final int MAX_U_LABEL = MAX_OCTETS - ACE_PREFIX.length();
    // before the mapping some four characters for each: surrogate pairs and decomposed forms
    private static final int MAX_INPUT = 256;

    private Idna() {}

    /**
     * Decides how a label is written in the DNS, if it can be.
     *
     * <p>A label of ASCII only comes back in lower case and is not judged further than by its length and for dots: names
     * in the DNS hold underscores and junk after {@code xn--}, too. Any other label is mapped (case, width and other
     * compatibility forms), held against the rules for U-labels (RFC 5891 §4.2) and encoded.
     *
     * @param label the label as someone wrote it, any text
     * @return the A-label or ASCII label in lower case, 1 to 63 octets; empty when the label is not valid
     */
    public static Optional<String> toAscii(String label) {
        if (label.length() > MAX_INPUT || label.indexOf('.') >= 0) {
            return Optional.empty();
        }
        if (isAscii(label)) {
            return Optional.of(label.toLowerCase(Locale.ROOT)).filter(Idna::fitsIntoDns);
        }
        String mapped = LabelMapping.map(label);
        if (!isAscii(mapped)) {
            return isULabel(mapped) ? encode(mapped) : Optional.empty();
        }
        // UTS 46 §4: what the mapping turned into an A-label must be a valid one
        boolean valid = mapped.startsWith(ACE_PREFIX) ? isALabel(mapped) : ULabel.isValid(mapped);
        return Optional.of(mapped).filter(ascii -> valid && fitsIntoDns(ascii));
    }

    /**
     * Decides how a label of the DNS is shown to people.
     *
     * @param label a label in lower-case ASCII
     * @return the U-label when the label is a valid A-label, otherwise the label as it is
     */
    public static String toUnicode(String label) {
        return decode(label).orElse(label);
    }

    /**
     * Decides whether a label of the DNS stands for a U-label: it begins with {@code xn--} and its decoded form is valid
     * and would be encoded to exactly this label (RFC 5890 §2.3.2.1).
     *
     * @param label a label in lower-case ASCII
     * @return false, too, for labels in upper or mixed case
     */
    public static boolean isALabel(String label) {
        return decode(label).isPresent();
    }

    private static Optional<String> decode(String label) {
        if (!label.startsWith(ACE_PREFIX) || !fitsIntoDns(label)) {
            return Optional.empty();
        }
        return Punycode.decode(label.substring(ACE_PREFIX.length()))
                .map(codePoints -> new String(codePoints, 0, codePoints.length))
                .filter(Idna::isULabel)
                // RFC 5890 §2.3.2.1: several junk spellings decode to one U-label, only one of them is its A-label
                .filter(uLabel -> encode(uLabel).filter(label::equals).isPresent());
    }

    private static boolean isULabel(String text) {
        return !isAscii(text) && text.codePointCount(0, text.length()) <= MAX_U_LABEL && ULabel.isValid(text);
    }

    private static Optional<String> encode(String uLabel) {
        return Punycode.encode(uLabel.codePoints().toArray())
                .map(ACE_PREFIX::concat)
                .filter(Idna::fitsIntoDns);
    }

    private static boolean fitsIntoDns(String ascii) {
        return !ascii.isEmpty() && ascii.length() <= MAX_OCTETS;
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 0x80);
    }
}
