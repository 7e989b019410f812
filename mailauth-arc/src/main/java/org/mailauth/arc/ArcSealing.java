package org.mailauth.arc;

import java.util.List;
import java.util.Optional;
import org.mailauth.Problem;
import org.mailauth.message.HeaderField;

/**
 * What came of sealing a message: a new set, or why there is none. Only {@link Failed} may end otherwise when tried again.
 */
public sealed interface ArcSealing {

    /**
     * The message was sealed.
     *
     * @param arcSet the new set; its {@link ArcSet#headerFields()} are to be put on top of the message, in their order
     */
    record Sealed(ArcSet arcSet) implements ArcSealing {}

    /** The newest seal says already that the chain has failed: nothing is to be added (RFC 8617 §5.1). */
    record ChainAlreadyFailed() implements ArcSealing {}

    /** The chain has reached 50 sets, and no chain may have more (RFC 8617 §4.2.1). */
    record ChainTooLong() implements ArcSealing {}

    /**
     * The message cannot be sealed so that anybody could validate it.
     *
     * @param problems why not; at least one
     */
    record Refused(List<Problem> problems) implements ArcSealing {
        /**
         * Copies the list.
         *
         * @param problems why not; at least one
         */
        public Refused {
            problems = List.copyOf(problems);
        }
    }

    /**
     * The key did not sign: its module or service failed, did not answer in time, or answered with something that is no
     * signature.
     *
     * @param problem why not
     */
    record Failed(Problem problem) implements ArcSealing {}

    /**
     * The new set.
     *
     * @return empty when the message was not sealed, for whatever reason
     */
    default Optional<ArcSet> set() {
        return this instanceof Sealed sealed ? Optional.of(sealed.arcSet()) : Optional.empty();
    }

    /**
     * The fields to put on top of the message, for callers who forward it all the same when it was not sealed.
     *
     * @return ARC-Seal, ARC-Message-Signature and ARC-Authentication-Results; empty when the message was not sealed
     */
    default List<HeaderField> headerFields() {
        return set().map(ArcSet::headerFields).orElse(List.of());
    }
}
