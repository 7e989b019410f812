package org.mailauth.dkim.internal.diagnosis.body;

import org.mailauth.dkim.diagnosis.DkimCause;
import org.mailauth.dkim.internal.diagnosis.Explain;

/** White space at line ends that came on the way, or went: the blank of the signature separator (RFC 3676 §4.3). */
final class TrailingWhiteSpace implements BodyChange {
    @Override
    public void undo(ReceivedBody body, BodyTrial trial) {
        byte[] stripped = Lines.edit(
                body.octets(),
                (text, from, to, out) -> out.accept(text, from, Lines.trimmedEnd(text, from, to) - from));
        int octets = body.octets().length - stripped.length;
        trial.text(
                Explain.octets(
                        DkimCause.BODY_TRAILING_WHITE_SPACE,
                        octets + " octets of white space at line ends were added to the body",
                        octets),
                stripped);
        if (!trial.isOver()) {
            trial.text(
                    Explain.cause(
                            DkimCause.BODY_TRAILING_WHITE_SPACE,
                            "the blank of a signature separator line (\"-- \") was removed"),
                    separated(body.octets()));
        }
        if (!trial.isOver()) {
            trial.text(
                    Explain.cause(
                            DkimCause.BODY_TRAILING_WHITE_SPACE, "white space at line ends was added to the body"),
                    separated(stripped));
        }
    }

    /** The text with the blank that belongs to a signature separator. */
    private static byte[] separated(byte[] body) {
        return Lines.edit(body, (text, from, to, out) -> {
            out.accept(text, from, to - from);
            if (to - from == 2 && Lines.startsWith(text, from, to, "--")) {
                out.add(' ');
            }
        });
    }
}
