package org.mailauth.mtasts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailauth.DomainName;
import org.mailauth.Parsed;
import org.mailauth.Problem;

/** The policy file of RFC 8461 §3.2 and the MX match of §4.1. */
class MtaStsPolicyTest {

    private static Parsed<MtaStsPolicy> parse(String text) {
        return MtaStsPolicy.parse(text.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> codes(Parsed<?> parsed) {
        return parsed.problems().stream().map(Problem::code).toList();
    }

    @Test
    void exampleOfSection32() {
        Parsed<MtaStsPolicy> parsed = parse("version: STSv1\r\nmode: enforce\r\nmx: mail.example.com\r\n"
                + "mx: *.example.net\r\nmx: backupmx.example.com\r\nmax_age: 604800\r\n");
        assertThat(parsed.problems()).isEmpty();
        MtaStsPolicy policy = parsed.orElseThrow();
        assertThat(policy.mode()).isEqualTo(MtaStsPolicy.Mode.ENFORCE);
        assertThat(policy.maxAge()).isEqualTo(Duration.ofDays(7));
        assertThat(policy.mx())
                .containsExactly(
                        MxPattern.of("mail.example.com"),
                        MxPattern.of("*.example.net"),
                        MxPattern.of("backupmx.example.com"));
    }

    @Test
    void ofRepeatedFieldsTheFirstCounts() {
        Parsed<MtaStsPolicy> parsed =
                parse("version: STSv1\nmode: testing\nmode: none\nmx: a.example\nmax_age: 5\nmax_age: x\nversion: 2\n");
        assertThat(parsed.orElseThrow())
                .isEqualTo(new MtaStsPolicy(
                        MtaStsPolicy.Mode.TESTING, Duration.ofSeconds(5), List.of(MxPattern.of("a.example"))));
        assertThat(codes(parsed)).containsExactly("mtasts.duplicate", "mtasts.duplicate", "mtasts.duplicate");
    }

    @Test
    void whatIsUnknownOrNoFieldIsIgnored() {
        Parsed<MtaStsPolicy> parsed = parse("version: STSv1\n\nmode:enforce  \n# a comment\nmx:\ta.example\t\r\n"
                + "Mode: none\nx.y-z: \u00FC \nmax_age: 5");
        assertThat(parsed.orElseThrow().mode()).isEqualTo(MtaStsPolicy.Mode.ENFORCE);
        assertThat(codes(parsed))
                .containsExactly("mtasts.line-empty", "mtasts.line", "mtasts.unknown-field", "mtasts.unknown-field");
    }

    @ParameterizedTest
    @CsvSource({
        "[192.0.2.1], mtasts.mx-address",
        "192.0.2.1, mtasts.mx-address",
        "2001:db8::1, mtasts.mx-address",
        "*.192.0.2.1, mtasts.mx-address",
        "bücher.example, mtasts.mx-u-label",
        "*, mtasts.mx",
        "*., mtasts.mx",
        "mail.*.example, mtasts.mx",
        "*a.example, mtasts.mx",
        ".example, mtasts.mx",
        "a_b.example, mtasts.mx",
        "a.example b.example, mtasts.mx",
        "'', mtasts.mx",
    })
    void valueThatIsNoHostIsDroppedAndTheRestHolds(String value, String code) {
        Parsed<MtaStsPolicy> parsed =
                parse("version: STSv1\nmode: enforce\nmx: " + value + "\nmx: good.example\nmax_age: 5\n");
        assertThat(parsed.orElseThrow().mx()).containsExactly(MxPattern.of("good.example"));
        assertThat(codes(parsed)).containsExactly(code);
        assertThat(parse("version: STSv1\nmode: enforce\nmx: " + value + "\nmax_age: 5\n")
                        .value())
                .isEmpty();
    }

    @Test
    void finalDotOfAHostIsForgiven() {
        Parsed<MtaStsPolicy> parsed = parse("version: STSv1\nmode: enforce\nmx: a.example.\nmax_age: 5\n");
        assertThat(parsed.orElseThrow().permits(DomainName.of("a.example"))).isTrue();
        assertThat(codes(parsed)).containsExactly("mtasts.mx-final-dot");
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "0000000007, 7", "31557600, 31557600"})
    void maxAgeIsOneToTenDigits(String digits, long seconds) {
        assertThat(parse("version: STSv1\nmode: none\nmax_age: " + digits + "\n")
                        .orElseThrow()
                        .maxAge())
                .hasSeconds(seconds);
    }

    @ParameterizedTest
    @ValueSource(strings = {"31557601", "00000000001", "-1", "+1", "1.5", "1d", "", "\u0661"})
    void maxAgeThatIsNoNumberInItsRangeSpoilsThePolicy(String digits) {
        Parsed<MtaStsPolicy> parsed = parse("version: STSv1\nmode: none\nmax_age: " + digits + "\n");
        assertThat(parsed.value()).isEmpty();
        assertThat(codes(parsed)).containsExactly("mtasts.max-age");
    }

    @Test
    void everyReasonIsNamed() {
        assertThat(codes(parse("\uFEFFversion: STSv1\nmode: Enforce\n")))
                .containsExactly("mtasts.version-missing", "mtasts.mode", "mtasts.max-age-missing", "mtasts.line");
        assertThat(codes(parse("version: STSv2\nmode: testing\nmax_age: 1\n")))
                .containsExactly("mtasts.version", "mtasts.mx-missing");
    }

    @Test
    void moreThan64KibAreNoPolicy() {
        String policy = "version: STSv1\nmode: none\nmax_age: 1\n";
        String filler = "x".repeat(MtaStsPolicy.MAX_OCTETS - policy.length());
        assertThat(parse(policy + filler).value()).isPresent();
        assertThat(codes(parse(policy + filler + "x"))).containsExactly("mtasts.too-large");
    }

    @Test
    void sameHostTwiceIsHeldOnce() {
        assertThat(parse("version: STSv1\nmode: enforce\nmx: a.example\nmx: A.Example\nmax_age: 1\n")
                        .orElseThrow()
                        .mx())
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "*.example.com, a.example.com, true",
        "*.example.com, A.EXAMPLE.com, true",
        "*.example.com, example.com, false",
        "*.example.com, a.b.example.com, false",
        "*.example.com, aexample.com, false",
        "*.com, example.com, true",
        "example.com, example.com, true",
        "example.com, a.example.com, false",
    })
    void asteriskIsExactlyOneLabel(String pattern, String host, boolean matches) {
        assertThat(MxPattern.of(pattern).matches(DomainName.of(host))).isEqualTo(matches);
    }

    @Test
    void valuesThatNoPolicyCanHaveAreRefused() {
        assertThatThrownBy(() -> new MtaStsPolicy(MtaStsPolicy.Mode.ENFORCE, Duration.ofSeconds(1), List.of()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new MtaStsPolicy(MtaStsPolicy.Mode.NONE, Duration.ofSeconds(31_557_601), List.of()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new MtaStsPolicy(MtaStsPolicy.Mode.NONE, Duration.ofMillis(1), List.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
