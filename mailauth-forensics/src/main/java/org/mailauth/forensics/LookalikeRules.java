package org.mailauth.forensics;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.mailauth.DomainName;
import org.mailauth.forensics.lookalike.Resemblance;
import org.mailauth.forensics.lookalike.Resemblance.Kind;
import org.mailauth.internal.text.Visible;

/** Rules about domains that look like known ones, in From, Sender, Reply-To and Return-Path. */
final class LookalikeRules {
    private static final int MAX_DOMAINS = 20;

    private LookalikeRules() {}

    static List<ForensicRule> all() {
        return List.of(
                resemblance(
                        "lookalike.shown-as-known",
                        Severity.HIGH,
                        Kind.SHOWN_AS_KNOWN,
                        "is shown in letters of other scripts that nobody can tell from those of"),
                resemblance(
                        "lookalike.confusable",
                        Severity.HIGH,
                        Kind.CONFUSABLE,
                        "is written with characters that can hardly be told from those of"),
                resemblance(
                        "lookalike.similar-letters",
                        Severity.HIGH,
                        Kind.SIMILAR_LETTERS,
                        "differs only in letters or marks that a hurried reader does not notice from"),
                resemblance(
                        "lookalike.domain-as-labels",
                        Severity.MEDIUM,
                        Kind.DOMAIN_AS_LABELS,
                        "belongs to somebody else and starts with the whole name of"),
                resemblance(
                        "lookalike.name-as-label",
                        Severity.LOW,
                        Kind.NAME_AS_LABEL,
                        "belongs to somebody else and has a label that is the name of"),
                resemblance(
                        "lookalike.name-as-part",
                        Severity.MEDIUM,
                        Kind.NAME_AS_PART,
                        "belongs to somebody else and has between hyphens the name of"),
                resemblance(
                        "lookalike.one-edit",
                        Severity.MEDIUM,
                        Kind.ONE_EDIT,
                        "differs by one letter, or by two that changed places, from"),
                resemblance(
                        "lookalike.other-suffix",
                        Severity.LOW,
                        Kind.OTHER_SUFFIX,
                        "has the same name under another suffix as"),
                new SimpleRule("lookalike.mixed-scripts", Severity.MEDIUM, LookalikeRules::mixedScripts));
    }

    private static ForensicRule resemblance(String code, Severity severity, Kind kind, String how) {
        return new SimpleRule(code, severity, facts -> resembling(facts, kind, how));
    }

    private static List<Observation> resembling(HeaderFacts facts, Kind kind, String how) {
        List<Observation> seen = new ArrayList<>(0);
        for (AddressedField field : AddressedField.in(facts)) {
            for (DomainName domain : domains(field)) {
                for (Resemblance like : facts.resemblances(domain)) {
                    if (like.kind() == kind) {
                        seen.add(field.observe(
                                facts,
                                shown(domain) + " " + how + " " + shown(like.imitated()) + ".",
                                List.of(Source.HEADER, Source.OWN_DOMAINS, Source.ORGANIZATIONAL_DOMAINS)));
                    }
                }
            }
        }
        return seen;
    }

    private static List<Observation> mixedScripts(HeaderFacts facts) {
        List<Observation> seen = new ArrayList<>(0);
        for (AddressedField field : AddressedField.in(facts)) {
            for (DomainName domain : domains(field)) {
                facts.mixedScripts(domain)
                        .ifPresent(label -> seen.add(field.observe(
                                facts,
                                "The label " + Visible.of(label) + " (" + domain
                                        + ") mixes scripts that no language writes together.",
                                List.of(Source.HEADER))));
            }
        }
        return seen;
    }

    /** The first ones: a comparison costs more than the octets of a domain, and nobody writes so many. */
    private static Set<DomainName> domains(AddressedField field) {
        return field.author().domains().stream().limit(MAX_DOMAINS).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Both forms where they differ, since the point is that the shown one deceives. */
    private static String shown(DomainName domain) {
        String unicode = Visible.of(domain.toUnicode());
        return unicode.equals(domain.toString()) ? unicode : unicode + " (" + domain + ")";
    }
}
