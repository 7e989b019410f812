package org.mailauth.forensics;

import java.util.List;
import java.util.Objects;
import org.mailauth.forensics.received.ReceivedChain;

/**
 * Says what was noticed in a header. Immutable and thread-safe; nothing is null.
 *
 * @param findings what was noticed, of the highest severity first
 * @param chain the way of the message
 */
public record ForensicReport(List<ForensicFinding> findings, ReceivedChain chain) {

    /**
     * Copies the list.
     *
     * @param findings what was noticed, of the highest severity first
     * @param chain the way of the message
     */
    public ForensicReport {
        findings = List.copyOf(findings);
        Objects.requireNonNull(chain, "chain");
    }

    /**
     * The findings of one rule.
     *
     * @param code the rule's code
     * @return unmodifiable, possibly empty
     */
    public List<ForensicFinding> findings(String code) {
        return findings.stream().filter(finding -> finding.code().equals(code)).toList();
    }
}
