package org.mailauth.dkim.internal.diagnosis.body;

import org.mailauth.dkim.diagnosis.DkimCause;
import org.mailauth.dkim.diagnosis.DkimExplanation;
import org.mailauth.dkim.internal.canon.OctetBuffer;
import org.mailauth.dkim.internal.diagnosis.Explain;

/** Empty lines that came or went at the top, or everywhere. Those at the end never matter (RFC 6376 §3.4.3). */
final class BlankLines implements BodyChange {
    private static final int MOST_REMOVED = 3;

    @Override
    public void undo(ReceivedBody body, BodyTrial trial) {
        byte[] text = body.canonical();
        int top = 0;
        while (isCrlf(text, top)) {
            top += 2;
        }
        for (int kept = 0; 2 * kept < Math.min(top, 2 * MOST_REMOVED) && !trial.isOver(); kept++) {
            int dropped = top - 2 * kept;
            OctetBuffer rest = new OctetBuffer(text.length);
            rest.accept(text, dropped, text.length - dropped);
            trial.text(lines(dropped / 2, "added at the top of the body"), rest.toArray());
        }
        byte[] more = text;
        for (int lines = 1; lines <= MOST_REMOVED && !trial.isOver(); lines++) {
            more = Lines.concat(new byte[] {'\r', '\n'}, more);
            trial.text(lines(lines, "removed from the top of the body"), more);
        }
        if (!trial.isOver()) {
            byte[] without = withRuns(text, 0);
            trial.text(lines((text.length - without.length) / 2, "added to the body"), without);
        }
        if (!trial.isOver()) {
            byte[] single = withRuns(text, 1);
            trial.text(lines((text.length - single.length) / 2, "added to the body"), single);
        }
    }

    private static DkimExplanation lines(int count, String what) {
        String words = count == 1 ? "an empty line was " : count + " empty lines were ";
        return Explain.octets(DkimCause.BODY_BLANK_LINES, words + what, 2L * count);
    }

    /** The text with runs of empty lines cut to a length. */
    private static byte[] withRuns(byte[] text, int longest) {
        OctetBuffer out = new OctetBuffer(text.length);
        int run = 0;
        for (int at = 0; at < text.length; ) {
            int end = Lines.end(text, at);
            int next = Math.min(text.length, end + 2);
            run = end == at ? run + 1 : 0;
            if (run <= longest) {
                out.accept(text, at, next - at);
            }
            at = next;
        }
        return out.toArray();
    }

    private static boolean isCrlf(byte[] text, int at) {
        return at + 1 < text.length && text[at] == '\r' && text[at + 1] == '\n';
    }
}
