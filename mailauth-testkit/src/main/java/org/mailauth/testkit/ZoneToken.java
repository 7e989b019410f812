package org.mailauth.testkit;

import java.io.Serializable;
import org.mailauth.Problem;

/**
 * One item of a master file.
 *
 * @param text as written, escapes and all, without quotes
 * @param quoted whether there were quotes
 * @param place where it starts
 */
record ZoneToken(String text, boolean quoted, Place place) {
    private static final int SHOWN = 40;

    /**
     * A place in a master file.
     *
     * @param line from 1
     * @param offset in characters, from 0
     */
    record Place(int line, int offset) implements Serializable {
        private static final long serialVersionUID = 1L;

        Problem problem(String code, String reference, String text) {
            return Problem.at(offset, code, reference, "line " + line + ": " + text);
        }
    }

    /** The text for a message: its start, quoted. */
    String shown() {
        return '"' + (text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text) + '"';
    }

    ZoneSyntaxException error(String code, String reference, String message) {
        return new ZoneSyntaxException(place, code, reference, message);
    }
}
