package org.mailauth.report.dmarc;

/**
 * Which children of one element were met: each at most once unless it may be repeated, in their order where there is one, and
 * the required ones. Children are named by the bits 0 to 15. Not thread-safe; used again for the next element.
 */
final class Children {
    private final Findings findings;
    private String parent = "";
    private boolean ordered;
    private int seen;

    Children(Findings findings) {
        this.findings = findings;
    }

    Children of(String element, boolean inOrder) {
        parent = element;
        ordered = inOrder;
        seen = 0;
        return this;
    }

    /** Whether this child counts: the first one only. */
    boolean first(int bit, String name) {
        boolean before = has(bit);
        if (before) {
            findings.add(Finding.REPEATED, parent + " has more than one " + name + "; only the first counts");
        }
        any(bit, name);
        return !before;
    }

    /** A child that may be repeated. */
    void any(int bit, String name) {
        if (ordered && seen >> (bit + 1) != 0 && !has(bit)) {
            findings.add(Finding.ORDER, name + " stands too late in " + parent);
        }
        seen |= 1 << bit;
    }

    boolean has(int bit) {
        return (seen & 1 << bit) != 0;
    }

    void require(int bit, String name) {
        if (!has(bit)) {
            findings.add(Finding.MISSING, parent + " has no " + name);
        }
    }
}
