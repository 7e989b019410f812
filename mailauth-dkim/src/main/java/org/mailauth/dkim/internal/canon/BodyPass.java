package org.mailauth.dkim.internal.canon;

import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mailauth.Budget;
import org.mailauth.dkim.BodyCanonicalization;
import org.mailauth.dkim.DkimReason;
import org.mailauth.dkim.internal.crypto.Crypto;
import org.mailauth.dkim.internal.crypto.OctetSink;
import org.mailauth.internal.text.VisibleLines;
import org.mailauth.message.BodyReader;
import org.mailauth.message.BodyStream;

/**
 * The one pass over a body that makes every hash needed: each canonical form is made once, and equal hashes are shared
 * however many signatures of whatever protocol want them. Takes the body in any pieces; where a {@link RecordedBody} has
 * joined the body before, the hashes come from there. Not safe for concurrent use.
 */
public final class BodyPass implements BodyReader, VisibleLines {
    private final Crypto crypto;
    private final @Nullable Budget budget;
    private final String spender;
    private final @Nullable RecordedBody recorded;
    /** One or two of them nearly always, which lists hold in a third of the memory of maps. */
    private final List<Wanted> wanted = new ArrayList<>(2);

    private final List<BodyCanonicalizer> canonicalizers = new ArrayList<>(1);
    private boolean exhausted;
    private boolean ended;

    /** Who pays and who computes: passes that agree in both are one. */
    private record Terms(Crypto crypto, @Nullable Budget budget) {}

    private record Wanted(WantedHash hash, Result result) {}

    /** One hash of the body; complete once the pass has ended. */
    public static final class Result {
        private final BodyHash hash;
        private final boolean known;
        private byte @Nullable [] value;

        Result(BodyHash hash) {
            this.hash = hash;
            this.known = true;
        }

        /** A hash that was made before; null when it was not. */
        Result(long limit, RecordedBody.@Nullable Value before) {
            this.hash = BodyHash.ofLength(before == null ? 0 : before.canonicalLength(), limit);
            this.known = before != null;
            this.value = before == null ? new byte[0] : before.hash();
        }

        /**
         * The hash.
         *
         * @return belongs to the pass and must not be changed
         */
        public byte[] value() {
            byte[] finished = value;
            if (finished == null) {
                finished = hash.finish();
                value = finished;
            }
            return finished;
        }

        /**
         * The length of the canonical body, covered or not.
         *
         * @return octets
         */
        public long canonicalLength() {
            return hash.canonicalLength();
        }

        /**
         * The octets of the canonical body that the hash does not cover.
         *
         * @return zero unless {@code l=} is smaller than the body
         */
        public long uncovered() {
            return hash.uncovered();
        }

        /**
         * Whether {@code l=} asks for more octets than there are.
         *
         * @return true when it does
         */
        public boolean isLimitBeyondBody() {
            return hash.isLimitBeyondBody();
        }
    }

    private BodyPass(Crypto crypto, @Nullable Budget budget, String spender, @Nullable RecordedBody recorded) {
        this.crypto = crypto;
        this.budget = budget;
        this.spender = spender;
        this.recorded = recorded;
    }

    /**
     * The pass on a body: the same one for all who use the same operations and the same budget.
     *
     * @param body the body, before its first octet
     * @param crypto makes the digests
     * @param budget pays for each octet of each distinct hash; null for nobody
     * @param spender the name under which is spent, when nobody joined before
     * @return the pass, joined to the body
     */
    public static BodyPass on(BodyStream body, Crypto crypto, @Nullable Budget budget, String spender) {
        return body.join(
                BodyPass.class,
                new Terms(crypto, budget),
                () -> new BodyPass(crypto, budget, spender, firstOf(body.joined(RecordedBody.class))));
    }

    private static @Nullable RecordedBody firstOf(List<RecordedBody> joined) {
        return joined.isEmpty() ? null : joined.get(0);
    }

    /**
     * Asks for a hash, before the first octet of the body.
     *
     * @param form the canonical form
     * @param digestName such as {@code SHA-256}
     * @param limit octets to cover at most: {@code l=}, or {@link Long#MAX_VALUE}
     * @return the hash to be
     */
    public Result want(BodyCanonicalization form, String digestName, long limit) {
        if (ended || !canonicalizers.isEmpty()) {
            throw new IllegalStateException("a hash can be asked for before the first octet of the body only");
        }
        WantedHash want = new WantedHash(form, digestName, limit);
        for (int at = 0; at < wanted.size(); at++) {
            if (wanted.get(at).hash().equals(want)) {
                return wanted.get(at).result();
            }
        }
        Result result = recorded == null
                ? new Result(new BodyHash(crypto.digest(digestName), limit))
                : new Result(limit, recorded.find(want));
        wanted.add(new Wanted(want, result));
        return result;
    }

    /**
     * All hashes that were asked for.
     *
     * @return unmodifiable, in the order in which they were asked for
     */
    public Map<WantedHash, Result> results() {
        Map<WantedHash, Result> results = new LinkedHashMap<>();
        for (Wanted want : wanted) {
            results.put(want.hash(), want.result());
        }
        return Collections.unmodifiableMap(results);
    }

    /**
     * Whether the budget ran out before the whole body was hashed: no hash means anything then.
     *
     * @return true when it did
     */
    public boolean isExhausted() {
        return exhausted;
    }

    /**
     * Why a signature cannot hold because of the body.
     *
     * @param hash one that was asked for, of a pass that has ended
     * @param signed the hash that was signed, {@code bh=}
     * @return null when the body is the one that was signed
     */
    public @Nullable DkimReason refusal(Result hash, byte[] signed) {
        if (exhausted) {
            return DkimReason.BUDGET_EXHAUSTED;
        }
        if (!hash.known) {
            return DkimReason.BODY_UNAVAILABLE;
        }
        if (hash.isLimitBeyondBody()) {
            // RFC 6376 §3.5 l=: a value larger than the body must not verify.
            return DkimReason.LENGTH_BEYOND_BODY;
        }
        return MessageDigest.isEqual(hash.value(), signed) ? null : DkimReason.BODY_HASH_MISMATCH;
    }

    @Override
    public void accept(byte[] octets, int offset, int length) {
        if (isPaidFor(length)) {
            for (int at = 0; at < canonicalizers.size(); at++) {
                canonicalizers.get(at).update(octets, offset, length);
            }
        }
    }

    @Override
    public void acceptVisibleLines(byte[] octets, int offset, int length) {
        if (isPaidFor(length)) {
            for (int at = 0; at < canonicalizers.size(); at++) {
                canonicalizers.get(at).updateVisibleLines(octets, offset, length);
            }
        }
    }

    /** Whether the next octets are to be hashed. */
    private boolean isPaidFor(int length) {
        if (exhausted || wanted.isEmpty()) {
            return false;
        }
        if (budget != null && !budget.spend(Budget.Resource.BODY_OCTETS, (long) length * wanted.size(), spender)) {
            exhausted = true;
            return false;
        }
        if (canonicalizers.isEmpty()) {
            start();
        }
        return true;
    }

    @Override
    public void end() {
        ended = true;
        if (recorded != null) {
            // It costs what hashing has cost, so that the verdict is the same.
            long hashed = recorded.length() * wanted.size();
            exhausted = budget != null && hashed > 0 && !budget.spend(Budget.Resource.BODY_OCTETS, hashed, spender);
            return;
        }
        if (canonicalizers.isEmpty()) {
            start();
        }
        canonicalizers.forEach(BodyCanonicalizer::finish);
    }

    private void start() {
        start(BodyCanonicalization.SIMPLE);
        start(BodyCanonicalization.RELAXED);
    }

    private void start(BodyCanonicalization form) {
        OctetSink sink = null;
        for (int at = 0; at < wanted.size(); at++) {
            Wanted want = wanted.get(at);
            if (want.hash().form() == form) {
                BodyHash hash = want.result().hash;
                sink = sink == null ? hash : both(sink, hash);
            }
        }
        if (sink != null) {
            canonicalizers.add(
                    form == BodyCanonicalization.SIMPLE
                            ? BodyCanonicalizer.simple(sink)
                            : BodyCanonicalizer.relaxed(sink));
        }
    }

    private static OctetSink both(OctetSink first, OctetSink second) {
        return (octets, offset, length) -> {
            first.accept(octets, offset, length);
            second.accept(octets, offset, length);
        };
    }
}
