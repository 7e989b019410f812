package org.mailauth.dkim.internal.canon;

import java.util.Arrays;
import org.mailauth.dkim.internal.crypto.OctetSink;
import org.mailauth.dkim.internal.crypto.SignedOctets;
import org.mailauth.message.HeaderField;

/** Collects octets; not safe for concurrent use. */
public final class OctetBuffer implements OctetSink, SignedOctets {
    private byte[] octets;
    private int length;

    /**
     * Makes an empty buffer.
     *
     * @param capacity octets expected
     */
    public OctetBuffer(int capacity) {
        octets = new byte[Math.max(16, capacity)];
    }

    private OctetBuffer(byte[] octets) {
        this.octets = octets;
        this.length = octets.length;
    }

    /**
     * Makes a buffer of octets that somebody has collected.
     *
     * @param octets belong to the buffer from now on
     * @return a buffer that holds them
     */
    public static OctetBuffer holding(byte[] octets) {
        return new OctetBuffer(octets);
    }

    /**
     * Adds one octet.
     *
     * @param octet the octet
     */
    public void add(int octet) {
        ensure(1);
        octets[length++] = (byte) octet;
    }

    /**
     * Adds a part of a header field.
     *
     * @param field the field
     * @param from where the part starts
     * @param to where it ends
     */
    public void append(HeaderField field, int from, int to) {
        ensure(to - from);
        field.copyTo(from, to, octets, length);
        length += to - from;
    }

    @Override
    public void accept(byte[] source, int offset, int count) {
        ensure(count);
        System.arraycopy(source, offset, octets, length, count);
        length += count;
    }

    private void ensure(int more) {
        int needed = Math.addExact(length, more);
        if (needed > octets.length) {
            octets =
                    Arrays.copyOf(octets, (int) Math.min(Integer.MAX_VALUE - 16, Math.max(needed, 2L * octets.length)));
        }
    }

    /**
     * Drops octets at the end.
     *
     * @param count how many, at most all
     */
    public void dropLast(int count) {
        length -= count;
    }

    /**
     * The number of octets collected.
     *
     * @return zero or more
     */
    public int length() {
        return length;
    }

    /**
     * What holds the octets, from its start: spares whoever only reads them a copy.
     *
     * @return belongs to this buffer and must not be changed by others; has room for more than {@link #length()} octets,
     *     and is another one after more octets were added
     */
    public byte[] array() {
        return octets;
    }

    /** Has room for more octets without growing, by handing over what is there where needed. */
    void makeRoom(int more, OctetSink sink) {
        if (length > 0 && more > octets.length - length) {
            drainTo(sink);
            length = 0;
        }
    }

    /** Drops what lies behind a length. */
    void truncate(int newLength) {
        length = newLength;
    }

    /**
     * The octet at a place.
     *
     * @param index 0 to {@code length() - 1}
     * @return the octet
     */
    public byte at(int index) {
        return octets[index];
    }

    /** Hands over everything in one piece. */
    @Override
    public void drainTo(OctetSink sink) {
        sink.accept(octets, 0, length);
    }

    /**
     * A copy of everything.
     *
     * @return as many octets as were collected
     */
    public byte[] toArray() {
        return Arrays.copyOf(octets, length);
    }
}
