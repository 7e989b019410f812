package org.mailauth.cli.output;

import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.mailauth.internal.text.Visible;

/**
 * Writes every character that cannot be seen as a JSON escape, not only those that JSON forbids: the value stays exact
 * and the line is still safe to show.
 */
final class JsonEscapes extends CharacterEscapes {
    private static final long serialVersionUID = 1L;
    private static final char DELETE = 0x7F;

    @Override
    public int[] getEscapeCodesForAscii() {
        int[] codes = standardAsciiEscapesForJSON();
        codes[DELETE] = ESCAPE_STANDARD;
        return codes;
    }

    /** Asked for each UTF-16 unit beyond ASCII; halves of surrogate pairs are escaped one by one, as JSON wants it. */
    @Override
    public @Nullable SerializableString getEscapeSequence(int unit) {
        String shown = String.valueOf((char) unit);
        return Visible.of(shown).equals(shown)
                ? null
                : new SerializedString(String.format(Locale.ROOT, "\\u%04X", unit));
    }
}
