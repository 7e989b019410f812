package org.mailauth.dane;

import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mailauth.DomainName;

/** Decides which of the server's names a certificate bears (RFC 7672 §3.2.3, RFC 6125 §6.4). */
final class NameCheck {
    private static final int DNS_NAME = 2;
    private static final byte[] COMMON_NAME = {0x55, 0x04, 0x03};

    /** Names that a certificate presents. More are not looked at: no honest certificate has them. */
    private static final int MAX_PRESENTED = 1000;

    private NameCheck() {}

    /** The first reference identifier that the certificate bears; empty also when its names cannot be read. */
    static Optional<DomainName> match(X509Certificate certificate, List<DomainName> referenceIdentifiers) {
        List<String> presented = presented(certificate);
        return referenceIdentifiers.stream()
                .filter(reference -> presented.stream().anyMatch(name -> matches(name, reference)))
                .findFirst();
    }

    /** DNS-IDs, or without any the CN-ID. */
    static List<String> presented(X509Certificate certificate) {
        try {
            List<String> dnsIds = dnsIds(certificate);
            // RFC 7672 §3.2.3: the CN-ID counts only where there is no DNS-ID, not even one that cannot match.
            return dnsIds.isEmpty() ? commonName(certificate) : dnsIds;
        } catch (CertificateParsingException | RuntimeException unreadable) {
            return List.of();
        }
    }

    private static List<String> dnsIds(X509Certificate certificate) throws CertificateParsingException {
        Collection<List<?>> names = certificate.getSubjectAlternativeNames();
        List<String> dnsIds = new ArrayList<>();
        if (names == null) {
            return dnsIds;
        }
        for (List<?> name : names) {
            if (name.size() == 2
                    && Integer.valueOf(DNS_NAME).equals(name.get(0))
                    && name.get(1) instanceof String dnsId
                    && dnsIds.size() < MAX_PRESENTED) {
                dnsIds.add(dnsId);
            }
        }
        return dnsIds;
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

    /** RFC 7672 §3.2.3: octet by octet without case; a wildcard is the whole first label and stands for one label. */
    static boolean matches(String presented, DomainName reference) {
        if (presented.startsWith("*.")) {
            return reference
                    .parent()
                    .map(parent -> isSame(presented.substring(2), parent))
                    .orElse(false);
        }
        return isSame(presented, reference);
    }

    private static boolean isSame(String presented, DomainName name) {
        // A-labels only (RFC 6125 §6.4.2), and no final dot: equalsIgnoreCase of ASCII text is the DNS's own
        // comparison.
        return presented.chars().allMatch(c -> c > 0x20 && c < 0x7F) && presented.equalsIgnoreCase(name.toString());
    }
}
