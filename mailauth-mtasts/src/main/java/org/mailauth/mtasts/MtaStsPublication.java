package org.mailauth.mtasts;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.mailauth.DomainName;

/**
 * What a domain publishes for MTA-STS: a TXT record and a policy file, which belong together (RFC 8461 §3).
 *
 * <pre>{@code
 * MtaStsPolicy policy = new MtaStsPolicy(Mode.TESTING, Duration.ofDays(14), List.of(MxPattern.of("mail.example.com")));
 * MtaStsPublication publication = MtaStsPublication.of(policy, clock.instant());
 * publication.zoneLine(domain, 3600); // for the zone
 * publication.policy().toText();      // for https://mta-sts.example.com/.well-known/mta-sts.txt
 * }</pre>
 *
 * <p>Immutable and thread-safe; no component is null.
 *
 * @param record the TXT record at {@code _mta-sts.} and the domain
 * @param policy the file that the policy host serves
 */
public record MtaStsPublication(MtaStsRecord record, MtaStsPolicy policy) {
    private static final int ID_LENGTH = "20261130120000Z".length();

    /**
     * Checks that nothing is null.
     *
     * @param record the TXT record at {@code _mta-sts.} and the domain
     * @param policy the file that the policy host serves
     */
    public MtaStsPublication {
        Objects.requireNonNull(record, "record");
        Objects.requireNonNull(policy, "policy");
    }

    /**
     * A policy with a record whose id is the time, such as {@code 20261130120000Z}.
     *
     * @param policy what to ask of senders
     * @param now the time, in the years 1970 to 9999
     * @return both together
     */
    public static MtaStsPublication of(MtaStsPolicy policy, Instant now) {
        return new MtaStsPublication(MtaStsRecord.withId(idAt(now)), policy);
    }

    /**
     * The next policy after this one, with another id; the extensions of the record stay.
     *
     * @param next what to ask of senders from now on
     * @param now the time, in the years 1970 to 9999
     * @return this publication when the policy is the same
     */
    public MtaStsPublication withPolicy(MtaStsPolicy next, Instant now) {
        if (next.equals(policy)) {
            return this;
        }
        // Later than the id that is published, so that an id which a sender may remember never comes back.
        Instant after = idTime(record.id()).map(time -> time.plusSeconds(1)).orElse(now);
        Instant time = after.isAfter(now) ? after : now;
        return new MtaStsPublication(new MtaStsRecord(idAt(time), record.extensions()), next);
    }

    private static String idAt(Instant now) {
        if (!CachedPolicy.isPlausible(now)) {
            throw new IllegalArgumentException("now must be in the years 1970 to 9999: " + now);
        }
        return idFormat().format(now);
    }

    private static DateTimeFormatter idFormat() {
        return DateTimeFormatter.ofPattern("uuuuMMddHHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
    }

    /** The time that an id is, as many are; empty when it is none. */
    static Optional<Instant> idTime(String id) {
        String padded = id.endsWith("Z") ? id : id + "Z";
        try {
            return padded.length() == ID_LENGTH
                    ? Optional.of(Instant.from(idFormat().parse(padded)))
                    : Optional.empty();
        } catch (DateTimeException noTime) {
            return Optional.empty();
        }
    }

    /**
     * The record as a line of a zone file (RFC 1035 §5.1).
     *
     * @param domain the Policy Domain; its record's name must be a domain name, too
     * @param ttlSeconds how long resolvers may remember the record, in seconds, zero or more
     * @return one line without an end
     */
    public String zoneLine(DomainName domain, int ttlSeconds) {
        if (ttlSeconds < 0) {
            throw new IllegalArgumentException("ttlSeconds must not be negative: " + ttlSeconds);
        }
        DomainName name = RecordLookup.name(domain)
                .orElseThrow(() -> new IllegalArgumentException("domain can have no such record: " + domain));
        // The text has neither quotation marks nor backslashes, except in the value of an extension.
        String text = record.toText().replace("\\", "\\\\").replace("\"", "\\\"");
        return name + ". " + ttlSeconds + " IN TXT \"" + text + '"';
    }
}
