package org.mailauth.arc;

/** Leaves the making of a set with what is wrong with it; never leaves this package. */
final class BrokenSetException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Not serialized: these exceptions never leave the package. */
    private final transient Finding finding;

    BrokenSetException(Finding finding) {
        super(finding.detail(), null, false, false);
        this.finding = finding;
    }

    Finding finding() {
        return finding;
    }
}
