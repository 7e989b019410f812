package org.mailauth.authenticator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mailauth.message.HeaderField;

/** How many answers in a row a message waits for; every answer takes as long, and only rounds are counted. */
class RoundsTest {
    private static final int MOST_ROUNDS = 3;

    /** What one message cost. */
    record Cost(MessageAuthentication auth, int questions, long rounds) {}

    static List<TypicalMessage> typicalMessages() {
        return TypicalMessage.all();
    }

    private static Cost oneByOne(TypicalMessage typical) {
        SimulatedDns dns = new SimulatedDns(TypicalMessage.dns());
        return cost(MailAuthenticator.builder().resolver(dns), dns, typical);
    }

    private static Cost atOnce(TypicalMessage typical) {
        SimulatedDns dns = new SimulatedDns(TypicalMessage.dns());
        return cost(MailAuthenticator.builder().resolver(dns).prefetch(dns, PrefetchLimits.defaults()), dns, typical);
    }

    private static Cost cost(MailAuthenticator.Builder builder, SimulatedDns dns, TypicalMessage typical) {
        MessageAuthentication auth = builder.authservId(Scene.SELF)
                .clock(Scene.CLOCK)
                .build()
                .authenticate(typical.session(), typical.message());
        return new Cost(auth, dns.questions(), dns.rounds());
    }

    @ParameterizedTest
    @MethodSource("typicalMessages")
    void typicalMessageTakesAtMostThreeRounds(TypicalMessage typical) {
        Cost cost = atOnce(typical);

        assertThat(cost.rounds()).isBetween(1L, (long) MOST_ROUNDS);
        assertThat(cost.questions())
                .as("questions")
                .isLessThanOrEqualTo(oneByOne(typical).questions() + 12);
    }

    @ParameterizedTest
    @MethodSource("typicalMessages")
    void askingAtOnceChangesNoVerdict(TypicalMessage typical) {
        assertThat(fields(atOnce(typical))).isEqualTo(fields(oneByOne(typical)));
    }

    private static List<String> fields(Cost cost) {
        return cost.auth().headerFields().stream().map(HeaderField::toString).toList();
    }

    @ParameterizedTest
    @MethodSource("typicalMessages")
    void withoutAnExecutorEveryQuestionIsARoundOfItsOwn(TypicalMessage typical) {
        Cost cost = oneByOne(typical);

        assertThat(cost.rounds()).isEqualTo(cost.questions());
    }

    /** The table in docs/latency.md is what comes out here. */
    @Test
    void documentedTableHolds() throws IOException {
        List<String> rows = new ArrayList<>();
        for (TypicalMessage typical : TypicalMessage.all()) {
            Cost before = oneByOne(typical);
            Cost after = atOnce(typical);
            rows.add("| " + typical.name() + " | " + before.rounds() + " | " + before.questions() + " | "
                    + after.rounds() + " | " + after.questions() + " |");
        }
        Path document = Path.of("").toAbsolutePath().resolveSibling("docs/latency.md");

        assertThat(Files.readAllLines(document)).containsSequence(rows);
    }
}
