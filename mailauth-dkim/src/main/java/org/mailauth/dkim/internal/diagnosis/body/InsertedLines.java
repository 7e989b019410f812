package org.mailauth.dkim.internal.diagnosis.body;

import java.security.MessageDigest;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.mailauth.dkim.diagnosis.DkimCause;
import org.mailauth.dkim.diagnosis.DkimExplanation;
import org.mailauth.dkim.internal.diagnosis.Explain;
import org.mailauth.dkim.internal.diagnosis.Work;

/**
 * Finds whole lines that were put into a canonical body, as a footer inside a MIME part is: in front of a boundary line
 * (RFC 2046 §5.1.1) or the end of an HTML text, or, in a short body, anywhere.
 */
final class InsertedLines {
    /** Places behind the insertion that are tried, when they are told by a boundary or by the end of an HTML text. */
    private static final int MAX_MARKED_PLACES = 32;
    /** Lines of an insertion in front of such a place. */
    private static final int MAX_LINES = 64;
    /** Lines of a body whose every place is tried. */
    private static final int MAX_SHORT_BODY = 200;
    /** What starting a hash costs, in octets that could be hashed instead. */
    private static final int COST = 128;

    private final ExpectedHash expected;
    private final Work work;

    /** A hash up to a place. */
    private record Start(int place, MessageDigest digest) {}

    InsertedLines(ExpectedHash expected, Work work) {
        this.expected = expected;
        this.work = work;
    }

    Optional<DkimExplanation> find(byte[] text) {
        int lines = 0;
        for (int at = 0; at < text.length; at = Lines.end(text, at) + 2) {
            lines++;
        }
        boolean anywhere = lines <= MAX_SHORT_BODY;
        if (!work.spend(text.length + (long) COST * lines)) {
            return Optional.empty();
        }
        Deque<Start> starts = new ArrayDeque<>();
        MessageDigest digest = expected.start();
        int marked = 0;
        for (int at = 0; at < text.length; ) {
            if (anywhere || (isMarked(text, at) && marked++ < MAX_MARKED_PLACES)) {
                Optional<DkimExplanation> found = before(text, at, starts);
                if (found.isPresent()) {
                    return found;
                }
            }
            AddedText.copy(digest).ifPresent(new Remember(starts, at, anywhere ? MAX_SHORT_BODY : MAX_LINES)::add);
            int next = Math.min(text.length, Lines.end(text, at) + 2);
            digest.update(text, at, next - at);
            at = next;
        }
        if (!anywhere) {
            work.leaveOut();
        }
        return Optional.empty();
    }

    /** Keeps the latest starts. */
    private record Remember(Deque<Start> starts, int place, int most) {
        void add(MessageDigest digest) {
            starts.addFirst(new Start(place, digest));
            if (starts.size() > most) {
                starts.removeLast();
            }
        }
    }

    /** Whether the lines between some earlier place and this one were inserted. */
    private Optional<DkimExplanation> before(byte[] text, int place, Deque<Start> starts) {
        int rest = text.length - place;
        for (Start start : starts) {
            if (!work.spend(COST + (long) rest)) {
                return Optional.empty();
            }
            MessageDigest digest = AddedText.copy(start.digest()).orElseGet(expected::start);
            digest.update(text, place, rest);
            if (expected.isEnd(digest)) {
                return Optional.of(inserted(text, start.place(), place));
            }
        }
        return Optional.empty();
    }

    private static boolean isMarked(byte[] text, int at) {
        int end = Lines.end(text, at);
        boolean boundary = end - at > 3 && Lines.startsWith(text, at, end, "--");
        return boundary || Lines.startsWith(text, at, end, "</body>") || Lines.startsWith(text, at, end, "</html>");
    }

    private static DkimExplanation inserted(byte[] text, int from, int to) {
        int octets = to - from;
        return Explain.octets(
                DkimCause.BODY_TEXT_INSERTED,
                octets + " octets were inserted " + from + " octets behind the start of the body, starting with \""
                        + AddedText.firstLine(text, from) + "\"",
                octets);
    }
}
