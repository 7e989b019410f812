package org.mailauth.spf.analysis;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.mailauth.spf.IpNetwork;
import org.mailauth.spf.SpfDirective;
import org.mailauth.spf.SpfMechanism;
import org.mailauth.spf.SpfResult;
import org.mailauth.spf.internal.SpfDomain;

/** Looks at the addresses that are authorised: too many, too wide, never seen on the Internet, or matched before. */
final class RangeFindings {
    private final Findings findings;
    private final TermCoverage coverage;
    private final AddressResults results;
    private final LintThresholds thresholds;
    private final WorkMeter meter;

    RangeFindings(
            Findings findings,
            TermCoverage coverage,
            AddressResults results,
            LintThresholds thresholds,
            WorkMeter meter) {
        this.findings = findings;
        this.coverage = coverage;
        this.results = results;
        this.thresholds = thresholds;
        this.meter = meter;
    }

    /** The range that a term writes down. */
    static Optional<IpNetwork> network(PolicyTerm term) {
        return term.mechanism(SpfMechanism.Ip4.class)
                .map(SpfMechanism.Ip4::network)
                .or(() -> term.mechanism(SpfMechanism.Ip6.class).map(SpfMechanism.Ip6::network));
    }

    /** What the policies that answer authorise together. */
    void checkRoot(Policy root) {
        String everybody = families(family -> results.passing(family).isAll());
        if (!everybody.isEmpty()) {
            findings.add(
                    SpfFinding.Severity.ERROR,
                    root,
                    "pass-all",
                    "§5.1",
                    "every " + everybody + " address may send in the name of the domain");
        }
        for (AddressFamily family : AddressFamily.values()) {
            AddressSet passing = results.passing(family);
            if (!passing.isAll() && passing.intersects(SpecialAddresses.of(family))) {
                findings.add(
                        SpfFinding.Severity.NOTE,
                        root,
                        "private-addresses",
                        "RFC 6890 §2.2",
                        "addresses are authorised that no client on the Internet has: "
                                + some(passing.and(SpecialAddresses.of(family))));
            }
        }
        AddressSet ip4 = results.passing(AddressFamily.IP4);
        boolean many = ip4.count().compareTo(BigInteger.valueOf(thresholds.manyIp4())) > 0;
        if (many && !ip4.isAll()) {
            findings.add(
                    SpfFinding.Severity.NOTE,
                    root,
                    "many-addresses",
                    "§11.4",
                    ip4.count()
                            + " IPv4 addresses are authorised; whoever can send from any of them, as from hosts that"
                            + " many customers share, passes");
        }
    }

    /** The families of which something holds, in words; empty for none. */
    private static String families(Predicate<AddressFamily> condition) {
        return Arrays.stream(AddressFamily.values())
                .filter(condition)
                .map(AddressFamily::words)
                .collect(Collectors.joining(" and "));
    }

    private static String some(AddressSet set) {
        List<IpNetwork> networks = set.networks();
        String first = networks.get(0).toString();
        return networks.size() == 1 ? first : first + " and " + (networks.size() - 1) + " more";
    }

    /** The terms of any record that lets such addresses pass. */
    void check(Policy policy) {
        for (PolicyTerm term : policy.terms()) {
            if (term.result() == SpfResult.PASS && !term.isRedirect()) {
                everybody(policy, term);
                wide(policy, term);
            }
        }
    }

    private void everybody(Policy policy, PolicyTerm term) {
        String everybody = families(family -> results.passing(family).isAll()
                && coverage.surelyMatches(term, family).isAll());
        if (!everybody.isEmpty()) {
            findings.add(
                    SpfFinding.Severity.ERROR,
                    policy,
                    term,
                    "pass-all",
                    "§5.1",
                    "the term lets every " + everybody + " address pass");
        }
    }

    private void wide(Policy policy, PolicyTerm term) {
        for (AddressFamily family : AddressFamily.values()) {
            AddressSet matches = term.match(family).matches();
            int length = prefixLength(term, family);
            boolean wide = length < thresholds.widest(family) && !matches.isEmpty() && !matches.isAll();
            if (wide && meter.pay(matches, matches) && results.passing(family).intersects(matches)) {
                findings.add(
                        SpfFinding.Severity.WARNING,
                        policy,
                        term,
                        "wide-range",
                        "§11.4",
                        "an " + family.words() + " range of " + matches.count() + " addresses is authorised");
            }
        }
    }

    private static int prefixLength(PolicyTerm term, AddressFamily family) {
        boolean narrow = family == AddressFamily.IP4;
        Optional<SpfMechanism.A> a = term.mechanism(SpfMechanism.A.class);
        if (a.isPresent()) {
            return narrow ? a.get().ip4Length() : a.get().ip6Length();
        }
        Optional<SpfMechanism.Mx> mx = term.mechanism(SpfMechanism.Mx.class);
        if (mx.isPresent()) {
            return narrow ? mx.get().ip4Length() : mx.get().ip6Length();
        }
        return network(term).map(IpNetwork::prefixLength).orElse(family.bits());
    }

    /** Terms that say again what the record has said before. */
    void checkOwn(Policy policy) {
        Map<AddressFamily, AddressSet> seen = new EnumMap<>(AddressFamily.class);
        for (AddressFamily family : AddressFamily.values()) {
            seen.put(family, AddressSet.none(family));
        }
        Set<Object> meanings = new HashSet<>();
        for (PolicyTerm term : policy.terms()) {
            if (term.directive() == null || meter.isExhausted()) {
                return;
            }
            Object meaning = meaning(term, term.directive());
            if (!meanings.add(meaning)) {
                findings.add(
                        SpfFinding.Severity.WARNING,
                        policy,
                        term,
                        "duplicate",
                        "§4.6.2",
                        "an earlier term says the same; this one is never decisive");
            } else {
                unreachable(policy, term, seen);
            }
            for (AddressFamily family : AddressFamily.values()) {
                seen.computeIfPresent(family, (each, before) -> plus(before, coverage.surelyMatches(term, each)));
            }
        }
    }

    private AddressSet plus(AddressSet before, AddressSet more) {
        return meter.pay(before, more) ? before.plus(more) : before;
    }

    /** Equal for terms that match alike, however they are written. */
    private static Object meaning(PolicyTerm term, SpfDirective directive) {
        SpfMechanism mechanism = directive.mechanism();
        Optional<IpNetwork> network = network(term);
        if (network.isPresent()) {
            return term.match(AddressFamily.of(network.get().address())).matches();
        }
        SpfDomain target = term.target();
        if (target == null) {
            return mechanism;
        }
        List<Object> parts = new ArrayList<>(List.of(mechanism.getClass(), target.name()));
        for (AddressFamily family : AddressFamily.values()) {
            parts.add(prefixLength(term, family));
        }
        return parts;
    }

    private void unreachable(Policy policy, PolicyTerm term, Map<AddressFamily, AddressSet> seen) {
        boolean something = false;
        for (Map.Entry<AddressFamily, AddressSet> entry : seen.entrySet()) {
            Optional<AddressSet> matches = coverage.matches(term, entry.getKey());
            if (matches.isEmpty()
                    || !meter.pay(matches.get(), entry.getValue())
                    || !entry.getValue().containsAll(matches.get())) {
                return;
            }
            something |= !matches.get().isEmpty();
        }
        if (something) {
            findings.add(
                    SpfFinding.Severity.WARNING,
                    policy,
                    term,
                    "unreachable",
                    "§4.6.2",
                    "earlier terms match every address that this one matches; it is never decisive");
        }
    }
}
