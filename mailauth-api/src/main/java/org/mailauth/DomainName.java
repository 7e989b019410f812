package org.mailauth;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.mailauth.dns.DnsName;
import org.mailauth.internal.idna.Idna;

/**
 * Decides whether two spellings name the same domain: held as lower-case A-labels, shown as U-labels.
 *
 * <p>A label is 1 to 63 octets of letters, digits, hyphens (not first, not last) and underscores; a name is at most 253
 * octets. A final dot is dropped. U-labels become A-labels by IDNA2008 (RFC 5891), so that {@code Faß.DE} and
 * {@code xn--fa-hia.de} are equal; an address literal such as {@code [192.0.2.1]} is no domain name, but four bare
 * numbers have the form of one. A label in ASCII that starts with {@code xn--} is taken as it is, a valid A-label or
 * not. Names in DNS answers may hold any octet: those are {@link DnsName}s.
 *
 * <p>Immutable and thread-safe; ordered by the text of the A-labels.
 */
public final class DomainName implements Comparable<DomainName> {
    private static final int MAX_LABEL = 63;
    private static final int MAX_NAME = 253;
    private static final int MAX_INPUT = 1024;
    // RFC 3490 §3.1: the full stops of other scripts separate labels, too.
    private static final Pattern OTHER_DOTS = Pattern.compile("[\u3002\uFF0E\uFF61]");

    private final String ascii;

    private DomainName(String ascii) {
        this.ascii = ascii;
    }

    /**
     * Reads a domain name written by the program's author.
     *
     * @param text A-labels or U-labels
     * @return the name
     * @throws IllegalArgumentException when the text is no domain name
     */
    public static DomainName of(String text) {
        return parse(text).orElseThrow();
    }

    /**
     * Reads a domain name written by a stranger.
     *
     * @param text anything
     * @return the name, or the first reason why the text is none
     */
    public static Parsed<DomainName> parse(String text) {
        Objects.requireNonNull(text, "text");
        if (PlainName.is(text)) {
            return Parsed.of(new DomainName(text));
        }
        if (text.length() > MAX_INPUT) {
            return unusable("domain.too-long", "RFC 1035 §2.3.4", "a domain name has at most 253 octets");
        }
        String dotted = isAscii(text) ? text : OTHER_DOTS.matcher(text).replaceAll(".");
        int end = dotted.endsWith(".") ? dotted.length() - 1 : dotted.length();
        if (end == 0) {
            return unusable("domain.empty", "RFC 1035 §2.3.1", "a domain name has at least one label");
        }
        StringBuilder name = new StringBuilder(end);
        for (int start = 0; start <= end; ) {
            int dot = dotted.indexOf('.', start);
            int stop = dot < 0 || dot > end ? end : dot;
            Problem problem = appendLabel(name, dotted.substring(start, stop));
            if (problem != null) {
                return Parsed.unusable(problem);
            }
            start = stop + 1;
        }
        if (name.length() > MAX_NAME) {
            return unusable("domain.too-long", "RFC 1035 §2.3.4", "a domain name has at most 253 octets");
        }
        return Parsed.of(new DomainName(name.toString()));
    }

    private static @Nullable Problem appendLabel(StringBuilder name, String written) {
        String label = written;
        if (isAscii(written)) {
            label = written.toLowerCase(Locale.ROOT);
        } else {
            Optional<String> encoded = Idna.toAscii(written);
            if (encoded.isEmpty()) {
                return Problem.of("domain.idna", "RFC 5891 §4", "\"" + written + "\" is no internationalized label");
            }
            label = encoded.get();
        }
        if (label.isEmpty()) {
            return Problem.of("domain.label-empty", "RFC 1035 §2.3.1", "a label has at least one octet");
        }
        if (label.length() > MAX_LABEL) {
            return Problem.of("domain.label-too-long", "RFC 1035 §2.3.4", "a label has at most 63 octets");
        }
        if (!isLdhOrUnderscore(label)) {
            return Problem.of(
                    "domain.character",
                    "RFC 5890 §2.3.1",
                    "\"" + written + "\" holds more than letters, digits, inner hyphens and underscores");
        }
        if (name.length() > 0) {
            name.append('.');
        }
        name.append(label);
        return null;
    }

    private static boolean isLdhOrUnderscore(String label) {
        if (label.charAt(0) == '-' || label.charAt(label.length() - 1) == '-') {
            return false;
        }
        for (int at = 0; at < label.length(); at++) {
            char c = label.charAt(at);
            boolean allowed = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
            if (!allowed) {
                return false;
            }
        }
        return true;
    }

    private static boolean isAscii(String text) {
        for (int at = 0; at < text.length(); at++) {
            if (text.charAt(at) >= 0x80) {
                return false;
            }
        }
        return true;
    }

    private static Parsed<DomainName> unusable(String code, String reference, String text) {
        return Parsed.unusable(Problem.of(code, reference, text));
    }

    /**
     * The labels, as A-labels, the leftmost first.
     *
     * @return unmodifiable, never empty
     */
    public List<String> labels() {
        List<String> labels = new ArrayList<>();
        int start = 0;
        for (int dot = ascii.indexOf('.'); dot >= 0; dot = ascii.indexOf('.', start)) {
            labels.add(ascii.substring(start, dot));
            start = dot + 1;
        }
        labels.add(ascii.substring(start));
        return List.copyOf(labels);
    }

    /**
     * The number of labels.
     *
     * @return 1 to 127
     */
    public int labelCount() {
        int count = 1;
        for (int dot = ascii.indexOf('.'); dot >= 0; dot = ascii.indexOf('.', dot + 1)) {
            count++;
        }
        return count;
    }

    /**
     * The name without its leftmost label.
     *
     * @return empty for a name of one label
     */
    public Optional<DomainName> parent() {
        int dot = ascii.indexOf('.');
        return dot < 0 ? Optional.empty() : Optional.of(new DomainName(ascii.substring(dot + 1)));
    }

    /**
     * The name with labels put before it.
     *
     * @param prefix one or more labels, such as {@code _dmarc}
     * @return empty when the whole would be too long or the prefix holds no labels
     */
    public Optional<DomainName> prepend(String prefix) {
        return prefix.isEmpty() || prefix.endsWith(".")
                ? Optional.empty()
                : parse(prefix + "." + ascii).value();
    }

    /**
     * Whether this name is the other one or lies below it.
     *
     * @param other the name that may be above
     * @return true for equal names, too
     */
    public boolean isEqualToOrBelow(DomainName other) {
        int surplus = ascii.length() - other.ascii.length();
        return surplus == 0
                ? ascii.equals(other.ascii)
                : surplus > 0 && ascii.charAt(surplus - 1) == '.' && ascii.endsWith(other.ascii);
    }

    /**
     * The name to ask the DNS for.
     *
     * @return the same name, as a DNS name
     */
    public DnsName toDnsName() {
        return DnsName.of(this);
    }

    /**
     * The name for people: A-labels that stand for a valid U-label are shown as that. Not safe against look-alikes.
     *
     * @return U-labels where there are any
     */
    public String toUnicode() {
        if (!ascii.contains("xn--")) {
            return ascii;
        }
        StringBuilder shown = new StringBuilder();
        for (String label : labels()) {
            shown.append(shown.length() == 0 ? "" : ".").append(Idna.toUnicode(label));
        }
        return shown.toString();
    }

    @Override
    public int compareTo(DomainName other) {
        return ascii.compareTo(other.ascii);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof DomainName that && ascii.equals(that.ascii);
    }

    @Override
    public int hashCode() {
        return ascii.hashCode();
    }

    /** The name in lower-case A-labels, without a final dot. */
    @Override
    public String toString() {
        return ascii;
    }
}
