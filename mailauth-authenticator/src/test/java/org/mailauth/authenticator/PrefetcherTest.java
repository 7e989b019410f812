package org.mailauth.authenticator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.mailauth.Budget;
import org.mailauth.BudgetLimits;
import org.mailauth.DomainName;
import org.mailauth.SmtpSession;
import org.mailauth.dns.DnsType;
import org.mailauth.dns.ForeseenQuestion;
import org.mailauth.dns.MessageDns;
import org.mailauth.testkit.InMemoryDns;
import org.mailauth.testkit.RecordingDns;

/** Looking ahead stays within its limits, whatever is published. */
class PrefetcherTest {
    private final RecordingDns dns = RecordingDns.over(InMemoryDns.builder().build());
    private final MessageDns memory = MessageDns.open(dns, Budget.open(BudgetLimits.defaults()));
    private final AtomicInteger followed = new AtomicInteger();

    /** What a record brings that names itself ten times. */
    private ForeseenQuestion selfSimilar() {
        return new ForeseenQuestion(DomainName.of("loop.example").toDnsName(), DnsType.TXT, answer -> {
            followed.incrementAndGet();
            return Collections.nCopies(10, selfSimilar());
        });
    }

    @Test
    void answerThatIsWantedManyTimesOverIsFollowedNoMoreThanQuestionsAreAllowed() {
        new Prefetcher(memory, Runnable::run, new PrefetchLimits(80, 9)).run(List.of(selfSimilar()));

        assertThat(dns.count()).isEqualTo(1);
        assertThat(followed).hasValue(80);
    }

    @Test
    void noMoreQuestionsAreAskedThanAllowed() {
        List<ForeseenQuestion> many = IntStream.range(0, 50)
                .mapToObj(i ->
                        ForeseenQuestion.of(DomainName.of("n" + i + ".example").toDnsName(), DnsType.TXT))
                .toList();

        new Prefetcher(memory, Runnable::run, new PrefetchLimits(20, 4)).run(many);

        assertThat(dns.count()).isEqualTo(20);
    }

    @Test
    void policyThatIncludesItselfManyTimesIsAskedForOnce() {
        InMemoryDns zone = Scene.dns()
                .txt("loop.example", "v=spf1" + " include:loop.example".repeat(10) + " -all")
                .build();
        RecordingDns recorded = RecordingDns.over(zone);
        SmtpSession session = Scene.session(Scene.ELSEWHERE, "host.evil.example", "x@loop.example");

        MailAuthenticator.builder()
                .resolver(recorded)
                .authservId(Scene.SELF)
                .clock(Scene.CLOCK)
                .prefetch(Runnable::run, PrefetchLimits.defaults())
                .build()
                .authenticate(session, Scene.plain("x@loop.example"));

        assertThat(recorded.count("loop.example", DnsType.TXT)).isEqualTo(1);
    }
}
