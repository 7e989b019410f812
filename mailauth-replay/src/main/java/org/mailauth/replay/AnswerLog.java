package org.mailauth.replay;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.mailauth.Ticker;
import org.mailauth.dns.DnsAnswer;
import org.mailauth.dns.DnsFailure;
import org.mailauth.dns.DnsQuestion;
import org.mailauth.dns.DnsResolver;

/** Asks another resolver for one message, and keeps what it says and when. Safe for concurrent use. */
final class AnswerLog implements DnsResolver {
    private final DnsResolver resolver;
    private final Ticker ticker;
    private final long start;
    private final Map<AnswerPlayer.Key, Kept> answers = new ConcurrentHashMap<>();

    private record Kept(DnsAnswer answer, long nanos) {
        /** Whether it tells of a thread and not of a name. */
        boolean isInterrupted() {
            return answer instanceof DnsAnswer.Failed failed && failed.cause() == DnsFailure.INTERRUPTED;
        }
    }

    AnswerLog(DnsResolver resolver, Ticker ticker) {
        this.resolver = resolver;
        this.ticker = ticker;
        this.start = ticker.nanos();
    }

    @Override
    public DnsAnswer resolve(DnsQuestion question) {
        DnsAnswer answer = resolver.resolve(question);
        Kept fresh = new Kept(answer, Math.max(0, ticker.nanos() - start));
        // Two threads may ask the same at once: both get the answer that is kept, so that the verdicts rest on it.
        return answers.merge(
                        AnswerPlayer.Key.of(question),
                        fresh,
                        (known, late) -> known.isInterrupted() || late.isInterrupted() ? late : known)
                .answer();
    }

    /** What was said until now, in an order that does not depend on threads. */
    List<RecordedAnswer> answers(boolean withTimes) {
        return answers.entrySet().stream()
                .map(entry -> new RecordedAnswer(
                        entry.getKey().name(),
                        entry.getKey().type(),
                        entry.getValue().answer(),
                        withTimes
                                ? Optional.of(Duration.ofNanos(entry.getValue().nanos()))
                                : Optional.empty()))
                .sorted(RecordedAnswer.ORDER)
                .toList();
    }
}
