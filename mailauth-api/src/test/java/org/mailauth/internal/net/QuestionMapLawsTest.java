package org.mailauth.internal.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import org.mailauth.dns.DnsName;
import org.mailauth.dns.DnsType;

/** The list with a map behind it behaves as a map. */
class QuestionMapLawsTest {
    record Question(int name, DnsType type) {
        DnsName dnsName() {
            // A name of its own each time, so that names are compared and not objects.
            return DnsName.of("n" + name + ".example");
        }
    }

    @Provide
    Arbitrary<List<Question>> questions() {
        return Arbitraries.integers()
                .between(0, 11)
                .flatMap(name -> Arbitraries.of(DnsType.class).map(type -> new Question(name, type)))
                .list()
                .ofMaxSize(80);
    }

    @Property
    void firstValueOfEachQuestionIsKept(@ForAll("questions") List<Question> questions) {
        QuestionMap<Integer> map = new QuestionMap<>();
        Map<Question, Integer> naive = new HashMap<>();
        for (int at = 0; at < questions.size(); at++) {
            Question question = questions.get(at);
            assertThat(map.get(question.dnsName(), question.type())).isEqualTo(naive.get(question));
            assertThat(map.putIfAbsent(question.dnsName(), question.type(), at))
                    .isEqualTo(naive.putIfAbsent(question, at));
            assertThat(map.get(question.dnsName(), question.type())).isEqualTo(naive.get(question));
        }
        naive.forEach((question, value) ->
                assertThat(map.get(question.dnsName(), question.type())).isEqualTo(value));
        Statistics.label("more than the list holds")
                .collect(naive.size() > 16)
                .coverage(is -> is.check(true).percentage(least -> least > 20));
    }

    @Example
    void threadsThatKeepTheSameQuestionsAgreeOnTheFirstValue() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(4);
        try {
            for (int round = 0; round < 50; round++) {
                QuestionMap<Integer> map = new QuestionMap<>();
                CyclicBarrier start = new CyclicBarrier(4);
                List<Future<List<Integer>>> seen = new ArrayList<>();
                for (int thread = 0; thread < 4; thread++) {
                    int own = thread;
                    seen.add(pool.submit(() -> {
                        start.await(20, TimeUnit.SECONDS);
                        List<Integer> values = new ArrayList<>();
                        for (int name = 0; name < 40; name++) {
                            Integer before = map.putIfAbsent(DnsName.of("n" + name), DnsType.TXT, own);
                            values.add(before == null ? own : before);
                        }
                        return values;
                    }));
                }
                List<Integer> first = seen.get(0).get();
                for (Future<List<Integer>> other : seen) {
                    assertThat(other.get()).isEqualTo(first);
                }
            }
        } finally {
            pool.shutdownNow();
        }
    }
}
