package org.mailauth.forensics;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mailauth.DomainName;
import org.mailauth.forensics.lookalike.ShownAddress;
import org.mailauth.internal.text.Visible;
import org.mailauth.message.Mailbox;

/** Rules about what display names of From claim. */
final class NameRules {
    private NameRules() {}

    static List<ForensicRule> all() {
        return List.of(
                new SimpleRule("name.protected", Severity.MEDIUM, NameRules::protectedName),
                new SimpleRule("name.own-address", Severity.HIGH, NameRules::ownAddress),
                new SimpleRule("name.other-address", Severity.MEDIUM, NameRules::otherAddress));
    }

    private static List<Observation> protectedName(HeaderFacts facts) {
        List<Observation> seen = new ArrayList<>(0);
        for (Mailbox mailbox : facts.author().mailboxes()) {
            if (isForeign(facts, mailbox)) {
                mailbox.displayName()
                        .flatMap(facts::claimedName)
                        .ifPresent(name -> seen.add(observe(
                                facts,
                                mailbox,
                                "claims the protected name " + Visible.of(name) + ", with an address that is not own.",
                                List.of(Source.HEADER, Source.PROTECTED_NAMES, Source.OWN_DOMAINS))));
            }
        }
        return seen;
    }

    private static List<Observation> ownAddress(HeaderFacts facts) {
        List<Observation> seen = new ArrayList<>(0);
        for (Mailbox mailbox : facts.author().mailboxes()) {
            // Lists put the author's address into the name, and their own behind it.
            if (isForeign(facts, mailbox) && !facts.isFromList()) {
                shown(mailbox)
                        .filter(facts::isOwn)
                        .ifPresent(domain -> seen.add(observe(
                                facts,
                                mailbox,
                                "shows an address at " + Visible.of(domain.toUnicode())
                                        + ", which is own, but the address behind it is not.",
                                List.of(Source.HEADER, Source.OWN_DOMAINS))));
            }
        }
        return seen;
    }

    private static List<Observation> otherAddress(HeaderFacts facts) {
        List<Observation> seen = new ArrayList<>(0);
        for (Mailbox mailbox : facts.author().mailboxes()) {
            shown(mailbox)
                    .filter(domain -> !isOfOneOrganization(facts, domain, mailbox))
                    .ifPresent(domain -> seen.add(observe(
                            facts,
                            mailbox,
                            "shows an address at " + Visible.of(domain.toUnicode())
                                    + ", but the address behind it is of another organization.",
                            List.of(Source.HEADER, Source.ORGANIZATIONAL_DOMAINS))));
        }
        return seen;
    }

    private static boolean isForeign(HeaderFacts facts, Mailbox mailbox) {
        return mailbox.domain().filter(facts::isOwn).isEmpty();
    }

    private static Optional<DomainName> shown(Mailbox mailbox) {
        return mailbox.displayName().flatMap(ShownAddress::domainIn);
    }

    private static boolean isOfOneOrganization(HeaderFacts facts, DomainName shown, Mailbox mailbox) {
        DomainName organization = facts.organization(shown);
        return mailbox.domain()
                .filter(domain -> facts.organization(domain).equals(organization))
                .isPresent();
    }

    private static Observation observe(HeaderFacts facts, Mailbox mailbox, String claim, List<Source> sources) {
        String name = Visible.of(mailbox.displayName().orElse(""));
        return new Observation(
                AddressedField.place(facts, "From"), "The display name \"" + name + "\" " + claim, sources);
    }
}
