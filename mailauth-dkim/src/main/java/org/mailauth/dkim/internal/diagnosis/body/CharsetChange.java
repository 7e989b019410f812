package org.mailauth.dkim.internal.diagnosis.body;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.mailauth.dkim.diagnosis.DkimCause;
import org.mailauth.dkim.internal.diagnosis.Explain;

/** A body of 8-bit text that was converted between UTF-8 and a character set of one octet a character. */
final class CharsetChange implements BodyChange {
    private static final String WINDOWS = "windows-1252";

    @Override
    public void undo(ReceivedBody body, BodyTrial trial) {
        byte[] text = body.octets();
        if (isAscii(text)) {
            return;
        }
        Charset[] narrow = Charset.isSupported(WINDOWS)
                ? new Charset[] {StandardCharsets.ISO_8859_1, Charset.forName(WINDOWS)}
                : new Charset[] {StandardCharsets.ISO_8859_1};
        for (Charset charset : narrow) {
            convert(text, StandardCharsets.UTF_8, charset, trial);
            convert(text, charset, StandardCharsets.UTF_8, trial);
        }
    }

    private static boolean isAscii(byte[] text) {
        for (byte octet : text) {
            if (octet < 0) {
                return false;
            }
        }
        return true;
    }

    private static void convert(byte[] text, Charset is, Charset was, BodyTrial trial) {
        byte[] converted = trial.isOver() ? null : converted(text, is, was);
        if (converted != null) {
            trial.text(
                    Explain.cause(
                            DkimCause.BODY_CHARSET,
                            "the body was " + was.name() + " when it was signed and is " + is.name() + " now"),
                    converted);
        }
    }

    private static byte @Nullable [] converted(byte[] text, Charset from, Charset to) {
        try {
            CharBuffer characters = from.newDecoder().decode(ByteBuffer.wrap(text));
            ByteBuffer octets = to.newEncoder().encode(characters);
            byte[] copy = new byte[octets.remaining()];
            octets.get(copy);
            return copy;
        } catch (CharacterCodingException otherCharset) {
            return null;
        }
    }
}
