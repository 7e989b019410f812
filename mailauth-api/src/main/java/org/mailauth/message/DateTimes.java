package org.mailauth.message;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.StringTokenizer;
import org.mailauth.internal.text.CharacterClasses;
import org.mailauth.internal.text.Cursor;
import org.mailauth.internal.text.SyntaxException;

/**
 * Reads dates (RFC 5322 §3.3) with the obsolete years and zones of §4.3. The name of the day may be missing or wrong; a leap
 * second counts as the one before.
 */
final class DateTimes {
    private static final List<String> MONTHS =
            List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
    private static final List<String> EAST_COAST_FIRST =
            List.of("edt", "est", "cdt", "cst", "mdt", "mst", "pdt", "pst");

    private DateTimes() {}

    /** Reads unfolded text; empty when it is no date. */
    static Optional<OffsetDateTime> parse(String text) {
        try {
            return read(withoutComments(text));
        } catch (SyntaxException | DateTimeException noDate) {
            return Optional.empty();
        }
    }

    private static String withoutComments(String text) throws SyntaxException {
        Cursor in = new Cursor(text);
        StringBuilder rest = new StringBuilder(text.length());
        while (!in.atEnd()) {
            if (in.skipCfws()) {
                rest.append(' ');
            }
            rest.append(in.take(c -> !CharacterClasses.isBlank(c) && c != '('));
        }
        return rest.toString();
    }

    private static Optional<OffsetDateTime> read(String text) {
        int comma = text.indexOf(',');
        StringTokenizer words = new StringTokenizer(comma < 0 ? text : text.substring(comma + 1), " ");
        if (words.countTokens() != 5) {
            return Optional.empty();
        }
        int day = number(words.nextToken(), 1, 2);
        int month = MONTHS.indexOf(words.nextToken().toLowerCase(Locale.ROOT)) + 1;
        String writtenYear = words.nextToken();
        String time = words.nextToken();
        int year = year(number(writtenYear, 2, 4), writtenYear.length());
        ZoneOffset zone = zone(words.nextToken());
        if (time.length() != 5 && time.length() != 8) {
            return Optional.empty();
        }
        boolean colons = time.charAt(2) == ':' && (time.length() == 5 || time.charAt(5) == ':');
        int second = time.length() == 5 ? 0 : number(time.substring(6), 2, 2);
        return colons
                ? Optional.of(OffsetDateTime.of(
                        year,
                        month,
                        day,
                        number(time.substring(0, 2), 2, 2),
                        number(time.substring(3, 5), 2, 2),
                        second == 60 ? 59 : second,
                        0,
                        zone))
                : Optional.empty();
    }

    /** RFC 5322 §4.3: two digits are of 1950 to 2049, three count from 1900. */
    private static int year(int written, int digits) {
        if (digits == 2) {
            return written + (written < 50 ? 2000 : 1900);
        }
        return digits == 3 ? written + 1900 : written;
    }

    private static ZoneOffset zone(String text) {
        char sign = text.charAt(0);
        if (sign == '+' || sign == '-') {
            int written = number(text.substring(1), 4, 4);
            int minutes = written / 100 * 60 + written % 100;
            return ZoneOffset.ofTotalSeconds((sign == '-' ? -60 : 60) * minutes);
        }
        int named = EAST_COAST_FIRST.indexOf(text.toLowerCase(Locale.ROOT));
        // RFC 5322 §4.3: EDT is -0400, EST -0500, and so on to PST, -0800; what is not known counts as -0000.
        return named < 0 ? ZoneOffset.UTC : ZoneOffset.ofHours(-4 - (named + 1) / 2);
    }

    private static int number(String text, int least, int most) {
        boolean digits =
                text.length() >= least && text.length() <= most && text.chars().allMatch(CharacterClasses::isDigit);
        if (!digits) {
            throw new DateTimeException("no number of " + least + " to " + most + " digits");
        }
        return Integer.parseInt(text);
    }
}
