package org.mailauth.dkim;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.mailauth.DomainName;
import org.mailauth.message.Author;

/**
 * Decides which signatures are worth a key look-up when a message has more than may be checked: those that can speak for
 * the author first (RFC 6376 §6.1 leaves the choice to the verifier), each group from the top.
 */
final class SignatureOrder {
    private SignatureOrder() {}

    /** The same signatures; those of an author's own domain first, then those above or below one, then all others. */
    static <T> List<T> authorFirst(List<T> signatures, Function<T, DomainName> domain, Author author) {
        List<T> ordered = new ArrayList<>(signatures);
        List<DomainName> authors = author.domains();
        ordered.sort(Comparator.comparingInt(signature -> distance(domain.apply(signature), authors)));
        return ordered;
    }

    private static int distance(DomainName signer, List<DomainName> authors) {
        int nearest = 2;
        for (DomainName author : authors) {
            if (signer.equals(author)) {
                return 0;
            }
            if (signer.isEqualToOrBelow(author) || author.isEqualToOrBelow(signer)) {
                nearest = 1;
            }
        }
        return nearest;
    }
}
