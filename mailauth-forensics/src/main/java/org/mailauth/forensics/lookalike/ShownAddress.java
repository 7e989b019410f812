package org.mailauth.forensics.lookalike;

import com.ibm.icu.text.Normalizer2;
import java.util.Optional;
import org.mailauth.DomainName;

/**
 * Finds the mail address that a text shows to people, such as a display name {@code "ceo@example.com"}. Wide forms of
 * the at sign and of letters count as the plain ones, because they look so.
 */
public final class ShownAddress {
    private static final int MAX_LENGTH = 4096;
    private static final int MAX_DOMAIN = 253;

    private ShownAddress() {}

    /**
     * Looks for the domain of the first address in a text: a letter or digit, an at sign, and a domain name of two labels
     * or more.
     *
     * @param text anything; its first {@value #MAX_LENGTH} chars count
     * @return the domain, empty when no address is shown
     */
    public static Optional<DomainName> domainIn(String text) {
        String bounded = text.length() <= MAX_LENGTH ? text : text.substring(0, MAX_LENGTH);
        // NFKC also drops what cannot be seen, which would otherwise part an address.
        String plain = Normalizer2.getNFKCCasefoldInstance().normalize(bounded);
        for (int at = plain.indexOf('@'); at >= 0; at = plain.indexOf('@', at + 1)) {
            if (at > 0 && Character.isLetterOrDigit(plain.codePointBefore(at))) {
                Optional<DomainName> domain = domainFrom(plain, at + 1);
                if (domain.isPresent()) {
                    return domain;
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<DomainName> domainFrom(String text, int start) {
        int end = start;
        while (end < text.length() && end - start <= MAX_DOMAIN && isOfDomain(text.charAt(end))) {
            end++;
        }
        while (end > start && (text.charAt(end - 1) == '.' || text.charAt(end - 1) == '-')) {
            end--;
        }
        return end == start
                ? Optional.empty()
                : DomainName.parse(text.substring(start, end)).value().filter(domain -> domain.labelCount() > 1);
    }

    private static boolean isOfDomain(char c) {
        return Character.isLetterOrDigit(c)
                || Character.isSurrogate(c)
                || Character.getType(c) == Character.NON_SPACING_MARK
                || c == '.'
                || c == '-'
                || c == '_'
                || c == '\u3002';
    }
}
