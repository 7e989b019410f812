package org.mailauth.arc;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.mailauth.authres.AuthenticationResults;

/**
 * Decides whether a chain means anything to the caller, who says which sealers are trusted.
 *
 * <p>The chain must pass, and the newest message signature must cover every From field. From the newest set down, each sealer must be
 * trusted; the oldest set that is reached so is the one whose results are used, for it saw the message first. Immutable
 * and thread-safe.
 */
public final class ArcTrust {
    /** The rule that decided. */
    public enum Answer {
        /** There is a claim. */
        CLAIM,
        /** The message carries no chain. */
        NO_CHAIN,
        /** The chain fails, and so says nothing (RFC 8617 §5.2). */
        CHAIN_FAILED,
        /** The newest sealer is not trusted. */
        SEALER_NOT_TRUSTED,
        /** The newest message signature does not cover every From field, so anybody may have written one. */
        AUTHOR_NOT_SIGNED,
        /** The results of the set that would be used cannot be read. */
        RESULTS_UNREADABLE;

        /**
         * The stable machine-readable name.
         *
         * @return such as {@code sealer-not-trusted}
         */
        public String code() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    private final Answer answer;
    private final int instance;
    private final @Nullable ArcClaim claim;

    private ArcTrust(Answer answer, int instance, @Nullable ArcClaim claim) {
        this.answer = answer;
        this.instance = instance;
        this.claim = claim;
    }

    /**
     * Holds a chain against the list of trusted sealers.
     *
     * @param validation what became of the chain
     * @param trusted who is believed
     * @return the claim of the chain, or why there is none
     */
    public static ArcTrust of(ArcValidation validation, TrustedSealers trusted) {
        if (validation.status() != ChainValidationStatus.PASS) {
            boolean none = validation.status() == ChainValidationStatus.NONE;
            return new ArcTrust(none ? Answer.NO_CHAIN : Answer.CHAIN_FAILED, 0, null);
        }
        List<ArcSet> sets = validation.sets();
        ArcSet newest = sets.get(sets.size() - 1);
        if (!trusted.contains(newest.sealer())) {
            return new ArcTrust(Answer.SEALER_NOT_TRUSTED, newest.instance(), null);
        }
        if (!validation.coversEveryFrom()) {
            return new ArcTrust(Answer.AUTHOR_NOT_SIGNED, newest.instance(), null);
        }
        ArcSet source = oldestTrusted(sets, trusted);
        Optional<AuthenticationResults> results = source.authenticationResults().value();
        return results.isEmpty()
                ? new ArcTrust(Answer.RESULTS_UNREADABLE, source.instance(), null)
                : new ArcTrust(
                        Answer.CLAIM,
                        source.instance(),
                        new ArcClaim(sets, source, results.get(), validation.oldestPass()));
    }

    /** The oldest set below which, or at the bottom, trust ends; the newest one is trusted. */
    private static ArcSet oldestTrusted(List<ArcSet> sets, TrustedSealers trusted) {
        int at = sets.size() - 1;
        while (at > 0 && trusted.contains(sets.get(at - 1).sealer())) {
            at--;
        }
        return sets.get(at);
    }

    /**
     * Which rule decided.
     *
     * @return never null
     */
    public Answer answer() {
        return answer;
    }

    /**
     * The set that the answer is about.
     *
     * @return 1 to 50; empty when there is no chain that passes
     */
    public OptionalInt instance() {
        return instance == 0 ? OptionalInt.empty() : OptionalInt.of(instance);
    }

    /**
     * What the chain vouches for.
     *
     * @return empty unless the answer is {@link Answer#CLAIM}
     */
    public Optional<ArcClaim> claim() {
        return Optional.ofNullable(claim);
    }

    @Override
    public String toString() {
        return "ArcTrust[" + answer.code() + (instance == 0 ? "" : ", i=" + instance) + "]";
    }
}
