package org.mailauth.transport;

import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.mailauth.DomainName;
import org.mailauth.dane.TlsaLookup;
import org.mailauth.mtasts.MtaStsPolicy;

/**
 * One host of a plan: whether it may be used, and what a connection to it needs. Immutable and thread-safe; no component is
 * null.
 *
 * @param host the exchange of the MX record; without one the domain itself
 * @param preference of the MX record, lower first; empty without one
 * @param requirement what a connection needs
 * @param dane what DANE demands; empty when the planner was built without DANE
 * @param policyMode the mode of the MTA-STS policy that applies: enforce or testing; empty when none does
 * @param permittedByPolicy whether a pattern of that policy matches the host; true when no policy applies
 * @param reasons what led to the requirement, the decisive one first
 */
public record PlannedHost(
        DomainName host,
        OptionalInt preference,
        TlsRequirement requirement,
        Optional<TlsaLookup> dane,
        Optional<MtaStsPolicy.Mode> policyMode,
        boolean permittedByPolicy,
        List<PlanReason> reasons) {
    /**
     * Copies the list and checks that nothing is null.
     *
     * @param host the exchange of the MX record
     * @param preference of the MX record
     * @param requirement what a connection needs
     * @param dane what DANE demands
     * @param policyMode the mode of the MTA-STS policy that applies
     * @param permittedByPolicy whether a pattern of that policy matches the host
     * @param reasons what led to the requirement
     */
    public PlannedHost {
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(preference, "preference");
        Objects.requireNonNull(requirement, "requirement");
        Objects.requireNonNull(dane, "dane");
        Objects.requireNonNull(policyMode, "policyMode");
        reasons = List.copyOf(reasons);
    }

    /**
     * Where to connect to, as DANE found them: these addresses and no others are covered by its verdict.
     *
     * @return IPv4 first; empty when the host may not be used, and without DANE, where the caller looks them up
     */
    public List<InetAddress> addresses() {
        return dane.map(TlsaLookup::addresses).orElse(List.of());
    }

    /**
     * The name to send as SNI: the TLSA base domain where there is one (RFC 7672 §8.1), otherwise the host. Where MTA-STS
     * alone demands a certificate it is the host, too (RFC 8461 §7.1), though unusable TLSA records lie elsewhere.
     *
     * @return never null
     */
    public DomainName serverName() {
        return requirement == TlsRequirement.WEB_PKI
                ? host
                : dane.map(TlsaLookup::serverName).orElse(host);
    }

    /** One line, such as {@code 10 mx.example.com: dane}. */
    @Override
    public String toString() {
        String place = preference.isPresent() ? preference.getAsInt() + " " : "";
        return place + host + ": " + requirement.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
