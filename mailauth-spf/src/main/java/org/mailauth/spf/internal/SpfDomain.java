package org.mailauth.spf.internal;

import java.util.List;
import java.util.Optional;
import org.mailauth.DomainName;
import org.mailauth.dns.DnsName;
import org.mailauth.internal.text.CharacterClasses;

/** A domain during evaluation: the text that macros show, and the name that is asked for. */
public record SpfDomain(String text, DnsName name) {
    private static final int MAX_NAME = 253;
    private static final int MAX_HELO = 1024;

    /**
     * The domain that a client claims; empty when nothing can be published there, so that the result is none (RFC 7208
     * §4.3): a single label, an address literal, an empty or over-long label, a character that no domain name has.
     */
    public static Optional<SpfDomain> claimed(String text) {
        return claimedName(text).map(domain -> of(text, domain));
    }

    /** The domain that a client claims, as a name; empty where {@link #claimed} is. */
    public static Optional<DomainName> claimedName(String text) {
        return DomainName.parse(text).value().filter(domain -> domain.labelCount() > 1);
    }

    /** A domain that was written like this. */
    public static SpfDomain of(String text, DomainName domain) {
        return new SpfDomain(shown(text, domain), DnsName.of(domain));
    }

    /** RFC 8616 §4: U-labels become A-labels before anything is done with them. ASCII stays as the client wrote it. */
    private static String shown(String text, DomainName domain) {
        if (domain.toString().equals(text)) {
            return text;
        }
        return CharacterClasses.isAscii(text) ? withoutFinalDot(text) : domain.toString();
    }

    /**
     * A HELO name as macro {@code h} shows it: in A-labels (RFC 8616 §4); as it is when it is no domain name, and nothing
     * when no command line could hold it.
     */
    public static String helo(String text) {
        if (text.length() > MAX_HELO) {
            return "";
        }
        return CharacterClasses.isAscii(text)
                ? text
                : DomainName.parse(text).value().map(DomainName::toString).orElse(text);
    }

    /** A name made by a macro; empty when it is none. What is too long loses labels on the left (RFC 7208 §7.3). */
    public static Optional<SpfDomain> expanded(String text) {
        String name = withoutFinalDot(text);
        if (name.length() > MAX_NAME) {
            int dot = name.indexOf('.', name.length() - MAX_NAME - 1);
            if (dot < 0) {
                return Optional.empty();
            }
            name = name.substring(dot + 1);
        }
        // Records are ASCII (RFC 7208 §3.1); other characters can only come from a HELO that is no name.
        if (name.isEmpty() || !CharacterClasses.isAscii(name)) {
            return Optional.empty();
        }
        String kept = name;
        // The usual name is a domain name and needs no pieces. Only DnsName refuses an empty label at the end.
        Optional<DomainName> plain =
                name.endsWith(".") ? Optional.empty() : DomainName.parse(name).value();
        if (plain.isPresent()) {
            return Optional.of(new SpfDomain(kept, DnsName.of(plain.get())));
        }
        return DnsName.parseLabels(List.of(kept.split("\\.", -1))).value().map(asked -> new SpfDomain(kept, asked));
    }

    /** Whether check_host() could find a policy here: RFC 7208 §4.3 wants more than one label. */
    public boolean canHavePolicy() {
        // Whatever made the text a name took each dot for the end of a label.
        return text.indexOf('.') >= 0;
    }

    private static String withoutFinalDot(String text) {
        return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    }
}
