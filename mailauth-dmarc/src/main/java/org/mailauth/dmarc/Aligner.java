package org.mailauth.dmarc;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.mailauth.AuthenticatedIdentifier;
import org.mailauth.DomainName;

/** Decides which identifiers belong to an author domain (RFC 9989 §4.4). */
final class Aligner {
    private final DmarcMode mode;
    private final MessageRecords records;
    private final DomainName author;
    private final Discovery.OrganizationalDomain organization;
    private final DmarcRecord record;

    Aligner(
            DmarcMode mode,
            MessageRecords records,
            DomainName author,
            Discovery.OrganizationalDomain organization,
            DmarcRecord record) {
        this.mode = mode;
        this.records = records;
        this.author = author;
        this.organization = organization;
        this.record = record;
    }

    /** The alignment of each identifier, in the order given. */
    List<Alignment> align(List<AuthenticatedIdentifier> identifiers) {
        List<Integer> order = new ArrayList<>();
        for (int at = 0; at < identifiers.size(); at++) {
            order.add(at);
        }
        // What can change the result is looked at first: a heap of failed signatures must not use up the walks.
        order.sort(Comparator.comparingInt(at -> rank(identifiers.get(at))));
        Alignment[] alignments = new Alignment[identifiers.size()];
        for (int at : order) {
            alignments[at] = align(identifiers.get(at));
        }
        return List.of(alignments);
    }

    private static int rank(AuthenticatedIdentifier identifier) {
        if (identifier.isPass()) {
            return 0;
        }
        return identifier.result().equals("temperror") ? 1 : 2;
    }

    private Alignment align(AuthenticatedIdentifier identifier) {
        DomainName domain = identifier.domain();
        // RFC 9989 §4.4.2: of SPF only the MAIL FROM identity counts.
        if (identifier.kind() == AuthenticatedIdentifier.Kind.SPF_HELO) {
            return of(identifier, Alignment.Reason.HELO);
        }
        if (domain.equals(author)) {
            return of(identifier, Alignment.Reason.SAME_NAME);
        }
        AlignmentMode wanted =
                identifier.kind() == AuthenticatedIdentifier.Kind.DKIM ? record.dkimAlignment() : record.spfAlignment();
        if (wanted == AlignmentMode.STRICT) {
            return of(identifier, Alignment.Reason.OTHER_NAME);
        }
        // No question is asked about a domain that cannot have the same Organizational Domain: it would be a
        // stranger's.
        if (!canShareOrganization(domain)) {
            return of(identifier, Alignment.Reason.OTHER_ORGANIZATIONAL_DOMAIN);
        }
        Optional<Discovery.OrganizationalDomain> found = mode.ofIdentifier(domain, records);
        return found.map(other -> relaxed(identifier, other)).orElseGet(() -> of(identifier, Alignment.Reason.LIMIT));
    }

    private boolean canShareOrganization(DomainName domain) {
        if (organization.isKnown()) {
            return domain.isEqualToOrBelow(organization.name());
        }
        // Names that have only their top-level domain in common belong together only where that publishes a record as
        // an
        // organization does. A missing answer is not taken for that: it would help strangers, and nobody else.
        return secondLevel(domain).equals(secondLevel(author));
    }

    private static String secondLevel(DomainName domain) {
        List<String> labels = domain.labels();
        return String.join(".", labels.subList(Math.max(0, labels.size() - 2), labels.size()));
    }

    private Alignment relaxed(AuthenticatedIdentifier identifier, Discovery.OrganizationalDomain other) {
        boolean same = other.name().equals(organization.name());
        if (organization.isKnown() && other.isKnown()) {
            Alignment.Reason reason =
                    same ? Alignment.Reason.SAME_ORGANIZATIONAL_DOMAIN : Alignment.Reason.OTHER_ORGANIZATIONAL_DOMAIN;
            return new Alignment(identifier, reason, Optional.of(other.name()));
        }
        // Both walks lack the same answer and agree below it: whatever it would be, it moves both domains alike.
        boolean alike = same
                && organization.failedAt() != null
                && organization.failedAt().equals(other.failedAt());
        return of(identifier, alike ? Alignment.Reason.SAME_ORGANIZATIONAL_DOMAIN : Alignment.Reason.DNS_ERROR);
    }

    private static Alignment of(AuthenticatedIdentifier identifier, Alignment.Reason reason) {
        return new Alignment(identifier, reason, Optional.empty());
    }
}
