package org.mailauth.report.dmarc;

import java.util.Objects;
import java.util.Optional;

/**
 * What a receiver found out about one DKIM signature (RFC 9990, DKIMAuthResultType).
 *
 * <p>Immutable and thread-safe; no component is null.
 *
 * @param domain the signing domain {@code d=}, as written in the report; may be empty or no domain name
 * @param selector the selector {@code s=}; empty where a report of the older shape has none
 * @param result empty when the report has no word that is known
 * @param humanResult more for people: a stranger's text
 */
public record DkimAuthResult(
        String domain, String selector, Optional<AuthResult> result, Optional<String> humanResult) {

    /**
     * Cleans the texts: one line each, and nothing that XML cannot carry.
     *
     * @param domain the signing domain {@code d=}, as written in the report; may be empty or no domain name
     * @param selector the selector {@code s=}; empty where a report of the older shape has none
     * @param result empty when the report has no word that is known
     * @param humanResult more for people: a stranger's text
     */
    public DkimAuthResult {
        domain = ReportText.clean(domain);
        selector = ReportText.clean(selector);
        Objects.requireNonNull(result, "result");
        humanResult = ReportText.clean(humanResult);
    }
}
