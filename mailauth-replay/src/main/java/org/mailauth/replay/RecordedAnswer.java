package org.mailauth.replay;

import java.time.Duration;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import org.mailauth.dns.DnsAnswer;
import org.mailauth.dns.DnsName;
import org.mailauth.dns.DnsType;

/**
 * One question to the DNS with its answer, failures included. Immutable and thread-safe; no component is null.
 *
 * @param name what was asked for
 * @param type which records were wanted
 * @param answer what came back
 * @param after how long after the start of the evaluation the answer came, zero or more; empty where no time ran out, so that
 *     it does not matter
 */
public record RecordedAnswer(DnsName name, DnsType type, DnsAnswer answer, Optional<Duration> after) {
    /** Longer than any evaluation takes. */
    private static final Duration LONGEST = Duration.ofDays(3650);

    static final Comparator<RecordedAnswer> ORDER = Comparator.comparing(
                    (RecordedAnswer answer) -> answer.name().toString())
            .thenComparingInt(answer -> answer.type().code());

    /**
     * Checks the time.
     *
     * @param name what was asked for
     * @param type which records were wanted
     * @param answer what came back
     * @param after how long after the start of the evaluation the answer came; at most ten years
     */
    public RecordedAnswer {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(answer, "answer");
        if (after.isPresent() && (after.get().isNegative() || after.get().compareTo(LONGEST) > 0)) {
            throw new IllegalArgumentException("after must be zero to ten years: " + after.get());
        }
    }

    boolean answers(DnsName asked, DnsType wanted) {
        return name.equals(asked) && type == wanted;
    }
}
