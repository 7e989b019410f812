package org.mailauth.benchmarks.rows;

import java.util.Optional;

/**
 * One thing to measure.
 *
 * @param group the table that it belongs to
 * @param work what is done; rows of one group and work are compared with each other
 * @param who which implementation does it; {@link #FLOOR} is the cryptography alone
 * @param units how many units (octets, rows, fields) one operation handles; 1 when operations are counted
 * @param setup prepares it
 * @param warmUp prepares a smaller operation of the same kind that warms up for it; empty when it does that itself. One that
 *     takes many seconds has it, and is done once only
 */
public record Row(
        String group, String work, String who, long units, Operation.Setup setup, Optional<Operation.Setup> warmUp) {
    /** How rows of mailauth begin to say who does it. */
    public static final String MAILAUTH = "mailauth";

    /** And those of the cryptography alone; behind both stands a provider that is not the default one. */
    public static final String FLOOR = "floor";

    Row(String group, String work, String who, long units, Operation.Setup setup) {
        this(group, work, who, units, setup, Optional.empty());
    }

    Row doneOnceAfter(Operation.Setup smaller) {
        return new Row(group, work, who, units, setup, Optional.of(smaller));
    }

    /**
     * What it is called.
     *
     * @return group, work and who
     */
    public String id() {
        return group + " | " + work + " | " + who;
    }
}
