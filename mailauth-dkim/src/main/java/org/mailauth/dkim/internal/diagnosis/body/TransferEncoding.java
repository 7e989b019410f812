package org.mailauth.dkim.internal.diagnosis.body;

import java.util.Base64;
import org.mailauth.dkim.diagnosis.DkimCause;
import org.mailauth.dkim.diagnosis.DkimExplanation;
import org.mailauth.dkim.internal.canon.OctetBuffer;
import org.mailauth.dkim.internal.diagnosis.Explain;

/** A body of one part that was re-encoded on the way: 8bit, quoted-printable and base64 (RFC 2045 §6). */
final class TransferEncoding implements BodyChange {
    private static final QuotedPrintable.Style[] STYLES = {
        new QuotedPrintable.Style(76, true, false),
        new QuotedPrintable.Style(76, false, false),
        new QuotedPrintable.Style(76, true, true),
        new QuotedPrintable.Style(76, false, true),
        new QuotedPrintable.Style(75, false, false),
        new QuotedPrintable.Style(72, false, false),
        new QuotedPrintable.Style(72, false, true),
    };
    private static final int[] BASE64_WIDTHS = {76, 72, 64, 60};

    @Override
    public void undo(ReceivedBody body, BodyTrial trial) {
        switch (body.transferEncoding()) {
            case "quoted-printable" -> fromQuotedPrintable(body, trial);
            case "base64" -> fromBase64(body, trial);
            default -> {
                encoded(body.octets(), "unencoded text", trial);
                if (!trial.isOver()) {
                    fromQuotedPrintable(body, trial);
                }
            }
        }
    }

    private static void fromQuotedPrintable(ReceivedBody body, BodyTrial trial) {
        byte[] text = QuotedPrintable.decode(body.octets());
        trial.text(explanation("unencoded text", "quoted-printable"), text);
        encoded(text, "quoted-printable", trial);
    }

    private static void fromBase64(ReceivedBody body, BodyTrial trial) {
        byte[] text = decoded(body.octets());
        trial.text(explanation("unencoded text", "base64"), text);
        encoded(text, "base64", trial);
    }

    private static byte[] decoded(byte[] body) {
        try {
            return Base64.getMimeDecoder().decode(body);
        } catch (IllegalArgumentException noBase64) {
            return body;
        }
    }

    private static void encoded(byte[] text, String now, BodyTrial trial) {
        for (QuotedPrintable.Style style : STYLES) {
            if (!trial.isOver()) {
                trial.text(explanation("quoted-printable", now), QuotedPrintable.encode(text, style));
            }
        }
        for (int width : BASE64_WIDTHS) {
            if (!trial.isOver()) {
                trial.text(explanation("base64", now), base64(text, width));
            }
        }
    }

    private static byte[] base64(byte[] text, int width) {
        byte[] lines = Base64.getMimeEncoder(width, new byte[] {'\r', '\n'}).encode(text);
        OctetBuffer out = new OctetBuffer(lines.length + 2);
        out.accept(lines, 0, lines.length);
        out.add('\r');
        out.add('\n');
        return out.toArray();
    }

    private static DkimExplanation explanation(String was, String is) {
        String words = was.equals(is)
                ? "the body was encoded anew as " + is
                : "the body was " + was + " when it was signed and is " + is + " now";
        return Explain.cause(DkimCause.BODY_TRANSFER_ENCODING, words);
    }
}
