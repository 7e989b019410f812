package org.mailauth.dane.publish;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.mailauth.DomainName;
import org.mailauth.dane.TlsaRecord;

/**
 * Says what changes in a rollover and what has been done of it so far. Immutable and thread-safe; no component is null.
 *
 * @param baseDomain where the records lie, without port and protocol
 * @param port TCP port, 1 to 65535
 * @param current the records for the certificates shown before; none where DANE is new
 * @param next the records for the certificates to come; none where DANE is given up
 * @param published when the new records were put into the zone
 * @param switched when the last server showed the new certificate
 * @param removed when the old records were taken out of the zone
 */
public record TlsaRollover(
        DomainName baseDomain,
        int port,
        List<TlsaRecord> current,
        List<TlsaRecord> next,
        Optional<Instant> published,
        Optional<Instant> switched,
        Optional<Instant> removed) {
    private static final int SMTP = 25;

    /**
     * Copies the lists and checks that there is something to change.
     *
     * @param baseDomain where the records lie
     * @param port TCP port, 1 to 65535
     * @param current the records for the certificates shown before
     * @param next the records for the certificates to come
     * @param published when the new records were put into the zone
     * @param switched when the last server showed the new certificate
     * @param removed when the old records were taken out of the zone
     */
    public TlsaRollover {
        Objects.requireNonNull(baseDomain, "baseDomain");
        if (port < 1 || port > 0xFFFF) {
            throw new IllegalArgumentException("port must be 1 to 65535: " + port);
        }
        current = current.stream().distinct().toList();
        next = next.stream().distinct().toList();
        if (current.isEmpty() && next.isEmpty()) {
            throw new IllegalArgumentException("current and next must not both be empty");
        }
        Objects.requireNonNull(published, "published");
        Objects.requireNonNull(switched, "switched");
        Objects.requireNonNull(removed, "removed");
    }

    /**
     * A rollover of which nothing has been done. Port 25.
     *
     * @param baseDomain where the records lie
     * @param current the records for the certificates shown before; none where DANE is new
     * @param next the records for the certificates to come; none where DANE is given up
     * @return the rollover
     */
    public static TlsaRollover of(DomainName baseDomain, List<TlsaRecord> current, List<TlsaRecord> next) {
        return new TlsaRollover(baseDomain, SMTP, current, next, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /**
     * The same rollover at another port.
     *
     * @param other 1 to 65535
     * @return a new value
     */
    public TlsaRollover withPort(int other) {
        return new TlsaRollover(baseDomain, other, current, next, published, switched, removed);
    }

    /**
     * The rollover once a step has been done.
     *
     * @param action the step
     * @param at when it was done everywhere
     * @return a new value
     */
    public TlsaRollover after(TlsaRolloverAction action, Instant at) {
        Optional<Instant> done = Optional.of(at);
        return switch (action) {
            case PUBLISH -> new TlsaRollover(baseDomain, port, current, next, done, switched, removed);
            case SWITCH -> new TlsaRollover(baseDomain, port, current, next, published, done, removed);
            case REMOVE -> new TlsaRollover(baseDomain, port, current, next, published, switched, done);
        };
    }

    /**
     * When a step was done.
     *
     * @param action the step
     * @return empty when it was not
     */
    public Optional<Instant> done(TlsaRolloverAction action) {
        return switch (action) {
            case PUBLISH -> published;
            case SWITCH -> switched;
            case REMOVE -> removed;
        };
    }
}
