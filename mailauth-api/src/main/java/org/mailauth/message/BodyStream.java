package org.mailauth.message;

import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.mailauth.Problem;
import org.mailauth.internal.text.VisibleLines;

/**
 * The one pass over the body of a message, which everybody who needs the body joins before its first octet: verifiers
 * and signers of several protocols read along, and none of them keeps the body.
 *
 * <p>Three ways fill it: {@link MessageStream} takes whole messages as they arrive and makes one for the body;
 * {@link #of(Message)} is for a message in memory; {@link #open()} is for a caller who has the header fields already and
 * writes the body, in any pieces, with CRLF at the end of its lines and without dot-stuffing (RFC 5321 §4.5.2). Whatever
 * the pieces are, the outcome is the same. The number of octets is not limited, and memory does not grow with it.
 *
 * <p>{@link #close()} ends the body; only then do sessions come to a conclusion, and they refuse to when it was not
 * called. Not safe for concurrent use.
 */
public final class BodyStream extends OutputStream {
    private final List<Joined> readers = new ArrayList<>(2);
    private final @Nullable OctetProblems scan;
    private final Supplier<List<Problem>> problems;
    private @Nullable Problem brokenLimit;
    private State state = State.JOINING;
    private long length;

    private enum State {
        JOINING,
        READING,
        FAILED,
        ENDED
    }

    private record Joined(Object key, BodyReader reader) {}

    /** A body in which {@code scan} looks for problems, and {@code problems} tells them. */
    BodyStream(@Nullable OctetProblems scan, Supplier<List<Problem>> problems) {
        this.scan = scan;
        this.problems = problems;
    }

    /**
     * Starts the pass over a body that the caller writes, and whose header the caller has.
     *
     * @return a pass that can be joined; its problems are those of the body alone
     */
    public static BodyStream open() {
        OctetProblems scan = new OctetProblems();
        return new BodyStream(scan, scan::found);
    }

    /**
     * Starts the pass over a body that the caller writes, of a message that the caller has read with means and limits of
     * its own: what is wrong with it is known already.
     *
     * @param problems what is wrong with the octets of the message
     * @param brokenLimit the limit that the message went beyond: such a message never passes
     * @return a pass that can be joined and tells these problems, whatever is written
     */
    public static BodyStream open(List<Problem> problems, Optional<Problem> brokenLimit) {
        List<Problem> known = List.copyOf(problems);
        BodyStream body = new BodyStream(null, () -> known);
        body.brokenLimit = brokenLimit.orElse(null);
        return body;
    }

    /**
     * Starts the pass over the body of a message in memory; {@link #takeBodyOf} is to follow when everybody has joined.
     *
     * @param message the message
     * @return a pass that can be joined and knows the message's problems and broken limit
     */
    public static BodyStream of(Message message) {
        BodyStream body = new BodyStream(null, message::problems);
        body.brokenLimit = message.brokenLimit().orElse(null);
        return body;
    }

    /**
     * Joins the pass, or finds the reader that joined under this key: who needs the same of a body shares the work.
     *
     * @param <R> the kind of reader
     * @param type the kind of reader
     * @param key equal for readers that do the same work
     * @param maker makes the reader when none has joined under the key
     * @return the reader, which hears of every octet of the body and of its end
     * @throws IllegalStateException when the body has begun
     */
    public <R extends BodyReader> R join(Class<R> type, Object key, Supplier<? extends R> maker) {
        if (state != State.JOINING) {
            throw new IllegalStateException("a body can be joined before its first octet only");
        }
        for (Joined joined : readers) {
            if (joined.key().equals(key) && type.isInstance(joined.reader())) {
                return type.cast(joined.reader());
            }
        }
        R reader = Objects.requireNonNull(maker.get(), "reader");
        readers.add(new Joined(Objects.requireNonNull(key, "key"), reader));
        return reader;
    }

    /**
     * The readers of one kind that have joined until now.
     *
     * @param <R> the kind of reader
     * @param type the kind of reader
     * @return unmodifiable, in the order in which they joined; empty when there is none
     */
    public <R extends BodyReader> List<R> joined(Class<R> type) {
        List<R> found = new ArrayList<>(0);
        for (int at = 0; at < readers.size(); at++) {
            BodyReader reader = readers.get(at).reader();
            if (type.isInstance(reader)) {
                found.add(type.cast(reader));
            }
        }
        return List.copyOf(found);
    }

    /**
     * Takes one octet of the body.
     *
     * @param octet the octet, in its lowest eight bits
     * @throws IllegalStateException when the body has ended
     */
    @Override
    public void write(int octet) {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    /**
     * Takes the next octets of the body.
     *
     * @param octets holds them; not kept, and not changed
     * @param offset where they start
     * @param count how many there are
     * @throws IllegalStateException when the body has ended
     */
    @Override
    public void write(byte[] octets, int offset, int count) {
        Objects.checkFromIndexSize(offset, count, octets.length);
        if (state != State.JOINING && state != State.READING) {
            throw new IllegalStateException("the body has ended");
        }
        if (count == 0) {
            return;
        }
        // Holds for good when a reader throws: half a body must never be taken for a whole one.
        state = State.FAILED;
        boolean visible = scan != null && scan.scan(octets, offset, offset + count);
        for (int at = 0; at < readers.size(); at++) {
            BodyReader reader = readers.get(at).reader();
            if (visible && reader instanceof VisibleLines lines) {
                lines.acceptVisibleLines(octets, offset, count);
            } else {
                reader.accept(octets, offset, count);
            }
        }
        length += count;
        state = State.READING;
    }

    /**
     * Takes the whole body of a message in memory, and ends.
     *
     * @param message the message that this pass was opened for
     * @throws IllegalStateException when the body has ended
     */
    public void takeBodyOf(Message message) {
        message.writeBodyTo(this);
        close();
    }

    /** Ends the body. Calling this again, or after a reader threw, does nothing. */
    @Override
    public void close() {
        if (state != State.JOINING && state != State.READING) {
            return;
        }
        state = State.FAILED;
        if (scan != null) {
            scan.finish();
        }
        for (Joined joined : readers) {
            joined.reader().end();
        }
        state = State.ENDED;
    }

    /**
     * Whether the whole body has gone by.
     *
     * @return false until {@link #close()} was called, and for good when a reader threw
     */
    public boolean isEnded() {
        return state == State.ENDED;
    }

    /**
     * The size of what has gone by.
     *
     * @return octets of the body
     */
    public long length() {
        return length;
    }

    /**
     * Why the message must never pass, as far as that is known by now: complete when the body has ended.
     *
     * @return empty for a message within all limits
     * @see Message#brokenLimit()
     */
    public Optional<Problem> brokenLimit() {
        return Optional.ofNullable(brokenLimit);
    }

    void breakLimit(@Nullable Problem problem) {
        brokenLimit = problem;
    }

    /**
     * What is wrong with the octets of the message, as far as that is known by now: complete when the body has ended.
     *
     * @return unmodifiable; as {@link Message#problems()} tells them, of the body alone for a pass made by
     *     {@link #open()}
     */
    public List<Problem> problems() {
        return List.copyOf(problems.get());
    }

    @Override
    public String toString() {
        return "BodyStream[" + length + " octets, " + readers.size() + " readers]";
    }
}
