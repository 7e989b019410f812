package org.mailauth.dkim;

import java.util.Objects;
import java.util.Optional;
import org.mailauth.dns.DnssecStatus;

/**
 * Says whether verifiers find the public half of a signing key in the DNS, before anything is signed with it.
 *
 * <p>Immutable and thread-safe.
 *
 * @param selector which key
 * @param status what was found
 * @param detail more about it in plain words; may be empty
 * @param record the published key that the status speaks of; empty when there is none
 * @param dnssec how far DNSSEC vouches for the answer
 */
public record PublishedKey(
        Selector selector, Status status, String detail, Optional<DkimKeyRecord> record, DnssecStatus dnssec) {

    /** What was found at a selector. */
    public enum Status {
        /** The key, fit for these signatures. */
        MATCHES,
        /** Other keys only: no signature will verify. */
        OTHER_KEY,
        /** The key, but its record does not allow these signatures: {@code t=s}, {@code h=}, {@code s=}, or its size. */
        RESTRICTED,
        /** The key of this selector was revoked: {@code p=} is empty. */
        REVOKED,
        /** No record. */
        ABSENT,
        /** Nothing but records that are no key records. */
        MALFORMED,
        /** A fit key, but the signing key does not reveal its public half, so that it cannot be compared. */
        NOT_COMPARABLE,
        /** The DNS gave no answer. */
        TEMPORARY_FAILURE
    }

    /**
     * Checks that nothing is null.
     *
     * @param selector which key
     * @param status what was found
     * @param detail more about it in plain words; may be empty
     * @param record the published key that the status speaks of; empty when there is none
     * @param dnssec how far DNSSEC vouches for the answer
     */
    public PublishedKey {
        Objects.requireNonNull(selector, "selector");
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(detail, "detail");
        Objects.requireNonNull(record, "record");
        Objects.requireNonNull(dnssec, "dnssec");
    }

    @Override
    public String toString() {
        return selector + ": " + status + (detail.isEmpty() ? "" : " (" + detail + ")");
    }
}
