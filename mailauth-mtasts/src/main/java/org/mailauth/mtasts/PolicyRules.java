package org.mailauth.mtasts;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.mailauth.DomainName;
import org.mailauth.Problem;
import org.mailauth.dns.DnsName;
import org.mailauth.mtasts.MtaStsFinding.Severity;

/** What the owner of a domain should know of a record, a policy, its hosts, and a change of them. */
final class PolicyRules {
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration WEEK = Duration.ofDays(7);
    private static final Duration LONG_WITHOUT_ENFORCING = Duration.ofDays(31);
    private static final Duration LONG_TEST = Duration.ofDays(90);

    private static final Set<String> HARMLESS = Set.of("mtasts.unknown-field", "mtasts.line-empty");

    private PolicyRules() {}

    /** Of what was read, what is ignored matters little, unless it is a host that was meant to be used. */
    static List<MtaStsFinding> read(List<Problem> problems, boolean usable) {
        return problems.stream()
                .map(problem -> new MtaStsFinding(severity(problem, usable), problem))
                .toList();
    }

    private static Severity severity(Problem problem, boolean usable) {
        if (HARMLESS.contains(problem.code())) {
            return Severity.NOTE;
        }
        boolean lostHost =
                problem.code().startsWith("mtasts.mx") && !problem.code().equals("mtasts.mx-final-dot");
        return usable && !lostHost ? Severity.WARNING : Severity.ERROR;
    }

    static List<MtaStsFinding> policy(MtaStsPolicy policy) {
        List<MtaStsFinding> findings = new ArrayList<>();
        String maxAge = "max_age is " + words(policy.maxAge());
        if (policy.mode() == MtaStsPolicy.Mode.NONE) {
            findings.add(MtaStsFinding.warning(
                    Rule.REMOVAL, "mode-none", "the mode is none: senders deliver as if there were no policy"));
            if (policy.maxAge().compareTo(WEEK) > 0) {
                findings.add(MtaStsFinding.note(
                        Rule.REMOVAL, "max-age-long", maxAge + ": about a day is enough to take a policy back"));
            }
            return findings;
        }
        if (policy.maxAge().compareTo(DAY) < 0) {
            findings.add(MtaStsFinding.warning(
                    Rule.DOWNGRADE,
                    "max-age-short",
                    maxAge + ": whoever hides the record for so long takes the protection away"));
        } else if (policy.maxAge().compareTo(WEEK) < 0) {
            findings.add(MtaStsFinding.note(
                    Rule.POLICY, "max-age-weeks", maxAge + ": weeks or more protect better once the policy is stable"));
        }
        if (policy.mode() == MtaStsPolicy.Mode.TESTING) {
            findings.add(MtaStsFinding.note(
                    Rule.FLOW,
                    "testing",
                    "the mode is testing: mail is delivered to any host, and failures are reported"));
            if (policy.maxAge().compareTo(LONG_WITHOUT_ENFORCING) > 0) {
                findings.add(MtaStsFinding.note(
                        Rule.POLICY,
                        "max-age-long",
                        maxAge + " in mode testing: senders that miss a change keep testing"));
            }
        }
        for (MxPattern pattern : policy.mx()) {
            if (pattern.isWildcard() && pattern.domain().labelCount() == 1) {
                findings.add(MtaStsFinding.error(
                        Rule.MX_MATCH,
                        "wildcard-broad",
                        pattern + " permits hosts of everybody below a whole top level"));
            }
        }
        return findings;
    }

    /** Ids that are times, as many are, tell how old a policy is. */
    static List<MtaStsFinding> age(MtaStsPublication published, Instant now) {
        Optional<Instant> since = MtaStsPublication.idTime(published.record().id());
        boolean tooLong = published.policy().mode() == MtaStsPolicy.Mode.TESTING
                && since.isPresent()
                && since.get().plus(LONG_TEST).isBefore(now);
        return tooLong
                ? List.of(MtaStsFinding.warning(
                        Rule.FLOW,
                        "testing-long",
                        "the mode is testing since " + since.get() + ", by the id of the record: nothing is enforced"))
                : List.of();
    }

    static List<MtaStsFinding> hosts(MtaStsPolicy policy, List<DnsName> hosts) {
        List<MtaStsFinding> findings = new ArrayList<>();
        if (policy.mode() == MtaStsPolicy.Mode.NONE) {
            return findings;
        }
        for (DnsName host : hosts) {
            if (!policy.permits(host)) {
                boolean enforced = policy.mode() == MtaStsPolicy.Mode.ENFORCE;
                String text = "MX host " + host + " is none of the policy's: "
                        + (enforced ? "senders do not use it" : "senders report it, and would not use it later")
                        + wildcardHint(policy, host);
                findings.add(
                        enforced
                                ? MtaStsFinding.error(Rule.MX_MATCH, "mx-not-covered", text)
                                : MtaStsFinding.warning(Rule.MX_MATCH, "mx-not-covered", text));
            }
        }
        for (MxPattern pattern : policy.mx()) {
            if (hosts.stream().noneMatch(pattern::matches)) {
                findings.add(MtaStsFinding.note(Rule.MX_MATCH, "mx-unused", "no MX host is " + pattern));
            }
        }
        return findings;
    }

    private static String wildcardHint(MtaStsPolicy policy, DnsName host) {
        Optional<DomainName> name = host.toDomainName();
        return policy.mx().stream()
                .filter(pattern -> pattern.isWildcard()
                        && name.filter(below -> below.isEqualToOrBelow(pattern.domain()))
                                .isPresent())
                .findFirst()
                .map(pattern -> "; the asterisk of " + pattern + " is exactly one label")
                .orElse("");
    }

    static List<MtaStsFinding> change(MtaStsPublication before, MtaStsPublication after) {
        boolean samePolicy = before.policy().equals(after.policy());
        boolean sameId = before.record().id().equals(after.record().id());
        List<MtaStsFinding> findings = new ArrayList<>();
        if (!samePolicy && sameId) {
            findings.add(MtaStsFinding.error(
                    Rule.UPDATES,
                    "id-unchanged",
                    "the policy is another, and the id is still "
                            + after.record().id() + ": senders keep the old policy until they renew it by themselves"));
        }
        if (samePolicy && !sameId) {
            findings.add(MtaStsFinding.note(
                    Rule.UPDATES,
                    "id-only",
                    "the id is another and the policy is not: every sender gets it once more"));
        }
        return findings;
    }

    static String words(Duration time) {
        long seconds = time.toSeconds();
        if (seconds % DAY.toSeconds() == 0 && seconds > 0) {
            long days = time.toDays();
            return days == 1 ? "1 day" : days + " days";
        }
        return seconds + " seconds";
    }
}
