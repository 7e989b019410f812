package org.mailauth.report.failure;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.mailauth.DomainName;
import org.mailauth.internal.tag.Tag;
import org.mailauth.internal.tag.TagList;
import org.mailauth.internal.text.CharacterClasses;
import org.mailauth.message.HeaderField;

/** The tags of a DKIM-Signature that a report may tell: each of them a name in the DNS or a word of the standard. */
record SignatureTags(DomainName domain, String selector, Optional<String> algorithm, Identity identity) {
    private static final Set<String> ALGORITHMS = Set.of("rsa-sha1", "rsa-sha256", "ed25519-sha256");
    private static final int MAX_NAME = 253;

    /** The AUID (RFC 6376 §3.5): its local part is maybe empty, and a stranger's. */
    record Identity(String localPart, DomainName domain) {}

    /** Reads a field; empty when it names no domain or selector. */
    static Optional<SignatureTags> of(HeaderField field) {
        byte[] octets = field.octets();
        // The CRLF at the end is no part of the list.
        TagList tags = TagList.parse(octets, field.bodyStart(), octets.length - 2);
        Optional<DomainName> domain = value(tags, "d").flatMap(SignatureTags::name);
        Optional<String> selector = value(tags, "s").filter(SignatureTags::isSelector);
        if (domain.isEmpty() || selector.isEmpty()) {
            return Optional.empty();
        }
        Optional<String> algorithm =
                value(tags, "a").map(text -> text.toLowerCase(Locale.ROOT)).filter(ALGORITHMS::contains);
        // RFC 6376 §3.5: without i= the identity is the domain behind an at sign.
        Identity identity =
                value(tags, "i").flatMap(text -> identity(text, domain.get())).orElse(new Identity("", domain.get()));
        return Optional.of(new SignatureTags(domain.get(), selector.get(), algorithm, identity));
    }

    private static Optional<String> value(TagList tags, String name) {
        return Optional.ofNullable(tags.find(name)).map(Tag::valueWithoutSpace);
    }

    private static Optional<DomainName> name(String text) {
        return DomainName.parse(text).value();
    }

    private static Optional<Identity> identity(String text, DomainName signer) {
        int at = text.lastIndexOf('@');
        return at < 0
                ? Optional.empty()
                : name(text.substring(at + 1))
                        .filter(domain -> domain.isEqualToOrBelow(signer))
                        .map(domain -> new Identity(text.substring(0, at), domain));
    }

    /** Whether a text can be a selector (RFC 6376 §3.1), and nothing that breaks a line or a list of tags. */
    static boolean isSelector(String text) {
        return !text.isEmpty()
                && text.length() <= MAX_NAME
                && text.chars().allMatch(c -> CharacterClasses.isLetterOrDigit(c) || c == '-' || c == '.' || c == '_');
    }

    boolean isFor(DomainName other, String otherSelector) {
        return domain.equals(other) && selector.equalsIgnoreCase(otherSelector);
    }
}
