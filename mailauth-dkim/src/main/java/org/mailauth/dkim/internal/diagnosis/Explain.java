package org.mailauth.dkim.internal.diagnosis;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;
import org.mailauth.dkim.diagnosis.DkimCause;
import org.mailauth.dkim.diagnosis.DkimExplanation;

/** Makes explanations. */
public final class Explain {
    /** How much of a text from the message is shown. */
    private static final int SHOWN = 200;

    private Explain() {}

    /**
     * A cause in its own words.
     *
     * @param cause what happened
     * @return an explanation without details
     */
    public static DkimExplanation cause(DkimCause cause) {
        return cause(cause, cause.text());
    }

    /**
     * A cause in more special words.
     *
     * @param cause what happened
     * @param text the words
     * @return an explanation without a number
     */
    public static DkimExplanation cause(DkimCause cause, String text) {
        return new DkimExplanation(
                cause, text, OptionalLong.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /**
     * A cause with a number.
     *
     * @param cause what happened
     * @param text the words
     * @param octets how many octets came or went
     * @return an explanation
     */
    public static DkimExplanation octets(DkimCause cause, String text, long octets) {
        return new DkimExplanation(
                cause, text, OptionalLong.of(octets), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /**
     * What happened to a field.
     *
     * @param cause what happened
     * @param name the field's name
     * @param was its value when it was signed, one octet a character
     * @param is its value now, one octet a character
     * @return an explanation
     */
    public static DkimExplanation field(DkimCause cause, String name, Optional<String> was, Optional<String> is) {
        OptionalLong octets = cause == DkimCause.SUBJECT_TAG && was.isPresent() && is.isPresent()
                ? OptionalLong.of(Math.max(0, is.get().length() - was.get().length()))
                : OptionalLong.empty();
        return new DkimExplanation(
                cause, cause.text(), octets, Optional.of(name), was.map(Explain::shown), is.map(Explain::shown));
    }

    /**
     * Text from a message, for people: UTF-8 where it is that, and not too long.
     *
     * @param octets one octet a character
     * @return text
     */
    public static String shown(String octets) {
        int end = Math.min(SHOWN, octets.length());
        while (end < octets.length() && end > SHOWN - 4 && (octets.charAt(end) & 0xC0) == 0x80) {
            // not within a character of UTF-8
            end--;
        }
        String cut = octets.substring(0, end);
        String text = cut;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(cut.getBytes(StandardCharsets.ISO_8859_1)))
                    .toString();
        } catch (CharacterCodingException other) {
            // shown octet by octet
        }
        return cut.length() < octets.length() ? text + "..." : text;
    }
}
