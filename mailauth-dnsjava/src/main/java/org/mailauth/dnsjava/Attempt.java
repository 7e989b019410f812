package org.mailauth.dnsjava;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mailauth.dns.DnsFailure;
import org.xbill.DNS.Message;

/**
 * One name and type asked in rounds through the servers: the next server when one is silent, unreachable, unreadable or
 * says that it cannot or will not answer; a further round only through those that have not said so. Confined to one
 * thread.
 */
final class Attempt {
    /** The most telling first: what a server said, before what the network did not bring. */
    private static final List<DnsFailure> TELLING = List.of(
            DnsFailure.INTERRUPTED,
            DnsFailure.BOGUS,
            DnsFailure.SERVER_FAILURE,
            DnsFailure.REFUSED,
            DnsFailure.OTHER_RCODE,
            DnsFailure.MALFORMED,
            DnsFailure.NETWORK,
            DnsFailure.TIMEOUT);

    private final Servers servers;
    private final Settings settings;
    private final Exchange exchange;
    private final TimeLeft time;
    private final List<Candidate> candidates;
    private Reply.Missed failure = new Reply.Missed(DnsFailure.TIMEOUT, "no answer arrived before the deadline");
    private boolean tried;

    Attempt(Servers servers, Exchange exchange, TimeLeft time) {
        this.servers = servers;
        this.settings = servers.settings();
        this.exchange = exchange;
        this.time = time;
        this.candidates = servers.candidates();
    }

    Verdict run() {
        for (int round = 0; round <= settings.retries(); round++) {
            for (Candidate candidate : candidates) {
                Message answer = candidate.done() ? null : ask(candidate);
                if (answer != null) {
                    servers.answered(candidate);
                    return new Verdict.Answered(answer);
                }
                if (isFinal()) {
                    return failed();
                }
            }
        }
        return failed();
    }

    private boolean isFinal() {
        // RFC 4035 §5.5: bogus data stays bogus; another server that does not look must not be asked to wash it clean.
        return failure.cause() == DnsFailure.INTERRUPTED || failure.cause() == DnsFailure.BOGUS || time.over();
    }

    private Verdict failed() {
        boolean interrupted = failure.cause() == DnsFailure.INTERRUPTED;
        return new Verdict.Failed(failure.cause(), failure.detail(), interrupted || time.over());
    }

    /** Asks one server, in another way where its reply calls for it; null when it has no answer for us. */
    private @Nullable Message ask(Candidate candidate) {
        while (!time.over()) {
            Reply reply = exchange.with(
                    candidate.address(), candidate.tcp(), candidate.edns(), time.leftAtMost(settings.timeout()));
            if (reply instanceof Reply.Received received) {
                Message message = received.message();
                if (!candidate.edns() || !Rcodes.refusesEdns(message)) {
                    return judge(candidate, message);
                }
                // RFC 6891 §7: a server that does not know EDNS says so, and understands the question without it.
                candidate.askWithoutEdns();
            } else if (reply instanceof Reply.Missed missed) {
                note(candidate, missed);
                if (missed.cause() != DnsFailure.MALFORMED || candidate.tcp()) {
                    return null;
                }
                // A datagram that is no answer may be forged, and took the place of the true one: ask again where
                // nobody outside the path can forge.
                candidate.askByTcp();
            }
        }
        return null;
    }

    private @Nullable Message judge(Candidate candidate, Message message) {
        if (Rcodes.judge(message, settings.trusted()) instanceof Reply.Missed missed) {
            candidate.giveUp();
            note(candidate, missed);
            return null;
        }
        return message;
    }

    private void note(Candidate candidate, Reply.Missed missed) {
        if (!tried || TELLING.indexOf(missed.cause()) < TELLING.indexOf(failure.cause())) {
            String server = candidate.address().getAddress().getHostAddress() + " port "
                    + candidate.address().getPort();
            failure = new Reply.Missed(missed.cause(), missed.detail() + " [" + server + "]");
        }
        tried = true;
    }
}
