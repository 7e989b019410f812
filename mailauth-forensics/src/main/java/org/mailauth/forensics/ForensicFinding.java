package org.mailauth.forensics;

import java.util.List;
import java.util.Objects;

/**
 * Says what was noticed in a header. It informs a person and never changes a verdict. Immutable and thread-safe; nothing is
 * null.
 *
 * @param code which rule it was; stable, such as {@code identity.reply-to}
 * @param severity how much attention it deserves
 * @param evidence where; empty for something that is missing
 * @param explanation why it is worth knowing, in plain sentences; characters that cannot be seen are escaped
 * @param sources what it relies on
 */
public record ForensicFinding(
        String code, Severity severity, List<Evidence> evidence, String explanation, List<Source> sources) {

    /**
     * Copies the lists.
     *
     * @param code which rule it was
     * @param severity how much attention it deserves
     * @param evidence where
     * @param explanation why it is worth knowing
     * @param sources what it relies on
     */
    public ForensicFinding {
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(severity, "severity");
        Objects.requireNonNull(explanation, "explanation");
        evidence = List.copyOf(evidence);
        sources = List.copyOf(sources);
    }
}
