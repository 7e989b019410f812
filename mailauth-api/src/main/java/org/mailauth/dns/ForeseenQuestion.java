package org.mailauth.dns;

import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/**
 * A question that an evaluator is about to ask, known before it gets there, and what the answer makes it ask next: whoever
 * asks all of them at once through the message's {@link MessageDns} spares the evaluator the wait.
 *
 * <p>Foreseeing decides nothing: a question that was not foreseen is asked all the same, and one that was foreseen in vain
 * costs a question. Immutable and thread-safe, as far as {@code next} is; no component is null.
 *
 * @param name what will be asked for
 * @param type which records will be wanted
 * @param next from the answer to the questions that follow from it; pure, never throws, never null
 */
public record ForeseenQuestion(DnsName name, DnsType type, Function<DnsAnswer, List<ForeseenQuestion>> next) {
    /**
     * Checks that nothing is null.
     *
     * @param name what will be asked for
     * @param type which records will be wanted
     * @param next from the answer to the questions that follow from it; pure, never throws, never null
     */
    public ForeseenQuestion {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(next, "next");
    }

    /**
     * A question from which no other follows.
     *
     * @param name what will be asked for
     * @param type which records will be wanted
     * @return the question
     */
    public static ForeseenQuestion of(DnsName name, DnsType type) {
        return new ForeseenQuestion(name, type, answer -> List.of());
    }
}
