package org.mailauth.spf;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.mailauth.Parsed;
import org.mailauth.dns.DnsAnswer;
import org.mailauth.dns.DnsRecord;
import org.mailauth.dns.DnsType;
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

    CheckHost(SpfAccount account, Targets targets, Matcher matcher, Function<String, Parsed<SpfRecord>> reader) {
        this.account = account;
        this.targets = targets;
        this.matcher = matcher;
        this.reader = reader;
    }

    PolicyLog check(SpfDomain domain) {
        return check(domain, null);
    }

    /** Checks a domain; {@code cause} is the term that leads there from another domain's record. */
    private PolicyLog check(SpfDomain domain, @Nullable SpfStepLog cause) {
        PolicyLog policy = new PolicyLog(domain);
        try {
            evaluate(policy, cause);
        } catch (Stop stop) {
            policy.end(stop);
        }
        return policy;
    }

    private void evaluate(PolicyLog policy, @Nullable SpfStepLog cause) throws Stop {
        SpfRecord record = findRecord(policy, cause);
        if (record == null) {
            return;
        }
        policy.record(record);
        List<SpfDirective> directives = record.directives();
        for (int at = 0; at < directives.size(); at++) {
            SpfDirective directive = directives.get(at);
            policy.reach();
            boolean matches = directive.mechanism().asksDns()
                    ? asks(directive.mechanism(), new SpfStepLog(record, at, account), policy, record)
                    : matcher.matchesByItself(directive.mechanism());
            if (matches) {
                policy.decide(directive, record);
                return;
            }
        }
        // RFC 7208 §4.7: nothing matched.
        policy.neutral();
        if (record.redirect().isPresent() && !record.hasAll()) {
            redirect(record.redirect().get(), new SpfStepLog(record, directives.size(), account), policy, record);
        }
    }

    private @Nullable SpfRecord findRecord(PolicyLog policy, @Nullable SpfStepLog cause) throws Stop {
        SpfDomain domain = policy.domain();
        if (!domain.canHavePolicy()) {
            // RFC 7208 §4.3: also for what an include or a redirect leads to.
            return null;
        }
        DnsAnswer answer = account.ask(domain.name(), DnsType.TXT);
        policy.asked(answer.evidence().dnssec());
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
        policy.published(records.get(0));
        // RFC 7208 §4.6: a syntax error anywhere is permerror, before anything is evaluated.
        Parsed<SpfRecord> parsed = reader.apply(records.get(0));
        if (parsed.value().isEmpty()) {
            policy.unusable(parsed.problems());
            return null;
        }
        return parsed.value().get();
    }

    /** Evaluates a directive that asks the DNS. */
    private boolean asks(SpfMechanism mechanism, SpfStepLog step, PolicyLog policy, SpfRecord record) throws Stop {
        policy.add(step);
        try {
            account.spendTerm(step);
            boolean matches = mechanism instanceof SpfMechanism.Include include
                    ? includes(include, step, policy, record)
                    : matcher.matches(mechanism, policy.domain(), record, step);
            step.end(matches ? SpfTrace.Outcome.MATCH : SpfTrace.Outcome.NO_MATCH, account);
            if (matches) {
                policy.restsOn(step);
            }
            return matches;
        } catch (Stop stop) {
            step.end(SpfTrace.Outcome.ERROR, account);
            throw stop;
        }
    }

    private boolean includes(SpfMechanism.Include include, SpfStepLog step, PolicyLog policy, SpfRecord record)
            throws Stop {
        if (targets.neverMatches(include.domain())) {
            return false;
        }
        SpfDomain target = targets.of(include.domain(), policy.domain(), record, step);
        if (target == null) {
            throw Stop.permerror("spf.include-target", "§5.2", "include leads to something that is no domain name");
        }
        step.resolved(target.text());
        PolicyLog nested = check(target, step);
        step.nested(nested);
        // RFC 7208 §5.2: the table of what the result of the included policy means here.
        return switch (nested.result()) {
            case PASS -> true;
            case FAIL, SOFTFAIL, NEUTRAL -> false;
            case TEMPERROR ->
                throw Stop.temperror(
                        "spf.include-temperror", "§5.2", "the included policy of " + target.text() + " failed for now");
            case PERMERROR ->
                throw Stop.permerror(
                        "spf.include-permerror", "§5.2", "the included policy of " + target.text() + " is in error");
            case NONE ->
                throw Stop.permerror(
                        "spf.include-none", "§5.2", "the included domain " + target.text() + " has no policy");
        };
    }

    private void redirect(MacroString spec, SpfStepLog step, PolicyLog policy, SpfRecord record) throws Stop {
        policy.add(step);
        try {
            account.spendTerm(step);
            if (targets.neverMatches(spec)) {
                step.end(SpfTrace.Outcome.NO_MATCH, account);
                return;
            }
            SpfDomain target = targets.of(spec, policy.domain(), record, step);
            if (target == null) {
                throw Stop.permerror(
                        "spf.redirect-target", "§6.1", "redirect leads to something that is no domain name");
            }
            step.resolved(target.text());
            PolicyLog nested = check(target, step);
            step.nested(nested);
            policy.adopt(nested);
            policy.restsOn(step);
            step.end(SpfTrace.Outcome.REDIRECT, account);
        } catch (Stop stop) {
            step.end(SpfTrace.Outcome.ERROR, account);
            throw stop;
        }
    }

    /** The texts of an answer that claim to be policies (RFC 7208 §4.5). */
    static List<String> policiesIn(DnsAnswer answer) {
        List<DnsRecord.Txt> records = answer.records(DnsRecord.Txt.class);
        if (records.size() == 1) {
            String text = records.get(0).joined();
            return SpfRecord.isSpf(text) ? List.of(text) : List.of();
        }
        List<String> policies = new ArrayList<>(1);
        for (DnsRecord.Txt record : records) {
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
