package org.mailauth.dns;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * What the DNS said to one question: records, no data, no such name, or a failure.
 *
 * <p>The four outcomes are never folded into each other: a name without records exists, a name that does not exist is
 * known not to, and a failure says nothing about the name. Immutable and thread-safe; no component is null.
 */
public sealed interface DnsAnswer {

    /**
     * What is known about the answer besides its records.
     *
     * @param dnssec how far DNSSEC vouches for the whole answer, aliases included
     * @param aliases the CNAME links followed, in order; empty when the name asked for was no alias
     * @param ttl how long the answer may be remembered, zero or more
     */
    record Evidence(DnssecStatus dnssec, List<DnsAlias> aliases, Duration ttl) {
        /** Nothing vouches for the answer, no alias was followed, and it is not to be remembered. */
        public static final Evidence NONE = new Evidence(DnssecStatus.INDETERMINATE, List.of(), Duration.ZERO);

        /**
         * Copies the list and checks the time.
         *
         * @param dnssec how far DNSSEC vouches for the whole answer, aliases included
         * @param aliases the CNAME links followed, in order; empty when the name asked for was no alias
         * @param ttl how long the answer may be remembered, zero or more
         */
        public Evidence {
            Objects.requireNonNull(dnssec, "dnssec");
            aliases = List.copyOf(aliases);
            Objects.requireNonNull(ttl, "ttl");
            if (ttl.isNegative()) {
                throw new IllegalArgumentException("ttl must not be negative: " + ttl);
            }
        }
    }

    /**
     * There are records of the wanted type.
     *
     * @param records at least one, all of the type asked for, in the order of the answer
     * @param evidence how it is known
     */
    record Found(List<DnsRecord> records, Evidence evidence) implements DnsAnswer {
        /**
         * Copies the list and checks that there is a record.
         *
         * @param records at least one, all of the type asked for, in the order of the answer
         * @param evidence how it is known
         */
        public Found {
            records = List.copyOf(records);
            Objects.requireNonNull(evidence, "evidence");
            if (records.isEmpty()) {
                throw new IllegalArgumentException("records must not be empty: that is NoData");
            }
        }
    }

    /**
     * The name exists, but has no record of the wanted type (RFC 2308 §2.2).
     *
     * @param evidence how it is known
     */
    record NoData(Evidence evidence) implements DnsAnswer {
        /**
         * Checks that nothing is null.
         *
         * @param evidence how it is known
         */
        public NoData {
            Objects.requireNonNull(evidence, "evidence");
        }
    }

    /**
     * The name does not exist, and nothing below it does (RFC 2308 §2.1, RFC 8020).
     *
     * @param evidence how it is known
     */
    record NxDomain(Evidence evidence) implements DnsAnswer {
        /**
         * Checks that nothing is null.
         *
         * @param evidence how it is known
         */
        public NxDomain {
            Objects.requireNonNull(evidence, "evidence");
        }
    }

    /**
     * There is no answer; it may be there later.
     *
     * @param cause why
     * @param detail one plain sentence for people, may be empty
     */
    record Failed(DnsFailure cause, String detail) implements DnsAnswer {
        /**
         * Checks that nothing is null.
         *
         * @param cause why
         * @param detail one plain sentence for people, may be empty
         */
        public Failed {
            Objects.requireNonNull(cause, "cause");
            Objects.requireNonNull(detail, "detail");
        }

        @Override
        public Evidence evidence() {
            return cause == DnsFailure.BOGUS
                    ? new Evidence(DnssecStatus.BOGUS, List.of(), Duration.ZERO)
                    : Evidence.NONE;
        }
    }

    /**
     * What is known about the answer besides its records.
     *
     * @return never null
     */
    Evidence evidence();

    /**
     * The records of one kind.
     *
     * @param <R> kind of record
     * @param kind class of the records wanted, such as {@code DnsRecord.Txt.class}
     * @return empty unless the answer is {@link Found}
     */
    default <R extends DnsRecord> List<R> records(Class<R> kind) {
        if (!(this instanceof Found found)) {
            return List.of();
        }
        List<DnsRecord> all = found.records();
        for (DnsRecord record : all) {
            if (!kind.isInstance(record)) {
                return Records.only(kind, all);
            }
        }
        // Every question of every evaluator comes by here, and an answer holds records of the type asked for: no copy.
        return Records.cast(all);
    }
}
