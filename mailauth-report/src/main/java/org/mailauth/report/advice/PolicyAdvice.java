package org.mailauth.report.advice;

import java.util.List;
import java.util.Objects;
import org.mailauth.dmarc.DmarcRecord;

/**
 * What to do next with the DMARC record of a domain. Reasons name sources and reporters, which strangers chose: who shows them
 * escapes them.
 *
 * @param step what to do
 * @param proposed the exact record to publish; the present one unless the step is {@link Step#TIGHTEN}
 * @param confidence how sure that is
 * @param sources the evidence: all sources in the window, those with most messages first
 * @param reasons why, one sentence each
 */
public record PolicyAdvice(
        Step step, DmarcRecord proposed, Confidence confidence, List<TrafficSource> sources, List<String> reasons) {
    /** What to do. */
    public enum Step {
        /** Wait; or nothing is left to do. */
        HOLD,
        /** Fix or answer for the blockers first. */
        FIX_SOURCES,
        /** Publish the proposed record. */
        TIGHTEN
    }

    /** How sure an advice is. */
    public enum Confidence {
        /** Too little was seen. */
        LOW,
        /** Enough was seen, but some of it was not counted by source, or gaps remain. */
        MEDIUM,
        /** All that was asked for was seen. */
        HIGH
    }

    /**
     * Copies the lists.
     *
     * @param step what to do
     * @param proposed the exact record to publish; the present one unless the step is {@link Step#TIGHTEN}
     * @param confidence how sure that is
     * @param sources the evidence: all sources in the window, those with most messages first
     * @param reasons why, one sentence each
     */
    public PolicyAdvice {
        Objects.requireNonNull(step, "step");
        Objects.requireNonNull(proposed, "proposed");
        Objects.requireNonNull(confidence, "confidence");
        sources = List.copyOf(sources);
        reasons = List.copyOf(reasons);
    }

    /**
     * What stands in the way.
     *
     * @return the sources that must be fixed or answered for
     */
    public List<TrafficSource> blockers() {
        return sources.stream().filter(TrafficSource::isBlocker).toList();
    }
}
