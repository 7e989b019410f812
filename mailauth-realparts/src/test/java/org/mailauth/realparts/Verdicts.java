package org.mailauth.realparts;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.function.ThrowingConsumer;

/** Turns the verdicts of verifiers on messages into tests: the messages go to each verifier at once. */
final class Verdicts {
    private Verdicts() {}

    /**
     * One test for each verifier and message.
     *
     * @param verifiers who is asked
     * @param messages on what
     * @param title what the test says of verifier and message
     * @param check holds the verdict against what is right
     * @return a container for each verifier; when the verifier does not work at all, all its tests fail
     */
    static Stream<DynamicContainer> tests(
            List<? extends Verifier> verifiers,
            List<SignedMessage> messages,
            BiFunction<Verifier, SignedMessage, String> title,
            ThrowingConsumer<Given> check) {
        return verifiers.stream()
                .map(verifier -> DynamicContainer.dynamicContainer(
                        verifier.name(), tests(verifier, messages, title, check).stream()));
    }

    /**
     * A verdict to be checked.
     *
     * @param verifier who gave it
     * @param message on what
     * @param verdicts one for each signature that the verifier saw, topmost first
     */
    record Given(Verifier verifier, SignedMessage message, List<Verdict> verdicts) {
        List<Boolean> accepted() {
            return verdicts.stream().map(Verdict::accepted).toList();
        }
    }

    private static List<DynamicTest> tests(
            Verifier verifier,
            List<SignedMessage> messages,
            BiFunction<Verifier, SignedMessage, String> title,
            ThrowingConsumer<Given> check) {
        Outcome outcome = ask(verifier, messages);
        return messages.stream()
                .map(message -> DynamicTest.dynamicTest(title.apply(verifier, message), () -> {
                    List<Verdict> verdicts = outcome.orThrow().getOrDefault(message.name(), List.of());
                    check.accept(new Given(verifier, message, verdicts));
                }))
                .toList();
    }

    /** Either verdicts or why there are none. */
    private interface Outcome {
        Map<String, List<Verdict>> orThrow();
    }

    private static Outcome ask(Verifier verifier, List<SignedMessage> messages) {
        try {
            Map<String, List<Verdict>> verdicts = verifier.verify(messages);
            return () -> verdicts;
        } catch (IOException | RuntimeException e) {
            return () -> {
                throw new AssertionError(verifier.name() + " does not work: " + e.getMessage(), e);
            };
        }
    }
}
