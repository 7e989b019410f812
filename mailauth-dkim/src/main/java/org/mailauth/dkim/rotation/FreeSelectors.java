package org.mailauth.dkim.rotation;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.mailauth.dkim.Selector;
import org.mailauth.dkim.SigningAlgorithm;

/** Finds names for new keys: the day and the algorithm, such as {@code s20261121r}; never one that is taken. */
final class FreeSelectors {
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("uuuuMMdd", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final List<RotationKey> keys;

    FreeSelectors(List<RotationKey> keys) {
        this.keys = keys;
    }

    Selector next(SigningAlgorithm algorithm, Instant day) {
        String base = "s" + DAY.format(day) + (algorithm == SigningAlgorithm.RSA_SHA256 ? "r" : "e");
        Selector free = Selector.of(base);
        for (int number = 2; isTaken(free); number++) {
            free = Selector.of(base + number);
        }
        return free;
    }

    private boolean isTaken(Selector selector) {
        return keys.stream().anyMatch(key -> key.selector().equals(selector));
    }
}
