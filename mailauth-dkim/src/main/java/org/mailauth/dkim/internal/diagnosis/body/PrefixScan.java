package org.mailauth.dkim.internal.diagnosis.body;

import java.security.MessageDigest;
import org.mailauth.dkim.internal.diagnosis.Work;

/**
 * Hashes a canonical body once and compares at each line end on the way: whether the signed body is a start of it.
 */
final class PrefixScan {
    /** Line ends that are compared at, counted from the end of the body. */
    private static final int MAX_LINE_ENDS = 65_536;
    /** Octets from the end of the body where every place is compared at. */
    private static final int MAX_PLACES = 8192;
    /** What a comparison costs, in octets that could be hashed instead. */
    private static final int COST = 128;

    private final ExpectedHash expected;
    private final Work work;

    PrefixScan(ExpectedHash expected, Work work) {
        this.expected = expected;
        this.work = work;
    }

    /** Where the signed body ends that starts here, at a line's end; -1 when none does. With l= it ends where it may. */
    int end(byte[] text, int from) {
        if (expected.isLimited()) {
            return work.spend(text.length - from) && expected.matches(text, from) ? text.length : -1;
        }
        int lineEnds = lineEnds(text, from);
        int skipped = Math.max(0, lineEnds - MAX_LINE_ENDS);
        if (skipped > 0) {
            work.leaveOut();
        }
        if (!work.spend(text.length - from + (long) COST * (lineEnds - skipped))) {
            return -1;
        }
        MessageDigest digest = expected.start();
        int hashed = from;
        for (int at = nextEnd(text, from, from); at >= 0; at = nextEnd(text, from, at)) {
            digest.update(text, hashed, at - hashed);
            hashed = at;
            if (skipped > 0) {
                skipped--;
            } else if (AddedText.copy(digest).filter(expected::isEnd).isPresent()) {
                return at;
            }
        }
        digest.update(text, hashed, text.length - hashed);
        return expected.isEnd(digest) ? text.length : -1;
    }

    private static int lineEnds(byte[] text, int from) {
        int count = 0;
        for (int at = nextEnd(text, from, from); at >= 0; at = nextEnd(text, from, at)) {
            count++;
        }
        return count;
    }

    /** The next place behind the CRLF of a line that is not empty: canonical bodies end so; -1 when there is none. */
    private static int nextEnd(byte[] text, int from, int after) {
        for (int at = after; at + 2 < text.length; at++) {
            if (text[at] == '\r' && text[at + 1] == '\n') {
                boolean empty = at == from || (at - 2 >= from && text[at - 2] == '\r' && text[at - 1] == '\n');
                if (!empty) {
                    return at + 2;
                }
                at++;
            }
        }
        return -1;
    }

    /** Where the signed body ends within one of the last lines, its final CRLF having been missing; -1 when nowhere. */
    int endWithinLine(byte[] text) {
        int first = Math.max(0, text.length - MAX_PLACES);
        if (!work.spend(text.length + (long) COST * (text.length - first))) {
            return -1;
        }
        MessageDigest digest = expected.start();
        digest.update(text, 0, first);
        for (int at = first; at < text.length - 2; at++) {
            digest.update(text[at]);
            boolean matches = AddedText.copy(digest)
                    .filter(copy -> {
                        copy.update((byte) '\r');
                        copy.update((byte) '\n');
                        return expected.isEnd(copy);
                    })
                    .isPresent();
            if (matches) {
                return at + 1;
            }
        }
        return -1;
    }
}
