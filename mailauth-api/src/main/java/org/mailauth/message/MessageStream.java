package org.mailauth.message;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mailauth.Problem;

/**
 * Reads a message as it arrives, in any pieces, and holds its header only: finds what {@link Message#of(byte[])} finds
 * in the whole, problems, limits and line ends included. {@link #open} is for a message from the wire, {@link #openStored}
 * for one from a file.
 *
 * <p>Once the header is complete, the {@link HeaderReceiver} gets it together with the pass over the body, which sessions
 * join then; every further octet of the body goes through that pass at once. Memory is bounded by
 * {@link MessageLimits#headerOctets()}, whatever the size of the body. {@link #close()} ends the message.
 *
 * <p>What lies beyond {@link MessageLimits#messageOctets()} is left out, and {@link #brokenLimit()} tells so: such a
 * message never passes. Not safe for concurrent use.
 */
public final class MessageStream extends OutputStream {
    private static final int BLOCK = 1024;
    private static final int CONVERSION_BLOCK = 8192;
    private static final byte[] NOTHING = {};

    private final MessageLimits limits;
    private final HeaderReceiver receiver;
    private final LineEndingDetector detector;
    private final HeaderParser parser;
    private final OctetProblems octetProblems;
    private final BodyStream body;
    private byte[] head = new byte[2 * BLOCK];
    private int headLength;
    private long taken;
    private @Nullable LineEndings lineEndings;
    private @Nullable LfConverter converter;
    private byte[] converted = NOTHING;
    private @Nullable HeaderFields header;
    private boolean tooLarge;
    private State state = State.READING;

    private enum State {
        READING,
        FAILED,
        ENDED
    }

    /** Takes the header of a message, and joins the pass over its body. */
    @FunctionalInterface
    public interface HeaderReceiver {
        /**
         * Takes the header; called once for each message, by the call that completes the header or ends the message.
         *
         * @param header the header, without fields when the message has none
         * @param body the pass over the body; tells in {@link BodyStream#brokenLimit()} whether the header is beyond a
         *     limit
         */
        void header(HeaderFields header, BodyStream body);
    }

    private MessageStream(MessageLimits limits, @Nullable LineEndings lineEndings, HeaderReceiver receiver) {
        this.limits = limits;
        this.lineEndings = lineEndings;
        this.receiver = Objects.requireNonNull(receiver, "receiver");
        this.detector = new LineEndingDetector(limits.headerOctets());
        this.parser = new HeaderParser(limits);
        this.octetProblems = new OctetProblems();
        this.body = new BodyStream(octetProblems, this::problems);
    }

    /**
     * Starts a message as it comes over the wire, with the default limits.
     *
     * @param receiver takes the header
     * @return a stream that waits for the first octets
     */
    public static MessageStream open(HeaderReceiver receiver) {
        return open(MessageLimits.defaults(), receiver);
    }

    /**
     * Starts a message as it comes over the wire: its lines end with CRLF, and a lone CR or LF is data, whatever there is
     * of them (RFC 5321 §2.3.8).
     *
     * @param limits how much is processed
     * @param receiver takes the header
     * @return a stream that waits for the first octets
     */
    public static MessageStream open(MessageLimits limits, HeaderReceiver receiver) {
        return new MessageStream(limits, LineEndings.CRLF, receiver);
    }

    /**
     * Starts a message as it lies in a file or mail store, where its lines may end with LF alone.
     *
     * <p>The header decides, since the body is not known yet: when a lone LF ends each of its lines, up to the first empty
     * one, every lone LF of the message is converted to CRLF, and a lone CR is data. A CRLF behind such a header cannot be:
     * it stays, and the message never passes ({@link #brokenLimit()}, {@code message.mixed-line-endings}), because others
     * may see another message in it. With a CRLF in its header the message is taken as {@link #open} takes it.
     *
     * @param limits how much is processed
     * @param receiver takes the header
     * @return a stream that waits for the first octets
     */
    public static MessageStream openStored(MessageLimits limits, HeaderReceiver receiver) {
        return new MessageStream(limits, null, receiver);
    }

    /**
     * Takes one octet of the message.
     *
     * @param octet the octet, in its lowest eight bits
     * @throws IllegalStateException when the message has ended
     */
    @Override
    public void write(int octet) {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    /**
     * Takes the next octets of the message, without dot-stuffing (RFC 5321 §4.5.2).
     *
     * @param octets holds them; not kept, and not changed
     * @param offset where they start
     * @param length how many there are
     * @throws IllegalStateException when the message has ended
     */
    @Override
    public void write(byte[] octets, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, octets.length);
        if (state != State.READING) {
            throw new IllegalStateException("the message has ended");
        }
        // Holds for good when a receiver or a reader throws: half a message must never be taken for a whole one.
        state = State.FAILED;
        int within = (int) Math.min(length, limits.messageOctets() - taken);
        taken += within;
        takeRaw(octets, offset, offset + within);
        if (within < length) {
            tooLarge = true;
            tellBrokenLimit();
        }
        state = State.READING;
    }

    /**
     * Takes the rest of the message from a stream, up to its end or the limit, and ends.
     *
     * @param in read until its end or the limit; not closed
     * @throws IOException when the stream cannot be read; the message has not ended then
     * @throws IllegalStateException when the message has ended
     */
    public void readFrom(InputStream in) throws IOException {
        byte[] block = new byte[CONVERSION_BLOCK];
        int length = in.read(block);
        while (length >= 0) {
            write(block, 0, length);
            length = tooLarge ? -1 : in.read(block);
        }
        close();
    }

    private void takeRaw(byte[] octets, int from, int to) {
        int at = from;
        if (lineEndings == null) {
            at = detector.look(octets, from, to);
            addToHead(octets, from, at);
            if (detector.decision() == null) {
                return;
            }
            decideLineEndings();
        }
        takeDecided(octets, at, to);
    }

    private void decideLineEndings() {
        lineEndings = detector.decide();
        if (lineEndings == LineEndings.CRLF) {
            readHeader(false);
            return;
        }
        converter = new LfConverter();
        converted = new byte[CONVERSION_BLOCK];
        byte[] undecided = head;
        int length = headLength;
        head = new byte[length + BLOCK];
        headLength = 0;
        takeDecided(undecided, 0, length);
    }

    /** Takes octets whose line ends are as they will be or are to be converted. */
    private void takeDecided(byte[] octets, int from, int to) {
        LfConverter lf = converter;
        if (lf == null) {
            takeKept(octets, from, to);
            return;
        }
        int at = from;
        while (at < to) {
            int end = lf.convert(octets, at, to, converted, 0, converted.length);
            at = lf.read();
            takeKept(converted, 0, end);
        }
        tellBrokenLimit();
    }

    private void takeKept(byte[] octets, int from, int to) {
        int at = from;
        while (header == null && at < to) {
            int part = Math.min(Math.min(to - at, BLOCK), parser.most() - headLength);
            addToHead(octets, at, at + part);
            at += part;
            readHeader(false);
        }
        body.write(octets, at, to - at);
    }

    private void addToHead(byte[] octets, int from, int to) {
        int length = headLength + (to - from);
        if (length > head.length) {
            head = Arrays.copyOf(head, (int) Math.min(Integer.MAX_VALUE - 16, Math.max(length, 2L * head.length)));
        }
        System.arraycopy(octets, from, head, headLength, to - from);
        headLength = length;
    }

    private void readHeader(boolean whole) {
        if (!parser.advance(head, headLength, whole)) {
            return;
        }
        HeaderFields complete = parser.header();
        header = complete;
        byte[] octets = head;
        head = NOTHING;
        octetProblems.scan(octets, parser.origin(), parser.bodyStart());
        tellBrokenLimit();
        receiver.header(complete, body);
        body.write(octets, parser.bodyStart(), headLength - parser.bodyStart());
    }

    /** Ends the message. Calling this again, or after a receiver or reader threw, does nothing. */
    @Override
    public void close() {
        if (state != State.READING) {
            return;
        }
        state = State.FAILED;
        if (lineEndings == null) {
            decideLineEndings();
        }
        if (header == null) {
            readHeader(true);
        }
        tellBrokenLimit();
        body.close();
        state = State.ENDED;
    }

    /**
     * Whether the whole message has gone by.
     *
     * @return false until {@link #close()} was called, and for good when a receiver or reader threw
     */
    public boolean isEnded() {
        return state == State.ENDED;
    }

    /**
     * The header fields.
     *
     * @return empty while the header is not complete
     */
    public Optional<HeaderFields> header() {
        return Optional.ofNullable(header);
    }

    /**
     * The size of the body.
     *
     * @return octets of the body that have gone by
     */
    public long bodyLength() {
        return body.length();
    }

    /**
     * How the lines of the message ended when it arrived.
     *
     * @return {@link LineEndings#CRLF} while that is not known
     */
    public LineEndings lineEndings() {
        return lineEndings == null ? LineEndings.CRLF : lineEndings;
    }

    /**
     * What is wrong with the octets, as far as that is known by now: complete when the message has ended.
     *
     * @return unmodifiable; as {@link Message#problems()} tells them
     */
    public List<Problem> problems() {
        return Message.problems(body.brokenLimit().orElse(null), lineEndings, parser.problems(), octetProblems.found());
    }

    /**
     * Why the message must never pass, as far as that is known by now: a limit that it went beyond, or mixed line ends in
     * a file. Complete when the message has ended.
     *
     * @return empty for a message within all limits
     * @see Message#brokenLimit()
     */
    public Optional<Problem> brokenLimit() {
        return body.brokenLimit();
    }

    private void tellBrokenLimit() {
        Problem broken = parser.brokenLimit();
        if (tooLarge) {
            broken = Message.tooLarge(kept(), limits.messageOctets());
        } else if (broken == null && converter != null) {
            broken = converter.problem(parser.origin());
        }
        body.breakLimit(broken);
    }

    /** Octets that were kept, without an mbox line. */
    private long kept() {
        return (header == null ? headLength : parser.bodyStart() + body.length()) - parser.origin();
    }

    @Override
    public String toString() {
        return "MessageStream[" + (header == null ? "within the header" : header + ", " + body.length() + " of body")
                + "]";
    }
}
