package org.mailauth.report.dmarc;

import java.util.Objects;
import java.util.Optional;

/**
 * What a receiver found out about one identity by SPF (RFC 9990, SPFAuthResultType).
 *
 * <p>Immutable and thread-safe; no component is null.
 *
 * @param domain the domain that was checked, as written in the report; may be empty or no domain name
 * @param scope which identity was checked; empty when the report does not say
 * @param result empty when the report has no word that is known
 * @param humanResult more for people: a stranger's text
 */
public record SpfAuthResult(
        String domain, Optional<SpfScope> scope, Optional<AuthResult> result, Optional<String> humanResult) {

    /**
     * Cleans the texts: one line each, and nothing that XML cannot carry.
     *
     * @param domain the domain that was checked, as written in the report; may be empty or no domain name
     * @param scope which identity was checked; empty when the report does not say
     * @param result empty when the report has no word that is known
     * @param humanResult more for people: a stranger's text
     */
    public SpfAuthResult {
        domain = ReportText.clean(domain);
        Objects.requireNonNull(scope, "scope");
        Objects.requireNonNull(result, "result");
        humanResult = ReportText.clean(humanResult);
    }
}
