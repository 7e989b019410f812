package org.mailauth.internal.net;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mailauth.MailAddress;

/** Reads the URIs that domains publish in tag lists to say where reports go. */
public final class PublishedUri {
    private PublishedUri() {}

    /**
     * Reads an absolute URI (RFC 3986).
     *
     * @param text what may be one; what separates entries and tags, comma and semicolon, must be percent-encoded in it
     * @return empty when it is none
     */
    public static Optional<URI> parse(String text) {
        // java.net.URI takes more than ASCII, which RFC 3986 does not.
        boolean allowed = text.chars().allMatch(c -> c > 0x20 && c < 0x7F && c != ',' && c != ';');
        if (!allowed) {
            return Optional.empty();
        }
        try {
            URI uri = new URI(text);
            return uri.isAbsolute() ? Optional.of(uri) : Optional.empty();
        } catch (URISyntaxException notOne) {
            return Optional.empty();
        }
    }

    /**
     * Whether reports go there by mail.
     *
     * @param uri an absolute URI
     * @return true for the scheme {@code mailto}
     */
    public static boolean isMailto(URI uri) {
        return "mailto".equalsIgnoreCase(uri.getScheme());
    }

    /**
     * The address of a {@code mailto} URI.
     *
     * @param uri an absolute URI
     * @return empty when the scheme is another, and when there is no single valid address
     */
    public static Optional<MailAddress> mailAddress(URI uri) {
        if (!isMailto(uri)) {
            return Optional.empty();
        }
        String part = uri.getRawSchemeSpecificPart();
        int query = part.indexOf('?');
        String decoded = decoded(query < 0 ? part : part.substring(0, query));
        return decoded == null ? Optional.empty() : MailAddress.parse(decoded).value();
    }

    /** RFC 6068 §2: percent-encoded octets are UTF-8. */
    private static @Nullable String decoded(String text) {
        byte[] octets = new byte[text.length()];
        int length = 0;
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '%') {
                // The syntax was checked: two hexadecimal digits follow.
                octets[length++] = (byte) Integer.parseInt(text.substring(at + 1, at + 3), 16);
                at += 2;
            } else {
                octets[length++] = (byte) c;
            }
        }
        String decoded = new String(octets, 0, length, StandardCharsets.UTF_8);
        return decoded.indexOf('\uFFFD') >= 0 ? null : decoded;
    }
}
