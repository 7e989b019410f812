package org.mailauth.forensics;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.mailauth.DomainName;
import org.mailauth.authres.AuthenticationResults;
import org.mailauth.authres.MethodResult;
import org.mailauth.message.Message;

/** Headers and a reader: Kim at 예시.example, whose mail comes in by mx.예시.example. */
final class Scenes {
    static final String OWN = "예시.example";
    static final String MX = "mx.xn--vv4b11d.example";
    private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");

    private Scenes() {}

    static HeaderForensics.Builder reader() {
        return HeaderForensics.builder()
                .organizationalDomains(Scenes::lastTwoLabels)
                .ownDomains(Set.of(DomainName.of(OWN)))
                .trustedRelays(List.of(MX))
                .threadParticipants(Set.of(DomainName.of("partner.example")))
                .clock(Clock.fixed(NOW, ZoneOffset.UTC));
    }

    /** As if every top-level domain, and nothing else, were a public suffix. */
    static Optional<DomainName> lastTwoLabels(DomainName name) {
        List<String> labels = name.labels();
        return labels.size() < 2
                ? Optional.empty()
                : DomainName.parse(String.join(".", labels.subList(labels.size() - 2, labels.size())))
                        .value();
    }

    static Message message(String... fields) {
        return Message.of((String.join("\r\n", fields) + "\r\n\r\nbody\r\n").getBytes(StandardCharsets.UTF_8));
    }

    static ForensicReport examine(String dmarc, String... fields) {
        HeaderForensics forensics = reader().build();
        return dmarc.isEmpty()
                ? forensics.examine(message(fields))
                : forensics.examine(
                        message(fields), AuthenticationResults.of(MX, List.of(MethodResult.of("dmarc", dmarc))));
    }

    /** A Received field of the reader's own border host. */
    static String in(String client, String time) {
        return "Received: from " + client + " by " + MX + " (Postfix) with ESMTPS id 1; " + time;
    }
}
