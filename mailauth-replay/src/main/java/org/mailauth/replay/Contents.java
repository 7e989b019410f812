package org.mailauth.replay;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mailauth.SmtpSession;

/** All that a bundle holds. */
record Contents(
        ReplaySettings settings,
        SmtpSession session,
        Instant instant,
        long seed,
        List<OrganizationalDomains.Answer> organizationalDomains,
        List<RecordedAnswer> answers,
        boolean questionsExhausted,
        RecordedMessage message,
        Map<String, String> verdicts) {
    private static final Instant EARLIEST = Instant.parse("0000-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999999Z");

    Contents {
        if (instant.isBefore(EARLIEST) || instant.isAfter(LATEST)) {
            throw new IllegalArgumentException("the clock must stand in the years 0 to 9999: " + instant);
        }
        organizationalDomains = List.copyOf(organizationalDomains);
        answers = answers.stream().sorted(RecordedAnswer.ORDER).toList();
        verdicts = Collections.unmodifiableMap(new LinkedHashMap<>(verdicts));
    }

    Contents at(Instant other) {
        return new Contents(
                settings, session, other, seed, organizationalDomains, answers, questionsExhausted, message, verdicts);
    }

    Contents with(List<RecordedAnswer> others) {
        return new Contents(
                settings, session, instant, seed, organizationalDomains, others, questionsExhausted, message, verdicts);
    }

    Contents with(RecordedMessage other) {
        return new Contents(
                settings, session, instant, seed, organizationalDomains, answers, questionsExhausted, other, verdicts);
    }
}
