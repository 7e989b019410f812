package org.mailauth.cli.options;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a moment: ISO 8601 with an offset, a date, or {@code @} and seconds since 1970. */
public final class InstantConverter implements ITypeConverter<Instant> {
    private static final Instant FIRST = Instant.EPOCH;
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");
    private static final Pattern SECONDS = Pattern.compile("@[0-9]{1,12}");
    private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");

    @Override
    public Instant convert(String text) {
        try {
            Instant instant = read(text);
            // What a signature can say: t= counts seconds from 1970 on (RFC 6376 §3.5).
            if (!instant.isBefore(FIRST) && !instant.isAfter(LAST)) {
                return instant;
            }
        } catch (DateTimeException unreadable) {
            // told below
        }
        throw new TypeConversionException("'" + text + "' is not a moment from 1970 to 9999 such as"
                + " 2018-06-10T13:38:29Z, 2018-06-10T15:38:29+02:00, 2018-06-10 or @1528637909");
    }

    private static Instant read(String text) {
        if (SECONDS.matcher(text).matches()) {
            return Instant.ofEpochSecond(Long.parseLong(text.substring(1)));
        }
        if (DATE.matcher(text).matches()) {
            return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
        }
        return OffsetDateTime.parse(text).toInstant();
    }
}
