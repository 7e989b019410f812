package org.mailauth.dmarc;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.mailauth.DomainName;
import org.mailauth.dns.DnsAnswer;
import org.mailauth.dns.DnsName;
import org.mailauth.dns.DnsRecord;
import org.mailauth.dns.MessageDns;

/**
 * Decides where reports may be sent: a destination of another organization must agree, or anybody could have reports
 * poured over it (RFC 9990 §4, RFC 9991 §5, RFC 7489 §7.1).
 *
 * <p>Of each tag {@value #MAX_URIS} URIs are looked at, with at most {@value #MAX_DNS_QUESTIONS} questions. Immutable and
 * thread-safe, as far as its mode is; a call blocks while the DNS is asked.
 */
public final class ExternalDestinations {
    /** How many URIs of one tag are looked at. */
    public static final int MAX_URIS = 10;

    /** The most questions that are asked for one tag: a walk for the policy domain; a walk and a record for each URI. */
    public static final int MAX_DNS_QUESTIONS = TreeWalk.MAX_QUESTIONS + MAX_URIS * (TreeWalk.MAX_QUESTIONS + 1);

    private static final String INFIX = "._report._dmarc.";

    private final DmarcMode mode;

    private ExternalDestinations(DmarcMode mode) {
        this.mode = Objects.requireNonNull(mode, "mode");
    }

    /**
     * Destinations by a standard.
     *
     * @param mode how Organizational Domains are found
     * @return the rule
     */
    public static ExternalDestinations by(DmarcMode mode) {
        return new ExternalDestinations(mode);
    }

    /**
     * Where aggregate reports may be sent, {@code rua}.
     *
     * @param policyDomain where the record is: the DMARC Policy Domain, which need not be the author's
     * @param record the record
     * @param dns whom to ask
     * @return one entry for each URI, in order
     */
    public List<ReportDestination> aggregate(DomainName policyDomain, DmarcRecord record, MessageDns dns) {
        return new Run(policyDomain, DmarcRecord::aggregateReportUris, dns).check(record);
    }

    /**
     * Where failure reports may be sent, {@code ruf}.
     *
     * @param policyDomain where the record is: the DMARC Policy Domain, which need not be the author's
     * @param record the record
     * @param dns whom to ask
     * @return one entry for each URI, in order
     */
    public List<ReportDestination> failure(DomainName policyDomain, DmarcRecord record, MessageDns dns) {
        if (record.publicSuffixFlag() == PublicSuffixFlag.YES) {
            // RFC 9991 §2: without an agreement, the failure reports of a Public Suffix Domain must not be sent.
            return record.failureReportUris().stream()
                    .map(uri -> ReportDestination.refused(uri, ReportDestination.Status.PUBLIC_SUFFIX))
                    .toList();
        }
        return new Run(policyDomain, DmarcRecord::failureReportUris, dns).check(record);
    }

    /** The URIs of one tag of one record. */
    private final class Run {
        private final DomainName policyDomain;
        private final Function<DmarcRecord, List<ReportUri>> tag;
        private final MessageRecords records;

        Run(DomainName policyDomain, Function<DmarcRecord, List<ReportUri>> tag, MessageDns dns) {
            this.policyDomain = policyDomain;
            this.tag = tag;
            this.records = new MessageRecords(dns);
        }

        List<ReportDestination> check(DmarcRecord record) {
            List<ReportDestination> destinations = new ArrayList<>();
            for (ReportUri uri : tag.apply(record)) {
                destinations.add(
                        destinations.size() < MAX_URIS
                                ? check(uri)
                                : ReportDestination.refused(uri, ReportDestination.Status.OVER_LIMIT));
            }
            return List.copyOf(destinations);
        }

        private ReportDestination check(ReportUri uri) {
            if (!uri.isMailto()) {
                return ReportDestination.refused(uri, ReportDestination.Status.OTHER_SCHEME);
            }
            Optional<DomainName> host = uri.host();
            if (host.isEmpty()) {
                return ReportDestination.refused(uri, ReportDestination.Status.NO_HOST);
            }
            if (host.get().equals(policyDomain)) {
                return ReportDestination.allowed(uri, ReportDestination.Status.SAME_ORGANIZATION);
            }
            Discovery.OrganizationalDomain ours = mode.organizationalDomain(policyDomain, records);
            Discovery.OrganizationalDomain theirs = mode.organizationalDomain(host.get(), records);
            if (!ours.isKnown() || !theirs.isKnown()) {
                return ReportDestination.refused(uri, ReportDestination.Status.TEMPORARY_ERROR);
            }
            return ours.name().equals(theirs.name())
                    ? ReportDestination.allowed(uri, ReportDestination.Status.SAME_ORGANIZATION)
                    : verify(uri, host.get());
        }

        /** RFC 9990 §4 steps 2 to 9. */
        private ReportDestination verify(ReportUri uri, DomainName host) {
            Optional<DnsName> name = DnsName.parse(policyDomain + INFIX + host).value();
            if (name.isEmpty()) {
                // Step 4: there is no room for a name that could agree.
                return ReportDestination.refused(uri, ReportDestination.Status.NOT_VERIFIED);
            }
            DnsAnswer answer = records.text(name.get());
            if (answer instanceof DnsAnswer.Failed) {
                return ReportDestination.refused(uri, ReportDestination.Status.TEMPORARY_ERROR);
            }
            boolean agrees = false;
            Set<ReportUri> instead = new LinkedHashSet<>();
            for (DnsRecord.Txt record : answer.records(DnsRecord.Txt.class)) {
                // Steps 6 to 8: one record or more will do, and they need no policy.
                Optional<DmarcRecord> agreement =
                        DmarcRecord.parse(record.joined()).value();
                agrees |= agreement.isPresent();
                agreement.ifPresent(found -> instead.addAll(tag.apply(found)));
            }
            if (!agrees) {
                return ReportDestination.refused(uri, ReportDestination.Status.NOT_VERIFIED);
            }
            return instead.isEmpty()
                    ? ReportDestination.allowed(uri, ReportDestination.Status.VERIFIED)
                    : redirected(uri, host, instead);
        }

        private ReportDestination redirected(ReportUri uri, DomainName host, Set<ReportUri> instead) {
            // Step 9: the host may name another destination, but none on another host.
            boolean same = instead.size() <= MAX_URIS
                    && instead.stream()
                            .allMatch(each -> each.isMailto() && each.host().equals(Optional.of(host)));
            return same
                    ? new ReportDestination(uri, ReportDestination.Status.REDIRECTED, List.copyOf(instead))
                    : ReportDestination.refused(uri, ReportDestination.Status.REDIRECTED_ELSEWHERE);
        }
    }
}
