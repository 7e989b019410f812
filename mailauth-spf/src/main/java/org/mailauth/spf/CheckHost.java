package org.mailauth.spf;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.mailauth.Parsed;
import org.mailauth.Problem;
import org.mailauth.dns.DnsAnswer;
import org.mailauth.dns.DnsRecord;
import org.mailauth.dns.DnsType;
import org.mailauth.dns.DnssecStatus;
import org.mailauth.spf.internal.SpfDomain;
import org.mailauth.spf.macro.MacroString;

/**
 * The function check_host() (RFC 7208 §4): finds a domain's record and evaluates its terms from left to right, through
 * includes and redirects. Lives for one evaluation, on one thread.
 */
final class CheckHost {
    private final SpfAccount account;
    private final Targets targets;
    private final Matcher matcher;
    private final Function<String, Parsed<SpfRecord>> reader;

    /**
     * What one policy says.
     *
     * @param result the result
     * @param match the directive that decided, with the domain whose record holds it
     * @param explanation where the explanation of a fail is found
     * @param dnssec how far DNSSEC vouches for the answers that decided
     * @param trace how it went
     */
    record Verdict(
            SpfResult result,
            @Nullable SpfMatch match,
            @Nullable Explanation explanation,
            DnssecStatus dnssec,
            SpfTrace trace) {}

    /** An {@code exp} modifier, and the current domain of its record. */
    record Explanation(MacroString spec, SpfDomain domain) {}

    CheckHost(SpfAccount account, Targets targets, Matcher matcher, Function<String, Parsed<SpfRecord>> reader) {
        this.account = account;
        this.targets = targets;
        this.matcher = matcher;
        this.reader = reader;
    }

    Verdict check(SpfDomain domain) {
        return check(domain, null);
    }

    /** Checks a domain; {@code term} is the one that leads there from another domain's record. */
    private Verdict check(SpfDomain domain, @Nullable String term) {
        Policy policy = new Policy(domain, term);
        try {
            policy.evaluate();
        } catch (Stop stop) {
            policy.end(stop);
        }
        return policy.verdict();
    }

    /** One domain's policy while it is evaluated. */
    private final class Policy {
        private final SpfDomain domain;
        private final @Nullable String cause;
        private final List<SpfTrace.Step> steps = new ArrayList<>();
        private final List<Problem> problems = new ArrayList<>();
        private Optional<String> published = Optional.empty();
        private SpfResult result = SpfResult.NONE;
        private DnssecStatus dnssec = DnssecStatus.INDETERMINATE;
        private @Nullable SpfMatch match;
        private @Nullable Explanation explanation;

        Policy(SpfDomain domain, @Nullable String cause) {
            this.domain = domain;
            this.cause = cause;
        }

        void evaluate() throws Stop {
            SpfRecord record = findRecord();
            if (record == null) {
                return;
            }
            for (int at = 0; at < record.directives().size(); at++) {
                SpfDirective directive = record.directives().get(at);
                if (evaluate(directive, record.terms().get(at))) {
                    decide(directive, record);
                    return;
                }
            }
            // RFC 7208 §4.7: nothing matched.
            result = SpfResult.NEUTRAL;
            if (record.redirect().isPresent() && !record.hasAll()) {
                redirect(record.redirect().get());
            }
        }

        private @Nullable SpfRecord findRecord() throws Stop {
            if (!domain.canHavePolicy()) {
                // RFC 7208 §4.3: also for what an include or a redirect leads to.
                return null;
            }
            DnsAnswer answer = account.ask(domain.name(), DnsType.TXT);
            dnssec = answer.evidence().dnssec();
            if (answer instanceof DnsAnswer.Failed failed) {
                // RFC 7208 §4.4: any other RCODE or a time-out is temperror.
                throw dnsFailure(failed, domain.text());
            }
            List<String> records = policiesIn(answer);
            if (records.isEmpty()) {
                // RFC 7208 §4.6.4: the question of the domain that is checked is no lookup of a term.
                if (cause != null && !(answer instanceof DnsAnswer.Found)) {
                    account.spendVoid(cause);
                }
                return null;
            }
            if (records.size() > 1) {
                throw Stop.permerror("spf.multiple-records", "§4.5", "the domain publishes several SPF records");
            }
            published = Optional.of(records.get(0));
            // RFC 7208 §4.6: a syntax error anywhere is permerror, before anything is evaluated.
            Parsed<SpfRecord> parsed = reader.apply(records.get(0));
            if (parsed.value().isEmpty()) {
                problems.addAll(parsed.problems());
                result = SpfResult.PERMERROR;
                return null;
            }
            return parsed.value().get();
        }

        private boolean evaluate(SpfDirective directive, String term) throws Stop {
            SpfCost before = account.cost();
            SpfStepLog log = new SpfStepLog();
            try {
                if (directive.mechanism().asksDns()) {
                    account.spendTerm(term);
                }
                boolean matches = directive.mechanism() instanceof SpfMechanism.Include include
                        ? includes(include, term, log)
                        : matcher.matches(directive.mechanism(), domain, term, log);
                SpfTrace.Outcome outcome = matches ? SpfTrace.Outcome.MATCH : SpfTrace.Outcome.NO_MATCH;
                steps.add(log.step(term, outcome, account.cost().minus(before)));
                if (matches && directive.mechanism().asksDns()) {
                    dnssec = dnssec.and(log.dnssec());
                }
                return matches;
            } catch (Stop stop) {
                steps.add(log.step(term, SpfTrace.Outcome.ERROR, account.cost().minus(before)));
                throw stop;
            }
        }

        private boolean includes(SpfMechanism.Include include, String term, SpfStepLog log) throws Stop {
            if (targets.neverMatches(include.domain())) {
                return false;
            }
            Optional<SpfDomain> target = targets.of(include.domain(), domain, log);
            if (target.isEmpty()) {
                throw Stop.permerror("spf.include-target", "§5.2", "include leads to something that is no domain name");
            }
            log.resolved(target.get().text());
            Verdict nested = check(target.get(), term);
            log.nested(nested);
            // RFC 7208 §5.2: the table of what the result of the included policy means here.
            return switch (nested.result()) {
                case PASS -> true;
                case FAIL, SOFTFAIL, NEUTRAL -> false;
                case TEMPERROR ->
                    throw Stop.temperror(
                            "spf.include-temperror",
                            "§5.2",
                            "the included policy of " + target.get().text() + " failed for now");
                case PERMERROR ->
                    throw Stop.permerror(
                            "spf.include-permerror",
                            "§5.2",
                            "the included policy of " + target.get().text() + " is in error");
                case NONE ->
                    throw Stop.permerror(
                            "spf.include-none",
                            "§5.2",
                            "the included domain " + target.get().text() + " has no policy");
            };
        }

        private void decide(SpfDirective directive, SpfRecord record) {
            result = directive.qualifier().result();
            match = new SpfMatch(domain.text(), directive);
            if (result == SpfResult.FAIL) {
                explanation = record.explanation()
                        .map(spec -> new Explanation(spec, domain))
                        .orElse(null);
            }
        }

        private void redirect(MacroString spec) throws Stop {
            SpfCost before = account.cost();
            SpfStepLog log = new SpfStepLog();
            String term = "redirect=" + spec;
            try {
                account.spendTerm(term);
                if (targets.neverMatches(spec)) {
                    steps.add(log.step(
                            term, SpfTrace.Outcome.NO_MATCH, account.cost().minus(before)));
                    return;
                }
                SpfDomain target = targets.of(spec, domain, log)
                        .orElseThrow(() -> Stop.permerror(
                                "spf.redirect-target", "§6.1", "redirect leads to something that is no domain name"));
                log.resolved(target.text());
                Verdict nested = check(target, term);
                log.nested(nested);
                adopt(nested);
                dnssec = dnssec.and(log.dnssec());
                steps.add(
                        log.step(term, SpfTrace.Outcome.REDIRECT, account.cost().minus(before)));
            } catch (Stop stop) {
                steps.add(log.step(term, SpfTrace.Outcome.ERROR, account.cost().minus(before)));
                throw stop;
            }
        }

        private void adopt(Verdict nested) {
            result = nested.result();
            match = nested.match();
            // RFC 7208 §6.2: behind a redirect only the explanation of the new record counts.
            explanation = nested.explanation();
            if (result == SpfResult.NONE) {
                // RFC 7208 §6.1: a redirect to a domain without a policy is an error of this policy.
                result = SpfResult.PERMERROR;
                problems.add(Problem.of(
                        "spf.redirect-none", "RFC 7208 §6.1", "redirect leads to a domain without a policy"));
            }
        }

        void end(Stop stop) {
            result = stop.result();
            match = null;
            explanation = null;
            problems.add(stop.problem());
        }

        Verdict verdict() {
            SpfTrace trace = new SpfTrace(domain.text(), published, steps, result, problems);
            return new Verdict(result, match, explanation, dnssec, trace);
        }
    }

    /** The texts of an answer that claim to be policies (RFC 7208 §4.5). */
    static List<String> policiesIn(DnsAnswer answer) {
        List<String> policies = new ArrayList<>(1);
        for (DnsRecord.Txt record : answer.records(DnsRecord.Txt.class)) {
            String text = record.joined();
            if (SpfRecord.isSpf(text)) {
                policies.add(text);
            }
        }
        return policies;
    }

    static Stop dnsFailure(DnsAnswer.Failed failed, String name) {
        String cause = failed.cause().text();
        return Stop.temperror("spf.dns", "§4.4", "the DNS failed for " + name + ": " + cause);
    }
}
