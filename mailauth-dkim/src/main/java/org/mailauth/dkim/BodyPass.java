package org.mailauth.dkim;

import java.io.OutputStream;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mailauth.Budget;
import org.mailauth.dkim.internal.canon.BodyCanonicalizer;
import org.mailauth.dkim.internal.canon.BodyHash;
import org.mailauth.dkim.internal.canon.OctetSink;
import org.mailauth.dkim.internal.crypto.Crypto;

/**
 * The one pass over a body that makes every hash needed: each canonical form is made once, and equal hashes are shared
 * however many signatures want them. Takes the body in any pieces. Not safe for concurrent use.
 */
final class BodyPass extends OutputStream {
    private record Want(BodyCanonicalization form, String digestName, long limit) {}

    private final Crypto crypto;
    private final @Nullable Budget budget;
    private final Map<Want, Result> wanted = new LinkedHashMap<>();
    private final Map<BodyCanonicalization, BodyCanonicalizer> canonicalizers =
            new EnumMap<>(BodyCanonicalization.class);
    private boolean exhausted;

    /** One hash of the body; complete once the pass has finished. */
    static final class Result {
        private final BodyHash hash;
        private byte @Nullable [] value;

        Result(BodyHash hash) {
            this.hash = hash;
        }

        byte[] value() {
            byte[] finished = value;
            if (finished == null) {
                finished = hash.finish();
                value = finished;
            }
            return finished;
        }

        long canonicalLength() {
            return hash.canonicalLength();
        }

        long uncovered() {
            return hash.uncovered();
        }

        boolean isLimitBeyondBody() {
            return hash.isLimitBeyondBody();
        }
    }

    /** A pass that is paid for by a budget, or free when that is null. */
    BodyPass(Crypto crypto, @Nullable Budget budget) {
        this.crypto = crypto;
        this.budget = budget;
    }

    /** Asks for a hash, before the first octet of the body. */
    Result want(BodyCanonicalization form, SigningAlgorithm algorithm, long limit) {
        Want want = new Want(form, algorithm.digestName(), limit);
        return wanted.computeIfAbsent(want, any -> new Result(new BodyHash(crypto.digest(want.digestName()), limit)));
    }

    /** Whether the budget ran out before the whole body was hashed: no hash means anything then. */
    boolean isExhausted() {
        return exhausted;
    }

    @Override
    public void write(int octet) {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] octets, int offset, int length) {
        if (exhausted || wanted.isEmpty()) {
            return;
        }
        if (budget != null
                && !budget.spend(Budget.Resource.BODY_OCTETS, (long) length * wanted.size(), DkimVerifier.SPENDER)) {
            exhausted = true;
            return;
        }
        if (canonicalizers.isEmpty()) {
            start();
        }
        canonicalizers.values().forEach(canonicalizer -> canonicalizer.update(octets, offset, length));
    }

    /** Ends the body. */
    void finish() {
        if (canonicalizers.isEmpty()) {
            start();
        }
        canonicalizers.values().forEach(BodyCanonicalizer::finish);
    }

    private void start() {
        for (BodyCanonicalization form : BodyCanonicalization.values()) {
            List<BodyHash> hashes = new ArrayList<>();
            wanted.forEach((want, result) -> {
                if (want.form() == form) {
                    hashes.add(result.hash);
                }
            });
            if (!hashes.isEmpty()) {
                OctetSink sink = hashes.size() == 1 ? hashes.get(0) : allOf(hashes);
                canonicalizers.put(
                        form,
                        form == BodyCanonicalization.SIMPLE
                                ? BodyCanonicalizer.simple(sink)
                                : BodyCanonicalizer.relaxed(sink));
            }
        }
    }

    private static OctetSink allOf(List<BodyHash> hashes) {
        return (octets, offset, length) -> {
            for (BodyHash hash : hashes) {
                hash.accept(octets, offset, length);
            }
        };
    }
}
