package org.mailauth.transport;

import java.util.Objects;
import java.util.Optional;
import org.mailauth.dane.DaneResult;
import org.mailauth.mtasts.MxCertificateResult;

/**
 * Decides whether mail may be sent through a TLS connection to a host of a plan, and says what each protocol found. Immutable
 * and thread-safe; no component is null.
 *
 * @param requirement what the plan demanded
 * @param dane what the certificates are to DANE; empty when there are no usable TLSA records
 * @param webPki what the certificates are to MTA-STS; empty when no policy of mode enforce or testing applies
 */
public record TlsVerdict(TlsRequirement requirement, Optional<DaneResult> dane, Optional<MxCertificateResult> webPki) {
    /**
     * Checks that nothing is null, and that what is demanded was looked at.
     *
     * @param requirement what the plan demanded
     * @param dane what the certificates are to DANE
     * @param webPki what the certificates are to MTA-STS
     */
    public TlsVerdict {
        Objects.requireNonNull(requirement, "requirement");
        if ((requirement.needsDane() && dane.isEmpty()) || (requirement.needsWebPki() && webPki.isEmpty())) {
            throw new IllegalArgumentException("what is demanded must have been looked at");
        }
    }

    /**
     * Whether mail may be sent through the connection.
     *
     * @return true when every protocol that demands something is satisfied, and the host may be used
     */
    public boolean permitsDelivery() {
        // RFC 8461 §2: a valid certificate of the Web PKI mends no failure of DANE, nor the other way round.
        return requirement.allowsUse()
                && (!requirement.needsDane() || dane.orElseThrow().isAuthenticated())
                && (!requirement.needsWebPki() || webPki.orElseThrow().isValid());
    }

    /** One line, such as {@code permitted: dane authenticated: ...}. */
    @Override
    public String toString() {
        StringBuilder line = new StringBuilder(permitsDelivery() ? "permitted" : "refused");
        dane.ifPresent(result -> line.append("; DANE ").append(result));
        webPki.ifPresent(result -> line.append("; MTA-STS ").append(result));
        return line.toString();
    }
}
