package org.mailauth.spf.analysis;

import java.util.List;
import org.mailauth.dns.DnsName;
import org.mailauth.spf.SpfLimits;

/** Looks at what an evaluation costs, and whether the analysis itself came to its end. */
final class LimitFindings {
    private final Findings findings;

    LimitFindings(Findings findings) {
        this.findings = findings;
    }

    void check(Policy root, List<Policy> policies, OutlineBuilder outline) {
        SpfWorstCase worst = outline.worstCase();
        SpfLimits limits = SpfLimits.rfc7208();
        if (worst.dnsTerms() > limits.dnsTerms()) {
            findings.add(
                    SpfFinding.Severity.ERROR,
                    root,
                    "dns-terms",
                    "§4.6.4",
                    "clients that no term matches cause " + worst.dnsTerms() + " DNS terms of at most "
                            + limits.dnsTerms() + ", which is permerror");
        }
        if (worst.voidLookups() > limits.voidLookups()) {
            boolean sure = outline.sureVoids() > limits.voidLookups();
            findings.add(
                    sure ? SpfFinding.Severity.ERROR : SpfFinding.Severity.WARNING,
                    root,
                    "void-lookups",
                    "§4.6.4",
                    "clients that no term matches " + (sure ? "cause " : "can cause ") + worst.voidLookups()
                            + " void lookups (IPv4 " + worst.ip4().voidLookups() + ", IPv6 "
                            + worst.ip6().voidLookups() + ") of at most " + limits.voidLookups());
        }
        for (Policy policy : policies) {
            DnsName name = policy.domain().name();
            if (outline.cycles().contains(name)) {
                findings.add(
                        SpfFinding.Severity.ERROR,
                        policy,
                        "cycle",
                        "§4.6.4",
                        "the policy leads back to itself, which is permerror for clients that get there");
            } else if (outline.includedAgain().contains(name)) {
                findings.add(
                        SpfFinding.Severity.NOTE,
                        policy,
                        "included-twice",
                        "§4.6.4",
                        "the policy is reached in more than one way, and counts each time");
            }
        }
    }

    void gaveUp(Policy root) {
        findings.add(
                SpfFinding.Severity.WARNING,
                root,
                "gave-up",
                "§11.1",
                "the analysis reached its own bounds; what it says is incomplete");
    }
}
