package org.mailauth.dane;

import java.util.Objects;
import java.util.Optional;
import org.mailauth.DomainName;
import org.mailauth.internal.text.Visible;

/**
 * Decides whether mail may be sent through a connection, and says why. Immutable and thread-safe; no component is null.
 *
 * @param reason why
 * @param record the TLSA record that matched; also where it matched and something else failed
 * @param name the reference identifier that the certificate bears; empty for DANE-EE, where names do not matter
 * @param detail more for people, may be empty; what comes from certificates is made visible
 */
public record DaneResult(DaneReason reason, Optional<TlsaRecord> record, Optional<DomainName> name, String detail) {
    /**
     * Checks that nothing is null.
     *
     * @param reason why
     * @param record the TLSA record that matched
     * @param name the reference identifier that the certificate bears
     * @param detail more for people, may be empty
     */
    public DaneResult {
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(record, "record");
        Objects.requireNonNull(name, "name");
        detail = Visible.of(Objects.requireNonNull(detail, "detail"));
    }

    static DaneResult of(DaneReason reason, String detail) {
        return new DaneResult(reason, Optional.empty(), Optional.empty(), detail);
    }

    static DaneResult of(DaneReason reason, TlsaRecord record, String detail) {
        return new DaneResult(reason, Optional.of(record), Optional.empty(), detail);
    }

    /**
     * What follows.
     *
     * @return never null
     */
    public DaneVerdict verdict() {
        return reason.verdict();
    }

    /**
     * Whether the server is the one that the domain published.
     *
     * @return true for {@link DaneVerdict#AUTHENTICATED} only
     */
    public boolean isAuthenticated() {
        return verdict() == DaneVerdict.AUTHENTICATED;
    }

    /**
     * Whether DANE lets mail through.
     *
     * @return false for {@link DaneVerdict#FAILED} only
     */
    public boolean permitsDelivery() {
        return verdict() != DaneVerdict.FAILED;
    }

    /** One line, such as {@code authenticated: a DANE-EE record matches the server's certificate (3 1 1) [RFC 7672 §3.1.1]}. */
    @Override
    public String toString() {
        StringBuilder line = new StringBuilder(
                switch (verdict()) {
                    case AUTHENTICATED -> "authenticated: ";
                    case UNAUTHENTICATED -> "unauthenticated: ";
                    case FAILED -> "failed: ";
                });
        line.append(reason.text());
        record.ifPresent(
                matched -> line.append(" (").append(matched.parameters()).append(')'));
        name.ifPresent(bears -> line.append(", which bears the name ").append(bears));
        if (!detail.isEmpty()) {
            line.append(": ").append(detail);
        }
        if (!reason.reference().isEmpty()) {
            line.append(" [").append(reason.reference()).append(']');
        }
        return line.toString();
    }
}
