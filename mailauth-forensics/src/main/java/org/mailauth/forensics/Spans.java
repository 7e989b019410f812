package org.mailauth.forensics;

import java.time.Duration;

/** Writes spans of time for people. Stateless. */
final class Spans {
    private Spans() {}

    /** Days and hours, hours and minutes, or minutes, of a span that is not negative. */
    static String of(Duration span) {
        if (span.toDays() > 0) {
            return span.toDays() + " d " + span.toHoursPart() + " h";
        }
        return span.toHours() > 0 ? span.toHours() + " h " + span.toMinutesPart() + " min" : span.toMinutes() + " min";
    }
}
