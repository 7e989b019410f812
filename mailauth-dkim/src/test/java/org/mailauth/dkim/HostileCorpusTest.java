package org.mailauth.dkim;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mailauth.message.MessageStream;
import org.mailauth.testkit.InMemoryDns;
import org.mailauth.testkit.RecordingDns;

/** The hostile corpus: every message gets the verdict, the reason and the findings that it must, at the cost it may. */
class HostileCorpusTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<HostileMessage> CORPUS = HostileCorpus.make();
    private static final String STORED = "hostile-messages.json";

    static Stream<HostileMessage> messages() {
        return CORPUS.stream();
    }

    /** The keys of {@link FixedKeys}, and those of one message. */
    private static InMemoryDns zone(HostileMessage message) {
        InMemoryDns.Builder dns = FixedKeys.DNS.toBuilder();
        message.keys().forEach((name, records) -> records.forEach(record -> dns.txt(name, strings(record))));
        return dns.build();
    }

    /** RFC 1035 §3.3: a character-string has 255 octets at most. */
    private static String[] strings(String record) {
        return record.split("(?<=\\G.{255})");
    }

    @ParameterizedTest
    @MethodSource("messages")
    void everyMessageGetsItsVerdicts(HostileMessage message) {
        RecordingDns dns = RecordingDns.over(zone(message));
        List<DkimVerification> verifications = Checks.verifier(dns).build().verify(Checks.message(message.text()));
        assertThat(verifications.stream().map(HostileMessage.Expected::of))
                .as("%s: %s", message.name(), verifications)
                .isEqualTo(message.expected());
        assertThat(dns.count()).as(message.name()).isEqualTo(message.questions());
    }

    @ParameterizedTest
    @MethodSource("messages")
    void everyMessageGetsTheSameVerdictsOctetByOctet(HostileMessage message) {
        RecordingDns dns = RecordingDns.over(zone(message));
        DkimVerifier verifier = Checks.verifier(dns).build();
        List<DkimSession> sessions = new ArrayList<>();
        try (MessageStream stream = MessageStream.open((header, body) -> sessions.add(verifier.open(header, body)))) {
            message.text().chars().forEach(stream::write);
        }
        assertThat(sessions).hasSize(1);
        assertThat(sessions.get(0).conclude().stream().map(HostileMessage.Expected::of))
                .as(message.name())
                .isEqualTo(message.expected());
        assertThat(dns.count()).as(message.name()).isEqualTo(message.questions());
    }

    @Test
    void everyMessageHasANameOfItsOwnAndThereAreMoreThanSixty() {
        Set<String> names = CORPUS.stream().map(HostileMessage::name).collect(Collectors.toSet());
        assertThat(names).hasSameSizeAs(CORPUS).hasSizeGreaterThan(60);
    }

    /** Every reason for which a signature can be refused without the network or a limit occurs, and every finding but one. */
    @Test
    void everyReasonAndFindingOccurs() {
        Set<String> reasons = new LinkedHashSet<>();
        Set<String> findings = new LinkedHashSet<>();
        for (HostileMessage message : CORPUS) {
            for (HostileMessage.Expected expected : message.expected()) {
                reasons.add(expected.reason());
                findings.addAll(expected.findings());
            }
        }
        Set<DkimReason> elsewhere = Set.of(
                DkimReason.MESSAGE_TOO_LARGE,
                DkimReason.KEY_UNAVAILABLE,
                DkimReason.BODY_UNAVAILABLE,
                DkimReason.BUDGET_EXHAUSTED,
                DkimReason.KEY_TESTING_REFUSED);
        for (DkimReason reason : DkimReason.values()) {
            assertThat(reasons.contains(reason.code())).as(reason.code()).isNotEqualTo(elsewhere.contains(reason));
        }
        for (DkimFinding.Code code : DkimFinding.Code.values()) {
            assertThat(findings.contains(code.code()))
                    .as(code.code())
                    .isNotEqualTo(code == DkimFinding.Code.SEEN_BEFORE);
        }
    }

    /** The corpus is stored, too, for other programs to read; when it differs, what should be stored lies in target. */
    @Test
    void theStoredCorpusIsTheOneThatIsMade() throws IOException {
        String made = json();
        String stored = FixedKeys.resource(STORED);
        if (!stored.equals(made)) {
            Files.writeString(Path.of("target", STORED), made);
        }
        assertThat(stored.equals(made)).as("target/%s should be stored", STORED).isTrue();
    }

    private static String json() throws JsonProcessingException {
        ObjectNode corpus = JSON.createObjectNode();
        ArrayNode messages = corpus.putArray("messages");
        ObjectNode keys = corpus.putObject("keys");
        for (String selector : List.of("r1", "r2", "ed")) {
            SigningKey key = selector.equals("r1")
                    ? FixedKeys.RSA_1024
                    : selector.equals("r2") ? FixedKeys.RSA_2048 : FixedKeys.ED25519;
            keys.putArray(selector + "._domainkey.example.com").add(FixedKeys.record(key));
        }
        for (HostileMessage message : CORPUS) {
            ObjectNode node = messages.addObject();
            node.put("name", message.name()).put("clause", message.clause());
            add(node, message);
            for (Map.Entry<String, List<String>> key : message.keys().entrySet()) {
                ArrayNode records = keys.putArray(key.getKey());
                key.getValue().forEach(records::add);
            }
        }
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
        printer.indentObjectsWith(new DefaultIndenter(" ", "\n"));
        return JSON.writer(printer).writeValueAsString(corpus) + "\n";
    }

    private static void add(ObjectNode node, HostileMessage message) {
        ArrayNode expected = node.putArray("expected");
        for (HostileMessage.Expected one : message.expected()) {
            ObjectNode verdict = expected.addObject();
            verdict.put("result", one.result()).put("reason", one.reason());
            ArrayNode findings = verdict.putArray("findings");
            one.findings().forEach(findings::add);
        }
        node.put("questions", message.questions()).put("message", message.text());
    }
}
