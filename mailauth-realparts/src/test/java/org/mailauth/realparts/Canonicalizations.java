package org.mailauth.realparts;

import java.util.ArrayList;
import java.util.List;
import org.mailauth.dkim.BodyCanonicalization;
import org.mailauth.dkim.HeaderCanonicalization;

/**
 * How header and body are canonicalized.
 *
 * @param header for the header
 * @param body for the body
 */
record Canonicalizations(HeaderCanonicalization header, BodyCanonicalization body) {
    static final Canonicalizations SIMPLE =
            new Canonicalizations(HeaderCanonicalization.SIMPLE, BodyCanonicalization.SIMPLE);
    static final Canonicalizations RELAXED =
            new Canonicalizations(HeaderCanonicalization.RELAXED, BodyCanonicalization.RELAXED);

    /** All four. */
    static List<Canonicalizations> all() {
        List<Canonicalizations> all = new ArrayList<>();
        for (HeaderCanonicalization header : HeaderCanonicalization.values()) {
            for (BodyCanonicalization body : BodyCanonicalization.values()) {
                all.add(new Canonicalizations(header, body));
            }
        }
        return all;
    }

    /** As {@code c=} says it. */
    @Override
    public String toString() {
        return header.word() + "/" + body.word();
    }
}
