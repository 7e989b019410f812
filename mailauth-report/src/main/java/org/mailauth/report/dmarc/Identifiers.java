package org.mailauth.report.dmarc;

import java.util.Optional;
import org.mailauth.DomainName;

/**
 * The domains that messages named (RFC 9990, IdentifierType), as written in the report: they may be empty or no domain names.
 *
 * <p>Immutable and thread-safe; no component is null.
 *
 * @param headerFrom the Author Domain, out of the From field
 * @param envelopeFrom the domain of MAIL FROM; an empty text for the null reverse-path, nothing when the report does not say
 * @param envelopeTo the domain of the recipients, when the report says it
 */
public record Identifiers(String headerFrom, Optional<String> envelopeFrom, Optional<String> envelopeTo) {

    /**
     * Cleans the texts: one line each, and nothing that XML cannot carry.
     *
     * @param headerFrom the Author Domain, out of the From field
     * @param envelopeFrom the domain of MAIL FROM; an empty text for the null reverse-path, nothing when the report does not say
     * @param envelopeTo the domain of the recipients, when the report says it
     */
    public Identifiers {
        headerFrom = ReportText.clean(headerFrom);
        envelopeFrom = ReportText.clean(envelopeFrom);
        envelopeTo = ReportText.clean(envelopeTo);
    }

    /**
     * The Author Domain as a name.
     *
     * @return empty when the report names none
     */
    public Optional<DomainName> authorDomain() {
        return DomainName.parse(headerFrom).value();
    }
}
