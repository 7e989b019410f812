package org.mailauth.forensics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.mailauth.DomainName;
import org.mailauth.authres.AuthenticationResults;
import org.mailauth.authres.MethodResult;
import org.mailauth.conformance.ConformanceSuite;
import org.mailauth.forensics.lookalike.Suffixes;
import org.mailauth.message.Message;

/**
 * What the ready rules call most severe in the messages of the DKIM and ARC suites, for two readers: the own domains of one
 * have the names of most authors of these messages under another suffix, and he protects well-known domains; those of the
 * other one are the authors' domains, and he was told that DMARC failed. Each finding is justified in false-alarms.txt.
 */
class FalseAlarmsTest {
    private static final HeaderForensics FORENSICS = HeaderForensics.builder()
            .organizationalDomains(Suffixes.FINDER)
            .ownDomains(Set.of(DomainName.of("example.net"), DomainName.of("sendmail.org")))
            .protectedDomains(Set.of(
                    DomainName.of("google.com"),
                    DomainName.of("gmail.com"),
                    DomainName.of("yahoo.com"),
                    DomainName.of("microsoft.com"),
                    DomainName.of("paypal.com"),
                    DomainName.of("bank.example"),
                    DomainName.of("naver.com"),
                    DomainName.of("samjung.co.kr")))
            .protectedNames(Set.of("Jane Doe", "Murray S. Kucherawy", "김철수"))
            .build();

    /** The worst case for the rules about own mail from outside: the authors' domains are own, and DMARC fails. */
    private static final HeaderForensics AUTHORS_OWN = HeaderForensics.builder()
            .organizationalDomains(Suffixes.FINDER)
            .ownDomains(Set.of(
                    DomainName.of("example.org"),
                    DomainName.of("example.com"),
                    DomainName.of("sender.example"),
                    DomainName.of("sendmail.com"),
                    DomainName.of("messiah.edu"),
                    DomainName.of("att.com"),
                    DomainName.of("wander.science")))
            .build();

    private static final AuthenticationResults FAILED =
            AuthenticationResults.of("mx.own.example", List.of(MethodResult.of("dmarc", "fail")));

    private final Map<String, Integer> seen = new TreeMap<>();
    private final Set<String> severe = new TreeSet<>();

    @Test
    void eachMostSevereFindingIsJustified() throws IOException {
        ConformanceSuite dkim = ConformanceSuite.open("dkim");
        for (JsonNode message : dkim.json("verify.json").get("cases")) {
            examine(
                    "dkim/" + message.get("id").asText(),
                    dkim.octets(message.get("file").asText()));
        }
        ConformanceSuite arc = ConformanceSuite.open("arc");
        for (JsonNode message : arc.json("arc-validation-tests.json").get("cases")) {
            String text = message.get("message").asText().replace("\r\n", "\n").replace("\n", "\r\n");
            examine(
                    "arc/" + message.get("scenario").asText() + "/"
                            + message.get("id").asText(),
                    text.getBytes(StandardCharsets.UTF_8));
        }
        Map<String, String> justified = justifications();
        assertThat(severe).isEqualTo(justified.keySet());
        assertThat(justified.values()).noneMatch(String::isBlank);
        // The rules are awake: lesser findings occur.
        assertThat(seen).containsKeys("lookalike.other-suffix", "name.protected", "received.time-travel");
    }

    private void examine(String id, byte[] octets) {
        Message message = Message.of(octets);
        count(id, FORENSICS.examine(message));
        count(id, AUTHORS_OWN.examine(message, FAILED));
    }

    private void count(String id, ForensicReport report) {
        for (ForensicFinding finding : report.findings()) {
            String code = finding.code();
            seen.merge(code, 1, Integer::sum);
            if (finding.severity() == Severity.HIGH) {
                severe.add(id + " " + code);
            }
        }
    }

    /** Lines of an id, a code, and behind a colon and a blank the reason. */
    private static Map<String, String> justifications() throws IOException {
        Map<String, String> justified = new TreeMap<>();
        try (InputStream in = FalseAlarmsTest.class.getResourceAsStream("false-alarms.txt")) {
            String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            text.lines()
                    .filter(line -> !line.startsWith("#") && !line.isBlank())
                    .forEach(line -> {
                        int colon = line.indexOf(": ");
                        assertThat(colon).as(line).isPositive();
                        justified.put(line.substring(0, colon), line.substring(colon + 2));
                    });
        }
        return justified;
    }
}
