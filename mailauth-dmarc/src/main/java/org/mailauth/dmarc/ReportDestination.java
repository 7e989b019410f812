package org.mailauth.dmarc;

import java.util.List;
import java.util.Objects;

/**
 * Whether reports may go where a record sends them, and where they go instead. Immutable and thread-safe; no component is
 * null.
 *
 * @param published the URI in the record
 * @param status what was found
 * @param uris where reports go: the published URI, or those that its host puts in its place; empty unless
 *     {@linkplain #isUsable() usable}
 */
public record ReportDestination(ReportUri published, Status status, List<ReportUri> uris) {

    /** What was found about a destination. */
    public enum Status {
        /** It has the same Organizational Domain as the policy record: nobody else need agree. */
        SAME_ORGANIZATION,
        /** It is another organization's, which agrees. */
        VERIFIED,
        /** It is another organization's, which agrees and names another destination on the same host. */
        REDIRECTED,
        /** It is another organization's, which does not agree: it must be ignored. */
        NOT_VERIFIED,
        /** It is another organization's, which names a destination on another host: reports go to neither. */
        REDIRECTED_ELSEWHERE,
        /** An answer of the DNS is missing; asking later may help. */
        TEMPORARY_ERROR,
        /** Its scheme is another than mailto, the only one that RFC 9989 defines. */
        OTHER_SCHEME,
        /** It has no host that could agree, such as an address literal. */
        NO_HOST,
        /** It is one more than are looked at. */
        OVER_LIMIT,
        /** Failure reports would tell a Public Suffix Domain about messages of others (RFC 9989 §10.2, RFC 9991 §2). */
        PUBLIC_SUFFIX
    }

    /**
     * Copies the list and checks that nothing is null.
     *
     * @param published the URI in the record
     * @param status what was found
     * @param uris where reports go
     */
    public ReportDestination {
        Objects.requireNonNull(published, "published");
        Objects.requireNonNull(status, "status");
        uris = List.copyOf(uris);
    }

    static ReportDestination refused(ReportUri published, Status status) {
        return new ReportDestination(published, status, List.of());
    }

    static ReportDestination allowed(ReportUri published, Status status) {
        return new ReportDestination(published, status, List.of(published));
    }

    /**
     * Whether reports may be sent.
     *
     * @return true when there is a URI to send them to
     */
    public boolean isUsable() {
        return !uris.isEmpty();
    }

    /**
     * Whether somebody else had to agree.
     *
     * @return true for another organization's host
     */
    public boolean isExternal() {
        return switch (status) {
            case VERIFIED, REDIRECTED, NOT_VERIFIED, REDIRECTED_ELSEWHERE -> true;
            case SAME_ORGANIZATION, TEMPORARY_ERROR, OTHER_SCHEME, NO_HOST, OVER_LIMIT, PUBLIC_SUFFIX -> false;
        };
    }
}
