package org.mailauth.dkim.internal.diagnosis.body;

import org.mailauth.dkim.diagnosis.DkimCause;
import org.mailauth.dkim.internal.canon.OctetBuffer;
import org.mailauth.dkim.internal.diagnosis.Explain;

/**
 * Lines longer than a server takes (998 octets and CRLF, RFC 5321 §4.5.3.1.6), which it cuts: at a fixed length, with
 * nothing, a blank, or {@code !} and a blank at the cut.
 */
final class LongLines implements BodyChange {
    /** Nobody cuts at less. */
    private static final int SHORTEST_CUT = 64;

    /** What is put into the line at each cut. */
    private record Cut(String mark, String continuation, boolean continuationCounts) {}

    private static final Cut[] CUTS = {
        new Cut("", "", false),
        new Cut("", " ", false),
        new Cut("", " ", true),
        new Cut("!", " ", true),
        new Cut("!", " ", false),
        new Cut("!", "", false),
    };

    @Override
    public void undo(ReceivedBody body, BodyTrial trial) {
        int longest = longestLine(body.octets());
        if (longest < SHORTEST_CUT) {
            return;
        }
        for (Cut cut : CUTS) {
            for (int width = longest; width >= longest - 1 && !trial.isOver(); width--) {
                trial.text(
                        Explain.cause(
                                DkimCause.BODY_LONG_LINES_WRAPPED,
                                "lines of the body with more than " + width + " octets were wrapped"),
                        join(body.octets(), width, cut));
            }
        }
    }

    private static int longestLine(byte[] text) {
        int longest = 0;
        for (int at = 0; at < text.length; ) {
            int end = Lines.end(text, at);
            longest = Math.max(longest, end - at);
            at = end + 2;
        }
        return longest;
    }

    private static byte[] join(byte[] text, int width, Cut cut) {
        OctetBuffer out = new OctetBuffer(text.length);
        boolean joining = false;
        for (int at = 0; at < text.length; ) {
            int end = Lines.end(text, at);
            int next = Math.min(text.length, end + 2);
            int from = joining ? at + cut.continuation().length() : at;
            int piece = end - (joining && cut.continuationCounts() ? at : from);
            int to = end - cut.mark().length();
            joining = piece == width
                    && next < text.length
                    && to >= from
                    && Lines.startsWith(text, to, end, cut.mark())
                    && Lines.startsWith(text, next, text.length, cut.continuation());
            if (joining) {
                out.accept(text, from, to - from);
            } else {
                out.accept(text, from, next - from);
            }
            at = next;
        }
        return out.toArray();
    }
}
