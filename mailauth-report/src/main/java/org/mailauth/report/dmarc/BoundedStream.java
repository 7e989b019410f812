package org.mailauth.report.dmarc;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.mailauth.Problem;

/**
 * Data that ends where it breaks or where a limit is reached, and remembers why: what came before is not lost, as it is when an
 * exception passes through a decoder. Does not close what it reads from. Not thread-safe.
 */
final class BoundedStream extends InputStream {
    private static final long RATIO_FROM = 1024 * 1024;

    /** How much may be read. */
    private interface Limit {
        /** Octets that may still be read after these; none left also below zero. */
        long room(long all);

        /** What is said when there are more. */
        Problem exceeded();

        /** Whether those that were read are acceptable; null when they are, else why not. */
        @Nullable
        Problem check(int read, long all);
    }

    private final InputStream in;
    private final Finding broken;
    private final String name;
    private final Limit limit;
    private long count;
    private boolean ended;
    private @Nullable Problem problem;

    private BoundedStream(InputStream in, Finding broken, String name, Limit limit) {
        this.in = in;
        this.broken = broken;
        this.name = name;
        this.limit = limit;
    }

    /** The file as it is given. */
    static BoundedStream input(InputStream in, ReportLimits limits) {
        long most = limits.inputOctets();
        return new BoundedStream(in, Finding.CONTAINER, "the file", new Limit() {
            @Override
            public long room(long all) {
                return most - all;
            }

            @Override
            public Problem exceeded() {
                return Finding.LIMIT_INPUT.problem("the file has more than " + most + " octets; the rest is left out");
            }

            @Override
            public @Nullable Problem check(int read, long all) {
                return null;
            }
        });
    }

    /** A part of a mail, decoded; the mail has a limit already. */
    static BoundedStream part(InputStream in) {
        return new BoundedStream(in, Finding.MAIL, "the part of the mail", new Limit() {
            @Override
            public long room(long all) {
                return Long.MAX_VALUE;
            }

            @Override
            public Problem exceeded() {
                throw new IllegalStateException("there is no limit");
            }

            @Override
            public @Nullable Problem check(int read, long all) {
                return null;
            }
        });
    }

    /**
     * What decompression makes.
     *
     * @param compressed how many octets went into it so far
     */
    static BoundedStream inflated(InputStream in, String name, Quota quota, LongSupplier compressed) {
        int ratio = quota.limits().inflationRatio();
        return new BoundedStream(in, Finding.CONTAINER, name, new Limit() {
            @Override
            public long room(long all) {
                return quota.octetsLeft();
            }

            @Override
            public Problem exceeded() {
                return Finding.LIMIT_SIZE.problem("decompressed, there are more than "
                        + quota.limits().reportOctets() + " octets; the rest is left out");
            }

            @Override
            public @Nullable Problem check(int read, long all) {
                quota.spend(read);
                // A division, since a product of two large numbers may overflow.
                return all > RATIO_FROM && all / ratio > compressed.getAsLong()
                        ? Finding.LIMIT_RATIO.problem(
                                "one compressed octet becomes more than " + ratio + "; the rest is left out")
                        : null;
            }
        });
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] to, int offset, int length) {
        if (length == 0) {
            return 0;
        }
        if (ended) {
            return -1;
        }
        // Below zero when the containers around this one have spent meanwhile what all of them share.
        long room = Math.max(0, limit.room(count));
        int read;
        try {
            // One octet more than there may be tells whether there are more.
            read = in.read(to, offset, room < length ? (int) room + 1 : length);
        } catch (IOException e) {
            end(broken.problem(name + " is broken or ends too early: " + e.getMessage()));
            return -1;
        }
        if (read < 0) {
            ended = true;
            return -1;
        }
        if (read > room) {
            read--;
            end(limit.exceeded());
        }
        count += read;
        Problem exceeded = limit.check(read, count);
        if (exceeded != null) {
            end(exceeded);
            return -1;
        }
        return read == 0 ? -1 : read;
    }

    private void end(Problem why) {
        ended = true;
        problem = why;
    }

    /** One while there may be more: the JDK looks for a further gzip member only then. */
    @Override
    public int available() {
        return ended ? 0 : 1;
    }

    /** Reads to the end, within the limits. */
    void drain() {
        byte[] unused = new byte[8192];
        while (read(unused, 0, unused.length) >= 0) {
            // What comes is not needed, only whether it is whole.
        }
    }

    long count() {
        return count;
    }

    @Nullable
    Problem problem() {
        return problem;
    }
}
