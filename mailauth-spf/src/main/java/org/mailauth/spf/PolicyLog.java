package org.mailauth.spf;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.mailauth.Problem;
import org.mailauth.dns.DnssecStatus;
import org.mailauth.spf.internal.SpfDomain;
import org.mailauth.spf.macro.MacroString;

/**
 * What one policy says and how that came about, noted while it is evaluated and never changed afterwards. It holds no more
 * than references and numbers: few want to read the {@link SpfTrace}, which took a third of an evaluation, so it is
 * written when somebody asks for it.
 */
final class PolicyLog {
    private final SpfDomain domain;
    private List<Problem> problems = List.of();
    private @Nullable String published;
    private @Nullable SpfRecord record;
    /** Directives that were reached; only those that ask the DNS have a log of their own. */
    private int reached;

    private boolean decided;

    private @Nullable SpfStepLog firstStep;
    private @Nullable SpfStepLog lastStep;
    private SpfResult result = SpfResult.NONE;
    private DnssecStatus dnssec = DnssecStatus.INDETERMINATE;
    private @Nullable SpfDirective match;
    private SpfDomain matchedIn;
    private @Nullable Explanation explanation;

    /** An {@code exp} modifier, and the current domain of its record. */
    record Explanation(MacroString spec, SpfDomain domain) {}

    PolicyLog(SpfDomain domain) {
        this.domain = domain;
        this.matchedIn = domain;
    }

    SpfDomain domain() {
        return domain;
    }

    SpfResult result() {
        return result;
    }

    /** How far DNSSEC vouches for the answers that decided. */
    DnssecStatus dnssec() {
        return dnssec;
    }

    /** The directive that decided, with the domain whose record holds it. */
    Optional<SpfMatch> match() {
        return Optional.ofNullable(match).map(directive -> new SpfMatch(matchedIn.text(), directive));
    }

    /** Where the explanation of a fail is found. */
    @Nullable
    Explanation explanation() {
        return explanation;
    }

    void asked(DnssecStatus status) {
        dnssec = status;
    }

    void published(String text) {
        published = text;
    }

    void record(SpfRecord read) {
        record = read;
    }

    void unusable(List<Problem> why) {
        problems = why;
        result = SpfResult.PERMERROR;
    }

    void neutral() {
        result = SpfResult.NEUTRAL;
    }

    /** The next directive is reached. */
    void reach() {
        reached++;
    }

    void add(SpfStepLog step) {
        if (lastStep == null) {
            firstStep = step;
        } else {
            lastStep.before(step);
        }
        lastStep = step;
    }

    /** What a step that decided rests on. */
    void restsOn(SpfStepLog step) {
        dnssec = dnssec.and(step.dnssec());
    }

    void decide(SpfDirective directive, SpfRecord from) {
        result = directive.qualifier().result();
        match = directive;
        decided = true;
        if (result == SpfResult.FAIL) {
            explanation = from.explanation()
                    .map(spec -> new Explanation(spec, domain))
                    .orElse(null);
        }
    }

    /** Takes over what another policy says. */
    void adopt(PolicyLog other) {
        result = other.result;
        match = other.match;
        matchedIn = other.matchedIn;
        // RFC 7208 §6.2: behind a redirect only the explanation of the new record counts.
        explanation = other.explanation;
        if (result == SpfResult.NONE) {
            // RFC 7208 §6.1: a redirect to a domain without a policy is an error of this policy.
            result = SpfResult.PERMERROR;
            problems = List.of(
                    Problem.of("spf.redirect-none", "RFC 7208 §6.1", "redirect leads to a domain without a policy"));
        }
    }

    void end(Stop stop) {
        result = stop.result();
        match = null;
        explanation = null;
        problems = List.of(stop.problem());
    }

    /** The problems of this policy, then those of the policies that took part in its result. */
    List<Problem> allProblems() {
        if (result != SpfResult.PERMERROR && result != SpfResult.TEMPERROR && problems.isEmpty()) {
            // Problems end in an error, and errors below in one above: there is nothing to collect.
            return List.of();
        }
        List<Problem> all = new ArrayList<>(problems);
        decisive().forEach(nested -> all.addAll(nested.allProblems()));
        return List.copyOf(all);
    }

    /** The problem at the root of the others: that of the innermost record. */
    Optional<Problem> cause() {
        return decisive()
                .flatMap(nested -> nested.cause().stream())
                .findFirst()
                .or(() -> problems.stream().findFirst());
    }

    private Stream<PolicyLog> decisive() {
        return Stream.iterate(firstStep, step -> step != null, SpfStepLog::next)
                .filter(SpfStepLog::isDecisive)
                .flatMap(step -> Optional.ofNullable(step.nested()).stream());
    }

    SpfTrace trace() {
        List<SpfTrace.Step> steps = new ArrayList<>();
        SpfStepLog step = firstStep;
        for (int at = 0; at < reached && record != null; at++) {
            if (step != null && step.place() == at) {
                steps.add(step.step());
                step = step.next();
            } else {
                // A directive that asks nobody costs nothing, and one that matches is the last one.
                boolean matched = decided && at == reached - 1;
                steps.add(new SpfTrace.Step(
                        record.term(at),
                        matched ? SpfTrace.Outcome.MATCH : SpfTrace.Outcome.NO_MATCH,
                        List.of(),
                        new SpfCost(0, 0, 0),
                        Optional.empty()));
            }
        }
        if (step != null) {
            steps.add(step.step());
        }
        return new SpfTrace(domain.text(), Optional.ofNullable(published), steps, result, problems);
    }
}
