package org.mailauth.dkim.internal.canon;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mailauth.message.BodyReader;

/**
 * Stands for a body that is not at hand: the hashes that an earlier pass has made of it. Joins the pass before those who
 * want hashes do, and no octet is written then. Not safe for concurrent use.
 */
public final class RecordedBody implements BodyReader {
    private final long length;
    private final Map<WantedHash, Value> hashes;
    private final Set<WantedHash> missing = new LinkedHashSet<>();

    /** One hash, and the length of the canonical form it was made of. */
    public static final class Value {
        private final byte[] hash;
        private final long canonicalLength;

        /**
         * Makes a value.
         *
         * @param hash the hash; copied
         * @param canonicalLength octets of the canonical body, covered or not
         */
        public Value(byte[] hash, long canonicalLength) {
            this.hash = hash.clone();
            this.canonicalLength = canonicalLength;
        }

        byte[] hash() {
            return hash;
        }

        long canonicalLength() {
            return canonicalLength;
        }
    }

    /**
     * Makes a stand-in.
     *
     * @param length octets of the body
     * @param hashes what is known of it
     */
    public RecordedBody(long length, Map<WantedHash, Value> hashes) {
        this.length = length;
        this.hashes = Map.copyOf(hashes);
    }

    long length() {
        return length;
    }

    @Nullable
    Value find(WantedHash want) {
        Value found = hashes.get(want);
        if (found == null) {
            missing.add(want);
        }
        return found;
    }

    /**
     * The hashes that were asked for and are not known: no signature that needs one passes.
     *
     * @return mostly empty
     */
    public List<WantedHash> missing() {
        return List.copyOf(missing);
    }

    @Override
    public void accept(byte[] octets, int offset, int length) {
        throw new IllegalStateException("a body that stands for another one has no octets");
    }

    @Override
    public void end() {
        // Nothing has gone by.
    }
}
