package org.mailauth.spf.analysis;

import java.math.BigInteger;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.mailauth.spf.IpNetwork;
import org.mailauth.spf.SpfMechanism;
import org.mailauth.spf.SpfResult;
import org.mailauth.spf.macro.MacroString;

/** Looks at single terms: what they lead to, what they cost, what they were meant to be. */
final class TermFindings {
    private static final IpNetwork MAPPED =
            new IpNetwork(AddressFamily.IP6.address(BigInteger.valueOf(0xFFFFL << 32)), 96);

    private final Findings findings;
    private final TermCoverage coverage;

    TermFindings(Findings findings, TermCoverage coverage) {
        this.findings = findings;
        this.coverage = coverage;
    }

    /** What matters in anybody's record. */
    void check(Policy policy) {
        for (PolicyTerm term : policy.terms()) {
            lead(policy, term);
            error(policy, term);
            macros(policy, term);
            if (term.mechanism(SpfMechanism.Ptr.class).isPresent()) {
                findings.add(
                        SpfFinding.Severity.WARNING,
                        policy,
                        term,
                        "ptr",
                        "§5.5",
                        "ptr should not be published: it is slow, unreliable, and the client's own DNS decides");
            }
        }
    }

    /** What only the owner of the record can change. */
    void checkOwn(Policy policy) {
        for (PolicyTerm term : policy.terms()) {
            nothing(policy, term);
            written(policy, term);
            if (term.is(TermMatch.Kind.BY_MESSAGE)) {
                findings.add(
                        SpfFinding.Severity.NOTE,
                        policy,
                        term,
                        "by-message",
                        "§7.2",
                        "whom the term matches is decided by each message, so nobody can say it beforehand");
            }
        }
    }

    private void lead(Policy policy, PolicyTerm term) {
        Policy nested = term.policy();
        if (nested == null) {
            return;
        }
        String name = nested.domain().text();
        boolean redirect = term.isRedirect();
        switch (nested.published().status()) {
            case NONE ->
                findings.add(
                        SpfFinding.Severity.ERROR,
                        policy,
                        term,
                        redirect ? "redirect-none" : "include-none",
                        redirect ? "§6.1" : "§5.2",
                        name + " publishes no SPF record, which is permerror here");
            case SEVERAL, MALFORMED ->
                findings.add(
                        SpfFinding.Severity.ERROR,
                        policy,
                        term,
                        redirect ? "redirect-permerror" : "include-permerror",
                        redirect ? "§6.1" : "§5.2",
                        "the policy of " + name + " is in error, which is permerror here");
            case USABLE, DNS_FAILED, NOT_ASKED -> {
                // Nothing wrong here, or told at the other policy, or with the bounds of the analysis.
            }
        }
    }

    private void error(Policy policy, PolicyTerm term) {
        if (term.is(TermMatch.Kind.DNS_FAILED)) {
            findings.add(
                    SpfFinding.Severity.ERROR,
                    policy,
                    term,
                    "dns-failure",
                    "§5",
                    "the DNS failed for a name of the term, which is temperror for clients that get here");
        }
        if (term.is(TermMatch.Kind.IN_ERROR)) {
            boolean hosts = term.mechanism(SpfMechanism.Mx.class).isPresent();
            findings.add(
                    SpfFinding.Severity.ERROR,
                    policy,
                    term,
                    hosts ? "mx-names" : "target",
                    hosts ? "§4.6.4" : "§4.8",
                    hosts
                            ? "the domain has more than ten mail exchangers, which is permerror for clients that get here"
                            : "the term leads to something that is no domain name");
        }
    }

    private void macros(Policy policy, PolicyTerm term) {
        MacroString spec = term.spec();
        if (spec == null) {
            return;
        }
        if (spec.uses("p")) {
            findings.add(
                    SpfFinding.Severity.WARNING,
                    policy,
                    term,
                    "p-macro",
                    "§7.2",
                    "macro p should not be published: it costs many questions, and the client's own DNS decides");
        }
        boolean passes = term.result() == SpfResult.PASS;
        if (passes && TermTargets.endInClientsChoice(spec)) {
            findings.add(
                    SpfFinding.Severity.ERROR,
                    policy,
                    term,
                    "client-chosen",
                    "§11.3",
                    "whoever sends chooses the domain that the term looks at, so anybody can pass");
        }
    }

    /** Terms that match no address at all, or ask for nothing. */
    private void nothing(Policy policy, PolicyTerm term) {
        if (term.isRedirect() || mapped(policy, term)) {
            return;
        }
        Optional<AddressSet> ip4 = coverage.matches(term, AddressFamily.IP4);
        Optional<AddressSet> ip6 = coverage.matches(term, AddressFamily.IP6);
        boolean never = ip4.isPresent()
                && ip4.get().isEmpty()
                && ip6.isPresent()
                && ip6.get().isEmpty();
        if (never) {
            findings.add(
                    SpfFinding.Severity.WARNING,
                    policy,
                    term,
                    "matches-nothing",
                    section(term),
                    "no address matches the term" + (term.ip4().isVoid() ? ", and its lookup is void" : ""));
        } else if (term.ip4().isVoid() != term.ip6().isVoid()) {
            findings.add(
                    SpfFinding.Severity.NOTE,
                    policy,
                    term,
                    "void-for-one-family",
                    "§4.6.4",
                    "the lookup is void when the client has an " + (term.ip4().isVoid() ? "IPv4" : "IPv6")
                            + " address");
        }
    }

    private boolean mapped(Policy policy, PolicyTerm term) {
        Optional<SpfMechanism.Ip6> ip6 = term.mechanism(SpfMechanism.Ip6.class);
        AddressSet mapped = AddressSet.of(AddressFamily.IP6, List.of(MAPPED));
        boolean never = ip6.isPresent() && mapped.containsAll(term.ip6().matches());
        if (never) {
            findings.add(
                    SpfFinding.Severity.WARNING,
                    policy,
                    term,
                    "mapped-address",
                    "§5",
                    "the range maps IPv4 addresses, whose clients count as IPv4: it matches nobody; ip4 is meant");
        }
        return never;
    }

    private void written(Policy policy, PolicyTerm term) {
        Optional<IpNetwork> network = RangeFindings.network(term);
        if (network.isPresent() && hasHostBits(network.get())) {
            AddressFamily family = AddressFamily.of(network.get().address());
            findings.add(
                    SpfFinding.Severity.NOTE,
                    policy,
                    term,
                    "host-bits",
                    "§5.6",
                    "the address has bits beyond its prefix; the range is "
                            + term.match(family).matches().networks().get(0));
        }
    }

    private static boolean hasHostBits(IpNetwork network) {
        AddressFamily family = AddressFamily.of(network.address());
        InetAddress first =
                AddressSet.of(family, List.of(network)).networks().get(0).address();
        return !first.equals(network.address());
    }

    /** The section that says what a mechanism matches. */
    static String section(PolicyTerm term) {
        if (term.leads()) {
            return "§5.2";
        }
        if (term.mechanism(SpfMechanism.A.class).isPresent()) {
            return "§5.3";
        }
        if (term.mechanism(SpfMechanism.Mx.class).isPresent()) {
            return "§5.4";
        }
        return term.mechanism(SpfMechanism.Exists.class).isPresent() ? "§5.7" : "§5.6";
    }
}
