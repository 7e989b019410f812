package org.mailauth.benchmarks;

/**
 * One thing to measure.
 *
 * @param group the table that it belongs to
 * @param work what is done; rows of one group and work are compared with each other
 * @param who which implementation does it; {@link #FLOOR} is the cryptography alone
 * @param units how many units (octets, rows, fields) one operation handles; 1 when operations are counted
 * @param setup prepares it
 */
record Row(String group, String work, String who, long units, Operation.Setup setup) {
    static final String MAILAUTH = "mailauth";
    static final String FLOOR = "floor";

    String id() {
        return group + " | " + work + " | " + who;
    }
}
