package org.mailauth.tlsrpt;

import java.net.URI;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mailauth.DomainName;
import org.mailauth.MailAddress;
import org.mailauth.Parsed;
import org.mailauth.Problem;
import org.mailauth.internal.net.PublishedUri;

/**
 * Where a domain wants reports sent: one entry of {@code rua} (RFC 8460 §3), a {@code mailto:} URI with one valid address or
 * an {@code https:} URI with a host.
 *
 * <p>Nobody but the publisher need agree: RFC 8460 knows no check of destinations at other organizations. Equal are URIs of
 * the same text. Immutable and thread-safe.
 */
public final class TlsRptUri {
    private static final String RULE = "RFC 8460 §3";
    private static final int MAX_SHOWN = 80;

    private final URI uri;

    private TlsRptUri(URI uri) {
        this.uri = uri;
    }

    /**
     * Reads an entry written by the program's author.
     *
     * @param text a URI
     * @return the entry
     * @throws IllegalArgumentException when it is none
     */
    public static TlsRptUri of(String text) {
        return parse(text).orElseThrow();
    }

    /**
     * Reads an entry written by a stranger.
     *
     * @param text a URI; commas, semicolons and exclamation marks in it are percent-encoded
     * @return the entry, or why there is none
     */
    public static Parsed<TlsRptUri> parse(String text) {
        // RFC 8460 §3: "!" must be encoded, too, though it separates nothing here.
        Optional<URI> read = text.indexOf('!') >= 0 ? Optional.empty() : PublishedUri.parse(text);
        if (read.isEmpty()) {
            return unusable("tlsrpt.uri", "\"" + shown(text) + "\" is no URI");
        }
        TlsRptUri entry = new TlsRptUri(read.get());
        if (entry.isMailto()) {
            return entry.mailAddress().isPresent()
                    ? Parsed.of(entry)
                    : unusable("tlsrpt.uri", "\"" + shown(text) + "\" has no valid address behind mailto:");
        }
        if (!"https".equalsIgnoreCase(entry.uri.getScheme())) {
            return unusable("tlsrpt.uri-scheme", "\"" + shown(text) + "\" is neither mailto: nor https:");
        }
        return entry.uri.getHost() == null
                ? unusable("tlsrpt.uri", "\"" + shown(text) + "\" names no host")
                : Parsed.of(entry);
    }

    private static Parsed<TlsRptUri> unusable(String code, String sentence) {
        return Parsed.unusable(Problem.of(code, RULE, sentence));
    }

    private static String shown(String text) {
        return text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + "...";
    }

    /**
     * The URI.
     *
     * @return absolute, in ASCII
     */
    public URI uri() {
        return uri;
    }

    /**
     * Whether reports go there by mail, and not by HTTPS POST.
     *
     * @return true for the scheme {@code mailto}
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
     * @return empty when it is no domain name, such as an address literal
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
        return other instanceof TlsRptUri that && uri.toString().equals(that.uri.toString());
    }

    @Override
    public int hashCode() {
        return Objects.hashCode(uri.toString());
    }

    /** The URI as records write it; reading it gives back this. */
    @Override
    public String toString() {
        return uri.toString();
    }
}
