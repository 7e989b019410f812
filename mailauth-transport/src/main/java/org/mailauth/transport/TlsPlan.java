package org.mailauth.transport;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.mailauth.DomainName;
import org.mailauth.dns.DnssecStatus;
import org.mailauth.mtasts.MtaStsLookup;
import org.mailauth.mtasts.MtaStsPolicy;
import org.mailauth.tlsrpt.TlsSessionCounter;

/**
 * Decides how mail for a domain may leave: which hosts, in which order, with which authentication. Immutable and thread-safe;
 * no component is null.
 *
 * <p>Hosts are tried in the order of {@link #hosts()}; one whose requirement is {@link TlsRequirement#DO_NOT_USE}, or that
 * does not meet its requirement, counts as unreachable, and the next one is tried. When none is left the mail waits. A plan
 * is made for one attempt to deliver: later ones need a new plan.
 *
 * @param nextHop the domain that mail goes to, the Policy Domain of MTA-STS and TLSRPT
 * @param outcome whether any host may be tried
 * @param hosts in the order of their preferences, unusable ones included
 * @param mxStatus how far DNSSEC vouches for the MX records, or for their absence
 * @param mtaSts what was found out about the MTA-STS policy; empty when it was not looked for
 * @param reasons what concerns no single host
 */
public record TlsPlan(
        DomainName nextHop,
        Outcome outcome,
        List<PlannedHost> hosts,
        DnssecStatus mxStatus,
        Optional<MtaStsLookup> mtaSts,
        List<PlanReason> reasons) {

    /** What to do with the mail. */
    public enum Outcome {
        /** At least one host may be tried. */
        DELIVER,
        /** No host may be used now: keep the mail and make a new plan later. */
        DELAY,
        /** The domain takes no mail: permanent (RFC 7505). */
        NULL_MX,
        /** There is no such domain: permanent. */
        NO_SUCH_DOMAIN
    }

    /**
     * Copies the lists and checks that nothing is null.
     *
     * @param nextHop the domain that mail goes to
     * @param outcome whether any host may be tried
     * @param hosts in the order of their preferences
     * @param mxStatus how far DNSSEC vouches for the MX records
     * @param mtaSts what was found out about the MTA-STS policy
     * @param reasons what concerns no single host
     */
    public TlsPlan {
        Objects.requireNonNull(nextHop, "nextHop");
        Objects.requireNonNull(outcome, "outcome");
        hosts = List.copyOf(hosts);
        Objects.requireNonNull(mxStatus, "mxStatus");
        Objects.requireNonNull(mtaSts, "mtaSts");
        reasons = List.copyOf(reasons);
    }

    /**
     * The hosts that may be tried, in order.
     *
     * @return empty unless the outcome is {@link Outcome#DELIVER}
     */
    public List<PlannedHost> usableHosts() {
        return hosts.stream().filter(host -> host.requirement().allowsUse()).toList();
    }

    /**
     * Whether a policy of mode enforce holds: then mail may be given up only after a look for a new policy
     * ({@link OutboundTlsPlanner#recheck}).
     *
     * @return true for an MTA-STS policy of mode enforce
     */
    public boolean isEnforced() {
        return mtaSts.flatMap(MtaStsLookup::appliedPolicy)
                .filter(policy -> policy.mode() == MtaStsPolicy.Mode.ENFORCE)
                .isPresent();
    }

    /**
     * What a TLS report says about an attempt, one entry for each policy that the session was held against.
     *
     * @param host a host of this plan
     * @param attempt what became of it; {@link TlsAttempt#notMade()} for a host that was not to be used
     * @return entries for the report that goes to the TLSRPT record of {@link #nextHop}; empty when there is nothing to report
     */
    public List<TlsReportEntry> report(PlannedHost host, TlsAttempt attempt) {
        if (!hosts.contains(host)) {
            throw new IllegalArgumentException("host must be one of the plan: " + host);
        }
        return ReportEntries.of(this, host, attempt);
    }

    /**
     * What a TLS report says when the mail waits without any attempt: that MX records do not validate, and every host that
     * could not be used.
     *
     * @return empty when there is nothing to report
     */
    public List<TlsReportEntry> reportDelay() {
        List<TlsReportEntry> entries = new ArrayList<>(ReportEntries.ofMx(this));
        for (PlannedHost host : hosts) {
            entries.addAll(ReportEntries.of(this, host, TlsAttempt.notMade()));
        }
        return List.copyOf(entries);
    }

    /**
     * Counts an attempt, see {@link #report}.
     *
     * @param host a host of this plan
     * @param attempt what became of it
     * @param counter counts sessions for the next report about {@link #nextHop}
     */
    public void count(PlannedHost host, TlsAttempt attempt, TlsSessionCounter counter) {
        report(host, attempt).forEach(entry -> entry.count(counter));
    }
}
