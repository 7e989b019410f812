package org.mailauth.report.dmarc;

import java.util.List;

/**
 * What DKIM and SPF found, DMARC apart (RFC 9990, AuthResultType).
 *
 * <p>Immutable and thread-safe; no component is null.
 *
 * @param dkim one for each signature, the most telling first; may be empty
 * @param spf at most one; in the older shape there may be more
 */
public record AuthResults(List<DkimAuthResult> dkim, List<SpfAuthResult> spf) {

    /**
     * Copies the lists.
     *
     * @param dkim one for each signature, the most telling first; may be empty
     * @param spf at most one; in the older shape there may be more
     */
    public AuthResults {
        dkim = List.copyOf(dkim);
        spf = List.copyOf(spf);
    }
}
