package org.mailauth.dnsjava;

import java.time.Duration;
import org.mailauth.Deadline;
import org.mailauth.dns.DnsAnswer;
import org.mailauth.dns.DnsFailure;
import org.mailauth.dns.DnsName;
import org.mailauth.dns.DnsQuestion;
import org.mailauth.dns.DnsResolver;
import org.mailauth.dns.DnsType;

/** Short ways to ask, and to look at answers. */
final class Questions {
    /** Longer than any test takes: an answer that needs it all is a failed test. */
    static final Duration AMPLE = Duration.ofSeconds(30);

    /** Enough for the loopback interface to stay silent in. */
    static final Duration SHORT = Duration.ofMillis(300);

    private Questions() {}

    static DnsAnswer ask(DnsResolver resolver, String name, DnsType type) {
        return ask(resolver, name, type, AMPLE);
    }

    static DnsAnswer ask(DnsResolver resolver, String name, DnsType type, Duration within) {
        return resolver.resolve(new DnsQuestion(DnsName.of(name), type, Deadline.after(within)));
    }

    static DnsFailure cause(DnsAnswer answer) {
        if (answer instanceof DnsAnswer.Failed failed) {
            return failed.cause();
        }
        throw new AssertionError("expected a failure, got " + answer);
    }
}
