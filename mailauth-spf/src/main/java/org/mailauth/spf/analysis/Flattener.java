package org.mailauth.spf.analysis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.mailauth.Problem;
import org.mailauth.dns.DnsType;
import org.mailauth.spf.SpfDirective;
import org.mailauth.spf.SpfLimits;
import org.mailauth.spf.SpfRecord;
import org.mailauth.spf.SpfResult;
import org.mailauth.spf.analysis.SpfFlattening.Publication;
import org.mailauth.spf.macro.MacroString;

/** Rewrites a policy with addresses only, term by term, and notes what is lost. Used once. */
final class Flattener {
    private static final int MAX_RECORD = 65_000;
    private static final int MAX_RANGES = 5_000;

    private final Policy root;
    private final TermCoverage coverage;
    private final AddressResults results;
    private final AnalyzerDns dns;
    private final SpfOutline outline;
    private final WorkMeter meter;
    private final FlatRecord flat = new FlatRecord();
    private final List<Problem> remarks = new ArrayList<>();
    private final List<Problem> obstacles = new ArrayList<>();
    private final Set<AnalyzerDns.Asked> asked = new LinkedHashSet<>();
    private final Set<Policy> inlined = new HashSet<>();
    private int keptTerms;
    private boolean redirectInlined;

    /**
     * A flattener for one policy.
     *
     * @param root the policy
     * @param coverage what terms match
     * @param results what the policy answers within the limits
     * @param dns tells how old answers may grow
     * @param outline tells what terms cost
     * @param meter pays for the work
     */
    Flattener(
            Policy root,
            TermCoverage coverage,
            AddressResults results,
            AnalyzerDns dns,
            SpfOutline outline,
            WorkMeter meter) {
        this.root = root;
        this.coverage = coverage;
        this.results = results;
        this.dns = dns;
        this.outline = outline;
        this.meter = meter;
    }

    SpfFlattening flatten(boolean analysisComplete) {
        if (root.record().isEmpty()) {
            return impossible("no-record", "§4.5", "there is no usable record to flatten");
        }
        if (!analysisComplete) {
            return SpfFlattening.impossible(List.of(incomplete()));
        }
        flatten(root);
        if (!obstacles.isEmpty()) {
            return SpfFlattening.impossible(obstacles);
        }
        flat.finish();
        List<String> modifiers = new ArrayList<>(flat.redirectTerms());
        explanation().ifPresent(modifiers::add);
        if (flat.rangeCount() > MAX_RANGES) {
            return impossible("too-long", "§3.4", "the addresses make " + flat.rangeCount() + " ranges");
        }
        String record = FlatText.record(flat.parts(), modifiers);
        if (record.length() > MAX_RECORD) {
            return impossible("too-long", "§3.4", "no TXT record holds " + record.length() + " octets");
        }
        return written(record, modifiers);
    }

    static Problem incomplete() {
        return remark("incomplete", "§11.1", "the analysis did not see the whole policy");
    }

    private static SpfFlattening impossible(String code, String section, String text) {
        return SpfFlattening.impossible(List.of(remark(code, section, text)));
    }

    private static Problem remark(String code, String section, String text) {
        return Problem.of("spf.flatten." + code, "RFC 7208 " + section, text);
    }

    private void flatten(Policy policy) {
        inlined.add(policy);
        for (PolicyTerm term : policy.terms()) {
            SpfDirective directive = term.directive();
            if (directive == null) {
                redirect(term);
                return;
            }
            Optional<AddressSet> ip4 = coverage.matches(term, AddressFamily.IP4);
            Optional<AddressSet> ip6 = coverage.matches(term, AddressFamily.IP6);
            if (ip4.isPresent() && ip6.isPresent()) {
                if (!flat.pay(meter)) {
                    obstacles.add(incomplete());
                    return;
                }
                flat.add(directive.qualifier(), ip4.get(), ip6.get());
                sources(term, new HashSet<>());
            } else {
                keepOrGiveUp(term);
            }
        }
    }

    private void redirect(PolicyTerm term) {
        Policy policy = term.policy();
        boolean known = policy != null
                && coverage.unlimited(policy).all(possible -> possible.isOne() && !possible.includesError());
        if (policy == null || !known) {
            keepOrGiveUp(term);
        } else if (!inlined.contains(policy)) {
            // A policy that was inlined before is one that no address comes back to: the results would tell.
            redirectInlined = true;
            asked.addAll(term.ip4().asked());
            flatten(policy);
        }
    }

    private void keepOrGiveUp(PolicyTerm term) {
        Problem trouble = trouble(term, new HashSet<>());
        if (trouble != null) {
            obstacles.add(trouble);
            return;
        }
        String text = term.text().text();
        keptTerms += outline.terms().stream()
                .filter(each -> each.term().equals(text))
                .mapToInt(each -> each.ip4().dnsTerms())
                .findFirst()
                .orElse(1);
        remarks.add(remark("kept", "§7", "\"" + text + "\" stays: each message decides whom it matches"));
        if (term.isRedirect()) {
            flat.keepRedirect(text);
        } else {
            flat.keep(text);
        }
    }

    /** Why a term can neither be flattened nor stay; null when only the message keeps it from being flattened. */
    private @Nullable Problem trouble(PolicyTerm term, Set<Policy> seen) {
        String text = "\"" + term.text().text() + "\"";
        if (term.is(TermMatch.Kind.DNS_FAILED)) {
            return remark("dns-failure", "§5", "the DNS failed for " + text + "; it may answer later");
        }
        if (term.is(TermMatch.Kind.IN_ERROR)) {
            return remark("error", "§4.6", text + " is in error");
        }
        Policy policy = term.policy();
        if (policy == null || !seen.add(policy)) {
            return null;
        }
        PublishedPolicy.Status status = policy.published().status();
        if (status != PublishedPolicy.Status.USABLE) {
            return status == PublishedPolicy.Status.DNS_FAILED
                    ? remark("dns-failure", "§5", "the DNS failed for " + text + "; it may answer later")
                    : remark("error", "§5.2", text + " leads to no usable policy");
        }
        for (PolicyTerm below : policy.terms()) {
            Problem trouble = trouble(below, seen);
            if (trouble != null) {
                return trouble;
            }
        }
        boolean cycle = !coverage.unlimited(policy).all(possible -> !possible.isOnly(SpfResult.PERMERROR));
        return cycle ? remark("error", "§4.6.4", text + " leads back to itself") : null;
    }

    private void sources(PolicyTerm term, Set<Policy> seen) {
        for (AddressFamily family : AddressFamily.values()) {
            asked.addAll(term.match(family).asked());
        }
        Policy policy = term.policy();
        if (policy != null && seen.add(policy)) {
            policy.terms().forEach(below -> sources(below, seen));
        }
    }

    private Optional<String> explanation() {
        Optional<MacroString> own = root.record().flatMap(SpfRecord::explanation);
        boolean foreign = redirectInlined
                && inlined.stream()
                        .anyMatch(policy ->
                                policy.record().flatMap(SpfRecord::explanation).isPresent());
        if (foreign) {
            remarks.add(
                    remark("explanation", "§6.2", "explanations of fails are lost: several records have their own"));
            return Optional.empty();
        }
        return own.map(spec -> "exp=" + spec);
    }

    private SpfFlattening written(String record, List<String> modifiers) {
        // The record itself is what is being written anew.
        asked.remove(new AnalyzerDns.Asked(root.domain().name(), DnsType.TXT));
        List<SpfFlattening.Source> sources = asked.stream()
                .map(each -> new SpfFlattening.Source(
                        each.name(), each.type(), dns.ttl(each).orElse(Duration.ZERO)))
                .toList();
        sources.stream()
                .map(SpfFlattening.Source::ttl)
                .min(Comparator.naturalOrder())
                .ifPresent(shortest -> remarks.add(remark(
                        "stale",
                        "§10.1",
                        "the addresses are those of now: the record must be made anew whenever one of " + sources.size()
                                + " answers changes, which can be as soon as after " + shortest.toSeconds()
                                + " seconds")));
        boolean equivalent = results.all(possible -> !possible.includesError());
        if (!equivalent) {
            remarks.add(
                    remark(
                            "errors",
                            "§4.6.4",
                            "the policy is or can be in error for some clients; there the flattened record can answer otherwise"));
        }
        boolean unknown =
                root.record().map(each -> !each.unknownModifiers().isEmpty()).orElse(false);
        if (unknown) {
            remarks.add(remark("modifiers", "§6", "modifiers without a meaning are left out"));
        }
        List<Publication> split = split(record, modifiers);
        return new SpfFlattening(Optional.of(record), equivalent, remarks, sources, FlatText.strings(record), split);
    }

    private List<Publication> split(String record, List<String> modifiers) {
        String name = root.domain().text();
        if (FlatText.isComfortable(name, record)) {
            return List.of();
        }
        List<Publication> split = FlatText.split(name, flat.parts(), modifiers);
        int terms = split.size() - 1 + keptTerms;
        boolean possible = split.size() > 1 && terms <= SpfLimits.rfc7208().dnsTerms();
        String octets =
                "the record has " + record.length() + " octets, so its answer may not fit in a UDP packet of 512";
        remarks.add(remark(
                "long",
                "§3.4",
                possible
                        ? octets + "; it can be split into " + split.size() + " records: "
                                + split.stream().map(Publication::name).collect(Collectors.joining(", "))
                        : octets + "; small records would be too many: they would need " + terms + " DNS terms"));
        return possible ? split : List.of();
    }
}
