package org.mailauth.message;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mailauth.Problem;

/** Finds the header fields of a message and the place where its body starts (RFC 5322 §2.1 and §2.2). */
final class MessageParser {
    private static final byte[] MBOX_LINE = {'F', 'r', 'o', 'm', ' '};

    private final byte[] octets;
    private final MessageLimits limits;
    private final List<HeaderField> fields = new ArrayList<>(32);
    private final List<Problem> problems = new ArrayList<>(2);
    private @Nullable Problem brokenLimit;
    private boolean spaceBeforeColon;

    /** What was found; {@code octets} are the input without an mbox line. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Result(
            HeaderFields header,
            byte[] octets,
            int bodyStart,
            List<Problem> problems,
            @Nullable Problem brokenLimit) {}

    private MessageParser(byte[] octets, MessageLimits limits) {
        this.octets = octets;
        this.limits = limits;
    }

    static Result parse(byte[] input, MessageLimits limits) {
        int mboxLine = lengthOfMboxLine(input);
        byte[] octets = mboxLine == 0 ? input : Arrays.copyOfRange(input, mboxLine, input.length);
        MessageParser parser = new MessageParser(octets, limits);
        if (mboxLine > 0) {
            parser.problems.add(Problem.at(0, "message.mbox-line", "RFC 4155", "an mbox line was dropped"));
        }
        int bodyStart = parser.readHeader();
        return new Result(
                new HeaderFields(parser.fields), octets, bodyStart, List.copyOf(parser.problems), parser.brokenLimit);
    }

    /** Length of a first line {@code From ...}, which mail stores write before a message; 0 when there is none. */
    private static int lengthOfMboxLine(byte[] octets) {
        boolean candidate = octets.length > MBOX_LINE.length
                && Arrays.equals(octets, 0, MBOX_LINE.length, MBOX_LINE, 0, MBOX_LINE.length);
        // "From : x" is a field with white space before its colon, and no mbox line.
        if (!candidate || colonOfField(octets, 0, octets.length) >= 0) {
            return 0;
        }
        int end = endOfLine(octets, 0);
        return end < 0 ? 0 : end;
    }

    private int readHeader() {
        int at = 0;
        while (at < octets.length) {
            if (isCrlf(at)) {
                return at + 2;
            }
            int end = endOfField(at);
            int colon = colonOfField(octets, at, end);
            if (colon < 0) {
                // RFC 5322 §2.2: no field. To go on behind it would let a stranger's line hide or invent fields.
                problems.add(Problem.at(
                        at,
                        "message.line-without-field",
                        "RFC 5322 §2.1",
                        "a line that is no header field ends the header without an empty line"));
                return at;
            }
            if (isBeyondLimit(at, end)) {
                return at;
            }
            addField(at, end, colon);
            at = end;
        }
        problems.add(
                octets.length == 0
                        ? Problem.of("message.empty", "RFC 5322 §3.6", "the message is empty")
                        : Problem.at(
                                octets.length,
                                "message.missing-separator",
                                "RFC 5322 §2.1",
                                "the message ends within its header"));
        return octets.length;
    }

    private boolean isBeyondLimit(int start, int end) {
        if (end > limits.headerOctets()) {
            return breakLimit(start, "the header has more than " + limits.headerOctets() + " octets");
        }
        if (end - start > limits.fieldOctets()) {
            return breakLimit(start, "a header field has more than " + limits.fieldOctets() + " octets");
        }
        if (fields.size() == limits.fields()) {
            return breakLimit(start, "the header has more than " + limits.fields() + " fields");
        }
        return false;
    }

    private boolean breakLimit(int at, String text) {
        brokenLimit = Problem.at(at, "message.header-too-large", "", text);
        return true;
    }

    private void addField(int start, int end, int colon) {
        int nameEnd = colon;
        while (isBlank(octets[nameEnd - 1])) {
            nameEnd--;
        }
        if (nameEnd < colon && !spaceBeforeColon) {
            // RFC 5322 §4.5: obsolete, yet such a field counts under its name.
            spaceBeforeColon = true;
            problems.add(Problem.at(
                    nameEnd, "message.space-before-colon", "RFC 5322 §4.5", "white space before a field's colon"));
        }
        int length = end - start;
        byte[] buffer = octets;
        int from = start;
        boolean ended = length >= 2 && octets[end - 2] == '\r' && octets[end - 1] == '\n';
        if (!ended) {
            buffer = Arrays.copyOfRange(octets, start, end + 2);
            buffer[length] = '\r';
            buffer[length + 1] = '\n';
            from = 0;
            length += 2;
        }
        fields.add(new HeaderField(buffer, from, length, nameEnd - start, colon - start));
    }

    /** Place of the colon of a field that starts here; -1 when no field does. */
    private static int colonOfField(byte[] octets, int start, int end) {
        int at = start;
        // RFC 5322 §2.2: a name is printable ASCII without colon.
        while (at < end && octets[at] > 0x20 && octets[at] < 0x7F && octets[at] != ':') {
            at++;
        }
        if (at == start) {
            return -1;
        }
        while (at < end && isBlank(octets[at])) {
            at++;
        }
        return at < end && octets[at] == ':' ? at : -1;
    }

    /** The place behind the CRLF that no white space follows: folded lines belong to their field. */
    private int endOfField(int start) {
        int end = endOfLine(octets, start);
        while (end >= 0 && end < octets.length && isBlank(octets[end])) {
            end = endOfLine(octets, end);
        }
        return end < 0 ? octets.length : end;
    }

    /** The place behind the next CRLF; -1 when there is none. */
    private static int endOfLine(byte[] octets, int start) {
        for (int at = start + 1; at < octets.length; at++) {
            if (octets[at] == '\n' && octets[at - 1] == '\r') {
                return at + 1;
            }
        }
        return -1;
    }

    private boolean isCrlf(int at) {
        return at + 1 < octets.length && octets[at] == '\r' && octets[at + 1] == '\n';
    }

    private static boolean isBlank(byte octet) {
        return octet == ' ' || octet == '\t';
    }
}
