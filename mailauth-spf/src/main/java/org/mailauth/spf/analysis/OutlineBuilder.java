package org.mailauth.spf.analysis;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.mailauth.dns.DnsName;
import org.mailauth.dns.DnsType;
import org.mailauth.spf.SpfCost;
import org.mailauth.spf.SpfLimits;
import org.mailauth.spf.SpfMechanism;

/** Walks through the policies as an evaluation does that finds no match, and counts. Used once. */
final class OutlineBuilder {
    private static final int MAX_WRITTEN = 1000;
    private static final int NAMES_OF_ONE_CLIENT = 1 + SpfLimits.rfc7208().ptrNames();
    private static final int HOSTS_OF_ONE_DOMAIN = 1 + SpfLimits.rfc7208().mxNames();

    private final int maxTerms;
    private final Map<AddressFamily, Account> accounts = new EnumMap<>(AddressFamily.class);
    private final Deque<DnsName> path = new ArrayDeque<>();
    private final Set<DnsName> included = new HashSet<>();
    private final Set<DnsName> includedAgain = new LinkedHashSet<>();
    private final Set<DnsName> cycles = new LinkedHashSet<>();
    private int written;
    private boolean bounded = true;

    /** What a walk for one family has cost. */
    private static final class Account {
        private final Set<AnalyzerDns.Asked> asked = new HashSet<>();
        private int terms;
        private int voids;
        private int sureVoids;
        private int unknownQuestions;

        SpfCost cost() {
            return new SpfCost(terms, voids, asked.size() + unknownQuestions);
        }
    }

    OutlineBuilder(int maxTerms) {
        this.maxTerms = maxTerms;
        for (AddressFamily family : AddressFamily.values()) {
            accounts.put(family, new Account());
        }
    }

    SpfOutline build(Policy root) {
        AnalyzerDns.Asked first = new AnalyzerDns.Asked(root.domain().name(), DnsType.TXT);
        accounts.values().forEach(account -> account.asked.add(first));
        return outline(root);
    }

    SpfWorstCase worstCase() {
        return new SpfWorstCase(cost(AddressFamily.IP4), cost(AddressFamily.IP6), bounded);
    }

    /** The void lookups of the family that has more of them, whatever the message. */
    int sureVoids() {
        return accounts.values().stream()
                .mapToInt(account -> account.sureVoids)
                .max()
                .orElse(0);
    }

    /** The domains at which a policy leads back to itself. */
    Set<DnsName> cycles() {
        return cycles;
    }

    /** The domains that are included or redirected to in more than one place. */
    Set<DnsName> includedAgain() {
        return includedAgain;
    }

    private SpfCost cost(AddressFamily family) {
        return account(family).cost();
    }

    private Account account(AddressFamily family) {
        return accounts.computeIfAbsent(family, each -> new Account());
    }

    private SpfOutline outline(Policy policy) {
        path.push(policy.domain().name());
        List<SpfOutline.Term> terms = new ArrayList<>();
        if (policy.published().status() == PublishedPolicy.Status.NOT_ASKED) {
            bounded = false;
        }
        for (PolicyTerm term : policy.terms()) {
            if (term.asksDns() || written++ < MAX_WRITTEN) {
                terms.add(outline(term));
            }
        }
        path.pop();
        return new SpfOutline(policy.domain().text(), policy.published().recordTexts(), terms);
    }

    private SpfOutline.Term outline(PolicyTerm term) {
        SpfCost ip4 = cost(AddressFamily.IP4);
        SpfCost ip6 = cost(AddressFamily.IP6);
        SpfOutline.Knowledge knowledge = knowledge(term);
        Optional<SpfOutline> nested = Optional.empty();
        if (term.asksDns()) {
            accounts.forEach((family, account) -> spend(account, term, term.match(family)));
            nested = follow(term);
            boolean cycle = nested.isEmpty()
                    && term.policy() != null
                    && path.contains(term.policy().domain().name());
            boolean cut = nested.isEmpty() && term.policy() != null && !cycle;
            knowledge = cycle ? SpfOutline.Knowledge.CYCLE : cut ? SpfOutline.Knowledge.NOT_ASKED : knowledge;
        }
        return new SpfOutline.Term(
                term.text().text(),
                knowledge,
                term.resolved(),
                cost(AddressFamily.IP4).minus(ip4),
                cost(AddressFamily.IP6).minus(ip6),
                nested);
    }

    private void spend(Account account, PolicyTerm term, TermMatch match) {
        account.terms++;
        account.asked.addAll(match.asked());
        if (match.isVoid() || (match.kind() == TermMatch.Kind.BY_MESSAGE && !term.leads())) {
            account.voids++;
            account.sureVoids += match.isVoid() ? 1 : 0;
        }
        if (match.kind() == TermMatch.Kind.BY_MESSAGE) {
            account.unknownQuestions += questions(term);
            bounded &= !term.leads();
        } else if (match.kind() == TermMatch.Kind.NOT_ASKED) {
            bounded = false;
        }
    }

    /** How many questions a term can cause whose names nobody knows. */
    private static int questions(PolicyTerm term) {
        int questions = 1;
        if (term.mechanism(SpfMechanism.Mx.class).isPresent()) {
            questions = HOSTS_OF_ONE_DOMAIN;
        } else if (term.mechanism(SpfMechanism.Ptr.class).isPresent()) {
            questions = NAMES_OF_ONE_CLIENT;
        }
        boolean askForNames = term.spec() != null && term.spec().uses("p");
        return askForNames ? questions + NAMES_OF_ONE_CLIENT : questions;
    }

    private Optional<SpfOutline> follow(PolicyTerm term) {
        Policy policy = term.policy();
        if (policy == null) {
            return Optional.empty();
        }
        DnsName name = policy.domain().name();
        if (path.contains(name)) {
            cycles.add(name);
            bounded = false;
            return Optional.empty();
        }
        if (account(AddressFamily.IP4).terms > maxTerms) {
            bounded = false;
            return Optional.empty();
        }
        if (!included.add(name)) {
            includedAgain.add(name);
        }
        return Optional.of(outline(policy));
    }

    private static SpfOutline.Knowledge knowledge(PolicyTerm term) {
        if (term.is(TermMatch.Kind.NOT_ASKED)) {
            return SpfOutline.Knowledge.NOT_ASKED;
        }
        if (term.is(TermMatch.Kind.DNS_FAILED)) {
            return SpfOutline.Knowledge.DNS_FAILED;
        }
        if (term.is(TermMatch.Kind.IN_ERROR)) {
            return SpfOutline.Knowledge.IN_ERROR;
        }
        return term.is(TermMatch.Kind.BY_MESSAGE) ? SpfOutline.Knowledge.BY_MESSAGE : SpfOutline.Knowledge.KNOWN;
    }
}
