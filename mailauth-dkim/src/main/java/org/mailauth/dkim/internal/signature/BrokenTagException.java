package org.mailauth.dkim.internal.signature;

import org.mailauth.dkim.DkimReason;

/** Leaves reading with the first rule that a signature field breaks; never leaves a parser. */
public final class BrokenTagException extends Exception {
    private static final long serialVersionUID = 1L;
    private final DkimReason reason;

    /**
     * Names the rule.
     *
     * @param reason which rule
     * @param detail what broke it, in one clause; never empty
     */
    public BrokenTagException(DkimReason reason, String detail) {
        super(detail, null, false, false);
        this.reason = reason;
    }

    /**
     * Says that a value breaks its grammar.
     *
     * @param detail what broke it, in one clause; never empty
     * @return the exception, to be thrown
     */
    public static BrokenTagException malformed(String detail) {
        return new BrokenTagException(DkimReason.MALFORMED_SIGNATURE, detail);
    }

    /**
     * Which rule.
     *
     * @return never {@link DkimReason#VERIFIED}
     */
    public DkimReason reason() {
        return reason;
    }

    /**
     * What broke it.
     *
     * @return a clause
     */
    public String detail() {
        return String.valueOf(getMessage());
    }
}
