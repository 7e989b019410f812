package org.mailauth.internal.tls;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.mailauth.DomainName;
import org.mailauth.internal.text.CharacterClasses;

/** The names of hosts in a certificate, and whether one of them is a certain host (RFC 6125 §6.4). Stateless. */
public final class DnsId {
    private static final int DNS_NAME = 2;

    /** Names that are looked at. No honest certificate has more. */
    private static final int MAX_NAMES = 1000;

    private DnsId() {}

    /**
     * The names of type dNSName in the subjectAltName.
     *
     * @param certificate of a server
     * @return as they are written, possibly none; empty when the extension cannot be read
     */
    public static Optional<List<String>> of(X509Certificate certificate) {
        List<String> names = new ArrayList<>();
        try {
            Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
            if (alternatives != null) {
                for (List<?> alternative : alternatives) {
                    if (alternative.get(0) instanceof Integer type
                            && type == DNS_NAME
                            && alternative.get(1) instanceof String name
                            && names.size() < MAX_NAMES) {
                        names.add(name);
                    }
                }
            }
        } catch (CertificateParsingException | RuntimeException unreadable) {
            return Optional.empty();
        }
        return Optional.of(List.copyOf(names));
    }

    /**
     * Whether a name of a certificate is, or covers, a host.
     *
     * @param name a name in a certificate, perhaps with a wildcard
     * @param host a host
     * @return false for everything that is no name
     */
    public static boolean matches(String name, DomainName host) {
        String wanted = host.toString();
        // RFC 6125 §6.4.1: A-labels are compared without regard to case, in ASCII: elsewhere a K can be a Kelvin sign.
        String given = CharacterClasses.isAscii(name) ? name.toLowerCase(Locale.ROOT) : "";
        if (!given.startsWith("*.")) {
            return given.equals(wanted);
        }
        // RFC 8461 §4.1, RFC 7672 §3.2.3: a wildcard is the whole leftmost label, and stands for exactly one.
        int dot = wanted.indexOf('.');
        return dot > 0 && given.substring(1).equals(wanted.substring(dot));
    }
}
