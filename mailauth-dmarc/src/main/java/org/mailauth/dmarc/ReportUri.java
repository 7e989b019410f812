package org.mailauth.dmarc;

import java.math.BigInteger;
import java.net.URI;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.mailauth.DomainName;
import org.mailauth.MailAddress;
import org.mailauth.Parsed;
import org.mailauth.Problem;
import org.mailauth.internal.net.PublishedUri;

/**
 * Where a domain wants reports sent: one entry of {@code rua} or {@code ruf} (RFC 9989 §4.8).
 *
 * <p>A {@code mailto:} URI must hold one valid address; of other schemes only the syntax of RFC 3986 is checked. Equal
 * are URIs of the same text and size. Immutable and thread-safe.
 */
public final class ReportUri {
    private static final String RULE = "RFC 9989 §4.8";
    private static final BigInteger MOST = BigInteger.valueOf(Long.MAX_VALUE);

    private final URI uri;
    private final OptionalLong maxOctets;

    private ReportUri(URI uri, OptionalLong maxOctets) {
        this.uri = uri;
        this.maxOctets = maxOctets;
    }

    /**
     * Reads an entry written by the program's author.
     *
     * @param text a URI, with or without a size
     * @return the entry
     * @throws IllegalArgumentException when it is none
     */
    public static ReportUri of(String text) {
        return parse(text).orElseThrow();
    }

    /**
     * Reads an entry written by a stranger.
     *
     * @param text a URI; commas and exclamation marks in it are percent-encoded; then maybe a size such as {@code !10m}
     * @return the entry, or why there is none
     */
    public static Parsed<ReportUri> parse(String text) {
        int mark = text.indexOf('!');
        String address = mark < 0 ? text : text.substring(0, mark);
        OptionalLong size = OptionalLong.empty();
        if (mark >= 0) {
            // RFC 7489 §6.4; RFC 9989 §4.8 still reads the size, and ignores it.
            size = size(text.substring(mark + 1));
            if (size.isEmpty()) {
                return unusable("the part behind the exclamation mark of a report URI is no size");
            }
        }
        Optional<URI> uri = PublishedUri.parse(address);
        if (uri.isEmpty()) {
            return unusable("\"" + shown(address) + "\" is no URI");
        }
        ReportUri entry = new ReportUri(uri.get(), size);
        return entry.isMailto() && entry.mailAddress().isEmpty()
                ? unusable("\"" + shown(address) + "\" has no valid address behind mailto:")
                : Parsed.of(entry);
    }

    private static Parsed<ReportUri> unusable(String sentence) {
        return Parsed.unusable(Problem.of("dmarc.uri", RULE, sentence));
    }

    private static String shown(String text) {
        return text.length() <= 80 ? text : text.substring(0, 80) + "...";
    }

    /** RFC 7489 §6.4: a number of octets, or of the next larger units, in powers of two. */
    private static OptionalLong size(String text) {
        int digits = 0;
        while (digits < text.length() && text.charAt(digits) >= '0' && text.charAt(digits) <= '9') {
            digits++;
        }
        int shift = digits == text.length() ? 0 : shift(text.substring(digits));
        if (digits == 0 || shift < 0) {
            return OptionalLong.empty();
        }
        if (digits > 19) {
            return OptionalLong.of(Long.MAX_VALUE);
        }
        BigInteger octets = new BigInteger(text.substring(0, digits)).shiftLeft(shift);
        return OptionalLong.of(octets.min(MOST).longValueExact());
    }

    private static int shift(String unit) {
        return switch (unit.toLowerCase(Locale.ROOT)) {
            case "k" -> 10;
            case "m" -> 20;
            case "g" -> 30;
            case "t" -> 40;
            default -> -1;
        };
    }

    /**
     * The URI without the size.
     *
     * @return absolute, in ASCII
     */
    public URI uri() {
        return uri;
    }

    /**
     * The largest report that the domain wants at this URI: honoured in mode RFC 7489 only.
     *
     * @return octets; empty without a limit
     */
    public OptionalLong maxOctets() {
        return maxOctets;
    }

    /**
     * Whether reports go there by mail.
     *
     * @return true for the scheme {@code mailto}, which is the only one that RFC 9989 defines
     */
    public boolean isMailto() {
        return PublishedUri.isMailto(uri);
    }

    /**
     * The address to mail to.
     *
     * @return empty unless {@link #isMailto()}
     */
    public Optional<MailAddress> mailAddress() {
        return PublishedUri.mailAddress(uri);
    }

    /**
     * The host that receives the reports: the domain of the address, or the host of the URI.
     *
     * @return empty when there is none that could have a record, such as an address literal
     */
    public Optional<DomainName> host() {
        if (isMailto()) {
            return mailAddress().flatMap(MailAddress::domain);
        }
        String host = uri.getHost();
        return host == null ? Optional.empty() : DomainName.parse(host).value();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ReportUri that
                && uri.toString().equals(that.uri.toString())
                && maxOctets.equals(that.maxOctets);
    }

    @Override
    public int hashCode() {
        return Objects.hash(uri.toString(), maxOctets);
    }

    /** The entry as records write it; reading it gives back this. */
    @Override
    public String toString() {
        return maxOctets.isPresent() ? uri.toString() + '!' + maxOctets.getAsLong() : uri.toString();
    }
}
