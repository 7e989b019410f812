package org.mailauth.forensics.received;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.mailauth.conformance.ConformanceSuite;
import org.mailauth.internal.net.IpLiteral;
import org.mailauth.message.Message;
import org.mailauth.message.ReceivedField;

/** The shared suite: every key that a case lists is what the hop says. */
class ReceivedConformanceTest {

    private static Optional<String> value(Hop hop, String key) {
        ReceivedField field = hop.field().orElseThrow();
        return switch (key) {
            case "from" -> field.from();
            case "fromIp" -> hop.fromAddress().map(IpLiteral::format);
            case "fromRdns" -> field.clientName();
            case "by" -> field.by();
            case "with" -> field.with();
            case "id" -> field.id();
            case "for" -> field.recipient();
            case "epochSeconds" -> field.time().map(time -> Long.toString(time.toEpochSecond()));
            case "tls" -> Optional.of(Boolean.toString(hop.isTls()));
            default -> throw new IllegalArgumentException(key);
        };
    }

    @Test
    void received() {
        int[] cases = new int[1];
        JsonNode suite = ConformanceSuite.open("forensics").json("received.json");
        for (JsonNode test : suite.get("cases")) {
            cases[0]++;
            Message message = Message.of((test.get("header").asText() + "\r\n\r\n").getBytes(StandardCharsets.UTF_8));
            Hop hop = ReceivedChain.of(message.header(), Set.of()).hops().get(0);
            test.get("expected")
                    .properties()
                    .forEach(expected -> assertThat(value(hop, expected.getKey()))
                            .as(expected.getKey())
                            .contains(expected.getValue().asText()));
        }
        assertThat(cases[0]).isEqualTo(suite.get("count").asInt());
    }
}
