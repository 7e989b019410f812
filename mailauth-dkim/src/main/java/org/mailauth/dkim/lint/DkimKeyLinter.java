package org.mailauth.dkim.lint;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.mailauth.DomainName;
import org.mailauth.dkim.DkimKeyRecord;
import org.mailauth.dkim.Selector;
import org.mailauth.dns.MessageDns;

/**
 * Tells the owner of a domain what is wrong with a key record: before it is published, as text, or as the DNS has it.
 *
 * <p>A record has an error exactly when {@link org.mailauth.dkim.DkimVerifier} cannot use it, or when its key is worthless
 * because others can have the private one; a revoked record is no error. The linter knows more reasons than a verifier
 * needs, and what other receivers stumble over. Whatever the input, there are findings and no exception. All
 * methods are pure but for the questions they ask, and safe for concurrent use.
 */
public final class DkimKeyLinter {
    private DkimKeyLinter() {}

    /**
     * Looks at a record's text alone.
     *
     * @param text the character-strings of one TXT record, joined; one octet a character
     * @return errors first, possibly none; {@link KeyFinding#record()} is 1
     */
    public static List<KeyFinding> lint(String text) {
        return RecordLint.check(Objects.requireNonNull(text, "text"), 1);
    }

    /**
     * Looks at what a selector publishes.
     *
     * <p>Asks for the key, for a selector that should not exist (a wildcard would answer), and, when there is no key, at two
     * names where it lies by mistake: four questions at the most.
     *
     * @param selector names the key
     * @param domain the Signing Domain Identifier
     * @param dns asked for TXT records; its budget must leave some questions
     * @return what there is and what is found
     */
    public static KeyLint lint(Selector selector, DomainName domain, MessageDns dns) {
        return new PublishedLint(selector, domain, dns).lint();
    }

    /**
     * Looks for keys that have something in common: the same key at two selectors is lost for both at once, and RSA keys
     * that share a factor are broken (their generator had too little randomness).
     *
     * @param keys the keys of one domain, or of many
     * @return findings on pairs of keys, possibly none
     */
    public static List<KeyFinding> compare(Map<Selector, DkimKeyRecord> keys) {
        return SharedKeys.find(keys);
    }
}
