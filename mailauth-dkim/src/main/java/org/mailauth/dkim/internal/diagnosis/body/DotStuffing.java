package org.mailauth.dkim.internal.diagnosis.body;

import java.util.Arrays;
import org.mailauth.dkim.diagnosis.DkimCause;
import org.mailauth.dkim.internal.diagnosis.Explain;

/** RFC 5321 §4.5.2: a dot at a line's start is doubled on the wire; a line of one dot ends the message. */
final class DotStuffing implements BodyChange {
    @Override
    public void undo(ReceivedBody body, BodyTrial trial) {
        byte[] text = body.octets();
        trial.text(
                Explain.cause(DkimCause.BODY_DOT_STUFFING, "dots at line starts of the body were doubled"),
                Lines.edit(text, (line, from, to, out) -> {
                    int kept = Lines.startsWith(line, from, to, "..") ? from + 1 : from;
                    out.accept(line, kept, to - kept);
                }));
        if (!trial.isOver()) {
            trial.text(
                    Explain.cause(DkimCause.BODY_DOT_STUFFING, "the first of several dots at line starts was dropped"),
                    Lines.edit(text, (line, from, to, out) -> {
                        if (Lines.startsWith(line, from, to, ".")) {
                            out.add('.');
                        }
                        out.accept(line, from, to - from);
                    }));
        }
        int end = startOfFinalDot(body.canonical());
        if (!trial.isOver() && end >= 0) {
            trial.text(
                    Explain.octets(
                            DkimCause.BODY_DOT_STUFFING,
                            "the line of one dot that ends a message in SMTP was appended to the body",
                            3),
                    Arrays.copyOf(body.canonical(), end));
        }
    }

    /** Where a last line of one dot starts; -1 when there is none. */
    private static int startOfFinalDot(byte[] canonical) {
        int start = canonical.length - 3;
        boolean dot = start >= 0 && Lines.startsWith(canonical, start, canonical.length, ".\r\n");
        boolean line = start == 0 || (start >= 2 && canonical[start - 2] == '\r' && canonical[start - 1] == '\n');
        return dot && line ? start : -1;
    }
}
