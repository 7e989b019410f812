package org.mailauth.dane.publish;

import java.util.ArrayList;
import java.util.List;
import org.mailauth.Problem;
import org.mailauth.dane.TlsaRecord;

/** Finds what would break while old and new records lie side by side. */
final class RolloverProblems {
    private final TlsaRollover rollover;

    RolloverProblems(TlsaRollover rollover) {
        this.rollover = rollover;
    }

    static Problem of(String code, String text) {
        return Problem.of("rollover." + code, "RFC 7671 §8", text);
    }

    List<Problem> all(List<Problem> missed) {
        List<Problem> problems = new ArrayList<>(missed);
        rollover.next().forEach(record -> problems.addAll(record.problems()));
        if (!rollover.next().isEmpty() && rollover.next().stream().noneMatch(TlsaRecord::isUsable)) {
            problems.add(of("all-unusable", "no new record can be used: servers will not be authenticated any more"));
        }
        List<TlsaRecord> both = new ArrayList<>(rollover.current());
        both.addAll(rollover.next());
        List<TlsaRecord> usable = TlsaRecord.usable(both);
        addDropped(problems, "old", TlsaRecord.usable(rollover.current()), usable);
        addDropped(problems, "new", TlsaRecord.usable(rollover.next()), usable);
        return List.copyOf(problems);
    }

    // RFC 7671 §9: a stronger digest of one key makes clients pass over a weaker one of another.
    private static void addDropped(
            List<Problem> problems, String which, List<TlsaRecord> alone, List<TlsaRecord> together) {
        alone.stream()
                .filter(record -> !together.contains(record))
                .forEach(record -> problems.add(Problem.of(
                        "rollover.digest-agility",
                        "RFC 7671 §9",
                        "the " + which + " record " + record.parameters()
                                + " is passed over while a stronger digest lies beside it: publish that key by the stronger "
                                + "digest, too")));
    }
}
