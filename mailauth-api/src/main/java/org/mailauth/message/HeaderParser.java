package org.mailauth.message;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mailauth.Problem;
import org.mailauth.internal.text.OctetScan;

/**
 * Finds the header fields of a message and the place where its body starts (RFC 5322 §2.1 and §2.2), from as many
 * octets of its start as are known by now. A message in memory is read by one call, a stream by one call for each piece:
 * no octet is looked at twice, and none behind {@link #most()} at all, so that both find the same. Not safe for
 * concurrent use.
 */
final class HeaderParser {
    private static final byte[] MBOX_LINE = {'F', 'r', 'o', 'm', ' '};
    private static final int LARGEST_ARRAY = Integer.MAX_VALUE - 16;

    private final MessageLimits limits;
    private final List<HeaderField> fields = new ArrayList<>(32);
    private final List<Problem> problems = new ArrayList<>(2);
    private @Nullable Problem brokenLimit;
    private boolean spaceBeforeColon;

    private Step step = Step.MESSAGE_START;
    private byte[] octets = {};
    private int length;
    private boolean whole;
    private int origin;
    private int fieldStart;
    private int nameEnd;
    private int colon;
    private int at;

    private enum Step {
        MESSAGE_START,
        MBOX_BLANKS,
        MBOX_LINE,
        FIELD_START,
        NAME,
        BLANKS,
        LINE,
        LINE_END,
        ENDED
    }

    HeaderParser(MessageLimits limits) {
        this.limits = limits;
    }

    /** So many octets from the start of the message are enough to decide: a header that is within its limit has ended. */
    int most() {
        return (int) Math.min(LARGEST_ARRAY, (long) origin + limits.headerOctets() + 2);
    }

    /**
     * Reads on.
     *
     * @param known holds the message from its start; what was there before must not have changed
     * @param knownLength how many octets are known
     * @param complete whether these are all
     * @return whether the header has ended
     */
    boolean advance(byte[] known, int knownLength, boolean complete) {
        octets = known;
        boolean more = true;
        while (more && step != Step.ENDED) {
            length = Math.min(knownLength, most());
            whole = complete && length == knownLength;
            more = advance();
        }
        return step == Step.ENDED;
    }

    HeaderFields header() {
        return new HeaderFields(fields);
    }

    /** Where the message starts: behind an mbox line. */
    int origin() {
        return origin;
    }

    /** Where the body starts; known when the header has ended. */
    int bodyStart() {
        return fieldStart;
    }

    /** What was found; positions count from {@link #origin()}. */
    List<Problem> problems() {
        return List.copyOf(problems);
    }

    @Nullable
    Problem brokenLimit() {
        return brokenLimit;
    }

    /** Takes one step; false when it cannot be decided yet. */
    private boolean advance() {
        return switch (step) {
            case MESSAGE_START -> startMessage();
            case MBOX_BLANKS -> skipBlanks() && goOn(isColon() ? Step.FIELD_START : Step.MBOX_LINE);
            case MBOX_LINE -> endMboxLine();
            case FIELD_START -> startField();
            case NAME -> endName();
            case BLANKS -> endBlanks();
            case LINE -> endLine();
            case LINE_END -> endField();
            case ENDED -> false;
        };
    }

    private boolean goOn(Step next) {
        if (next == Step.FIELD_START) {
            at = fieldStart;
        }
        step = next;
        return true;
    }

    private boolean startMessage() {
        int prefix = Math.min(length, MBOX_LINE.length);
        if (!Arrays.equals(octets, 0, prefix, MBOX_LINE, 0, prefix)) {
            return goOn(Step.FIELD_START);
        }
        if (prefix < MBOX_LINE.length) {
            return isFinal() && goOn(Step.FIELD_START);
        }
        at = prefix;
        // "From : x" is a field with white space before its colon, and no mbox line.
        return goOn(Step.MBOX_BLANKS);
    }

    /** Drops a first line {@code From ...}, which mail stores write before a message. */
    private boolean endMboxLine() {
        if (!findCrlf()) {
            return isFinal() && goOn(Step.FIELD_START);
        }
        problems.add(Problem.at(0, "message.mbox-line", "RFC 4155", "an mbox line was dropped"));
        origin = at;
        fieldStart = at;
        return goOn(Step.FIELD_START);
    }

    private boolean startField() {
        if (at == length) {
            return isFinal() && endWithinHeader();
        }
        if (octets[at] != '\r') {
            step = Step.NAME;
            return endName();
        }
        if (at + 1 == length && !isFinal()) {
            return false;
        }
        if (at + 1 < length && octets[at + 1] == '\n') {
            fieldStart = at + 2;
            return goOn(Step.ENDED);
        }
        return endWithoutField();
    }

    private boolean endName() {
        // RFC 5322 §2.2: a name is printable ASCII without colon.
        while (at < length && octets[at] > 0x20 && octets[at] < 0x7F && octets[at] != ':') {
            at++;
        }
        if (at == length) {
            return endInName();
        }
        nameEnd = at;
        if (at == fieldStart) {
            return endWithoutField();
        }
        step = Step.BLANKS;
        return endBlanks();
    }

    private boolean endBlanks() {
        if (!skipBlanks()) {
            return endInName();
        }
        colon = at;
        if (!isColon()) {
            return endWithoutField();
        }
        step = Step.LINE;
        return endLine();
    }

    /** Stops behind blanks; false when an octet is missing to say where they end. */
    private boolean skipBlanks() {
        while (at < length && isBlank(octets[at])) {
            at++;
        }
        return at < length || (isFinal() && step == Step.MBOX_BLANKS);
    }

    private boolean isColon() {
        return at < length && octets[at] == ':';
    }

    /** All that is known is a name. */
    private boolean endInName() {
        if (length == most()) {
            return breakHeaderLimit();
        }
        return whole && endWithoutField();
    }

    private boolean endLine() {
        while (findCrlf()) {
            if (at == length) {
                return goOn(Step.LINE_END);
            }
            if (!isBlank(octets[at])) {
                return addField();
            }
        }
        return isFinal() && addField();
    }

    /** The field ends behind a CRLF that no white space follows: folded lines belong to their field. */
    private boolean endField() {
        if (at == length) {
            return isFinal() && addField();
        }
        return isBlank(octets[at]) ? goOn(Step.LINE) : addField();
    }

    /** Stops behind the next CRLF, or at the end of what is known. */
    private boolean findCrlf() {
        while ((at = OctetScan.indexOfAtMost(octets, at, length, '\n')) < length) {
            at++;
            if (octets[at - 1] == '\n' && octets[at - 2] == '\r') {
                return true;
            }
        }
        return false;
    }

    /** Whether nothing can be known besides what is. */
    private boolean isFinal() {
        return whole || length == most();
    }

    private boolean endWithoutField() {
        // RFC 5322 §2.2: no field. To go on behind it would let a stranger's line hide or invent fields.
        problems.add(Problem.at(
                fieldStart - origin,
                "message.line-without-field",
                "RFC 5322 §2.1",
                "a line that is no header field ends the header without an empty line"));
        return goOn(Step.ENDED);
    }

    private boolean endWithinHeader() {
        problems.add(
                length == origin
                        ? Problem.of("message.empty", "RFC 5322 §3.6", "the message is empty")
                        : Problem.at(
                                length - origin,
                                "message.missing-separator",
                                "RFC 5322 §2.1",
                                "the message ends within its header"));
        return goOn(Step.ENDED);
    }

    private boolean addField() {
        if (at - origin > limits.headerOctets()) {
            return breakHeaderLimit();
        }
        if (at - fieldStart > limits.fieldOctets()) {
            return breakLimit("a header field has more than " + limits.fieldOctets() + " octets");
        }
        if (fields.size() == limits.fields()) {
            return breakLimit("the header has more than " + limits.fields() + " fields");
        }
        noteSpaceBeforeColon();
        fields.add(field());
        fieldStart = at;
        return goOn(Step.FIELD_START);
    }

    private boolean breakHeaderLimit() {
        return breakLimit("the header has more than " + limits.headerOctets() + " octets");
    }

    private boolean breakLimit(String text) {
        brokenLimit = Problem.at(fieldStart - origin, "message.header-too-large", "", text);
        return goOn(Step.ENDED);
    }

    private void noteSpaceBeforeColon() {
        if (nameEnd < colon && !spaceBeforeColon) {
            // RFC 5322 §4.5: obsolete, yet such a field counts under its name.
            spaceBeforeColon = true;
            problems.add(Problem.at(
                    nameEnd - origin,
                    "message.space-before-colon",
                    "RFC 5322 §4.5",
                    "white space before a field's colon"));
        }
    }

    private HeaderField field() {
        int size = at - fieldStart;
        if (octets[at - 2] == '\r' && octets[at - 1] == '\n') {
            return new HeaderField(octets, fieldStart, size, nameEnd - fieldStart, colon - fieldStart);
        }
        byte[] ended = Arrays.copyOfRange(octets, fieldStart, at + 2);
        ended[size] = '\r';
        ended[size + 1] = '\n';
        return new HeaderField(ended, 0, size + 2, nameEnd - fieldStart, colon - fieldStart);
    }

    private static boolean isBlank(byte octet) {
        return octet == ' ' || octet == '\t';
    }
}
