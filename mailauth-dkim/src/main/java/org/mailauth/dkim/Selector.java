package org.mailauth.dkim;

import org.jspecify.annotations.Nullable;
import org.mailauth.DomainName;
import org.mailauth.Parsed;
import org.mailauth.Problem;
import org.mailauth.dns.DnsName;
import org.mailauth.internal.text.CharacterClasses;

/**
 * Names one of a domain's keys: the selector of RFC 6376 §3.1, one or more labels in lower case.
 *
 * <p>Immutable and thread-safe.
 */
public final class Selector {
    private final DomainName labels;

    private Selector(DomainName labels) {
        this.labels = labels;
    }

    /**
     * Reads a selector written by the program's author.
     *
     * @param text labels of letters, digits, hyphens and underscores, separated by dots
     * @return the selector
     * @throws IllegalArgumentException when the text is no selector
     */
    public static Selector of(String text) {
        return parse(text).orElseThrow();
    }

    /**
     * Reads a selector written by a stranger.
     *
     * @param text anything
     * @return the selector, or why the text is none
     */
    public static Parsed<Selector> parse(String text) {
        if (!CharacterClasses.isAscii(text) || text.endsWith(".")) {
            return Parsed.unusable(
                    Problem.of("domain.character", "RFC 6376 §3.1", "a selector holds ASCII labels only"));
        }
        Parsed<DomainName> labels = DomainName.parse(text);
        DomainName name = labels.value().orElse(null);
        return name == null ? Parsed.unusable(labels.problems()) : Parsed.of(new Selector(name));
    }

    /**
     * The name at which the key of this selector is published (RFC 6376 §3.6.2.1).
     *
     * @param domain the Signing Domain Identifier
     * @return the name, or why there can be none: it would be too long
     */
    public Parsed<DnsName> keyName(DomainName domain) {
        String text = labels + "._domainkey." + domain;
        // Two domain names make a third, unless that is too long: it need not be taken to pieces as a DNS name.
        return DomainName.parse(text)
                .value()
                .map(name -> Parsed.of(DnsName.of(name)))
                .orElseGet(() -> DnsName.parse(text));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Selector that && labels.equals(that.labels);
    }

    @Override
    public int hashCode() {
        return labels.hashCode();
    }

    /** The selector as it stands in {@code s=}. */
    @Override
    public String toString() {
        return labels.toString();
    }
}
