package org.mailauth.realparts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.mailauth.dane.DaneReason;
import org.mailauth.dane.DaneRequirement;
import org.mailauth.realparts.DaneCase.Peer;

/**
 * DANE with signed zones on named, validated by unbound, and Postfix's SMTP server: what this library says of each server,
 * and whether Postfix's own client says the same.
 */
@Tag("real-parts")
class DanePeersTest {
    private static final DaneCases CASES = new DaneCases();
    private static final Map<DaneCase, String> OURS = new HashMap<>();
    private static DaneLab lab;

    @BeforeAll
    static void open() throws IOException {
        lab = new DaneLab(CASES::fill, CASES.servers());
        List<String> said = lab.probe(CASES.all().stream().map(DaneCase::line).toList());
        IntStream.range(0, CASES.all().size())
                .forEach(at -> OURS.put(CASES.all().get(at), said.get(at)));
    }

    @AfterAll
    static void close() {
        if (lab != null) {
            lab.close();
        }
    }

    @TestFactory
    Stream<DynamicTest> ourVerdictIsTheStandards() {
        return CASES.all().stream()
                .map(each -> dynamicTest(
                        each.title(), () -> assertThat(OURS.get(each)).isEqualTo(each.expected())));
    }

    @TestFactory
    Stream<DynamicTest> postfixSaysTheSameOrTheDifferenceIsNamed() {
        return CASES.all().stream()
                .map(each -> dynamicTest(each.title(), () -> {
                    String log = lab.fingered(each.destination());
                    assertThat(peer(log)).as(log).isEqualTo(each.peer());
                    boolean same = each.peer() == Peer.of(each.requirement(), each.reason());
                    assertThat(each.difference().isEmpty())
                            .as("a difference is named")
                            .isEqualTo(same);
                }));
    }

    @Test
    void casesMeetEveryDemandAndTheVerdictsThatMatter() {
        assertThat(CASES.all()).extracting(DaneCase::requirement).contains(DaneRequirement.values());
        assertThat(CASES.all())
                .extracting(DaneCase::reason)
                .contains(
                        DaneReason.DANE_EE_MATCH,
                        DaneReason.DANE_TA_MATCH,
                        DaneReason.NO_MATCH,
                        DaneReason.EXPIRED,
                        DaneReason.NAME_MISMATCH,
                        DaneReason.UNTRUSTED_CHAIN,
                        DaneReason.NO_USABLE_RECORDS,
                        DaneReason.NOT_OFFERED,
                        DaneReason.UNREACHABLE);
    }

    private static Peer peer(String log) {
        // "Trusted" is what it says instead of "Verified" where the MX record was insecure.
        if (log.contains("Verified TLS connection established") || log.contains("Trusted TLS connection established")) {
            return Peer.VERIFIED;
        }
        if (!log.contains("Untrusted TLS connection established")) {
            assertThat(log).containsAnyOf("TLSA lookup error", "address lookup failed");
            return Peer.DELAYED;
        }
        // Servers that DANE demands nothing of have self-signed certificates here, and a client without authorities of
        // its
        // own says so; where DANE is in force, it says what DANE holds against them.
        if (log.contains("self-signed certificate")) {
            return Peer.ENCRYPTED;
        }
        assertThat(log)
                .containsAnyOf(
                        "no matching DANE TLSA records",
                        "hostname mismatch",
                        "certificate has expired",
                        "invalid CA certificate",
                        "not designated for use as a server certificate");
        return Peer.REFUSED;
    }
}
