package org.mailauth.message;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.mailauth.DomainName;
import org.mailauth.internal.text.CharacterClasses;
import org.mailauth.internal.text.EncodedWords;

/**
 * Finds every domain that some reader may take for the author's in a text that breaks the grammar: whatever stands behind
 * an at sign, in comments, quotes and encoded words, too. One pass.
 */
final class NamedDomains {
    private NamedDomains() {}

    /** Each domain once, in the order they stand; those in encoded words last. */
    static Set<DomainName> in(String text) {
        Set<DomainName> domains = new LinkedHashSet<>();
        collect(text, domains);
        String decoded = EncodedWords.decodeAll(text);
        if (!decoded.equals(text)) {
            collect(decoded, domains);
        }
        return domains;
    }

    private static void collect(String text, Set<DomainName> domains) {
        for (int at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
            int start = at + 1;
            while (start < text.length() && isSkipped(text.charAt(start))) {
                start++;
            }
            int ascii = endOf(text, start, 0x7F);
            int end = endOf(text, ascii, Character.MAX_VALUE);
            if (!add(text.substring(start, end), domains)) {
                add(text.substring(start, ascii), domains);
            }
            at = Math.max(at, end - 1);
        }
    }

    private static int endOf(String text, int start, int last) {
        int end = start;
        while (end < text.length() && text.charAt(end) <= last && isPartOfDomain(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static boolean add(String written, Set<DomainName> domains) {
        int end = written.length();
        while (end > 0 && written.charAt(end - 1) == '.') {
            end--;
        }
        Optional<DomainName> domain =
                DomainName.parse(written.substring(0, end)).value();
        domain.ifPresent(domains::add);
        return domain.isPresent();
    }

    private static boolean isSkipped(char c) {
        return CharacterClasses.isBlank(c) || c == '\r' || c == '\n' || c == '"';
    }

    private static boolean isPartOfDomain(char c) {
        return c == '.' || c == '-' || c == '_' || c >= 0x80 || CharacterClasses.isLetterOrDigit(c);
    }
}
