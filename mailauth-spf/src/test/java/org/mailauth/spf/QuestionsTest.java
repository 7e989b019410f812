package org.mailauth.spf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mailauth.spf.SpfScene.IP4;
import static org.mailauth.spf.SpfScene.IP6;
import static org.mailauth.spf.SpfScene.asked;
import static org.mailauth.spf.SpfScene.published;

import java.util.HashSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailauth.Budget;
import org.mailauth.BudgetLimits;
import org.mailauth.dns.DnsType;
import org.mailauth.dns.MessageDns;
import org.mailauth.testkit.InMemoryDns;

/** How many questions really reach the DNS (RFC 7208 §11.1). */
class QuestionsTest {

    /** A legal record of some {@code mx} terms with ten hosts each, none of which is the client. */
    private static InMemoryDns.Builder wideMx(int terms, String last) {
        StringBuilder record = new StringBuilder("v=spf1");
        InMemoryDns.Builder zone = InMemoryDns.builder();
        for (int term = 0; term < terms; term++) {
            String domain = "d" + term + ".example.org";
            record.append(" mx:").append(domain);
            for (int host = 0; host < 10; host++) {
                String name = "h" + host + "." + domain;
                zone.mx(domain, host, name).a(name, "198.51.100." + host).aaaa(name, "2001:db8:99::" + host);
            }
        }
        return zone.txt("example.com", record + " " + last);
    }

    @ParameterizedTest(name = "client {0}")
    @ValueSource(strings = {IP4, IP6})
    void nineMxOfTenHostsAreLegalAndCost100Questions(String ip) {
        SpfScene scene = SpfScene.of(wideMx(9, "-all"));

        SpfEvaluation evaluation = scene.from(ip);

        assertThat(evaluation.result()).isEqualTo(SpfResult.FAIL);
        assertThat(evaluation.problems()).isEmpty();
        // The record, and nine times one MX and ten addresses of one family.
        assertThat(scene.dns().count()).isEqualTo(1 + 9 * 11);
        assertThat(evaluation.cost()).isEqualTo(new SpfCost(9, 0, 100));
        assertThat(scene.dns().questions())
                .noneMatch(asked -> asked.type() == (ip.equals(IP4) ? DnsType.AAAA : DnsType.A));
    }

    @ParameterizedTest(name = "client {0}")
    @ValueSource(strings = {IP4, IP6})
    void worstLegalRecordCosts111Questions(String ip) {
        SpfScene scene = SpfScene.of(wideMx(10, "+all"));

        SpfEvaluation evaluation = scene.from(ip);

        assertThat(evaluation.result()).isEqualTo(SpfResult.PASS);
        assertThat(evaluation.cost()).isEqualTo(new SpfCost(10, 0, 111));
        assertThat(scene.dns().count()).isEqualTo(111);
    }

    @ParameterizedTest(name = "at most {0} questions")
    @ValueSource(ints = {0, 1, 2, 12, 50, 99})
    void smallerBoundEndsInPermerrorWithItsProblem(int bound) {
        for (String ip : new String[] {IP4, IP6}) {
            SpfScene scene = SpfScene.of(
                    wideMx(9, "-all").build(),
                    builder -> builder.limits(SpfLimits.rfc7208().withDnsQuestions(bound)));

            SpfEvaluation evaluation = scene.from(ip);

            assertThat(evaluation.result()).isEqualTo(SpfResult.PERMERROR);
            assertThat(evaluation.problems()).singleElement().satisfies(problem -> {
                assertThat(problem.code()).isEqualTo("spf.dns-questions");
                assertThat(problem.reference()).isEqualTo("RFC 7208 §11.1");
                assertThat(problem.text()).contains("more than " + bound + " DNS questions");
            });
            assertThat(scene.dns().count()).isEqualTo(bound);
            assertThat(evaluation.cost().dnsQuestions()).isEqualTo(bound);
            assertThat(evaluation.limits().dnsQuestions()).isEqualTo(bound);
        }
    }

    @Test
    void boundThatIsReachedAndNotExceededChangesNothing() {
        SpfScene scene = SpfScene.of(
                wideMx(9, "-all").build(),
                builder -> builder.limits(SpfLimits.rfc7208().withDnsQuestions(100)));

        assertThat(scene.from(IP4).result()).isEqualTo(SpfResult.FAIL);
    }

    @Test
    void explanationStaysWithinTheBound() {
        InMemoryDns zone = published("v=spf1 -all exp=why.example.com")
                .txt("why.example.com", "because")
                .build();
        SpfScene one =
                SpfScene.of(zone, builder -> builder.limits(SpfLimits.rfc7208().withDnsQuestions(1)));

        SpfEvaluation evaluation = one.from(IP4);

        assertThat(evaluation.result()).isEqualTo(SpfResult.FAIL);
        assertThat(evaluation.explanation()).isEmpty();
        assertThat(one.dns().count()).isEqualTo(1);
    }

    @Test
    void messageThatHasUsedUpItsQuestionsIsTemperror() {
        SpfScene scene = SpfScene.of(
                wideMx(9, "-all").build(),
                builder -> builder.budgetLimits(BudgetLimits.defaults().withDnsQuestions(20)));

        SpfEvaluation evaluation = scene.from(IP4);

        assertThat(evaluation.result()).isEqualTo(SpfResult.TEMPERROR);
        assertThat(SpfScene.codes(evaluation)).containsExactly("spf.budget");
        assertThat(scene.dns().count()).isEqualTo(20);
        assertThat(evaluation.cost().dnsQuestions()).isEqualTo(20);
    }

    @Test
    void evaluationStopsAtTheFirstMatch() {
        SpfScene scene = SpfScene.of(published("v=spf1 a mx include:other.example.org -all")
                .a("example.com", "198.51.100.1")
                .mx("example.com", 10, "one.example.com")
                .mx("example.com", 20, "two.example.com")
                .a("one.example.com", IP4)
                .a("two.example.com", IP4));

        assertThat(scene.from(IP4).result()).isEqualTo(SpfResult.PASS);
        assertThat(scene.dns().questions())
                .containsExactly(
                        asked("example.com", DnsType.TXT),
                        asked("example.com", DnsType.A),
                        asked("example.com", DnsType.MX),
                        asked("one.example.com", DnsType.A));
    }

    @Test
    void repeatedTermsAskOnceAndCountEach() {
        SpfScene scene = SpfScene.of(published("v=spf1 a A a:EXAMPLE.com a:example.com. mx ptr ptr mx exists:%{d} -all")
                .a("example.com", "198.51.100.1")
                .mx("example.com", 10, "example.com")
                .ptr("1.2.0.192.in-addr.arpa", "example.com"));

        SpfEvaluation evaluation = scene.from(IP4);

        assertThat(evaluation.cost()).isEqualTo(new SpfCost(9, 0, 4));
        assertThat(scene.dns().questions())
                .containsExactly(
                        asked("example.com", DnsType.TXT),
                        asked("example.com", DnsType.A),
                        asked("example.com", DnsType.MX),
                        asked("1.2.0.192.in-addr.arpa", DnsType.PTR));
    }

    @ParameterizedTest(name = "{0} in the record: {1} questions")
    @CsvSource({"exists:%{p}.no.%{d}, 13", "exists:%{l}.no.%{d}, 2"})
    void validatedNameIsLookedForOnlyWhereItIsWanted(String term, int questions) {
        InMemoryDns.Builder zone = published("v=spf1 " + term + " " + term + " -all");
        for (int name = 0; name < 15; name++) {
            zone.ptr("1.2.0.192.in-addr.arpa", "host" + name + ".example.org");
        }
        SpfScene scene = SpfScene.of(zone);

        scene.from(IP4);

        assertThat(scene.dns().count()).isEqualTo(questions);
    }

    @Test
    void heloAndMailFromOfOneMessageShareAnswersAndBudget() {
        SpfScene scene = SpfScene.of(published("v=spf1 a:host.example.org -all")
                .txt("mail.example.org", "v=spf1 a:host.example.org -all")
                .a("host.example.org", "198.51.100.1"));
        MessageDns dns = MessageDns.open(scene.dns(), Budget.open(BudgetLimits.defaults()));

        SpfEvaluation helo =
                scene.evaluator().checkHelo(SpfScene.session(IP4, "user@example.com", "mail.example.org"), dns);
        SpfEvaluation mailFrom =
                scene.evaluator().checkMailFrom(SpfScene.session(IP4, "user@example.com", "mail.example.org"), dns);

        assertThat(helo.result()).isEqualTo(SpfResult.FAIL);
        assertThat(mailFrom.result()).isEqualTo(SpfResult.FAIL);
        assertThat(new HashSet<>(scene.dns().questions())).hasSize(3);
        assertThat(scene.dns().count()).isEqualTo(3);
        assertThat(dns.budget().statement().spent(Budget.Resource.DNS_QUESTIONS))
                .isEqualTo(3);
        assertThat(dns.budget().statement().entries())
                .singleElement()
                .satisfies(entry -> assertThat(entry.spender()).isEqualTo("spf"));
        // Each evaluation has limits of its own.
        assertThat(mailFrom.cost()).isEqualTo(new SpfCost(1, 0, 2));
    }

    @Test
    void evaluatorKeepsNothingFromOneMessageToTheNext() {
        SpfScene scene = SpfScene.publishing("v=spf1 a:no1.example.org a:no2.example.org -all");

        for (int message = 0; message < 5; message++) {
            assertThat(scene.from(IP4).result()).isEqualTo(SpfResult.FAIL);
        }
        assertThat(scene.dns().count()).isEqualTo(15);
    }
}
