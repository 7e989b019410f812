package org.mailauth.cli.headers;

import java.time.Duration;
import org.mailauth.cli.output.Tone;

/** How long a message took from one host to the next, for people. Pure functions. */
final class Delay {
    private static final long MINUTE = 60;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;

    private Delay() {}

    /** Its two largest units, such as {@code 1 h 20 min}; what went back in time starts with a minus sign. */
    static String words(Duration delay) {
        long seconds = delay.toSeconds();
        if (seconds < 0) {
            // The least number has no opposite.
            return "-" + words(Duration.ofSeconds(-Math.max(seconds, -Long.MAX_VALUE)));
        }
        if (seconds < MINUTE) {
            return seconds + " s";
        }
        if (seconds < HOUR) {
            return two(seconds, MINUTE, "min", 1, "s");
        }
        return seconds < DAY ? two(seconds, HOUR, "h", MINUTE, "min") : two(seconds, DAY, "d", HOUR, "h");
    }

    private static String two(long seconds, long large, String largeName, long small, String smallName) {
        long rest = seconds % large / small;
        return seconds / large + " " + largeName + (rest == 0 ? "" : " " + rest + " " + smallName);
    }

    /** Long ones leave a question open; a step back in time that clocks do not explain speaks against somebody. */
    static Tone tone(Duration delay) {
        if (delay.compareTo(Duration.ofMinutes(-5)) < 0) {
            return Tone.BAD;
        }
        return delay.compareTo(Duration.ofHours(4)) > 0 ? Tone.DOUBTFUL : Tone.PLAIN;
    }

    /** The part of a bar that shows it, of 100: by its logarithm, full from a day on. */
    static long percent(Duration delay) {
        double seconds = Math.min(Math.abs((double) delay.toSeconds()), DAY);
        return Math.round(100 * Math.log1p(seconds) / Math.log1p(DAY));
    }
}
