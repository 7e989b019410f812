package org.mailauth.authenticator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mailauth.Budget.Resource;
import org.mailauth.BudgetLimits;
import org.mailauth.BudgetStatement;
import org.mailauth.arc.ChainValidationStatus;
import org.mailauth.arc.TrustedSealers;
import org.mailauth.authres.MethodResult;
import org.mailauth.dkim.DkimResult;
import org.mailauth.dkim.DkimVerification;
import org.mailauth.dmarc.DmarcResult;
import org.mailauth.dns.DnsAnswer;
import org.mailauth.dns.DnsFailure;
import org.mailauth.dns.DnsResolver;
import org.mailauth.message.Message;
import org.mailauth.spf.SpfResult;
import org.mailauth.testkit.RecordingDns;

/**
 * Whatever a message uses up, at whatever point: each verdict is the one it would have been, or an error, and the proposal is
 * not a friendlier one. For each message of the corpus and each amount that is too small for it.
 */
class ExhaustionTest {
    private static final Set<String> ERRORS = Set.of("temperror", "permerror");

    /** The kinds of exhaustion, each complete: nothing at all may be spent. */
    enum Nothing {
        DNS_QUESTIONS,
        ELAPSED_TIME,
        BODY_OCTETS,
        SIGNATURE_OPERATIONS;

        BudgetLimits limits() {
            BudgetLimits limits = BudgetLimits.defaults();
            return switch (this) {
                case DNS_QUESTIONS -> limits.withDnsQuestions(0);
                case ELAPSED_TIME -> limits.withElapsed(Duration.ZERO);
                case BODY_OCTETS -> limits.withBodyOctets(0);
                case SIGNATURE_OPERATIONS -> limits.withSignatureOperations(0);
            };
        }

        boolean stopsTheDns() {
            return this == DNS_QUESTIONS || this == ELAPSED_TIME;
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyProtocolEndsAsItsRfcSays(Nothing nothing) {
        EndToEndCorpus.Case each = signedAndSealed();
        MessageAuthentication complete = authenticate(each, BudgetLimits.defaults(), false);
        assertThat(complete.dkim()).extracting(DkimVerification::result).containsOnly(DkimResult.PASS);
        assertThat(complete.arc().status()).isEqualTo(ChainValidationStatus.PASS);
        assertThat(complete.dmarc().result()).isEqualTo(DmarcResult.PASS);
        MessageAuthentication auth = authenticate(each, nothing.limits(), false);

        // RFC 6376 §8.4 and §6.1: a limit of the verifier's is temporary.
        assertThat(auth.dkim()).extracting(DkimVerification::result).containsOnly(DkimResult.TEMPERROR);
        // RFC 8617 §5.2.1: there is no temporary failure of a chain.
        assertThat(auth.arc().status()).isEqualTo(ChainValidationStatus.FAIL);
        // RFC 9989 §5.3.6: what is missing may have been an aligned pass, or the policy.
        assertThat(auth.dmarc().result()).isEqualTo(DmarcResult.TEMPERROR);
        assertThat(auth.recommendation().action()).isEqualTo(Recommendation.Action.DEFER);
        if (nothing.stopsTheDns()) {
            // RFC 7208 §4.6.4: time is temperror, and the message's account is the receiver's, not the domain's.
            assertThat(auth.spfMailFrom().orElseThrow().result()).isEqualTo(SpfResult.TEMPERROR);
            assertThat(auth.spfHelo().orElseThrow().result()).isEqualTo(SpfResult.TEMPERROR);
            // RFC 8601 §2.7.3
            assertThat(auth.iprev().orElseThrow().result()).isEqualTo(IprevResult.TEMPERROR);
        }
        if (nothing == Nothing.ELAPSED_TIME) {
            assertThat(auth.budget().isTimeUp()).isTrue();
        } else {
            assertThat(auth.budget().exhausted()).containsExactly(Resource.valueOf(nothing.name()));
        }
        assertThat(auth.budget().toString()).contains("(exhausted)");
    }

    @Test
    void limitOfSpfItselfIsPermanent() {
        // RFC 7208 §4.6.4: more than ten terms are a mistake of the domain's.
        MessageAuthentication auth = authenticate(named("SPF that includes itself"), BudgetLimits.defaults(), false);

        assertThat(auth.spfMailFrom().orElseThrow().result()).isEqualTo(SpfResult.PERMERROR);
    }

    @Test
    void accountTellsWhoSpentWhatBeforeItWasUsedUp() {
        RecordingDns dns = RecordingDns.over(EndToEndCorpus.dns());
        MessageAuthentication auth =
                authenticate(signedAndSealed(), BudgetLimits.defaults().withDnsQuestions(5), false, dns);

        assertThat(dns.questions()).hasSize(5);
        assertThat(auth.budget().entries())
                .filteredOn(entry -> entry.resource() == Resource.DNS_QUESTIONS)
                .extracting(entry -> entry.spender() + " " + entry.amount())
                .containsExactly("dkim 1", "spf 1", "iprev 2", "arc 1");
        assertThat(auth.budget().toString())
                .contains("DNS questions: 5 of 5, dkim 1, spf 1, iprev 2, arc 1 (exhausted)");
    }

    /** All that can be checked holds, and only the signature is of the author's domain. */
    private static EndToEndCorpus.Case signedAndSealed() {
        Message message = EndToEndCorpus.sealed(EndToEndCorpus.signedByAlice(), "lists.example.org", "arc1");
        return new EndToEndCorpus.Case("sealed", EndToEndCorpus.forwarder("bounce@lists.example.org"), message);
    }

    private static EndToEndCorpus.Case named(String name) {
        return EndToEndCorpus.all().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @TestFactory
    Stream<DynamicTest> dnsQuestions() {
        return sweep(Resource.DNS_QUESTIONS, amount -> BudgetLimits.defaults().withDnsQuestions((int) amount));
    }

    @TestFactory
    Stream<DynamicTest> signatureOperations() {
        return sweep(
                Resource.SIGNATURE_OPERATIONS, amount -> BudgetLimits.defaults().withSignatureOperations((int) amount));
    }

    @TestFactory
    Stream<DynamicTest> bodyOctets() {
        return sweep(Resource.BODY_OCTETS, BudgetLimits.defaults()::withBodyOctets);
    }

    private static Stream<DynamicTest> sweep(Resource resource, LongFunction<BudgetLimits> limits) {
        return EndToEndCorpus.all().stream()
                .map(each -> DynamicTest.dynamicTest(each.name(), () -> {
                    MessageAuthentication complete = authenticate(each, BudgetLimits.defaults(), false);
                    long needed = complete.budget().spent(resource);
                    LongStream.range(0, needed).forEach(amount -> {
                        for (boolean prefetch : new boolean[] {false, true}) {
                            MessageAuthentication limited = authenticate(each, limits.apply(amount), prefetch);
                            BudgetStatement account = limited.budget();

                            assertThat(account.exhausted()).as("%s", account).containsExactly(resource);
                            assertThat(account.spent(resource)).isLessThanOrEqualTo(amount);
                            assertNotFriendlier(limited, complete);
                        }
                    });
                }));
    }

    private static MessageAuthentication authenticate(EndToEndCorpus.Case each, BudgetLimits limits, boolean prefetch) {
        return authenticate(each, limits, prefetch, EndToEndCorpus.dns());
    }

    private static MessageAuthentication authenticate(
            EndToEndCorpus.Case each, BudgetLimits limits, boolean prefetch, DnsResolver resolver) {
        MailAuthenticator.Builder builder = MailAuthenticator.builder()
                .resolver(resolver)
                .authservId(Scene.SELF)
                .clock(Scene.CLOCK)
                .trustedSealers(TrustedSealers.of("lists.example.org"))
                .budgetLimits(limits);
        return (prefetch ? builder.prefetch(Runnable::run, PrefetchLimits.defaults()) : builder)
                .build()
                .authenticate(each.session(), each.message());
    }

    /** Each question in turn is the one that takes all the time there is. */
    @TestFactory
    Stream<DynamicTest> elapsedTime() {
        return EndToEndCorpus.all().stream()
                .map(each -> DynamicTest.dynamicTest(each.name(), () -> {
                    MessageAuthentication complete = authenticate(each, BudgetLimits.defaults(), false);
                    long questions = complete.budget().spent(Resource.DNS_QUESTIONS);
                    for (int slow = 0; slow < questions; slow++) {
                        int last = slow;
                        AtomicInteger asked = new AtomicInteger();
                        DnsResolver zone = EndToEndCorpus.dns();
                        DnsResolver resolver = question -> {
                            if (asked.getAndIncrement() < last) {
                                return zone.resolve(question);
                            }
                            while (!question.deadline().hasPassed()) {
                                LockSupport.parkNanos(1_000_000);
                            }
                            return new DnsAnswer.Failed(DnsFailure.TIMEOUT, "slow");
                        };
                        MessageAuthentication limited = authenticate(
                                each, BudgetLimits.defaults().withElapsed(Duration.ofMillis(20)), false, resolver);

                        assertThat(limited.budget().elapsed()).isGreaterThanOrEqualTo(Duration.ofMillis(20));
                        assertNotFriendlier(limited, complete);
                    }
                }));
    }

    private static void assertNotFriendlier(MessageAuthentication limited, MessageAuthentication complete) {
        List<MethodResult> expected = complete.results().results();
        List<MethodResult> found = limited.results().results();
        String both = limited + "\ninstead of\n" + complete + "\n" + limited.recommendation() + "\n" + limited.budget();
        for (MethodResult result : found) {
            List<String> allowed = new ArrayList<>(ERRORS);
            expected.stream()
                    .filter(other -> other.method().equals(result.method()))
                    .map(MethodResult::result)
                    .forEach(allowed::add);
            if (result.method().equals("arc")) {
                // RFC 8617 §5.2.1: a chain knows no errors; what cannot be checked has failed.
                allowed.removeAll(ERRORS);
                allowed.add("fail");
            }
            assertThat(result.result()).as(both).isIn(allowed);
        }
        assertThat(limited.recommendation().action()).as(both).isIn(notFriendlierThan(complete.recommendation()));
    }

    private static Set<Recommendation.Action> notFriendlierThan(Recommendation complete) {
        return switch (complete.action()) {
            case REJECT -> Set.of(Recommendation.Action.REJECT, Recommendation.Action.DEFER);
            case QUARANTINE ->
                Set.of(Recommendation.Action.QUARANTINE, Recommendation.Action.REJECT, Recommendation.Action.DEFER);
            case DEFER -> Set.of(Recommendation.Action.DEFER);
            case ACCEPT -> Set.of(Recommendation.Action.values());
        };
    }
}
