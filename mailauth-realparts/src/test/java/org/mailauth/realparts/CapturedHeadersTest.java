package org.mailauth.realparts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.mailauth.Problem;
import org.mailauth.forensics.ForensicFinding;
import org.mailauth.forensics.ForensicReport;
import org.mailauth.forensics.HeaderForensics;
import org.mailauth.forensics.Severity;
import org.mailauth.forensics.received.Hop;
import org.mailauth.message.Message;
import org.mailauth.message.ReceivedField;

/**
 * What Postfix, Exim, qpsmtpd and Dovecot write down about a message, against what the client and the way are known to have
 * been. Each message that arrives is a header set.
 */
@Tag("real-parts")
class CapturedHeadersTest {
    private static final List<Submission> SUBMISSIONS = Submissions.all();
    private static final HeaderForensics EXAMINER =
            HeaderForensics.builder().trustedRelays(trustedRelays()).build();

    private static Instant start = Instant.MIN;
    private static Map<Integer, List<byte[]>> captures = Map.of();

    private static Set<String> trustedRelays() {
        Set<String> hosts = new HashSet<>();
        for (Mta mta : Mta.values()) {
            hosts.add(mta.host());
            hosts.add(mta.ipv4());
        }
        return hosts;
    }

    @BeforeAll
    static void capture() throws IOException {
        start = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        try (MtaLab lab = MtaLab.open()) {
            lab.submit(SUBMISSIONS);
            captures = lab.arrived(SUBMISSIONS);
        }
    }

    @AfterAll
    static void forget() {
        captures = Map.of();
    }

    private static Stream<DynamicTest> eachCapture(Check check) {
        return IntStream.range(0, SUBMISSIONS.size())
                .mapToObj(at -> dynamicTest(SUBMISSIONS.get(at).title(), () -> {
                    List<byte[]> copies = captures.getOrDefault(at, List.of());
                    assertThat(copies).hasSameSizeAs(SUBMISSIONS.get(at).recipients());
                    for (byte[] copy : copies) {
                        check.of(SUBMISSIONS.get(at), Message.of(copy));
                    }
                }));
    }

    private interface Check {
        void of(Submission submission, Message message);
    }

    @Test
    void atLeastThirtyHeaderSetsOfAllServersAndProtocols() {
        assertThat(captures.values().stream().mapToInt(Collection::size).sum()).isGreaterThanOrEqualTo(60);
        assertThat(SUBMISSIONS.stream().flatMap(each -> each.servers().stream()))
                .contains(Mta.values());
        assertThat(SUBMISSIONS.stream()
                        .flatMap(each -> each.hops("bob").stream())
                        .map(SeenHop::protocol))
                .contains(
                        "SMTP",
                        "ESMTP",
                        "ESMTPS",
                        "ESMTPA",
                        "ESMTPSA",
                        "LMTP",
                        "UTF8SMTP",
                        "UTF8SMTPS",
                        "UTF8SMTPSA",
                        "UTF8ESMTP",
                        "UTF8ESMTPS",
                        "UTF8ESMTPSA");
    }

    @TestFactory
    Stream<DynamicTest> hopsAreWhatHappened() {
        return eachCapture((submission, message) -> {
            List<SeenHop> read = own(submission, message).stream()
                    .map(CapturedHeadersTest::seen)
                    .toList();
            List<List<SeenHop>> possible =
                    submission.recipients().stream().map(submission::hops).toList();
            assertThat(possible).as(header(message)).contains(read);
        });
    }

    @TestFactory
    Stream<DynamicTest> nothingIsMissingInTheFields() {
        return eachCapture((submission, message) -> assertThat(message.header().all().stream()
                        .filter(field -> field.isNamed(ReceivedField.FIELD_NAME))
                        .limit(submission.servers().size())
                        .flatMap(field -> ReceivedField.parse(field).problems().stream())
                        .map(Problem::code))
                .as(header(message))
                .isEqualTo(submission.isAddressTold() ? List.of() : List.of("received.no-address")));
    }

    @TestFactory
    Stream<DynamicTest> timesAreThoseOfTheWayAndInOrder() {
        return eachCapture((submission, message) -> {
            List<Hop> hops = own(submission, message);
            List<Instant> times = new ArrayList<>();
            hops.forEach(hop -> times.add(
                    hop.field().flatMap(ReceivedField::time).orElseThrow().toInstant()));
            assertThat(times).allSatisfy(time -> assertThat(time).isBetween(start, Instant.now()));
            assertThat(hops.subList(0, hops.size() - 1))
                    .extracting(hop -> hop.delay().orElseThrow())
                    .allSatisfy(delay -> assertThat(delay).isBetween(Duration.ZERO, Duration.ofMinutes(1)));
        });
    }

    @TestFactory
    Stream<DynamicTest> firstExternalHopIsTheFirstServer() {
        return eachCapture(
                (submission, message) -> assertThat(examine(message).chain().firstExternal())
                        .as(header(message))
                        .isEqualTo(
                                submission.isAddressTold()
                                        ? Optional.of(submission.servers().size() - 1)
                                        : Optional.empty()));
    }

    @TestFactory
    Stream<DynamicTest> honestMessagesRaiseNothingThatDeservesALook() {
        return eachCapture((submission, message) -> {
            ForensicReport report = examine(message);
            assertThat(report.findings())
                    .as(header(message))
                    .extracting(ForensicFinding::severity)
                    .doesNotContain(Severity.HIGH, Severity.MEDIUM);
            assertThat(report.findings("received.claimed-relay")).hasSameSizeAs(submission.forged());
        });
    }

    @TestFactory
    Stream<DynamicTest> forgedFieldsAreToldApart() {
        return eachCapture((submission, message) -> {
            ForensicReport report = examine(message);
            List<Hop> hops = report.chain().hops();
            // Without a first external hop nothing is known to be below it.
            int external = report.chain().firstExternal().orElse(hops.size() - 1);
            List<Hop> below = hops.subList(external + 1, hops.size());
            assertThat(below).as(header(message)).hasSameSizeAs(submission.forged());
            assertThat(report.findings("received.claimed-relay"))
                    .flatExtracting(ForensicFinding::evidence)
                    .extracting(evidence -> evidence.fieldIndex())
                    .containsExactlyElementsOf(
                            below.stream().map(Hop::fieldIndex).toList());
        });
    }

    private static ForensicReport examine(Message message) {
        return EXAMINER.examine(message);
    }

    /** The hops that the servers wrote. */
    private static List<Hop> own(Submission submission, Message message) {
        List<Hop> hops = examine(message).chain().hops();
        assertThat(hops)
                .as(header(message))
                .hasSize(submission.servers().size() + submission.forged().size());
        return hops.subList(0, submission.servers().size());
    }

    private static SeenHop seen(Hop hop) {
        return SeenHop.of(hop);
    }

    private static String header(Message message) {
        StringBuilder text = new StringBuilder("\n");
        message.header()
                .all()
                .forEach(field -> text.append(field.name()).append(':').append(field.body()));
        return text.toString();
    }
}
