package org.mailauth.mtasts;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.mailauth.Problem;

/**
 * What came of asking the policy host.
 *
 * @param policy the policy, when there is one
 * @param failure why there is none
 * @param at when the policy host was asked
 * @param problems what is wrong with the policy, or what went wrong
 */
record FetchedPolicy(
        Optional<MtaStsPolicy> policy, Optional<PolicyFetchFailure> failure, Instant at, List<Problem> problems) {

    static FetchedPolicy of(MtaStsPolicy policy, Instant at, List<Problem> problems) {
        return new FetchedPolicy(Optional.of(policy), Optional.empty(), at, problems);
    }

    static FetchedPolicy failed(PolicyFetchFailure failure, Instant at, List<Problem> problems) {
        return new FetchedPolicy(Optional.empty(), Optional.of(failure), at, problems);
    }

    /** A failure without a finding of its own becomes one. */
    static FetchedPolicy failed(PolicyFetchFailure failure, Instant at, String detail) {
        String text = detail.isEmpty() ? failure.text() : failure.text() + ": " + detail;
        return failed(failure, at, List.of(Rule.FETCH.problem("mtasts.fetch", text)));
    }

    /** Whether the failure tells of this thread and not of the policy host. */
    boolean isInterrupted() {
        return failure.filter(PolicyFetchFailure.INTERRUPTED::equals).isPresent();
    }
}
