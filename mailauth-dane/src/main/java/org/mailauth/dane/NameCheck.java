package org.mailauth.dane;

import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mailauth.DomainName;
import org.mailauth.internal.tls.DnsId;

/** Decides which of the server's names a certificate bears (RFC 7672 §3.2.3, RFC 6125 §6.4). */
final class NameCheck {
    private static final byte[] COMMON_NAME = {0x55, 0x04, 0x03};

    private NameCheck() {}

    /** The first reference identifier that the certificate bears; empty also when its names cannot be read. */
    static Optional<DomainName> match(X509Certificate certificate, List<DomainName> referenceIdentifiers) {
        List<String> presented = presented(certificate);
        return referenceIdentifiers.stream()
                .filter(reference -> presented.stream().anyMatch(name -> DnsId.matches(name, reference)))
                .findFirst();
    }

    /** DNS-IDs, or without any the CN-ID; none when they cannot be read. */
    static List<String> presented(X509Certificate certificate) {
        // RFC 7672 §3.2.3: the CN-ID counts only where there is no DNS-ID, not even one that cannot match.
        try {
            return DnsId.of(certificate)
                    .map(dnsIds -> dnsIds.isEmpty() ? commonName(certificate) : dnsIds)
                    .orElse(List.of());
        } catch (RuntimeException unreadable) {
            return List.of();
        }
    }

    /** RFC 6125 §2.3.1: the most specific common name, which stands last in DER. */
    private static List<String> commonName(X509Certificate certificate) {
        Der outer = Der.of(certificate.getSubjectX500Principal().getEncoded());
        Der.Element sequence = outer.next(Der.SEQUENCE);
        String last = null;
        if (sequence != null) {
            Der names = outer.inside(sequence);
            for (Der.Element set = names.next(Der.SET); set != null; set = names.next(Der.SET)) {
                String value = commonName(names.inside(set));
                last = value == null ? last : value;
            }
        }
        return last == null ? List.of() : List.of(last);
    }

    private static @Nullable String commonName(Der set) {
        String found = null;
        for (Der.Element pair = set.next(Der.SEQUENCE); pair != null; pair = set.next(Der.SEQUENCE)) {
            Der inside = set.inside(pair);
            Der.Element type = inside.next(Der.OBJECT_IDENTIFIER);
            Der.Element value = type == null ? null : inside.next();
            if (type != null && value != null && Arrays.equals(inside.content(type), COMMON_NAME)) {
                // A wide or foreign string type holds octets that no host name has, and so matches nothing.
                found = new String(inside.content(value), StandardCharsets.ISO_8859_1);
            }
        }
        return found;
    }
}
