package org.mailauth.forensics;

import java.util.List;

/**
 * What a {@link ForensicRule} noticed once. Immutable and thread-safe; nothing is null.
 *
 * @param evidence where; empty for something that is missing
 * @param explanation why it is worth knowing, in plain sentences; may hold text from the message, which must be made
 *     visible before it is put here
 * @param sources what it relies on
 */
public record Observation(List<Evidence> evidence, String explanation, List<Source> sources) {

    /**
     * Copies the lists.
     *
     * @param evidence where; empty for something that is missing
     * @param explanation why it is worth knowing, in plain sentences
     * @param sources what it relies on; at least one
     */
    public Observation {
        evidence = List.copyOf(evidence);
        sources = List.copyOf(sources);
        if (explanation.isBlank() || sources.isEmpty()) {
            throw new IllegalArgumentException("explanation and sources must say something");
        }
    }
}
