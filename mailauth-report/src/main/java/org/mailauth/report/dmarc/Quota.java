package org.mailauth.report.dmarc;

/** What one call may still read: octets after decompression, and members. Not thread-safe. */
final class Quota {
    private final ReportLimits limits;
    private long octets;
    private int members;

    Quota(ReportLimits limits) {
        this.limits = limits;
    }

    ReportLimits limits() {
        return limits;
    }

    /** Counts octets that decompression made. */
    void spend(int made) {
        octets += made;
    }

    long octetsLeft() {
        return limits.reportOctets() - octets;
    }

    boolean nextMember() {
        return ++members <= limits.members();
    }

    boolean isSpent() {
        return octets >= limits.reportOctets() || members > limits.members();
    }
}
