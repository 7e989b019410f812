package org.mailauth.cli.report;

import java.util.Optional;
import org.mailauth.report.dmarc.AggregateRow;
import org.mailauth.report.dmarc.AuthResult;

/** What a row says of its messages; facts, not yet who is to blame. */
enum RowClass {
    /** DMARC passes. */
    PASS("pass"),
    /** DMARC fails, and the receiver says why it did something other than the policy asks for. */
    OVERRIDDEN("fail, overridden by the receiver"),
    /** DMARC fails, but SPF or DKIM passes for another domain. */
    OTHER_DOMAIN("fail, authenticated as another domain"),
    /** Nothing passes. */
    UNAUTHENTICATED("fail, not authenticated");

    private final String words;

    RowClass(String words) {
        this.words = words;
    }

    static RowClass of(AggregateRow row) {
        if (row.isPass()) {
            return PASS;
        }
        if (!row.policyEvaluated().reasons().isEmpty()) {
            return OVERRIDDEN;
        }
        Optional<AuthResult> pass = Optional.of(AuthResult.PASS);
        boolean authenticated = row.authResults().dkim().stream()
                        .anyMatch(result -> result.result().equals(pass))
                || row.authResults().spf().stream()
                        .anyMatch(result -> result.result().equals(pass));
        return authenticated ? OTHER_DOMAIN : UNAUTHENTICATED;
    }

    /** For people. */
    String words() {
        return words;
    }

    /** For programs. */
    String member() {
        return switch (this) {
            case PASS -> "pass";
            case OVERRIDDEN -> "overridden";
            case OTHER_DOMAIN -> "otherDomain";
            case UNAUTHENTICATED -> "unauthenticated";
        };
    }
}
