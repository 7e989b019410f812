package org.mailauth.dns;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.mailauth.Budget;
import org.mailauth.Deadline;
import org.mailauth.MailAuthObserver;
import org.mailauth.Ticker;
import org.mailauth.internal.net.QuestionMap;

/**
 * The DNS as one message sees it: every name and type is asked at most once, and every question is paid for by the
 * message's {@link Budget}.
 *
 * <p>Open one per message and hand it to each evaluator, so that they share answers and the account. Failures are
 * remembered, too: within one message a name that timed out is not asked again. Only {@link DnsFailure#INTERRUPTED} is
 * not: it tells of a thread and not of a name. What is remembered is told even when nothing is left of the budget.
 *
 * <p>Safe for concurrent use; no lock is held while a question is under way, so two threads that ask the same new
 * question at the same moment may both reach the resolver, and both are charged. The answer that arrives first is the
 * one that all of them get.
 */
public final class MessageDns {
    private final DnsResolver resolver;
    private final Budget budget;
    private final MailAuthObserver observer;
    private final QuestionMap<DnsAnswer> answers = new QuestionMap<>();

    private MessageDns(DnsResolver resolver, Budget budget, MailAuthObserver observer) {
        this.resolver = Objects.requireNonNull(resolver, "resolver");
        this.budget = Objects.requireNonNull(budget, "budget");
        this.observer = Objects.requireNonNull(observer, "observer");
    }

    /**
     * Opens the DNS for one message.
     *
     * @param resolver answers the questions
     * @param budget pays for them
     * @return no answers remembered yet
     */
    public static MessageDns open(DnsResolver resolver, Budget budget) {
        return new MessageDns(resolver, budget, MailAuthObserver.SILENT);
    }

    /**
     * Opens the DNS for one message, with an observer.
     *
     * @param resolver answers the questions
     * @param budget pays for them
     * @param observer hears of every question
     * @return no answers remembered yet
     */
    public static MessageDns open(DnsResolver resolver, Budget budget, MailAuthObserver observer) {
        return new MessageDns(resolver, budget, observer);
    }

    /**
     * The answer to a question, if it is known already: nobody is asked, nothing is charged, and no observer hears of it.
     *
     * @param name what would be asked for
     * @param type which records would be wanted
     * @return empty when the question would have to be asked
     */
    public Optional<DnsAnswer> known(DnsName name, DnsType type) {
        return Optional.ofNullable(answers.get(name, type));
    }

    /**
     * Asks for records, unless the answer is known already.
     *
     * @param name what is asked for
     * @param type which records are wanted
     * @param spender who asks, for the account, such as {@code dkim}
     * @return the answer; {@link DnsFailure#BUDGET_EXHAUSTED} when there are no questions left, and
     *     {@link DnsFailure#TIMEOUT} when there is no time left
     */
    public DnsAnswer ask(DnsName name, DnsType type, String spender) {
        return ask(name, type, spender, budget.deadline());
    }

    /**
     * Asks for records, unless the answer is known already, for an evaluator with a deadline of its own.
     *
     * @param name what is asked for
     * @param type which records are wanted
     * @param spender who asks, for the account, such as {@code spf}
     * @param deadline when the answer is no longer of use; the message's own deadline holds, too
     * @return the answer; {@link DnsFailure#BUDGET_EXHAUSTED} when there are no questions left, and
     *     {@link DnsFailure#TIMEOUT} when there is no time left
     */
    public DnsAnswer ask(DnsName name, DnsType type, String spender, Deadline deadline) {
        DnsAnswer known = answers.get(name, type);
        if (known != null) {
            observer.dnsCacheHit(name, type);
            return known;
        }
        Deadline sooner = budget.deadline().earlier(deadline);
        if (sooner.hasPassed()) {
            return new DnsAnswer.Failed(DnsFailure.TIMEOUT, "the message has used up its time");
        }
        if (!budget.spend(Budget.Resource.DNS_QUESTIONS, 1, spender)) {
            return new DnsAnswer.Failed(DnsFailure.BUDGET_EXHAUSTED, "the message has used up its DNS questions");
        }
        DnsAnswer answer = askResolver(new DnsQuestion(name, type, sooner));
        if (answer instanceof DnsAnswer.Failed failed && failed.cause() == DnsFailure.INTERRUPTED) {
            return answer;
        }
        DnsAnswer first = answers.putIfAbsent(name, type, answer);
        return first == null ? answer : first;
    }

    private DnsAnswer askResolver(DnsQuestion question) {
        if (MailAuthObserver.SILENT.equals(observer)) {
            // Nobody wants to know how long it took: the clock is read for an observer only.
            return Objects.requireNonNull(resolver.resolve(question), "resolver returned null");
        }
        Ticker ticker = Ticker.system();
        long start = ticker.nanos();
        DnsAnswer answer = Objects.requireNonNull(resolver.resolve(question), "resolver returned null");
        observer.dnsAnswered(question, answer, Duration.ofNanos(ticker.nanos() - start));
        return answer;
    }

    /**
     * The account that pays for the questions.
     *
     * @return the message's budget
     */
    public Budget budget() {
        return budget;
    }

    /**
     * Who hears of questions and decisions.
     *
     * @return the observer given, or the silent one
     */
    public MailAuthObserver observer() {
        return observer;
    }
}
