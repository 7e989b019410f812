package org.mailauth.report.dmarc;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What came of DMARC for messages, and what the receiver did with them (RFC 9990 §3.1.1.9).
 *
 * <p>Immutable and thread-safe; no component is null.
 *
 * @param disposition what was done; empty when the report has no word that is known
 * @param dkim whether an aligned DKIM signature passed; empty as above
 * @param spf whether SPF passed for an aligned domain; empty as above
 * @param reasons why something else was done than the policy asks for; mostly empty
 */
public record PolicyEvaluated(
        Optional<Disposition> disposition,
        Optional<AlignedResult> dkim,
        Optional<AlignedResult> spf,
        List<PolicyOverrideReason> reasons) {

    /**
     * Copies the list.
     *
     * @param disposition what was done; empty when the report has no word that is known
     * @param dkim whether an aligned DKIM signature passed; empty as above
     * @param spf whether SPF passed for an aligned domain; empty as above
     * @param reasons why something else was done than the policy asks for; mostly empty
     */
    public PolicyEvaluated {
        Objects.requireNonNull(disposition, "disposition");
        Objects.requireNonNull(dkim, "dkim");
        Objects.requireNonNull(spf, "spf");
        reasons = List.copyOf(reasons);
    }

    /**
     * Whether the messages passed DMARC.
     *
     * @return true when either method gave an aligned pass
     */
    public boolean isPass() {
        Optional<AlignedResult> pass = Optional.of(AlignedResult.PASS);
        return dkim.equals(pass) || spf.equals(pass);
    }
}
