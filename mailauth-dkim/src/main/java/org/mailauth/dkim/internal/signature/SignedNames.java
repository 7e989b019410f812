package org.mailauth.dkim.internal.signature;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.mailauth.internal.tag.Tag;

/**
 * Reads the names in {@code h=} in one pass over its octets. It is the longest list of a signature: counting, trimming and
 * checking it one after the other took half a microsecond more. Not safe for concurrent use.
 */
final class SignedNames {
    private final Tag tag;
    private final boolean emptyOnesToo;
    private final List<String> names = new ArrayList<>(24);
    private int pieces;
    /** The first octet of a name that is no blank, and the place behind the last one; -1 when there is none yet. */
    private int from = -1;

    private int to;
    private boolean broken;

    /** Reads a tag; when empty names are allowed, they stand for no field. */
    SignedNames(Tag tag, boolean emptyOnesToo) {
        this.tag = tag;
        this.emptyOnesToo = emptyOnesToo;
    }

    List<String> read() throws BrokenTagException {
        int length = tag.valueLength();
        for (int at = 0; at < length; at++) {
            int octet = tag.valueOctet(at);
            if (octet == ':') {
                endName();
            } else if (octet > ' ') {
                // RFC 5322 §2.2: printable ASCII, and no blank within.
                broken |= octet >= 0x7F || (from >= 0 && to < at);
                from = from < 0 ? at : from;
                to = at + 1;
            }
        }
        endName();
        if (pieces > SignatureTagReader.MAX_SIGNED_FIELDS) {
            throw BrokenTagException.malformed(
                    "h= names more than " + SignatureTagReader.MAX_SIGNED_FIELDS + " fields");
        }
        if (broken) {
            throw BrokenTagException.malformed("h= holds something that is no field name");
        }
        // nobody else has the list: a copy would be two
        return Collections.unmodifiableList(names);
    }

    private void endName() {
        broken |= from < 0 && !emptyOnesToo;
        // Of more names than are allowed, none is used.
        if (++pieces <= SignatureTagReader.MAX_SIGNED_FIELDS && !broken && from >= 0) {
            names.add(KnownNames.of(tag, from, to));
        }
        from = -1;
    }
}
