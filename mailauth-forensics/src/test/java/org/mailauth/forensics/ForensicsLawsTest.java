package org.mailauth.forensics;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.statistics.Statistics;
import org.junit.jupiter.api.Test;
import org.mailauth.authres.AuthenticationResults;
import org.mailauth.authres.MethodResult;
import org.mailauth.message.Message;

/** Whatever a header holds, it is examined. */
class ForensicsLawsTest {
    private static final HeaderForensics FORENSICS = Scenes.reader().build();

    private static void check(Message message) {
        int size = message.header().size();
        ForensicReport report = FORENSICS.examine(
                message, AuthenticationResults.of(Scenes.MX, List.of(MethodResult.of("dmarc", "fail"))));
        assertThat(report.chain().hops()).hasSizeLessThanOrEqualTo(size);
        assertThat(report.findings())
                .allSatisfy(finding -> assertThat(finding.evidence())
                        .allSatisfy(place -> assertThat(place.fieldIndex()).isBetween(0, size - 1)));
    }

    @Property(tries = 500)
    void anyOctets(@ForAll byte[] octets) {
        check(Message.of(octets));
    }

    @Provide
    Arbitrary<String> headers() {
        Arbitrary<String> address = Arbitraries.of(
                "김철수 <kim@예시.example>",
                "kim@partner.example",
                "\"a, b\" <x@xn--vv4b11d.example>",
                "<>",
                "a@[192.0.2.1]",
                "x: a@b.example, c@d.example;",
                "<1@예시.example> <2@b.example>");
        Arbitrary<String> host = Arbitraries.of(
                Scenes.MX,
                "a.예시.example",
                "localhost",
                "[192.0.2.9]",
                "b.example (b.example [192.0.2.4])",
                "c (c [10.0.0.1])");
        Arbitrary<String> time = Arbitraries.of(
                "Mon, 30 Nov 2026 12:00:00 +0000",
                "Tue, 1 Dec 2099 00:00:00 +0900",
                "Sun, 29 Nov 2026 01:00:00 -0500",
                "?");
        Arbitrary<String> received = Combinators.combine(host, host, time)
                .as((from, by, at) -> "Received: from " + from + " by " + by + " with ESMTPS; " + at);
        Arbitrary<String> identity = Combinators.combine(
                        Arbitraries.of(
                                "From", "Sender", "Reply-To", "Return-Path", "References", "In-Reply-To", "Message-ID"),
                        address)
                .as((name, value) -> name + ": " + value);
        Arbitrary<String> other = Arbitraries.of(
                "Subject: 답장: 견적",
                "Subject: Re[2]: x",
                "DKIM-Signature: d=service.example; d=x",
                "List-Id: <l.service.example>");
        return Arbitraries.frequencyOf(Tuple.of(3, received), Tuple.of(3, identity), Tuple.of(1, other))
                .list()
                .ofMinSize(1)
                .ofMaxSize(12)
                .map(fields -> String.join("\r\n", fields) + "\r\n\r\n");
    }

    @Property(tries = 1000)
    void headersAndDamagedOnes(
            @ForAll("headers") String header, @ForAll int place, @ForAll byte damage, @ForAll boolean damaged) {
        byte[] octets = header.getBytes(StandardCharsets.UTF_8);
        if (damaged) {
            octets[Math.floorMod(place, octets.length)] = damage;
        }
        Message message = Message.of(octets);
        check(message);
        Statistics.label("findings")
                .collect(!FORENSICS.examine(message).findings().isEmpty())
                .coverage(coverage -> coverage.check(true).percentage(share -> share > 50));
    }

    /** As large as the limits of a message let a header be, and larger. */
    @Test
    void largeHeadersAreExamined() {
        String hop = Scenes.in("b.example (b.example [192.0.2.4])", "Mon, 30 Nov 2026 12:00:00 +0000") + "\r\n";
        check(Message.of((hop.repeat(1_000) + "\r\n").getBytes(StandardCharsets.UTF_8)));
        for (String filler : List.of("(", "a ", "<", "[", "@", ";", "<a@b.example>", "예")) {
            String many = filler.repeat(80_000 / filler.length());
            for (String name :
                    List.of("Received: from a by b ", "References: ", "List-Id: ", "Reply-To: ", "Subject: Re:")) {
                check(Message.of((name + many + "\r\n\r\n").getBytes(StandardCharsets.UTF_8)));
            }
        }
    }
}
