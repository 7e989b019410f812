package org.mailauth.spf.analysis;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.mailauth.Problem;
import org.mailauth.dns.DnsName;
import org.mailauth.dns.DnsType;

/**
 * A policy written with addresses instead of names, as far as that can be done, and what is lost by it. Flattening spares
 * receivers the lookups and keeps a policy within the limits of RFC 7208 §4.6.4; in exchange the owner must publish it
 * anew whenever one of the sources changes. Terms that a message decides stay as they are, in their places. Immutable and
 * thread-safe; no component is null.
 *
 * @param record the record; empty when the policy cannot be flattened, and the remarks say why
 * @param equivalent whether every client and message gets the same result as from the policy itself, as long as the DNS
 *     answers as it did; false without a record, and when the policy answers with an error where the record would not
 * @param remarks what is lost, what stays, and what to do about it; the reasons when there is no record
 * @param sources the answers whose addresses stand in the record: when one changes, the record is out of date
 * @param strings the record in pieces of at most 255 octets, cut at blanks, to be published as the character-strings of
 *     one TXT record (RFC 7208 §3.3); empty without a record
 * @param split the same policy in several records that fit in small answers (RFC 7208 §3.4), that of the domain first;
 *     empty when one record is short enough, or when too many would be needed
 */
public record SpfFlattening(
        Optional<String> record,
        boolean equivalent,
        List<Problem> remarks,
        List<Source> sources,
        List<String> strings,
        List<Publication> split) {

    /**
     * An answer of the DNS that the record rests on.
     *
     * @param name the name asked for
     * @param type the type asked for
     * @param ttl how long the answer was said to hold
     */
    public record Source(DnsName name, DnsType type, Duration ttl) {
        /**
         * Checks that nothing is null.
         *
         * @param name the name asked for
         * @param type the type asked for
         * @param ttl how long the answer was said to hold
         */
        public Source {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(type, "type");
            Objects.requireNonNull(ttl, "ttl");
        }

        @Override
        public String toString() {
            return name + " " + type + " (" + ttl.toSeconds() + " s)";
        }
    }

    /**
     * A record and the name at which it is to be published.
     *
     * @param name the domain, or a name below it
     * @param record the text of the record
     */
    public record Publication(String name, String record) {
        /**
         * Checks that nothing is null.
         *
         * @param name the domain, or a name below it
         * @param record the text of the record
         */
        public Publication {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(record, "record");
        }

        @Override
        public String toString() {
            return name + "  \"" + record + '"';
        }
    }

    /**
     * Copies the lists.
     *
     * @param record the record
     * @param equivalent whether every client and message gets the same result
     * @param remarks what is lost, what stays, and what to do about it
     * @param sources the answers whose addresses stand in the record
     * @param strings the record in pieces of at most 255 octets
     * @param split the same policy in several records
     */
    public SpfFlattening {
        Objects.requireNonNull(record, "record");
        remarks = List.copyOf(remarks);
        sources = List.copyOf(sources);
        strings = List.copyOf(strings);
        split = List.copyOf(split);
    }

    static SpfFlattening impossible(List<Problem> reasons) {
        return new SpfFlattening(Optional.empty(), false, reasons, List.of(), List.of(), List.of());
    }

    /** The record and the remarks, a line each. */
    @Override
    public String toString() {
        StringBuilder text =
                new StringBuilder(record.map(flat -> '"' + flat + '"').orElse("not possible"));
        text.append(record.isPresent() ? (equivalent ? " (equivalent)" : " (not equivalent)") : "");
        remarks.forEach(remark -> text.append("\n  ").append(remark));
        split.forEach(part -> text.append("\n  ").append(part));
        return text.toString();
    }
}
