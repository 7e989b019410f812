package org.mailauth.testkit;

import org.mailauth.Problem;

/** Ends the reading of one entry; never leaves the package. */
final class ZoneSyntaxException extends Exception {
    private static final long serialVersionUID = 1L;

    private final ZoneToken.Place place;
    private final String code;
    private final String reference;

    ZoneSyntaxException(ZoneToken.Place place, String code, String reference, String text) {
        super(text, null, false, false);
        this.place = place;
        this.code = code;
        this.reference = reference;
    }

    Problem problem() {
        return place.problem(code, reference, String.valueOf(getMessage()));
    }
}
