package org.mailauth.dkim.internal.diagnosis;

import org.mailauth.dkim.diagnosis.DiagnosisLimits;

/** Counts what one search costs. Not safe for concurrent use. */
public final class Work {
    private long octetsLeft;
    private int candidatesLeft;
    private boolean complete = true;

    /**
     * Starts counting.
     *
     * @param limits what the search may cost
     */
    public Work(DiagnosisLimits limits) {
        octetsLeft = limits.octets();
        candidatesLeft = limits.candidates();
    }

    /**
     * Pays for octets.
     *
     * @param octets how many are about to be worked on
     * @return false when they are too many: the work must not be done then
     */
    public boolean spend(long octets) {
        if (octets > octetsLeft) {
            complete = false;
            return false;
        }
        octetsLeft -= octets;
        return true;
    }

    /**
     * Pays for one candidate and its octets.
     *
     * @param octets how many are about to be worked on
     * @return false when it is one too many
     */
    public boolean spendCandidate(long octets) {
        if (candidatesLeft == 0) {
            complete = false;
            return false;
        }
        candidatesLeft--;
        return spend(octets);
    }

    /** Notes that something was left out. */
    public void leaveOut() {
        complete = false;
    }

    /**
     * Whether everything was paid for.
     *
     * @return false when something was left out
     */
    public boolean isComplete() {
        return complete;
    }
}
