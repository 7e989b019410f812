package org.mailauth.replay;

import java.util.List;
import java.util.Objects;
import org.mailauth.Problem;
import org.mailauth.authenticator.MessageAuthentication;

/**
 * Tells what became of an authentication that was done again, and whether it is the recorded one. Immutable and
 * thread-safe; no component is null.
 *
 * @param authentication all verdicts, made from what the bundle holds and nothing else
 * @param differences verdicts that are not the recorded ones; empty when all are
 * @param problems what was needed and the bundle does not hold: {@code replay.question-missing},
 *     {@code replay.body-hash-missing}, {@code replay.organizational-domain-missing}. Each was answered with a failure, so
 *     that nothing passes for the lack of it
 */
public record Replay(
        MessageAuthentication authentication, List<VerdictDifference> differences, List<Problem> problems) {
    /**
     * Copies the lists.
     *
     * @param authentication all verdicts, made from what the bundle holds and nothing else
     * @param differences verdicts that are not the recorded ones; empty when all are
     * @param problems what was needed and the bundle does not hold
     */
    public Replay {
        Objects.requireNonNull(authentication, "authentication");
        differences = List.copyOf(differences);
        problems = List.copyOf(problems);
    }

    /**
     * Whether the replay is the recorded authentication: every verdict is the same, and nothing was missing.
     *
     * @return true when there are neither differences nor problems
     */
    public boolean isSame() {
        return differences.isEmpty() && problems.isEmpty();
    }
}
