package org.mailauth.mtasts;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.channels.UnsupportedAddressTypeException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mailauth.Deadline;

/**
 * A TCP connection that obeys a deadline. Every wait, to connect, to read or to write, ends at the deadline and at an
 * interrupt of the thread; a server that keeps sending is stopped by the same checks and by a limit of octets. The
 * timeouts of a blocking socket would begin anew with every octet, would not hold for writes, and no interrupt would
 * end them.
 *
 * <p>For one thread. Once it has failed, it fails in the same way for ever, so that layers above, which wrap and
 * translate exceptions, cannot hide why.
 */
final class Wire implements Closeable {
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final SocketChannel channel;
    private final Selector selector;
    private final Deadline deadline;
    private long octetsLeft;
    private @Nullable FetchFailedException failed;

    private Wire(SocketChannel channel, Selector selector, Deadline deadline, long maxOctets) {
        this.channel = channel;
        this.selector = selector;
        this.deadline = deadline;
        this.octetsLeft = maxOctets;
    }

    /**
     * Connects to the first address that takes a connection; an address that is silent gets an equal share of the time
     * that is left. No name is resolved, and no proxy is used.
     *
     * @param request where to, and by when
     * @param maxOctets how many octets may be read in all
     * @return the connection
     * @throws FetchFailedException when no address takes one
     */
    static Wire connect(PolicyRequest request, long maxOctets) throws FetchFailedException {
        Deadline whole = request.deadline();
        StringBuilder tried = new StringBuilder();
        int left = request.addresses().size();
        for (InetAddress address : request.addresses()) {
            Deadline share = whole.orAfter(whole.remaining().dividedBy(left--));
            InetSocketAddress target = new InetSocketAddress(address, request.port());
            try {
                return connect(target, share, whole, maxOctets);
            } catch (IOException | UnsupportedAddressTypeException e) {
                FetchFailedException ended = e instanceof FetchFailedException failed ? failed : null;
                if (ended != null && (ended.failure() == PolicyFetchFailure.INTERRUPTED || whole.hasPassed())) {
                    throw ended;
                }
                tried.append(tried.isEmpty() ? "" : "; ").append(address.getHostAddress());
                tried.append(": ").append(e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage());
            }
        }
        throw new FetchFailedException(PolicyFetchFailure.CONNECT, tried.toString());
    }

    private static Wire connect(InetSocketAddress target, Deadline share, Deadline whole, long maxOctets)
            throws IOException {
        Wire attempt = open(share, maxOctets);
        try {
            attempt.channel.configureBlocking(false);
            attempt.channel.register(attempt.selector, 0);
            boolean connected = attempt.channel.connect(target);
            while (!connected) {
                attempt.await(SelectionKey.OP_CONNECT);
                connected = attempt.channel.finishConnect();
            }
            return new Wire(attempt.channel, attempt.selector, whole, maxOctets);
        } catch (IOException | RuntimeException e) {
            attempt.close();
            throw e;
        }
    }

    private static Wire open(Deadline deadline, long maxOctets) throws IOException {
        Selector selector = Selector.open();
        try {
            return new Wire(SocketChannel.open(), selector, deadline, maxOctets);
        } catch (IOException e) {
            selector.close();
            throw e;
        }
    }

    /**
     * Reads what is there, or waits for it.
     *
     * @param octets where to
     * @param offset of the first octet
     * @param length how many at most, zero or more
     * @return how many octets were read; at least one, unless none was asked for
     * @throws FetchFailedException also at the end of the stream: in TLS a stream ends with an alert, and whoever ends it
     *     without may have cut it (RFC 8446 §6.1)
     */
    int read(byte[] octets, int offset, int length) throws FetchFailedException {
        ByteBuffer into = ByteBuffer.wrap(octets, offset, length);
        while (into.hasRemaining()) {
            goOn();
            int read;
            try {
                read = channel.read(into);
            } catch (IOException e) {
                throw lost(e);
            }
            if (read < 0) {
                throw end(PolicyFetchFailure.TRUNCATED, "the connection was closed too early", null);
            }
            octetsLeft -= read;
            if (octetsLeft < 0) {
                throw end(PolicyFetchFailure.TOO_LARGE, "the server sends without an end", null);
            }
            if (read > 0) {
                return read;
            }
            await(SelectionKey.OP_READ);
        }
        return 0;
    }

    /**
     * Writes everything.
     *
     * @param octets what from
     * @param offset of the first octet
     * @param length how many, zero or more
     * @throws FetchFailedException when it cannot be written in time
     */
    void write(byte[] octets, int offset, int length) throws FetchFailedException {
        ByteBuffer from = ByteBuffer.wrap(octets, offset, length);
        while (from.hasRemaining()) {
            goOn();
            int written;
            try {
                written = channel.write(from);
            } catch (IOException e) {
                throw lost(e);
            }
            if (written == 0) {
                await(SelectionKey.OP_WRITE);
            }
        }
    }

    /** Throws when there is no use in going on: also where nothing has to be waited for. */
    private void goOn() throws FetchFailedException {
        if (failed != null) {
            throw failed;
        }
        if (Thread.currentThread().isInterrupted()) {
            throw end(PolicyFetchFailure.INTERRUPTED, "interrupted", null);
        }
        if (deadline.hasPassed()) {
            throw late();
        }
    }

    private void await(int operation) throws FetchFailedException {
        goOn();
        Duration remaining = deadline.remaining();
        int ready;
        try {
            channel.keyFor(selector).interestOps(operation);
            selector.selectedKeys().clear();
            // in whole milliseconds, rounded up; zero would mean for ever
            ready = selector.select(Math.max(1, (remaining.toNanos() + NANOS_PER_MILLI - 1) / NANOS_PER_MILLI));
        } catch (IOException e) {
            throw lost(e);
        }
        // the thread's interrupt status is set, and stays
        if (ready == 0 && !Thread.currentThread().isInterrupted()) {
            throw late();
        }
    }

    private FetchFailedException late() {
        return end(PolicyFetchFailure.TIMEOUT, "the time is up", null);
    }

    private FetchFailedException lost(IOException cause) {
        return end(PolicyFetchFailure.TRUNCATED, "the connection was lost", cause);
    }

    private FetchFailedException end(PolicyFetchFailure failure, String detail, @Nullable IOException cause) {
        failed = cause == null
                ? new FetchFailedException(failure, detail)
                : new FetchFailedException(failure, detail, cause);
        return failed;
    }

    /**
     * Why nothing can be read or written any more.
     *
     * @return {@link PolicyFetchFailure#TRUNCATED} when the connection was closed or lost, empty when nothing has failed
     */
    Optional<FetchFailedException> failure() {
        return Optional.ofNullable(failed);
    }

    int port() {
        return channel.socket().getPort();
    }

    InetAddress address() {
        return channel.socket().getInetAddress();
    }

    /** Ends the connection without a word and without a wait. */
    @Override
    public void close() {
        try (selector) {
            channel.close();
        } catch (IOException e) {
            lost(e);
        }
    }
}
