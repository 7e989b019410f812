package org.mailauth.message;

import java.util.LinkedHashSet;
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
            int end = start;
            while (end < text.length() && isPartOfDomain(text.charAt(end))) {
                end++;
            }
            while (end > start && text.charAt(end - 1) == '.') {
                end--;
            }
            DomainName.parse(text.substring(start, end)).value().ifPresent(domains::add);
            at = Math.max(at, end - 1);
        }
    }

    private static boolean isSkipped(char c) {
        return CharacterClasses.isBlank(c) || c == '\r' || c == '\n' || c == '"';
    }

    private static boolean isPartOfDomain(char c) {
        return c == '.' || c == '-' || c == '_' || c >= 0x80 || CharacterClasses.isLetterOrDigit(c);
    }
}
