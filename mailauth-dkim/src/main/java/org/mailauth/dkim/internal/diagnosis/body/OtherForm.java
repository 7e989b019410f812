package org.mailauth.dkim.internal.diagnosis.body;

import java.util.Arrays;
import org.mailauth.dkim.BodyCanonicalization;
import org.mailauth.dkim.diagnosis.DkimCause;
import org.mailauth.dkim.internal.canon.OctetBuffer;
import org.mailauth.dkim.internal.diagnosis.Explain;

/** Forms that a signer may have hashed instead of the one that {@code c=} declares (RFC 6376 §3.4). */
final class OtherForm implements BodyChange {
    private static final int MOST_EMPTY_LINES = 3;

    @Override
    public void undo(ReceivedBody body, BodyTrial trial) {
        otherCanonicalization(body, trial);
        trial.form(
                Explain.cause(DkimCause.BODY_OTHER_CANONICALIZATION, "the body was hashed as it is, not canonicalized"),
                body.octets());
        byte[] canonical = body.canonical();
        if (canonical.length >= 2) {
            trial.form(
                    Explain.cause(DkimCause.BODY_FINAL_LINE_END, "the body was hashed without its final CRLF"),
                    Arrays.copyOf(canonical, canonical.length - 2));
        }
        byte[] longer = canonical;
        for (int lines = 1; lines <= MOST_EMPTY_LINES && !trial.isOver(); lines++) {
            longer = Lines.concat(longer, new byte[] {'\r', '\n'});
            trial.form(
                    Explain.cause(DkimCause.BODY_FINAL_LINE_END, "the body was hashed with empty lines at its end"),
                    longer);
        }
        if (!trial.isOver()) {
            String words = "the body was hashed with LF at its line ends, not CRLF";
            trial.form(Explain.cause(DkimCause.BODY_LINE_ENDINGS, words), withLf(canonical));
            trial.form(Explain.cause(DkimCause.BODY_LINE_ENDINGS, words), withLf(body.octets()));
        }
    }

    private static void otherCanonicalization(ReceivedBody body, BodyTrial trial) {
        if (body.form() == BodyCanonicalization.RELAXED) {
            trial.form(
                    Explain.cause(
                            DkimCause.BODY_OTHER_CANONICALIZATION,
                            "the body was hashed as simple, although c= says relaxed"),
                    BodyForms.canonical(body.octets(), BodyCanonicalization.SIMPLE));
        } else {
            // Whoever widens white space of a text that had none to spare leaves the same octets.
            trial.form(
                    Explain.cause(
                            DkimCause.BODY_OTHER_CANONICALIZATION,
                            "the body matches as relaxed, although c= says simple: white space was changed, or the"
                                    + " signer used another form than it declared"),
                    BodyForms.canonical(body.octets(), BodyCanonicalization.RELAXED));
        }
    }

    private static byte[] withLf(byte[] text) {
        OctetBuffer out = new OctetBuffer(text.length);
        for (int at = 0; at < text.length; at++) {
            boolean crlf = text[at] == '\r' && at + 1 < text.length && text[at + 1] == '\n';
            if (!crlf) {
                out.add(text[at]);
            }
        }
        return out.toArray();
    }
}
