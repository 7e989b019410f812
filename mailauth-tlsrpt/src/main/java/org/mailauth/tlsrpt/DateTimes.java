package org.mailauth.tlsrpt;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** Date-times of RFC 3339 §5.6. */
final class DateTimes {
    private static final int SHORTEST = "2016-04-01T00:00:00Z".length();
    private static final int LONGEST = 64;
    private static final Instant FIRST = Instant.parse("0000-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999999Z");

    /** A time, and whether it is written as RFC 3339 wants it. */
    record Reading(Instant time, boolean strict) {}

    private DateTimes() {}

    static boolean isWritable(Instant time) {
        return !time.isBefore(FIRST) && !time.isAfter(LAST);
    }

    static String text(Instant time) {
        return DateTimeFormatter.ISO_INSTANT.format(time);
    }

    /** Reads what RFC 3339 allows, and a time without seconds or without an offset, which is then UTC. */
    static Optional<Reading> parse(String text) {
        if (text.length() > LONGEST) {
            return Optional.empty();
        }
        Optional<Reading> reading = withOffset(text);
        return (reading.isPresent() ? reading : withoutOffset(text)).filter(read -> isWritable(read.time()));
    }

    private static Optional<Reading> withOffset(String text) {
        try {
            Instant time = OffsetDateTime.parse(text, DateTimeFormatter.ISO_OFFSET_DATE_TIME)
                    .toInstant();
            boolean seconds = text.length() >= SHORTEST && text.charAt(SHORTEST - 4) == ':';
            return Optional.of(new Reading(time, seconds));
        } catch (DateTimeParseException notOne) {
            return Optional.empty();
        }
    }

    private static Optional<Reading> withoutOffset(String text) {
        try {
            LocalDateTime time = LocalDateTime.parse(text, DateTimeFormatter.ISO_LOCAL_DATE_TIME);
            return Optional.of(new Reading(time.toInstant(ZoneOffset.UTC), false));
        } catch (DateTimeParseException notOne) {
            return Optional.empty();
        }
    }
}
