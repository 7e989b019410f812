package org.mailauth.spf;

import java.util.List;
import java.util.Optional;
import org.mailauth.DomainName;
import org.mailauth.dns.DnsName;

/** A domain during evaluation: the text that macros show, and the name that is asked for. */
record SpfDomain(String text, DnsName name) {
    private static final int MAX_NAME = 253;
    private static final int MAX_INPUT = 4096;

    /**
     * The domain that a client claims; empty when nothing can be published there, so that the result is none (RFC 7208
     * §4.3): a single label, an address literal, an empty or over-long label.
     */
    static Optional<SpfDomain> claimed(String text) {
        if (text.length() > MAX_INPUT || text.startsWith("[")) {
            return Optional.empty();
        }
        return of(ascii(text)).filter(domain -> domain.name().labels().size() > 1);
    }

    /** RFC 8616 §4: U-labels become A-labels before anything is done with them. */
    private static String ascii(String text) {
        boolean international = text.chars().anyMatch(c -> c >= 0x80);
        return international
                ? DomainName.parse(text).value().map(DomainName::toString).orElse("")
                : text;
    }

    /** A name made by a macro; empty when it is none. What is too long loses labels on the left (RFC 7208 §7.3). */
    static Optional<SpfDomain> expanded(String text) {
        String name = withoutFinalDot(text);
        while (name.length() > MAX_NAME) {
            int dot = name.indexOf('.');
            if (dot < 0) {
                return Optional.empty();
            }
            name = name.substring(dot + 1);
        }
        return of(name);
    }

    private static Optional<SpfDomain> of(String text) {
        String dotless = withoutFinalDot(text);
        if (dotless.isEmpty()) {
            return Optional.empty();
        }
        return DnsName.parseLabels(List.of(dotless.split("\\.", -1)))
                .value()
                .map(name -> new SpfDomain(dotless, name));
    }

    private static String withoutFinalDot(String text) {
        return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    }
}
