package org.mailauth.spf.analysis;

import java.util.List;
import java.util.Optional;
import org.mailauth.Parsed;
import org.mailauth.dns.DnsAnswer;
import org.mailauth.dns.DnsRecord;
import org.mailauth.dns.DnsType;
import org.mailauth.spf.SpfRecord;
import org.mailauth.spf.SpfResult;
import org.mailauth.spf.internal.SpfDomain;
import org.mailauth.spf.macro.MacroString;

/** Looks at what a policy says about a fail (RFC 7208 §6.2); for policies that answer: those of includes say nothing. */
final class ExplanationFindings {
    private final Findings findings;
    private final AnalyzerDns dns;
    private final TermTargets targets;

    ExplanationFindings(Findings findings, AnalyzerDns dns, TermTargets targets) {
        this.findings = findings;
        this.dns = dns;
        this.targets = targets;
    }

    void check(Policy policy) {
        Optional<MacroString> spec = policy.record().flatMap(SpfRecord::explanation);
        if (spec.isEmpty()) {
            return;
        }
        boolean canFail =
                policy.terms().stream().anyMatch(term -> !term.isRedirect() && term.result() == SpfResult.FAIL);
        if (!canFail) {
            add(
                    policy,
                    SpfFinding.Severity.NOTE,
                    "explanation-unused",
                    "no term of the record fails, so exp is never used");
        } else if (!TermTargets.dependOnMessage(spec.get())) {
            targets.of(spec.get(), policy.domain())
                    .ifPresentOrElse(
                            target -> look(policy, target),
                            () -> add(
                                    policy, SpfFinding.Severity.WARNING, "explanation", "exp leads to no domain name"));
        }
    }

    private void look(Policy policy, SpfDomain target) {
        DnsAnswer answer = dns.ask(target.name(), DnsType.TXT);
        if (answer instanceof DnsAnswer.Failed) {
            return;
        }
        List<DnsRecord.Txt> texts = answer.records(DnsRecord.Txt.class);
        if (texts.size() != 1) {
            String found = texts.isEmpty() ? "no TXT record" : texts.size() + " TXT records";
            add(
                    policy,
                    SpfFinding.Severity.WARNING,
                    "explanation",
                    target.text() + " has " + found + ", so exp says nothing");
            return;
        }
        Parsed<MacroString> text = MacroString.parseExplanation(texts.get(0).joined());
        if (text.value().isEmpty()) {
            add(
                    policy,
                    SpfFinding.Severity.WARNING,
                    "explanation",
                    "the explanation at " + target.text() + " cannot be used: "
                            + text.problems().get(0).text());
        }
    }

    private void add(Policy policy, SpfFinding.Severity severity, String code, String text) {
        TermText.in(policy.text().orElse("")).stream()
                .filter(term -> term.isModifier("exp"))
                .findFirst()
                .ifPresent(term -> findings.add(severity, policy, term, code, "§6.2", text));
    }
}
