package org.mailauth.forensics;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import org.mailauth.DomainName;
import org.mailauth.forensics.lookalike.Suffixes;
import org.mailauth.message.Message;

class LookalikeRulesLawsTest {
    private static final HeaderForensics FORENSICS = HeaderForensics.builder()
            .organizationalDomains(Suffixes.FINDER)
            .ownDomains(Set.of(DomainName.of("example.com"), DomainName.of("우리은행.한국")))
            .protectedNames(Set.of("Jane Doe", "김철수"))
            .build();

    @Property(tries = 300)
    void noOctetsMakeItThrow(@ForAll byte[] octets) {
        assertThat(FORENSICS.examine(Message.of(octets)).findings()).isNotNull();
    }

    @Provide
    Arbitrary<String> headers() {
        Arbitrary<String> field = Arbitraries.of("From", "Reply-To", "Sender", "Return-Path", "Subject");
        Arbitrary<String> name = Arbitraries.of(
                "",
                "Jane Doe",
                "\"ceo@example.com\"",
                "=?UTF-8?B?6rmA7LKg7IiY?=",
                "=?UTF-8?Q?=00=0D=0A?=",
                "(",
                "\"",
                "송금");
        Arbitrary<String> domain = Arbitraries.of(
                "exampie.com",
                "exarnple.com",
                "xn--exmple-4nf.com",
                "example.com",
                "exmaple.com",
                "우리은행.com",
                "a..b",
                "[::1]");
        Arbitrary<String> line = Combinators.combine(
                        field, name, domain, Arbitraries.strings().ofMaxLength(3))
                .as((f, n, d, more) -> f + ": " + n + more + " <a@" + d + ">\r\n");
        return line.list().ofMinSize(1).ofMaxSize(6).map(lines -> String.join("", lines));
    }

    @Property(tries = 200)
    void noHeaderNearTheGrammarMakesItThrowAndManyAreNoticed(@ForAll("headers") String header) {
        Message message = Message.of((header + "\r\n").getBytes(StandardCharsets.UTF_8));
        Set<String> topics = FORENSICS.examine(message).findings().stream()
                .map(finding -> finding.code().substring(0, finding.code().indexOf('.')))
                .collect(Collectors.toSet());
        for (String topic : Set.of("lookalike", "name")) {
            Statistics.label(topic).collect(topics.contains(topic));
            Statistics.label(topic).coverage(coverage -> coverage.check(true).percentage(share -> share > 1));
        }
    }

    /** Long names, many addresses and runs of marks: the work is bounded, or the test runs into its time limit. */
    @Property(tries = 1)
    void largeHeadersAreNoBurden() {
        String marks = "\u0301\u0316".repeat(20_000);
        String addresses = "\"김철수 ceo@exampie.com\" <a@exampie.com>, ".repeat(1_000) + "b@example.net";
        for (String value : Set.of(marks, "\"" + marks + "\" <a@exampie.com>", addresses, "@".repeat(80_000))) {
            String header = "From: " + value + "\r\nSubject: " + value + "\r\nReply-To: " + value + "\r\n\r\n";
            assertThat(FORENSICS
                            .examine(Message.of(header.getBytes(StandardCharsets.UTF_8)))
                            .findings())
                    .isNotNull();
        }
    }
}
