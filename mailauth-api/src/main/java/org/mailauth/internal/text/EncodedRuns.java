package org.mailauth.internal.text;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds encoded words (RFC 2047) with what is wrong with them. Words next to each other are taken together, because many
 * programs cut a character in two. No text makes it throw, and time is proportional to its length.
 */
public final class EncodedRuns {
    private static final String START = "=?";
    private static final String END = "?=";

    private final String text;
    private final List<EncodedRun> runs = new ArrayList<>(0);
    private final StringBuilder meaning = new StringBuilder();
    private final ByteArrayOutputStream octets = new ByteArrayOutputStream();
    private @Nullable Charset charset;
    private boolean foreign;
    private int runStart = -1;
    private int runEnd;

    private EncodedRuns(String text) {
        this.text = text;
    }

    /**
     * All encoded words of a text.
     *
     * @param text anything; folds may be in it
     * @return the runs in order
     */
    public static List<EncodedRun> in(String text) {
        EncodedRuns found = new EncodedRuns(text);
        found.scan();
        return List.copyOf(found.runs);
    }

    /**
     * A text as readers show it: encoded words, wherever they stand, replaced by what they mean, and without blanks between
     * adjacent ones.
     *
     * @param text anything
     * @return the text
     */
    public static String decode(String text) {
        StringBuilder shown = new StringBuilder(text.length());
        int at = 0;
        for (EncodedRun run : in(text)) {
            shown.append(text, at, run.start()).append(run.text());
            at = run.end();
        }
        return shown.append(text, at, text.length()).toString();
    }

    private void scan() {
        int at = 0;
        for (int start = text.indexOf(START); start >= 0; start = text.indexOf(START, at)) {
            int end = EncodedWords.endOf(text, start);
            at = end > 0 && add(start, end) ? end : start + START.length();
        }
        endRun();
    }

    private boolean add(int start, int end) {
        int charsetEnd = text.indexOf('?', start + START.length());
        int encodingEnd = text.indexOf('?', charsetEnd + 1);
        if (charsetEnd == start + START.length() || encodingEnd >= end - END.length()) {
            return false;
        }
        Optional<byte[]> payload = EncodedWords.octets(
                text.substring(charsetEnd + 1, encodingEnd), text.substring(encodingEnd + 1, end - END.length()));
        if (payload.isEmpty()) {
            return false;
        }
        Optional<Charset> named = charset(text.substring(start + START.length(), charsetEnd));
        if (named.isEmpty()) {
            endRun();
            runs.add(new EncodedRun(start, end, text.substring(start, end), true, false));
            return true;
        }
        if (runStart >= 0 && !isBlank(runEnd, start)) {
            endRun();
        }
        if (!named.get().equals(charset)) {
            decodeOctets();
            charset = named.get();
        }
        octets.writeBytes(payload.get());
        runStart = runStart < 0 ? start : runStart;
        runEnd = end;
        return true;
    }

    private boolean isBlank(int from, int to) {
        for (int at = from; at < to; at++) {
            char c = text.charAt(at);
            if (c != ' ' && c != '\t' && c != '\r' && c != '\n') {
                return false;
            }
        }
        return true;
    }

    private void endRun() {
        decodeOctets();
        if (runStart >= 0) {
            runs.add(new EncodedRun(runStart, runEnd, meaning.toString(), false, foreign));
        }
        meaning.setLength(0);
        charset = null;
        foreign = false;
        runStart = -1;
    }

    private void decodeOctets() {
        Charset known = charset;
        if (known == null) {
            return;
        }
        byte[] all = octets.toByteArray();
        octets.reset();
        try {
            meaning.append(known.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(all)));
        } catch (CharacterCodingException broken) {
            foreign = true;
            meaning.append(new String(all, known));
        }
    }

    /** As programs use the names: for the larger sets that contain the named ones. */
    private static Optional<Charset> charset(String name) {
        String larger = switch (name.toLowerCase(Locale.ROOT)) {
            case "euc-kr", "ks_c_5601-1987" -> "x-windows-949";
            case "gb2312", "gbk" -> "gb18030";
            case "shift_jis" -> "windows-31j";
            case "us-ascii", "ascii" -> "us-ascii";
            default -> "";
        };
        // A small run-time image may lack the module with the rarer ones.
        return !larger.isEmpty() && Charset.isSupported(larger)
                ? Optional.of(Charset.forName(larger))
                : EncodedWords.charset(name);
    }
}
