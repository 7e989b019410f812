package org.mailauth.forensics;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.mailauth.DomainName;

/** The ready rules about words of the subject. */
final class WordRules {
    // Short words of one syllable are missing: they are parts of too many others.
    private static final List<String> PAYMENT = List.of(
            "payment",
            "invoice",
            "wire transfer",
            "bank transfer",
            "bank account",
            "bank details",
            "remittance",
            "overdue",
            "payroll",
            "gift card",
            "gift cards",
            "iban",
            "송금",
            "입금",
            "계좌",
            "이체",
            "결제",
            "대금",
            "미납",
            "세금계산서",
            "인보이스",
            "상품권",
            "급여");

    private WordRules() {}

    static List<ForensicRule> all() {
        SubjectWords words = new SubjectWords(PAYMENT);
        return List.of(
                new SimpleRule("words.payment", Severity.LOW, words::examine),
                new SimpleRule(
                        "words.payment-reply-to", Severity.MEDIUM, facts -> withReplyTo(facts, words.examine(facts))));
    }

    /** Bills of services, too, have answers go elsewhere: the two together are worth a look, and no more. */
    private static List<Observation> withReplyTo(HeaderFacts facts, List<Observation> payment) {
        if (payment.isEmpty() || facts.isFromList()) {
            return List.of();
        }
        Set<DomainName> authors =
                facts.author().domains().stream().map(facts::organization).collect(Collectors.toUnmodifiableSet());
        Optional<DomainName> elsewhere = facts.replyTo().stream()
                .flatMap(answers -> answers.domains().stream())
                .filter(domain -> !authors.contains(facts.organization(domain)))
                .findFirst();
        return elsewhere.stream()
                .map(domain -> {
                    List<Evidence> places = new ArrayList<>(payment.get(0).evidence());
                    places.addAll(AddressedField.place(facts, "Reply-To"));
                    return new Observation(
                            places,
                            payment.get(0).explanation() + " Answers go to another organization than the author's, "
                                    + Shown.domain(domain) + ".",
                            List.of(Source.HEADER, Source.OWN_DOMAINS, Source.ORGANIZATIONAL_DOMAINS));
                })
                .toList();
    }
}
