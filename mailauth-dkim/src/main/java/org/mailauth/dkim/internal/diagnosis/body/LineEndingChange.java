package org.mailauth.dkim.internal.diagnosis.body;

import org.mailauth.dkim.diagnosis.DkimCause;
import org.mailauth.dkim.diagnosis.DkimExplanation;
import org.mailauth.dkim.internal.canon.OctetBuffer;
import org.mailauth.dkim.internal.diagnosis.Explain;

/**
 * Line ends converted on the way (RFC 5321 §2.3.8: only CRLF ends a line; RFC 6376 §5.3: lone CR and LF should be
 * converted before signing).
 */
final class LineEndingChange implements BodyChange {
    /** What becomes of a line end of each kind. */
    private record Conversion(String words, String crlf, String cr, String lf) {
        DkimExplanation explanation() {
            return Explain.cause(DkimCause.BODY_LINE_ENDINGS, words);
        }
    }

    private static final Conversion[] CONVERSIONS = {
        new Conversion("CRLF became LF in the body", "\r\n", "\r", "\r\n"),
        new Conversion("CRLF became CR in the body", "\r\n", "\r\n", "\n"),
        new Conversion("CRLF became CR or LF in the body", "\r\n", "\r\n", "\r\n"),
        new Conversion("LF became CRLF in the body", "\n", "\r", "\n"),
        new Conversion("CR became CRLF in the body", "\r", "\r", "\n"),
        new Conversion("lone CRs were added to the body", "\r\n", "", "\n"),
        new Conversion("lone LFs were added to the body", "\r\n", "\r", ""),
    };

    @Override
    public void undo(ReceivedBody body, BodyTrial trial) {
        for (Conversion conversion : CONVERSIONS) {
            if (trial.isOver()) {
                return;
            }
            trial.text(conversion.explanation(), convert(body.octets(), conversion));
        }
    }

    private static byte[] convert(byte[] text, Conversion conversion) {
        OctetBuffer out = new OctetBuffer(text.length + 64);
        for (int at = 0; at < text.length; at++) {
            byte octet = text[at];
            if (octet == '\r' && at + 1 < text.length && text[at + 1] == '\n') {
                Lines.append(out, conversion.crlf());
                at++;
            } else if (octet == '\r') {
                Lines.append(out, conversion.cr());
            } else if (octet == '\n') {
                Lines.append(out, conversion.lf());
            } else {
                out.add(octet);
            }
        }
        return out.toArray();
    }
}
