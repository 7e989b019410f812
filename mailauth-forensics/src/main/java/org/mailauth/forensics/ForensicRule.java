package org.mailauth.forensics;

import java.util.List;

/**
 * Looks for one thing in a header. The ready rules and those of the user are alike.
 *
 * <p>Implementations are safe for concurrent use, take time at most proportional to the header's size, ask nobody, and never
 * throw for any header: what a rule throws is a mistake in it and reaches the caller of {@link HeaderForensics#examine}.
 */
public interface ForensicRule {

    /**
     * The name of what is looked for.
     *
     * @return stable, lower case, such as {@code identity.reply-to}
     */
    String code();

    /**
     * How much attention a finding of this rule deserves, unless the user sets another one.
     *
     * @return the severity
     */
    Severity severity();

    /**
     * Looks at a header.
     *
     * @param facts what the header says
     * @return what was noticed; empty when nothing was
     */
    List<Observation> examine(HeaderFacts facts);
}
