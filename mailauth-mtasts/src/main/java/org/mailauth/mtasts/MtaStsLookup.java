package org.mailauth.mtasts;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.mailauth.DomainName;
import org.mailauth.Problem;

/**
 * What was found out about the policy of a domain: it has one, it offers none, or it should have one that could not be got.
 *
 * <p>Mail is delivered as if there were no policy in the second case and in the third (RFC 8461 §3.3); only the third is
 * worth a TLS report. Immutable and thread-safe; no component is null.
 */
public sealed interface MtaStsLookup {

    /** Where a policy comes from, and why it is not newer. */
    enum Source {
        /** Got from the policy host just now. */
        FRESH,
        /** Remembered, and the record of the domain still names it. */
        CACHE,
        /** Remembered; the domain has no usable record at present, which takes nothing from the policy (RFC 8461 §5.1). */
        CACHE_RECORD_MISSING,
        /** Remembered; the DNS gave no answer about the record. */
        CACHE_RECORD_UNKNOWN,
        /** Remembered; a newer one could not be got, or is no valid policy. */
        CACHE_FETCH_FAILED
    }

    /** Why a domain offers no policy. */
    enum Reason {
        /** There is no TXT record that starts with {@code v=STSv1;}. */
        NO_RECORD,
        /** There are several such records (RFC 8461 §3.1). */
        SEVERAL_RECORDS,
        /** There is one, and it is not valid. */
        RECORD_INVALID,
        /** The name is an address, or too long for one of its records: it can have no policy (RFC 8461 §3.4). */
        NO_POLICY_DOMAIN
    }

    /**
     * The domain has a policy.
     *
     * @param domain the Policy Domain
     * @param policy what it asks for
     * @param id of the record that named the policy when it was got
     * @param source where the policy comes from
     * @param fetchedAt when the policy host served it; it expires {@code max_age} later
     * @param fetchFailure why a newer policy could not be got; present with {@link Source#CACHE_FETCH_FAILED} only
     * @param problems what is wrong with record and policy, and what went wrong
     */
    record Found(
            DomainName domain,
            MtaStsPolicy policy,
            String id,
            Source source,
            Instant fetchedAt,
            Optional<PolicyFetchFailure> fetchFailure,
            List<Problem> problems)
            implements MtaStsLookup {
        /**
         * Copies the list and checks that nothing is null.
         *
         * @param domain the Policy Domain
         * @param policy what it asks for
         * @param id of the record that named the policy when it was got
         * @param source where the policy comes from
         * @param fetchedAt when the policy host served it; it expires {@code max_age} later
         * @param fetchFailure why a newer policy could not be got; present with {@link Source#CACHE_FETCH_FAILED} only
         * @param problems what is wrong with record and policy, and what went wrong
         */
        public Found {
            Objects.requireNonNull(domain, "domain");
            Objects.requireNonNull(policy, "policy");
            Objects.requireNonNull(id, "id");
            Objects.requireNonNull(source, "source");
            Objects.requireNonNull(fetchedAt, "fetchedAt");
            Objects.requireNonNull(fetchFailure, "fetchFailure");
            problems = List.copyOf(problems);
        }

        /**
         * When the policy expires: {@code max_age} after it was got.
         *
         * @return the first moment at which it does not hold any more
         */
        public Instant expiresAt() {
            return fetchedAt.plus(policy.maxAge());
        }

        /**
         * How old the policy is.
         *
         * @param now the time to count to
         * @return zero or more
         */
        public Duration age(Instant now) {
            Duration age = Duration.between(fetchedAt, now);
            return age.isNegative() ? Duration.ZERO : age;
        }
    }

    /**
     * The domain offers no policy, and none is remembered.
     *
     * @param domain the domain asked for
     * @param reason why
     * @param problems what is wrong with its records
     */
    record NotOffered(DomainName domain, Reason reason, List<Problem> problems) implements MtaStsLookup {
        /**
         * Copies the list and checks that nothing is null.
         *
         * @param domain the domain asked for
         * @param reason why
         * @param problems what is wrong with its records
         */
        public NotOffered {
            Objects.requireNonNull(domain, "domain");
            Objects.requireNonNull(reason, "reason");
            problems = List.copyOf(problems);
        }
    }

    /**
     * Whether the domain has a policy, or which, could not be found out, and none is remembered.
     *
     * @param domain the Policy Domain
     * @param id of the record; empty when the DNS gave no answer about it
     * @param failure why; {@link PolicyFetchFailure#RECORD_UNKNOWN} exactly when there is no id
     * @param retryAt before this time the policy host is not asked again for this id; empty when nothing hinders
     * @param problems what went wrong
     */
    record Failed(
            DomainName domain,
            Optional<String> id,
            PolicyFetchFailure failure,
            Optional<Instant> retryAt,
            List<Problem> problems)
            implements MtaStsLookup {
        /**
         * Copies the list and checks that nothing is null.
         *
         * @param domain the Policy Domain
         * @param id of the record; empty when the DNS gave no answer about it
         * @param failure why; {@link PolicyFetchFailure#RECORD_UNKNOWN} exactly when there is no id
         * @param retryAt before this time the policy host is not asked again for this id; empty when nothing hinders
         * @param problems what went wrong
         */
        public Failed {
            Objects.requireNonNull(domain, "domain");
            Objects.requireNonNull(id, "id");
            Objects.requireNonNull(failure, "failure");
            Objects.requireNonNull(retryAt, "retryAt");
            problems = List.copyOf(problems);
            if (id.isPresent() == (failure == PolicyFetchFailure.RECORD_UNKNOWN)) {
                throw new IllegalArgumentException("id must be there unless the record is unknown");
            }
        }
    }

    /**
     * The domain that was asked for.
     *
     * @return never null
     */
    DomainName domain();

    /**
     * What is wrong with what the domain publishes, and what went wrong.
     *
     * @return unmodifiable, possibly empty
     */
    List<Problem> problems();

    /**
     * The policy to apply.
     *
     * @return empty when mail is to be delivered as if there were none
     */
    default Optional<MtaStsPolicy> appliedPolicy() {
        return this instanceof Found found ? Optional.of(found.policy()) : Optional.empty();
    }
}
