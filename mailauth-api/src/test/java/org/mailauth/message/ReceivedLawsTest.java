package org.mailauth.message;

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
import org.mailauth.DomainName;
import org.mailauth.Parsed;

/** Whatever a Received field holds, it is read or refused; and no client can write its address itself. */
class ReceivedLawsTest {
    private static final String ADDRESS = "192.0.2.1";
    private static final String END = " by mx.example (Server 1.0) with ESMTPS id 4aB.1 for <u@x.example>;"
            + " Fri, 27 Nov 2026 09:55:06 -0600 (CST)";
    /** Where servers put what the client calls itself (%1$s) and its address. */
    private static final List<String> SHAPES = List.of(
            "from %1$s (r.example [192.0.2.1])",
            "from %1$s (unknown [192.0.2.1]) (using TLSv1.3 with cipher X)",
            "from %1$s ([192.0.2.1])",
            "from %1$s (192.0.2.1)",
            "from %1$s (IDENT:joe@r.example [192.0.2.1] (may be forged))",
            "from r.example ([192.0.2.1] helo=%1$s)",
            "from r.example ([192.0.2.1]:25 helo=%1$s ident=joe)",
            "from [192.0.2.1] (helo=%1$s)",
            "from [192.0.2.1] (port=25 helo=%1$s)",
            "from r.example (HELO %1$s) (192.0.2.1)",
            "from unknown (HELO %1$s) (joe@192.0.2.1)",
            "from 192.0.2.1 (EHLO %1$s)");

    private static Parsed<ReceivedField> parse(String body) {
        byte[] octets = ("Received: " + body + "\r\n\r\n").getBytes(StandardCharsets.UTF_8);
        return ReceivedField.parse(Message.of(octets).header().all().get(0));
    }

    /** Names without what servers put something else in the place of, such as Postfix (" <>()\";@"). */
    @Provide
    Arbitrary<String> names() {
        Arbitrary<String> words = Arbitraries.of(
                "h.example",
                "by",
                "from",
                "with",
                "for",
                "id",
                "[192.0.2.66]",
                "192.0.2.66",
                "[IPv6:2001:db8::66]",
                "helo=[192.0.2.66]",
                "[",
                "]",
                "[192.0.2.66",
                "192.0.2.66]",
                "HELO",
                "envelope-from",
                "unknown",
                "%",
                ",");
        Arbitrary<String> any = Arbitraries.strings()
                .withCharRange('!', '~')
                .excludeChars('<', '>', '(', ')', '\\', '"', ';', '@')
                .ofMinLength(1)
                .ofMaxLength(12);
        return Arbitraries.frequencyOf(
                Tuple.of(2, words),
                Tuple.of(1, any),
                Tuple.of(1, Combinators.combine(words, any).as(String::concat)));
    }

    @Provide
    Arbitrary<String> shapes() {
        return Arbitraries.of(SHAPES);
    }

    @Property(tries = 3000)
    void noNameOfAClientBecomesItsAddress(@ForAll("shapes") String shape, @ForAll("names") String name) {
        Parsed<ReceivedField> parsed = parse(String.format(shape, name) + END);

        assertThat(parsed.value()).isPresent();
        ReceivedField field = parsed.orElseThrow();
        Statistics.label("address")
                .collect(field.clientIp().isPresent())
                .coverage(coverage -> coverage.check(true).percentage(share -> share > 95));
        field.clientIp().ifPresent(found -> assertThat(found.getHostAddress()).isEqualTo(ADDRESS));
        assertThat(field.byDomain()).contains(DomainName.of("mx.example"));
        assertThat(field.id()).contains("4aB.1");
        assertThat(field.recipient()).contains("u@x.example");
        assertThat(field.time()).map(Object::toString).contains("2026-11-27T09:55:06-06:00");
    }

    @Property(tries = 2000)
    void nameIsReadBack(@ForAll("shapes") String shape, @ForAll("names") String name) {
        assertThat(parse(String.format(shape, name) + END).orElseThrow().helo()).contains(name);
    }

    /** A field as servers write it, folded anywhere, with a piece of it replaced. */
    @Provide
    Arbitrary<String> mutations() {
        Arbitrary<String> piece = Arbitraries.of(
                "", " ", "(", ")", "[", "]", "<", ">", ";", "\"", "\\", "by ", " from ", "\r\n ", "helo=", "@", "%",
                "\u0001", "\u00FC");
        return Combinators.combine(
                        shapes(),
                        Arbitraries.integers().between(0, 1000),
                        Arbitraries.integers().between(0, 5),
                        piece.list().ofMaxSize(3))
                .as((shape, place, removed, put) -> {
                    String whole = String.format(shape, "h.example") + END;
                    int at = place % whole.length();
                    int end = Math.min(whole.length(), at + removed);
                    return whole.substring(0, at) + String.join("", put) + whole.substring(end);
                });
    }

    @Property(tries = 3000)
    void damagedFieldsAreReadOrRefused(@ForAll("mutations") String body) {
        Parsed<ReceivedField> parsed = parse(body);

        Statistics.label("usable").collect(parsed.value().isPresent()).coverage(coverage -> {
            coverage.check(true).percentage(share -> share > 30);
            coverage.check(false).percentage(share -> share > 5);
        });
        assertThat(parsed.value().isPresent() || !parsed.problems().isEmpty()).isTrue();
        assertThat(parsed.value()
                        .map(ReceivedField::toString)
                        .orElse("")
                        .chars()
                        .filter(Character::isISOControl))
                .isEmpty();
    }

    @Property(tries = 2000)
    void anyTextIsReadOrRefused(@ForAll String body) {
        String line = body.replace("\r", "").replace("\n", "");

        assertThat(parse(line)).isNotNull();
        assertThat(DateTimes.parse(line)).isNotNull();
    }
}
