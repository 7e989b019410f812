package org.mailauth.benchmarks;

import java.util.Optional;
import org.mailauth.benchmarks.rows.Row;

/**
 * What a row cost.
 *
 * @param row what was measured
 * @param threads how many threads did it at once
 * @param nanos CPU time of one operation on its thread
 * @param allocated octets that one operation allocated
 * @param held octets that its result holds; 0 when that is of no interest
 * @param floor what its floor cost, moments apart; empty when it has none
 * @param growth CPU time of one operation as a multiple of what it is when one thread does it alone, moments apart; empty when
 *     one thread did it
 */
record Measurement(
        Row row,
        int threads,
        Figure nanos,
        double allocated,
        double held,
        Optional<Floor> floor,
        Optional<Figure> growth) {
    /**
     * The cryptography alone, in the same JVM.
     *
     * @param nanos CPU time of one operation
     * @param share that of the floor as a share of that of the row: how much of its speed the row reaches; in each
     *     repetition the two are measured moments apart
     */
    record Floor(double nanos, Figure share) {}

    double perSecond() {
        return 1e9 / nanos.median();
    }
}
