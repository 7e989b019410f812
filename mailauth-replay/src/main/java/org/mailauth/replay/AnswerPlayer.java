package org.mailauth.replay;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.mailauth.Ticker;
import org.mailauth.dns.DnsAnswer;
import org.mailauth.dns.DnsFailure;
import org.mailauth.dns.DnsName;
import org.mailauth.dns.DnsQuestion;
import org.mailauth.dns.DnsResolver;
import org.mailauth.dns.DnsType;

/**
 * Says again what the DNS has said to one message, on a clock that stands still but for the recorded answers; notes what was
 * not recorded. Everything happens on one thread: it is also the executor that questions are asked ahead with.
 */
final class AnswerPlayer implements DnsResolver, Ticker, Executor {
    private final Map<Key, RecordedAnswer> answers = new HashMap<>();
    private final @Nullable DnsFailure refusal;
    private final Set<Key> missing = new LinkedHashSet<>();
    private long now;
    private long reached;
    private boolean aside;

    /** What is asked, without the time. */
    record Key(DnsName name, DnsType type) {
        static Key of(DnsQuestion question) {
            return new Key(question.name(), question.type());
        }
    }

    /**
     * Takes what was recorded.
     *
     * @param recorded the answers
     * @param refusal why any other question was refused, where the message had used up its questions or time; null where
     *     an answer is missing
     */
    AnswerPlayer(List<RecordedAnswer> recorded, @Nullable DnsFailure refusal) {
        recorded.forEach(answer -> answers.put(new Key(answer.name(), answer.type()), answer));
        this.refusal = refusal;
    }

    @Override
    public DnsAnswer resolve(DnsQuestion question) {
        RecordedAnswer recorded = answers.get(Key.of(question));
        if (recorded != null) {
            reached = Math.max(reached, recorded.after().orElse(Duration.ZERO).toNanos());
        }
        if (!aside) {
            now = reached;
        }
        if (recorded != null) {
            return recorded.answer();
        }
        if (refusal != null) {
            // In the words of the message's DNS, which refused then.
            return new DnsAnswer.Failed(
                    refusal,
                    refusal == DnsFailure.TIMEOUT
                            ? "the message has used up its time"
                            : "the message has used up its DNS questions");
        }
        missing.add(Key.of(question));
        return new DnsAnswer.Failed(DnsFailure.NETWORK, "the replay bundle does not hold the answer");
    }

    @Override
    public long nanos() {
        return now;
    }

    /** Answers that were waited for side by side do not delay each other: the time is that of the last one. */
    @Override
    public void execute(Runnable question) {
        aside = true;
        try {
            question.run();
        } finally {
            aside = false;
        }
    }

    Set<Key> missing() {
        return missing;
    }
}
