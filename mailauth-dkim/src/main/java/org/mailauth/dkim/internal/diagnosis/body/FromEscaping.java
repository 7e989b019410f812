package org.mailauth.dkim.internal.diagnosis.body;

import org.mailauth.dkim.diagnosis.DkimCause;
import org.mailauth.dkim.internal.diagnosis.Explain;

/** Mail stores write {@code >From } where a line starts with {@code From } (RFC 4155), some encoders {@code =46rom }. */
final class FromEscaping implements BodyChange {
    private static final String FROM = "From ";

    @Override
    public void undo(ReceivedBody body, BodyTrial trial) {
        byte[] text = body.octets();
        replaced(text, trial, ">From ", FROM);
        if (!trial.isOver()) {
            trial.text(
                    Explain.cause(DkimCause.BODY_FROM_ESCAPED, "a > was put in front of From at line starts"),
                    Lines.edit(text, (line, from, to, out) -> {
                        int mark = from;
                        while (mark < to && line[mark] == '>') {
                            mark++;
                        }
                        boolean escaped = mark > from && Lines.startsWith(line, mark, to, FROM);
                        int kept = escaped ? from + 1 : from;
                        out.accept(line, kept, to - kept);
                    }));
        }
        replaced(text, trial, FROM, ">From ");
        replaced(text, trial, "=46rom ", FROM);
        replaced(text, trial, FROM, "=46rom ");
    }

    private static void replaced(byte[] text, BodyTrial trial, String is, String was) {
        if (trial.isOver()) {
            return;
        }
        trial.text(
                Explain.cause(
                        DkimCause.BODY_FROM_ESCAPED,
                        "\"" + was + "\" at line starts of the body became \"" + is + "\""),
                Lines.edit(text, (line, from, to, out) -> {
                    int kept = from;
                    if (Lines.startsWith(line, from, to, is)) {
                        Lines.append(out, was);
                        kept += is.length();
                    }
                    out.accept(line, kept, to - kept);
                }));
    }
}
