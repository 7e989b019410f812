package org.mailauth.report.advice;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.Objects;

/**
 * What messages have in common that a {@link TrafficSummary} counts together. Texts come from reports, so from strangers: they
 * are one line without tabs, and bounded, and nothing else is done to them.
 *
 * @param day the day in UTC on which the period of the report began
 * @param authorDomain the domain in From, in lower case
 * @param network the network of the client, {@code /24} for IPv4 and {@code /48} for IPv6
 * @param reporter the name that the reporter gives itself, in lower case
 * @param policy the published policy that the reporter saw, such as {@code quarantine t=y}
 * @param dkimAligned whether the reporter found an aligned DKIM pass
 * @param spfAligned whether the reporter found an aligned SPF pass
 * @param authenticated the alphabetically first domain with a DKIM or SPF pass, when nothing was aligned; else empty
 * @param override the first reason why the policy was not followed, such as {@code mailing_list}; empty when there is none
 */
public record TrafficCell(
        LocalDate day,
        String authorDomain,
        String network,
        String reporter,
        String policy,
        boolean dkimAligned,
        boolean spfAligned,
        String authenticated,
        String override)
        implements Comparable<TrafficCell> {
    private static final Comparator<TrafficCell> ORDER = Comparator.comparing(TrafficCell::network)
            .thenComparing(TrafficCell::day)
            .thenComparing(TrafficCell::authorDomain)
            .thenComparing(TrafficCell::reporter)
            .thenComparing(TrafficCell::policy)
            .thenComparing(TrafficCell::dkimAligned)
            .thenComparing(TrafficCell::spfAligned)
            .thenComparing(TrafficCell::authenticated)
            .thenComparing(TrafficCell::override);

    /**
     * Checks that nothing is null.
     *
     * @param day the day in UTC on which the period of the report began
     * @param authorDomain the domain in From, in lower case
     * @param network the network of the client, {@code /24} for IPv4 and {@code /48} for IPv6
     * @param reporter the name that the reporter gives itself, in lower case
     * @param policy the published policy that the reporter saw, such as {@code quarantine t=y}
     * @param dkimAligned whether the reporter found an aligned DKIM pass
     * @param spfAligned whether the reporter found an aligned SPF pass
     * @param authenticated the alphabetically first domain with a DKIM or SPF pass, when nothing was aligned; else empty
     * @param override the first reason why the policy was not followed, such as {@code mailing_list}; empty when there is none
     */
    public TrafficCell {
        Objects.requireNonNull(day, "day");
        Objects.requireNonNull(authorDomain, "authorDomain");
        Objects.requireNonNull(network, "network");
        Objects.requireNonNull(reporter, "reporter");
        Objects.requireNonNull(policy, "policy");
        Objects.requireNonNull(authenticated, "authenticated");
        Objects.requireNonNull(override, "override");
    }

    /**
     * Whether the messages passed DMARC.
     *
     * @return whether DKIM or SPF was aligned
     */
    public boolean isPass() {
        return dkimAligned || spfAligned;
    }

    @Override
    public int compareTo(TrafficCell other) {
        return ORDER.compare(this, other);
    }
}
