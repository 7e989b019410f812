package org.mailauth;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.statistics.Statistics;

class MailAddressLawsTest {

    /** Mailboxes by the grammar, about half of them then damaged at one place. */
    @Provide
    Arbitrary<String> mailboxes() {
        Arbitrary<String> dotString = Arbitraries.strings()
                .withChars("abZ09!#$%&'*+-/=?^_`{|}~é中")
                .ofMinLength(1)
                .ofMaxLength(8)
                .list()
                .ofMinSize(1)
                .ofMaxSize(3)
                .map(atoms -> String.join(".", atoms));
        Arbitrary<String> quoted = Arbitraries.of("a", ".", " ", "@", "(", "<", "\\\"", "\\\\", "\\a", "é", ",")
                .list()
                .ofMaxSize(12)
                .map(content -> '"' + String.join("", content) + '"');
        Arbitrary<String> domain = Arbitraries.of(
                "example.com",
                "EXAMPLE.com",
                "localhost",
                "bücher.example",
                "[192.0.2.1]",
                "[IPv6:2001:DB8::1]",
                "[x:y]");
        Arbitrary<String> damage = Arbitraries.frequencyOf(
                Tuple.of(5, Arbitraries.just("")),
                Tuple.of(4, Arbitraries.of("@", ".", "\"", "\\", " ", "\0", "\r\n", "[", "]", "<", "(", "\uD800")),
                Tuple.of(1, Arbitraries.strings().all().ofMaxLength(3)));
        return Combinators.combine(
                        Arbitraries.oneOf(dotString, quoted),
                        domain,
                        damage,
                        Arbitraries.integers().between(0, 100))
                .as((local, end, extra, at) -> {
                    String whole = local + '@' + end;
                    int place = at % (whole.length() + 1);
                    return whole.substring(0, place) + extra + whole.substring(place);
                });
    }

    @Property
    void addressIsWhatItsTextReadsAs(@ForAll("mailboxes") String text) {
        boolean usable = assertAddressOrReason(text);
        Statistics.label("reads as an address").collect(usable).coverage(coverage -> {
            coverage.check(true).percentage(percent -> percent > 30);
            coverage.check(false).percentage(percent -> percent > 15);
        });
    }

    @Property
    void anyTextYieldsAnAddressOrAReason(@ForAll String text) {
        assertAddressOrReason(text);
        assertAddressOrReason(text + "@example.com");
        assertAddressOrReason('"' + text + "\"@example.com");
        assertAddressOrReason("user@" + text);
        assertAddressOrReason("user@[" + text + ']');
    }

    private static boolean assertAddressOrReason(String text) {
        Parsed<MailAddress> parsed = MailAddress.parse(text);
        assertThat(parsed.problems().isEmpty()).isEqualTo(parsed.value().isPresent());
        parsed.value().ifPresent(address -> {
            String written = address.toString();
            assertThat(MailAddress.parse(written)).isEqualTo(Parsed.of(address));
            assertThat(written.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(254);
            assertThat(written).doesNotContain("\r", "\n", "\0");
            assertThat(address.domain().isPresent())
                    .isNotEqualTo(address.addressLiteral().isPresent());
        });
        return parsed.value().isPresent();
    }
}
