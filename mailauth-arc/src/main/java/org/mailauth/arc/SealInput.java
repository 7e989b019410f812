package org.mailauth.arc;

import java.util.Arrays;
import java.util.List;
import org.mailauth.dkim.internal.canon.HeaderCanonicalizer;
import org.mailauth.dkim.internal.canon.OctetBuffer;
import org.mailauth.message.HeaderField;

/**
 * The canonical form of a chain, made once, out of which the input of every seal is cut (RFC 8617 §5.1.1): the fields of
 * each set ascending, in the order ARC-Authentication-Results, ARC-Message-Signature, ARC-Seal, always relaxed.
 */
final class SealInput {
    private final byte[] chain;
    /** Where, in the chain, the seal of each set starts. */
    private final int[] sealStarts;
    /** Each seal without the value of its {@code b=} and without its final CRLF. */
    private final byte[][] unsignedSeals;

    private SealInput(byte[] chain, int[] sealStarts, byte[][] unsignedSeals) {
        this.chain = chain;
        this.sealStarts = sealStarts;
        this.unsignedSeals = unsignedSeals;
    }

    /** The canonical form of these sets, which are ascending from 1. */
    static SealInput of(List<ArcSet> sets) {
        OctetBuffer chain = new OctetBuffer(2048 * Math.max(1, sets.size()));
        int[] starts = new int[sets.size()];
        byte[][] unsigned = new byte[sets.size()][];
        for (int at = 0; at < sets.size(); at++) {
            ArcSet set = sets.get(at);
            append(set.field(FieldKind.AUTHENTICATION_RESULTS), chain);
            append(set.field(FieldKind.MESSAGE_SIGNATURE), chain);
            starts[at] = chain.length();
            HeaderField seal = set.field(FieldKind.SEAL);
            append(seal, chain);
            unsigned[at] =
                    unsigned(seal, set.seal().rawSignatureStart(), set.seal().rawSignatureEnd());
        }
        return new SealInput(chain.toArray(), starts, unsigned);
    }

    /** What the seal of a set signs. */
    byte[] of(int instance) {
        int start = sealStarts[instance - 1];
        byte[] unsigned = unsignedSeals[instance - 1];
        byte[] input = Arrays.copyOf(chain, start + unsigned.length);
        System.arraycopy(unsigned, 0, input, start, unsigned.length);
        return input;
    }

    /** What a new seal on top of this chain signs; with an empty chain, what one signs that declares it broken. */
    byte[] extendedBy(HeaderField results, HeaderField signature, HeaderField unsignedSeal) {
        OctetBuffer input = new OctetBuffer(chain.length + 2048);
        input.accept(chain, 0, chain.length);
        append(results, input);
        append(signature, input);
        byte[] seal = unsigned(unsignedSeal, 0, 0);
        input.accept(seal, 0, seal.length);
        return input.toArray();
    }

    /** Whether both chains are the same as far as seals can tell. */
    boolean isSameAs(SealInput other) {
        return Arrays.equals(chain, other.chain);
    }

    private static void append(HeaderField field, OctetBuffer to) {
        HeaderCanonicalizer.RELAXED.append(field, to);
    }

    /** RFC 8617 §5.1.1: the seal itself goes in with an empty {@code b=}, and without its final CRLF. */
    private static byte[] unsigned(HeaderField seal, int valueFrom, int valueTo) {
        OctetBuffer octets = new OctetBuffer(seal.length());
        HeaderCanonicalizer.RELAXED.append(seal, valueFrom, valueTo, octets);
        octets.dropLast(2);
        return octets.toArray();
    }
}
