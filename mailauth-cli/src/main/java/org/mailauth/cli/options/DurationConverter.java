package org.mailauth.cli.options;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a time span: {@code 7d}, {@code 12h}, or ISO 8601 such as {@code P7DT12H}. */
public final class DurationConverter implements ITypeConverter<Duration> {
    private static final Duration LONGEST = Duration.ofDays(3_650);
    private static final Pattern DAYS = Pattern.compile("[0-9]{1,5}[dD]");
    private static final Pattern SHORTER = Pattern.compile("[0-9]{1,9}[hHmMsS]");

    @Override
    public Duration convert(String text) {
        try {
            Duration span = read(text);
            if (span.toSeconds() >= 1 && span.compareTo(LONGEST) <= 0) {
                return span;
            }
        } catch (DateTimeException unreadable) {
            // told below
        }
        throw new TypeConversionException(
                "'" + text + "' is not a time span of 1 second to 3650 days such as 7d, 12h, 90m or P7DT12H");
    }

    private static Duration read(String text) {
        if (DAYS.matcher(text).matches()) {
            return Duration.parse("P" + text);
        }
        boolean shorter = SHORTER.matcher(text).matches();
        return Duration.parse(shorter ? "PT" + text.toUpperCase(Locale.ROOT) : text);
    }
}
