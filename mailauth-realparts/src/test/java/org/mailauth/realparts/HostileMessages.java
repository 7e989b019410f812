package org.mailauth.realparts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.mailauth.dkim.SigningAlgorithm;
import org.mailauth.testkit.InMemoryDns;

/** The corpus of hostile messages that the tests of {@code mailauth-dkim} make, with its keys and this library's verdicts. */
final class HostileMessages {
    private static final String CORPUS = "/org/mailauth/dkim/hostile-messages.json";

    private final JsonNode corpus;

    private HostileMessages(JsonNode corpus) {
        this.corpus = corpus;
    }

    static HostileMessages read() throws IOException {
        try (InputStream in = HostileMessages.class.getResourceAsStream(CORPUS)) {
            return new HostileMessages(new ObjectMapper().readTree(Objects.requireNonNull(in, CORPUS)));
        }
    }

    /** What the messages' signers publish. */
    InMemoryDns keys() {
        InMemoryDns.Builder names = InMemoryDns.builder();
        for (Map.Entry<String, JsonNode> name : corpus.get("keys").properties()) {
            // RFC 1035 §3.3: a character-string has 255 octets at most.
            name.getValue()
                    .forEach(record -> names.txt(name.getKey(), record.asText().split("(?<=\\G.{255})")));
        }
        return names.build();
    }

    List<SignedMessage> messages() {
        List<SignedMessage> messages = new ArrayList<>();
        for (JsonNode message : corpus.get("messages")) {
            messages.add(new SignedMessage(
                    message.get("name").asText(),
                    SampleMessage.plain(),
                    Canonicalizations.RELAXED,
                    List.of(SigningAlgorithm.RSA_SHA256),
                    message.get("message").asText()));
        }
        return messages;
    }

    /** A message of the corpus with what this library must say. */
    record Entry(String name, String clause, List<String> results, List<String> reasons) {
        boolean passes() {
            return results.contains("pass");
        }
    }

    List<Entry> entries() {
        List<Entry> entries = new ArrayList<>();
        for (JsonNode message : corpus.get("messages")) {
            List<String> results = new ArrayList<>();
            List<String> reasons = new ArrayList<>();
            for (JsonNode expected : message.get("expected")) {
                results.add(expected.get("result").asText());
                reasons.add(expected.get("reason").asText());
            }
            entries.add(new Entry(
                    message.get("name").asText(), message.get("clause").asText(), results, reasons));
        }
        return entries;
    }
}
