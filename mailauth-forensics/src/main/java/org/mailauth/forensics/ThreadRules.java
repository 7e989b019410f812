package org.mailauth.forensics;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.mailauth.DomainName;
import org.mailauth.internal.text.EncodedWords;
import org.mailauth.message.HeaderField;

/** What a message says it answers. Who takes over a thread knows its subject, and often its identifiers, too. */
final class ThreadRules {
    /** How programs start the subject of an answer, in lower case. */
    private static final List<String> REPLY =
            List.of("re:", "re[", "aw:", "sv:", "antw:", "odp:", "ynt:", "답장:", "회신:", "답글:", "返信:", "回复:", "答复:");

    private ThreadRules() {}

    static List<ForensicRule> all() {
        return List.of(
                new SimpleRule("thread.no-references", Severity.LOW, ThreadRules::noReferences),
                new SimpleRule("thread.new-sender", Severity.MEDIUM, ThreadRules::newSender),
                new SimpleRule("thread.message-id", Severity.INFO, ThreadRules::messageId),
                new SimpleRule("thread.foreign-references", Severity.INFO, ThreadRules::foreignReferences));
    }

    private static boolean hasReplySubject(HeaderFacts facts) {
        return facts.header()
                .first("Subject")
                .map(field -> EncodedWords.decodeAll(field.unfoldedBody())
                        .strip()
                        .replace('\uFF1A', ':')
                        .toLowerCase(Locale.ROOT))
                .filter(subject -> REPLY.stream().anyMatch(subject::startsWith))
                .isPresent();
    }

    private static List<Evidence> references(HeaderFacts facts) {
        List<Evidence> fields = new ArrayList<>(facts.evidenceOf("References"));
        fields.addAll(facts.evidenceOf("In-Reply-To"));
        return fields;
    }

    private static List<Observation> noReferences(HeaderFacts facts) {
        return hasReplySubject(facts) && references(facts).isEmpty()
                ? List.of(new Observation(
                        facts.evidenceOf("Subject").subList(0, 1),
                        "By its subject the message is an answer, but it names no message that it answers.",
                        List.of(Source.HEADER)))
                : List.of();
    }

    private static List<Observation> newSender(HeaderFacts facts) {
        if (facts.threadParticipants().isEmpty()
                || (!hasReplySubject(facts) && references(facts).isEmpty())) {
            return List.of();
        }
        Set<DomainName> known = new HashSet<>();
        facts.threadParticipants().forEach(domain -> known.add(facts.organization(domain)));
        return facts.author().domains().stream()
                .filter(domain -> !facts.isOwn(domain) && !known.contains(facts.organization(domain)))
                .findFirst()
                .map(domain -> List.of(new Observation(
                        facts.evidenceOf("From"),
                        "The message continues a thread in which " + Shown.domain(domain) + " took no part so far.",
                        List.of(Source.HEADER, Source.THREAD_PARTICIPANTS, Source.ORGANIZATIONAL_DOMAINS))))
                .orElse(List.of());
    }

    private static List<Observation> messageId(HeaderFacts facts) {
        Optional<DomainName> id = facts.header()
                .first("Message-ID")
                .flatMap(field -> Identifiers.domains(field.body()).stream().findFirst());
        Set<DomainName> known = new HashSet<>();
        facts.author().domains().forEach(domain -> known.add(facts.organization(domain)));
        facts.dkimDomains().forEach(domain -> known.add(facts.organization(domain)));
        Stream.of(facts.sender(), facts.returnPath())
                .flatMap(Optional::stream)
                .forEach(identity -> identity.domains().forEach(domain -> known.add(facts.organization(domain))));
        return id.filter(domain -> !known.contains(facts.organization(domain)))
                .map(domain -> List.of(new Observation(
                        facts.evidenceOf("Message-ID").subList(0, 1),
                        "The Message-ID was made at " + Shown.domain(domain)
                                + ", which is of another organization than From, Sender, Return-Path and all signatures.",
                        List.of(Source.HEADER, Source.ORGANIZATIONAL_DOMAINS))))
                .orElse(List.of());
    }

    private static List<Observation> foreignReferences(HeaderFacts facts) {
        if (facts.ownDomains().isEmpty()) {
            return List.of();
        }
        Set<DomainName> authors = new HashSet<>();
        facts.author().domains().forEach(domain -> authors.add(facts.organization(domain)));
        List<DomainName> named = new ArrayList<>();
        for (HeaderField field : facts.header()) {
            if (field.isNamed("References") || field.isNamed("In-Reply-To")) {
                named.addAll(Identifiers.domains(field.body()));
            }
        }
        boolean known =
                named.stream().anyMatch(domain -> facts.isOwn(domain) || authors.contains(facts.organization(domain)));
        return named.isEmpty() || known
                ? List.of()
                : List.of(new Observation(
                        references(facts),
                        "None of the messages that this one answers is by its identifier from an own domain or the author's.",
                        List.of(Source.HEADER, Source.OWN_DOMAINS, Source.ORGANIZATIONAL_DOMAINS)));
    }
}
