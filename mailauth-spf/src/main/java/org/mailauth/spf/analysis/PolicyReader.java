package org.mailauth.spf.analysis;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mailauth.dns.DnsName;
import org.mailauth.dns.DnsType;
import org.mailauth.spf.SpfDirective;
import org.mailauth.spf.SpfMechanism;
import org.mailauth.spf.SpfRecord;
import org.mailauth.spf.internal.SpfDomain;
import org.mailauth.spf.macro.MacroString;

/**
 * Reads the policy of a domain and every policy that it leads to, each once, until a bound is reached. Policies that lead
 * to each other share what was read, so the outcome is a graph, perhaps with cycles.
 */
final class PolicyReader {
    private final AnalyzerDns dns;
    private final int maxTerms;
    private final TermTargets targets;
    private final Map<DnsName, Policy> policies = new LinkedHashMap<>();
    private int terms;

    PolicyReader(AnalyzerDns dns, int maxTerms, TermTargets targets) {
        this.dns = dns;
        this.maxTerms = maxTerms;
        this.targets = targets;
    }

    /** Reads from the root on; what the root published is given. */
    Policy read(SpfDomain root, PublishedPolicy published) {
        return fill(new Policy(root, published));
    }

    /** Every policy that was read, the root first. */
    List<Policy> policies() {
        return List.copyOf(policies.values());
    }

    /** Whether there were more terms than the analysis may look at. */
    boolean isOutOfBounds() {
        return terms > maxTerms;
    }

    private Policy policyOf(SpfDomain domain) {
        Policy known = policies.get(domain.name());
        return known != null ? known : fill(new Policy(domain, PublishedPolicy.ask(dns, domain)));
    }

    private Policy fill(Policy policy) {
        policies.put(policy.domain().name(), policy);
        policy.record().ifPresent(record -> readTerms(policy, record));
        return policy;
    }

    private void readTerms(Policy policy, SpfRecord record) {
        List<TermText> texts = TermText.in(policy.text().orElse(""));
        List<TermText> directives =
                texts.stream().filter(text -> !text.isModifier()).toList();
        for (int at = 0; at < record.directives().size(); at++) {
            SpfDirective directive = record.directives().get(at);
            policy.add(read(policy, directives.get(at), directive));
            if (directive.mechanism() instanceof SpfMechanism.All) {
                // RFC 7208 §5.1: what follows is never looked at, redirect included.
                return;
            }
        }
        if (record.redirect().isPresent()) {
            TermText text = texts.stream()
                    .filter(each -> each.isModifier("redirect"))
                    .findFirst()
                    .orElseThrow();
            policy.add(lead(policy, text, null, record.redirect().get()));
        }
    }

    private PolicyTerm read(Policy policy, TermText text, SpfDirective directive) {
        SpfMechanism mechanism = directive.mechanism();
        if (!mechanism.asksDns()) {
            return new PolicyTerm(
                    text,
                    directive,
                    null,
                    null,
                    TermReader.written(mechanism, AddressFamily.IP4),
                    TermReader.written(mechanism, AddressFamily.IP6),
                    null,
                    List.of());
        }
        if (mechanism instanceof SpfMechanism.Include include) {
            return lead(policy, text, directive, include.domain());
        }
        terms++;
        Optional<MacroString> spec = TermTargets.spec(mechanism);
        MacroString written = spec.orElse(null);
        if (written != null && TermTargets.dependOnMessage(written)) {
            return unknown(text, directive, written, null, TermMatch.Kind.BY_MESSAGE);
        }
        SpfDomain current = policy.domain();
        SpfDomain target = spec.isPresent() ? targets.of(spec.get(), current).orElse(null) : current;
        if (mechanism instanceof SpfMechanism.Ptr) {
            return unknown(text, directive, written, target, TermMatch.Kind.BY_MESSAGE);
        }
        if (terms > maxTerms) {
            return unknown(text, directive, written, target, TermMatch.Kind.NOT_ASKED);
        }
        List<String> resolved = new ArrayList<>();
        TermMatch ip4 = match(mechanism, target, AddressFamily.IP4, resolved);
        TermMatch ip6 = match(mechanism, target, AddressFamily.IP6, resolved);
        return new PolicyTerm(text, directive, written, target, ip4, ip6, null, resolved);
    }

    private TermMatch match(
            SpfMechanism mechanism, @Nullable SpfDomain target, AddressFamily family, List<String> resolved) {
        // RFC 7208 §4.8: what is no name after expansion matches nothing.
        return target == null
                ? TermMatch.known(AddressSet.none(family), List.of())
                : new TermReader(dns, family, resolved).read(mechanism, target.name());
    }

    /** Reads an include, or a redirect when there is no directive. */
    private PolicyTerm lead(Policy policy, TermText text, @Nullable SpfDirective directive, MacroString spec) {
        terms++;
        if (TermTargets.dependOnMessage(spec)) {
            return unknown(text, directive, spec, null, TermMatch.Kind.BY_MESSAGE);
        }
        SpfDomain target = targets.of(spec, policy.domain()).orElse(null);
        if (target == null) {
            return unknown(text, directive, spec, null, TermMatch.Kind.IN_ERROR);
        }
        if (terms > maxTerms) {
            return unknown(text, directive, spec, target, TermMatch.Kind.NOT_ASKED);
        }
        Policy nested = policyOf(target);
        boolean isVoid = nested.published().isVoid();
        List<AnalyzerDns.Asked> asked =
                target.canHavePolicy() ? List.of(new AnalyzerDns.Asked(target.name(), DnsType.TXT)) : List.of();
        return new PolicyTerm(
                text,
                directive,
                spec,
                target,
                TermMatch.policy(AddressFamily.IP4, isVoid, asked),
                TermMatch.policy(AddressFamily.IP6, isVoid, asked),
                nested,
                List.of());
    }

    private static PolicyTerm unknown(
            TermText text,
            @Nullable SpfDirective directive,
            @Nullable MacroString spec,
            @Nullable SpfDomain target,
            TermMatch.Kind kind) {
        return new PolicyTerm(
                text,
                directive,
                spec,
                target,
                TermMatch.unknown(kind, AddressFamily.IP4, List.of()),
                TermMatch.unknown(kind, AddressFamily.IP6, List.of()),
                null,
                List.of());
    }
}
