package org.mailauth.dnsjava;

import java.time.Duration;
import org.mailauth.Deadline;

/**
 * The time one question has: what its deadline says, and never more than it said at the beginning on the machine's
 * ticker, because threads and sockets wait by that one.
 */
final class TimeLeft {
    private final Deadline asked;
    private final Deadline onThisMachine;

    TimeLeft(Deadline asked) {
        this.asked = asked;
        this.onThisMachine = Deadline.after(asked.remaining());
    }

    Duration left() {
        Duration byAsker = asked.remaining();
        Duration byMachine = onThisMachine.remaining();
        return byAsker.compareTo(byMachine) < 0 ? byAsker : byMachine;
    }

    Duration leftAtMost(Duration limit) {
        Duration left = left();
        return left.compareTo(limit) < 0 ? left : limit;
    }

    boolean over() {
        return left().isZero();
    }
}
