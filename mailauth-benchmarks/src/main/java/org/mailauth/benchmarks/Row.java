package org.mailauth.benchmarks;

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
record Row(String group, String work, String who, long units, Operation.Setup setup, Optional<Operation.Setup> warmUp) {
    static final String MAILAUTH = "mailauth";
    static final String FLOOR = "floor";

    Row(String group, String work, String who, long units, Operation.Setup setup) {
        this(group, work, who, units, setup, Optional.empty());
    }

    Row doneOnceAfter(Operation.Setup smaller) {
        return new Row(group, work, who, units, setup, Optional.of(smaller));
    }

    String id() {
        return group + " | " + work + " | " + who;
    }
}
