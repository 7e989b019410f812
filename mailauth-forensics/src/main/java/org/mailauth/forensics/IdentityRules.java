package org.mailauth.forensics;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mailauth.DomainName;
import org.mailauth.forensics.received.Hop;
import org.mailauth.message.Author;

/** Who a message says it is from, in each of the places where it says so. */
final class IdentityRules {
    private IdentityRules() {}

    static List<ForensicRule> all() {
        return List.of(
                new SimpleRule("identity.ambiguous-author", Severity.MEDIUM, IdentityRules::ambiguousAuthor),
                new SimpleRule("identity.several-authors", Severity.LOW, IdentityRules::severalAuthors),
                new SimpleRule(
                        "identity.sender",
                        Severity.INFO,
                        facts -> differs(facts, facts.sender(), "Sender", "handed the message in for somebody else")),
                new SimpleRule(
                        "identity.return-path",
                        Severity.INFO,
                        facts -> differs(
                                facts, facts.returnPath(), "Return-Path", "as services, lists and forwarders have it")),
                new SimpleRule("identity.reply-to", Severity.LOW, facts -> replyTo(facts, false)),
                new SimpleRule("identity.reply-to-unauthenticated", Severity.MEDIUM, facts -> replyTo(facts, true)),
                new SimpleRule("identity.unaligned-signatures", Severity.INFO, IdentityRules::unalignedSignatures),
                new SimpleRule("identity.list-domain", Severity.INFO, IdentityRules::listDomain),
                new SimpleRule("identity.own-domain-outside", Severity.LOW, facts -> ownDomain(facts, false)),
                new SimpleRule("identity.own-domain-failed", Severity.HIGH, facts -> ownDomain(facts, true)));
    }

    private static List<Observation> seen(List<Evidence> evidence, String explanation, Source... sources) {
        return List.of(new Observation(evidence, explanation, List.of(sources)));
    }

    private static Set<DomainName> organizations(HeaderFacts facts, List<DomainName> domains) {
        return domains.stream().map(facts::organization).collect(Collectors.toUnmodifiableSet());
    }

    private static List<Observation> ambiguousAuthor(HeaderFacts facts) {
        Function<String, List<Observation>> seen = why -> seen(facts.evidenceOf("From"), why, Source.HEADER);
        return switch (facts.author().kind()) {
            case SEVERAL_FIELDS ->
                seen.apply("There is more than one From field, and readers differ in which one they show.");
            case UNPARSABLE ->
                seen.apply("The From field breaks the grammar, so that readers may show different authors.");
            case NO_FIELD -> seen.apply("There is no From field, so that nobody answers for the message.");
            case NO_DOMAIN -> seen.apply("The From field names no domain, so that nobody answers for the message.");
            case ONE_DOMAIN, SEVERAL_DOMAINS -> List.of();
        };
    }

    private static List<Observation> severalAuthors(HeaderFacts facts) {
        return facts.author().kind() == Author.Kind.SEVERAL_DOMAINS
                ? seen(
                        facts.evidenceOf("From"),
                        "The From field has authors at more than one place; most readers show only the first.",
                        Source.HEADER)
                : List.of();
    }

    /** The first domain of another organization than any of the author's. */
    private static Optional<DomainName> stranger(HeaderFacts facts, Optional<Author> identity) {
        Set<DomainName> authors = organizations(facts, facts.author().domains());
        return identity.stream()
                .flatMap(addresses -> addresses.domains().stream())
                .filter(domain -> !authors.isEmpty() && !authors.contains(facts.organization(domain)))
                .findFirst();
    }

    private static List<Observation> differs(
            HeaderFacts facts, Optional<Author> identity, String field, String explanation) {
        return stranger(facts, identity)
                .map(domain -> seen(
                        facts.evidenceOf(field).subList(0, 1),
                        field + " is of another organization than From, " + Shown.domain(domain) + ": " + explanation
                                + ".",
                        Source.HEADER,
                        Source.ORGANIZATIONAL_DOMAINS))
                .orElse(List.of());
    }

    private static List<Observation> replyTo(HeaderFacts facts, boolean unauthenticated) {
        boolean failed =
                facts.dmarcResult().filter(result -> !result.equals("pass")).isPresent() && !facts.isFromList();
        Optional<DomainName> stranger = stranger(facts, facts.replyTo());
        if (stranger.isEmpty() || failed != unauthenticated) {
            return List.of();
        }
        String where = "Answers go to another organization than From, " + Shown.domain(stranger.get());
        return failed
                ? seen(
                        facts.evidenceOf("Reply-To").subList(0, 1),
                        where + ", and DMARC does not say that the message is from the author's domain.",
                        Source.HEADER,
                        Source.TRUSTED_RESULTS,
                        Source.ORGANIZATIONAL_DOMAINS)
                : seen(
                        facts.evidenceOf("Reply-To").subList(0, 1),
                        where + ", as newsletters, lists and ticket systems have it.",
                        Source.HEADER,
                        Source.ORGANIZATIONAL_DOMAINS);
    }

    private static List<Observation> unalignedSignatures(HeaderFacts facts) {
        Set<DomainName> authors = organizations(facts, facts.author().domains());
        boolean aligned = facts.dkimDomains().stream().map(facts::organization).anyMatch(authors::contains);
        return facts.dkimDomains().isEmpty() || authors.isEmpty() || aligned
                ? List.of()
                : seen(
                        facts.evidenceOf("DKIM-Signature"),
                        "All signatures are of other organizations than From: "
                                + Shown.domain(facts.dkimDomains().get(0))
                                + (facts.dkimDomains().size() > 1 ? " and more." : "."),
                        Source.HEADER,
                        Source.ORGANIZATIONAL_DOMAINS);
    }

    /** RFC 2919 §3: the identifier of a list lies in a domain of whoever runs it. */
    private static List<Observation> listDomain(HeaderFacts facts) {
        Optional<DomainName> list = facts.header()
                .first("List-Id")
                .flatMap(field -> Identifiers.inAngles(field.body()).reduce((first, last) -> last))
                .flatMap(identifier -> DomainName.parse(identifier).value());
        if (list.isEmpty()) {
            return List.of();
        }
        List<DomainName> known = new ArrayList<>(facts.author().domains());
        known.addAll(facts.dkimDomains());
        Stream.of(facts.sender(), facts.returnPath())
                .flatMap(Optional::stream)
                .forEach(identity -> known.addAll(identity.domains()));
        return organizations(facts, known).contains(facts.organization(list.get()))
                ? List.of()
                : seen(
                        facts.evidenceOf("List-Id").subList(0, 1),
                        "The list " + Shown.domain(list.get())
                                + " is of another organization than From, Sender, Return-Path and all signatures.",
                        Source.HEADER,
                        Source.ORGANIZATIONAL_DOMAINS);
    }

    private static List<Observation> ownDomain(HeaderFacts facts, boolean failed) {
        Optional<DomainName> own =
                facts.author().domains().stream().filter(facts::isOwn).findFirst();
        Optional<String> dmarc = facts.dmarcResult();
        boolean passed = dmarc.equals(Optional.of("pass"));
        if (own.isEmpty() || facts.chain().firstExternal().isEmpty() || passed) {
            return List.of();
        }
        boolean surelyFailed = dmarc.equals(Optional.of("fail")) && !mayHaveComeBack(facts);
        if (surelyFailed != failed) {
            return List.of();
        }
        String what =
                "The message is in the name of the own domain " + Shown.domain(own.get()) + " and came from outside";
        return failed
                ? seen(
                        facts.evidenceOf("From"),
                        what + "; DMARC failed, and nothing says that a list or a forwarder sent it back.",
                        Source.OWN_DOMAINS,
                        Source.OWN_HOSTS,
                        Source.TRUSTED_RESULTS)
                : seen(
                        facts.evidenceOf("From"),
                        what + ", without a pass of DMARC: a list, a forwarder, a service, or somebody else.",
                        Source.OWN_DOMAINS,
                        Source.OWN_HOSTS);
    }

    /**
     * Whether own mail may have been handed back by a list or a forwarder that broke its signature. A sender can make that up,
     * and then gets a finding of lower severity.
     */
    private static boolean mayHaveComeBack(HeaderFacts facts) {
        return facts.isFromList()
                || facts.isHandedOn()
                || facts.dkimDomains().stream().anyMatch(facts::isOwn)
                || wasAtOwnHosts(facts);
    }

    private static boolean wasAtOwnHosts(HeaderFacts facts) {
        List<Hop> hops = facts.chain().hops();
        int external = facts.chain().firstExternal().orElse(0);
        return hops.subList(external + 1, hops.size()).stream()
                .flatMap(hop -> hop.field().stream())
                .flatMap(field -> Stream.of(field.by(), field.from(), field.helo(), field.clientName()))
                .flatMap(Optional::stream)
                .flatMap(name -> DomainName.parse(name).value().stream())
                .anyMatch(facts::isOwn);
    }
}
