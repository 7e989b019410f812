package org.mailauth.message;

import org.jspecify.annotations.Nullable;

/**
 * Decides by the header whether a message that is read as a stream lies as files do, with a lone LF at the end of every
 * line. A CRLF before the first empty line says no, for a mixture is data and must stay as it is; an empty line of lone
 * LFs says yes; where neither comes within the size of a header, any lone LF does.
 */
final class LineEndingDetector {
    private final int most;
    private int seen;
    private byte last = '\n';
    private boolean loneLf;
    private @Nullable LineEndings decision;

    /** Starts with the first octet; {@code most} octets decide. */
    LineEndingDetector(int most) {
        this.most = most;
    }

    /**
     * Looks at the next octets, up to the one that decides.
     *
     * @return the place behind the last octet that was looked at; nothing is looked at after the decision
     */
    int look(byte[] octets, int from, int to) {
        int at = from;
        while (at < to && decision == null) {
            see(octets[at++]);
        }
        return at;
    }

    private void see(byte octet) {
        if (octet == '\n') {
            if (last == '\r') {
                decision = LineEndings.CRLF;
            } else if (last == '\n') {
                decision = LineEndings.CONVERTED_FROM_LF;
            }
            loneLf = true;
        }
        last = octet;
        if (++seen == most && decision == null) {
            decide();
        }
    }

    /** The decision; null while there is none. */
    @Nullable
    LineEndings decision() {
        return decision;
    }

    /** Decides by what was seen: nothing follows. */
    LineEndings decide() {
        LineEndings decided = decision;
        if (decided == null) {
            decided = loneLf ? LineEndings.CONVERTED_FROM_LF : LineEndings.CRLF;
            decision = decided;
        }
        return decided;
    }
}
