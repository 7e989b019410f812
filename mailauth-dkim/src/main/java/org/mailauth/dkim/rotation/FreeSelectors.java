package org.mailauth.dkim.rotation;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.mailauth.dkim.Selector;
import org.mailauth.dkim.SigningAlgorithm;

/** Finds names for new keys: the day and the algorithm, such as {@code s20261121r}; never one that is taken. */
final class FreeSelectors {
    private final List<RotationKey> keys;

    FreeSelectors(List<RotationKey> keys) {
        this.keys = keys;
    }

    Selector next(SigningAlgorithm algorithm, Instant day) {
        LocalDate date = LocalDate.ofInstant(day, ZoneOffset.UTC);
        int number = date.getYear() * 10_000 + date.getMonthValue() * 100 + date.getDayOfMonth();
        String base = "s" + number + (algorithm == SigningAlgorithm.RSA_SHA256 ? "r" : "e");
        Selector free = Selector.of(base);
        for (int again = 2; isTaken(free); again++) {
            free = Selector.of(base + again);
        }
        return free;
    }

    private boolean isTaken(Selector selector) {
        return keys.stream().anyMatch(key -> key.selector().equals(selector));
    }
}
