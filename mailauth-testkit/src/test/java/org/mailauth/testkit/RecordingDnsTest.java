package org.mailauth.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mailauth.testkit.Ask.ask;
import static org.mailauth.testkit.Ask.question;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.mailauth.dns.DnsAnswer;
import org.mailauth.dns.DnsName;
import org.mailauth.dns.DnsQuestion;
import org.mailauth.dns.DnsType;
import org.mailauth.testkit.RecordingDns.Asked;
import org.mailauth.testkit.RecordingDns.Exchange;

class RecordingDnsTest {
    private final InMemoryDns memory = InMemoryDns.of("a.test TXT one");
    private final RecordingDns dns = RecordingDns.over(memory);

    @Test
    void questionsAreRecordedInOrderWithTheirAnswers() {
        DnsAnswer first = ask(dns, "A.test", DnsType.TXT);
        DnsAnswer second = ask(dns, "b.test", DnsType.MX);
        ask(dns, "a.test", DnsType.TXT);

        Asked txt = Asked.of("a.test", DnsType.TXT);
        Asked mx = Asked.of("b.test", DnsType.MX);
        assertThat(first).isEqualTo(ask(memory, "a.test", DnsType.TXT));
        assertThat(dns.questions()).containsExactly(txt, mx, txt);
        assertThat(dns.distinctQuestions()).containsExactly(txt, mx);
        assertThat(dns.exchanges())
                .containsExactly(new Exchange(txt, first), new Exchange(mx, second), new Exchange(txt, first));
        assertThat(dns.lastAnswer("b.test", DnsType.MX)).contains(second);
        assertThat(dns.lastAnswer("c.test", DnsType.MX)).isEmpty();
        assertThat(dns).hasToString("RecordingDns[a.test TXT, b.test MX, a.test TXT]");
    }

    @Test
    void countsAreByNameAndType() {
        ask(dns, "a.test", DnsType.TXT);
        ask(dns, "a.test", DnsType.TXT);
        ask(dns, "a.test", DnsType.A);

        assertThat(dns.count()).isEqualTo(3);
        assertThat(dns.count("A.test.", DnsType.TXT)).isEqualTo(2);
        assertThat(dns.count(DnsName.of("a.test"), DnsType.A)).isEqualTo(1);
        assertThat(dns.count("a.test", DnsType.MX)).isZero();
    }

    @Test
    void theQuestionIsPassedOnAsItIs() {
        List<DnsQuestion> passed = new ArrayList<>();
        DnsQuestion question = question("a.test", DnsType.A);

        RecordingDns.over(asked -> {
                    passed.add(asked);
                    return memory.resolve(asked);
                })
                .resolve(question);

        assertThat(passed).singleElement().isSameAs(question);
    }

    @Test
    void clearForgetsAndWhatWasHandedOutStays() {
        ask(dns, "a.test", DnsType.TXT);
        List<Asked> before = dns.questions();

        dns.clear();

        assertThat(dns.count()).isZero();
        assertThat(dns.questions()).isEmpty();
        assertThat(before).hasSize(1);
    }

    @Test
    void aQuestionThatIsNotAnsweredIsRecordedWithoutAnswer() {
        RecordingDns broken = RecordingDns.over(asked -> {
            throw new IllegalStateException("broken");
        });

        Assertions.assertThatIllegalStateException().isThrownBy(() -> ask(broken, "a.test", DnsType.A));
        assertThat(broken.questions()).hasSize(1);
        assertThat(broken.exchanges()).isEmpty();
    }

    @Test
    void noQuestionOfManyThreadsIsLost() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Callable<DnsAnswer>> tasks = new ArrayList<>();
            for (int task = 0; task < 400; task++) {
                String name = "n" + task % 7 + ".test";
                tasks.add(() -> ask(dns, name, DnsType.A));
            }
            for (Future<DnsAnswer> done : threads.invokeAll(tasks)) {
                done.get();
            }
        } finally {
            threads.shutdown();
        }

        assertThat(dns.count()).isEqualTo(400);
        assertThat(dns.exchanges()).hasSize(400);
        assertThat(dns.distinctQuestions()).hasSize(7);
    }
}
