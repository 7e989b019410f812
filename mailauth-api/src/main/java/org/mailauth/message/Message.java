package org.mailauth.message;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mailauth.Problem;

/**
 * A message as it was received: header fields with their octets, and the body.
 *
 * <p>Reading never fails on what the octets are: what is broken becomes a {@link #problems() problem}. Octets are kept
 * as they are, with two exceptions, both visible: a message whose every line ends with a lone LF is converted to CRLF
 * once ({@link #lineEndings()}), and an mbox line {@code From ...} before the first field is dropped. A lone CR or LF in
 * a message that has CRLF is data and is never repaired (RFC 5321 §2.3.8).
 *
 * <p>The header ends at the first empty line. A line that can be no header field ends it, too, and belongs to the body:
 * whatever follows is never taken for a header field. Immutable and thread-safe; the whole message is held in memory:
 * {@link MessageStream} finds the same in any message as it arrives, without holding its body.
 */
public final class Message {
    private static final int LARGEST_ARRAY = Integer.MAX_VALUE - 16;
    private static final byte[] CRLF = {'\r', '\n'};

    private final HeaderFields header;
    private final byte[] prepended;
    private final byte[] octets;
    private final int start;
    private final int bodyStart;
    private final LineEndings lineEndings;
    private final List<Problem> structureProblems;
    private final @Nullable Problem brokenLimit;
    private @Nullable List<Problem> allProblems;

    private Message(
            HeaderFields header,
            byte[] prepended,
            byte[] octets,
            int start,
            int bodyStart,
            LineEndings lineEndings,
            List<Problem> structureProblems,
            @Nullable Problem brokenLimit) {
        this.header = header;
        this.prepended = prepended;
        this.octets = octets;
        this.start = start;
        this.bodyStart = bodyStart;
        this.lineEndings = lineEndings;
        this.structureProblems = structureProblems;
        this.brokenLimit = brokenLimit;
    }

    /**
     * A message held in memory, with the default limits.
     *
     * @param octets the whole message; copied
     * @return the message
     */
    public static Message of(byte[] octets) {
        return of(octets, MessageLimits.defaults());
    }

    /**
     * A message held in memory.
     *
     * @param octets the whole message; copied up to the limit
     * @param limits how much is processed
     * @return the message
     */
    public static Message of(byte[] octets, MessageLimits limits) {
        int length = (int) Math.min(octets.length, readable(limits));
        return parse(Arrays.copyOf(octets, length), limits);
    }

    /**
     * Reads a message to the end of a stream, with the default limits.
     *
     * @param in read until its end or the limit; not closed
     * @return the message
     * @throws IOException when the stream cannot be read
     */
    public static Message read(InputStream in) throws IOException {
        return read(in, MessageLimits.defaults());
    }

    /**
     * Reads a message to the end of a stream.
     *
     * @param in read until its end or the limit; not closed
     * @param limits how much is processed
     * @return the message
     * @throws IOException when the stream cannot be read
     */
    public static Message read(InputStream in, MessageLimits limits) throws IOException {
        return parse(in.readNBytes((int) readable(limits)), limits);
    }

    /**
     * Reads a message from a file, with the default limits.
     *
     * @param file a regular file
     * @return the message
     * @throws IOException when the file cannot be read
     */
    public static Message read(Path file) throws IOException {
        return read(file, MessageLimits.defaults());
    }

    /**
     * Reads a message from a file.
     *
     * @param file a regular file
     * @param limits how much is processed
     * @return the message
     * @throws IOException when the file cannot be read
     */
    public static Message read(Path file, MessageLimits limits) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return read(in, limits);
        }
    }

    /** One octet more than the limit, so that too much is noticed. */
    private static long readable(MessageLimits limits) {
        return Math.min(LARGEST_ARRAY, Math.min(limits.messageOctets(), Long.MAX_VALUE - 1) + 1);
    }

    private static Message parse(byte[] input, MessageLimits limits) {
        int limit = (int) Math.min(limits.messageOctets(), LARGEST_ARRAY - 1);
        boolean tooLarge = input.length > limit;
        byte[] read = tooLarge ? Arrays.copyOf(input, limit) : input;
        LineEndings endings = LineEndings.CRLF;
        if (LfConverter.applies(read)) {
            endings = LineEndings.CONVERTED_FROM_LF;
            tooLarge |= LfConverter.convertedLength(read) > LARGEST_ARRAY;
            read = new LfConverter().convertAll(read, LARGEST_ARRAY);
        }
        HeaderParser parser = new HeaderParser(limits);
        parser.advance(read, read.length, true);
        return new Message(
                parser.header(),
                new byte[0],
                read,
                parser.origin(),
                parser.bodyStart(),
                endings,
                parser.problems(),
                tooLarge ? tooLarge(read.length - parser.origin(), limit) : parser.brokenLimit());
    }

    static Problem tooLarge(long at, long limit) {
        return Problem.at(at, "message.too-large", "", "the message has more than " + limit + " octets");
    }

    /**
     * The header fields, from the top.
     *
     * @return the header; without fields when the message has none
     */
    public HeaderFields header() {
        return header;
    }

    /**
     * The size of the body.
     *
     * @return octets behind the header and its empty line, zero or more
     */
    public int bodyLength() {
        return octets.length - bodyStart;
    }

    /**
     * The body.
     *
     * @return a new stream over the octets behind the header and its empty line; closing it does nothing
     */
    public InputStream bodyStream() {
        return new ByteArrayInputStream(octets, bodyStart, bodyLength());
    }

    /**
     * Writes the body, in one piece.
     *
     * @param out takes the octets and must not change them
     * @throws IOException when {@code out} throws it
     */
    public void writeBodyTo(OutputStream out) throws IOException {
        out.write(octets, bodyStart, bodyLength());
    }

    void writeBodyTo(BodyStream body) {
        body.write(octets, bodyStart, bodyLength());
    }

    /**
     * How the lines ended when the message was read.
     *
     * @return never null
     */
    public LineEndings lineEndings() {
        return lineEndings;
    }

    /**
     * What is wrong with the octets: a lone CR or LF, NUL, over-long lines, no line between header and body, white
     * space before a colon, lines that are no field, a broken limit. Each kind is reported once, at its first place.
     *
     * <p>Fields put on top later are not looked at.
     *
     * @return unmodifiable; positions count in the octets that are kept: after the conversion of line ends, and without
     *     an mbox line
     */
    public List<Problem> problems() {
        List<Problem> problems = allProblems;
        if (problems == null) {
            // Two threads may do this at once; both find the same, and the list is immutable.
            problems = findProblems();
            allProblems = problems;
        }
        return problems;
    }

    private List<Problem> findProblems() {
        List<Problem> octetProblems = OctetProblems.in(octets, start, octets.length);
        return problems(brokenLimit, lineEndings, structureProblems, octetProblems);
    }

    /** All problems in the order in which they are told. */
    static List<Problem> problems(
            @Nullable Problem brokenLimit,
            @Nullable LineEndings lineEndings,
            List<Problem> structureProblems,
            List<Problem> octetProblems) {
        List<Problem> problems = new ArrayList<>();
        if (brokenLimit != null) {
            problems.add(brokenLimit);
        }
        if (lineEndings == LineEndings.CONVERTED_FROM_LF) {
            problems.add(Problem.of(
                    "message.lf-converted", "RFC 5321 §2.3.8", "every line ended with LF and was converted to CRLF"));
        }
        problems.addAll(structureProblems);
        problems.addAll(octetProblems);
        return List.copyOf(problems);
    }

    /**
     * The limit that the message went beyond. What lies behind it was not processed: such a message never passes. When
     * it is a limit of the header, the body starts with the first field that was left out.
     *
     * @return empty for a message within all limits
     */
    public Optional<Problem> brokenLimit() {
        return Optional.ofNullable(brokenLimit);
    }

    /**
     * The message with fields put on top, as trace fields and signatures are.
     *
     * @param fields the new topmost fields, in order; no limit is held against them
     * @return a message that shares the octets of this one, which stays as it is
     */
    public Message withPrepended(HeaderField... fields) {
        return withPrepended(List.of(fields));
    }

    /**
     * The message with fields put on top, as trace fields and signatures are.
     *
     * @param fields the new topmost fields, in order; no limit is held against them
     * @return a message that shares the octets of this one, which stays as it is
     */
    public Message withPrepended(List<HeaderField> fields) {
        if (fields.isEmpty()) {
            return this;
        }
        List<HeaderField> all = new ArrayList<>(fields);
        all.addAll(header.all());
        ByteArrayOutputStream top = new ByteArrayOutputStream();
        for (HeaderField field : fields) {
            top.writeBytes(field.octets());
        }
        top.writeBytes(prepended);
        if (bodyWouldFold()) {
            top.writeBytes(CRLF);
        }
        return new Message(
                new HeaderFields(all),
                top.toByteArray(),
                octets,
                start,
                bodyStart,
                lineEndings,
                structureProblems,
                brokenLimit);
    }

    /**
     * Whether a body without any header starts with white space: right under a field it would continue that field
     * (RFC 5322 §2.2.3), and a stranger would write into our trace field. An empty line keeps it apart.
     */
    private boolean bodyWouldFold() {
        return header.size() == 0
                && bodyStart == start
                && bodyLength() > 0
                && (octets[start] == ' ' || octets[start] == '\t');
    }

    /**
     * Writes the whole message: what was put on top, and the octets that are kept. Of a message larger than the limit
     * nothing is written behind it; see {@link #brokenLimit()}.
     *
     * @param out takes the octets and must not change them
     * @throws IOException when {@code out} throws it
     */
    public void writeTo(OutputStream out) throws IOException {
        out.write(prepended);
        out.write(octets, start, octets.length - start);
    }

    @Override
    public String toString() {
        return "Message[" + header.size() + " header fields, " + bodyLength() + " octets of body]";
    }
}
