package org.mailauth.tlsrpt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailauth.DomainName;
import org.mailauth.MailAddress;
import org.mailauth.Parsed;
import org.mailauth.Problem;

/** The TXT record of RFC 8460 §3. */
class TlsRptRecordTest {

    private static List<String> codes(Parsed<?> parsed) {
        return parsed.problems().stream().map(Problem::code).toList();
    }

    @Test
    void exampleOfSection31_mailto() {
        TlsRptRecord record = TlsRptRecord.of("v=TLSRPTv1;rua=mailto:reports@example.com");

        assertThat(record.rua()).singleElement().satisfies(uri -> {
            assertThat(uri.isMailto()).isTrue();
            assertThat(uri.mailAddress()).contains(MailAddress.of("reports@example.com"));
            assertThat(uri.host()).contains(DomainName.of("example.com"));
        });
        assertThat(record.toText()).isEqualTo("v=TLSRPTv1; rua=mailto:reports@example.com");
    }

    @Test
    void exampleOfSection311_https() {
        TlsRptRecord record = TlsRptRecord.of("v=TLSRPTv1; rua=https://reporting.example.com/v1/tlsrpt");

        assertThat(record.rua()).singleElement().satisfies(uri -> {
            assertThat(uri.isMailto()).isFalse();
            assertThat(uri.mailAddress()).isEmpty();
            assertThat(uri.host()).contains(DomainName.of("reporting.example.com"));
        });
    }

    @Test
    void severalUrisStandInOrder_withBlanksAroundTheCommas() {
        assertThat(TlsRptRecord.of("v=TLSRPTv1; rua=mailto:a@example.com , https://r.example.com/x")
                        .rua())
                .extracting(TlsRptUri::toString)
                .containsExactly("mailto:a@example.com", "https://r.example.com/x");
    }

    @Test
    void ruaNeedNotBeTheFirstField_andExtensionsAreKept() {
        Parsed<TlsRptRecord> parsed = TlsRptRecord.parse("v=TLSRPTv1; x.y-z_1=a:b; rua=mailto:a@example.com; n=1;");

        assertThat(parsed.problems()).isEmpty();
        assertThat(parsed.orElseThrow().extensions())
                .containsExactly(new TlsRptRecord.Extension("x.y-z_1", "a:b"), new TlsRptRecord.Extension("n", "1"));
        assertThat(parsed.orElseThrow())
                .isEqualTo(TlsRptRecord.to(List.of(TlsRptUri.of("mailto:a@example.com")))
                        .withExtensions(parsed.orElseThrow().extensions()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "v=TLSRPTv1",
                "v=TLSRPTv2; rua=mailto:a@example.com",
                "V=TLSRPTv1; rua=mailto:a@example.com",
                "v=tlsrptv1; rua=mailto:a@example.com",
                " v=TLSRPTv1; rua=mailto:a@example.com",
                "v=TLSRPTv10; rua=mailto:a@example.com",
                "rua=mailto:a@example.com; v=TLSRPTv1;"
            })
    void textThatDoesNotStartWithTheVersion_isNoRecord(String text) {
        assertThat(TlsRptRecord.isTlsRpt(text)).isFalse();
        assertThat(codes(TlsRptRecord.parse(text))).containsExactly("tlsrpt.version");
    }

    @Test
    void blanksBeforeTheFirstSemicolonAreAllowed() {
        // RFC 8460 §3: the rule for keeping records has none, the grammar allows them.
        assertThat(TlsRptRecord.parse("v=TLSRPTv1 \t; rua=mailto:a@example.com").problems())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "v=TLSRPTv1;                                    | tlsrpt.rua-missing",
                "v=TLSRPTv1; RUA=mailto:a@example.com           | tlsrpt.rua-missing",
                "v=TLSRPTv1; rua=                               | tlsrpt.rua-unusable",
                "v=TLSRPTv1; rua                                | tlsrpt.rua-unusable",
                "v=TLSRPTv1; rua=mailto:                        | tlsrpt.rua-unusable",
                "v=TLSRPTv1; rua=ftp://example.com/x            | tlsrpt.rua-unusable",
                "v=TLSRPTv1; rua=http://example.com/x           | tlsrpt.rua-unusable",
                "v=TLSRPTv1; rua=https:///x                     | tlsrpt.rua-unusable",
                "v=TLSRPTv1; rua=mailto:a!b@example.com         | tlsrpt.rua-unusable",
                "v=TLSRPTv1; rua =mailto:a@example.com          | tlsrpt.rua-missing"
            })
    void recordThatNamesNoUsableDestination_isUnusable(String text, String code) {
        Parsed<TlsRptRecord> parsed = TlsRptRecord.parse(text);

        assertThat(TlsRptRecord.isTlsRpt(text)).isTrue();
        assertThat(parsed.value()).isEmpty();
        assertThat(codes(parsed)).contains(code);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "v=TLSRPTv1; rua=mailto:a@example.com,ftp://x.example/     | tlsrpt.uri-scheme     | 38",
                "v=TLSRPTv1; rua=mailto:a@example.com, mailto:x            | tlsrpt.uri            | 39",
                "v=TLSRPTv1; rua=mailto:a@example.com; rua=mailto:b@c.d    | tlsrpt.duplicate-field | 38",
                "v=TLSRPTv1; rua=mailto:a@example.com; Rua=mailto:b@c.d    | tlsrpt.field-case     | 38",
                "v=TLSRPTv1; rua=mailto:a@example.com; x                   | tlsrpt.syntax         | 38",
                "v=TLSRPTv1; rua=mailto:a@example.com; x=a=b               | tlsrpt.syntax         | 38",
                "v=TLSRPTv1; rua=mailto:a@example.com; _x=a                | tlsrpt.syntax         | 38",
                "v=TLSRPTv1; rua=mailto:a@example.com;; x=a                | tlsrpt.syntax         | 37",
                "v=TLSRPTv1; rua=mailto:a@example.com; v=TLSRPTv1          | tlsrpt.syntax         | 38"
            })
    void mistakeCostsOnlyItsField_andSaysWhereItIs(String text, String code, long position) {
        Parsed<TlsRptRecord> parsed = TlsRptRecord.parse(text);

        assertThat(parsed.orElseThrow().rua()).containsExactly(TlsRptUri.of("mailto:a@example.com"));
        assertThat(parsed.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo(code);
            // the comma of the first two cases is one character earlier than the semicolon's blank
            assertThat(problem.position().orElseThrow()).isIn(position, position - 1);
        });
    }

    @Test
    void percentEncodedAddressIsDecoded() {
        assertThat(TlsRptUri.of("mailto:a%21b@example.com").mailAddress()).contains(MailAddress.of("a!b@example.com"));
        assertThat(TlsRptUri.parse("mailto:a%0D%0ABcc:b@example.com").value()).isEmpty();
    }

    @Test
    void mistakesOfTheProgrammerThrow() {
        assertThatThrownBy(() -> TlsRptRecord.to(List.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new TlsRptRecord.Extension("rua", "x")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new TlsRptRecord.Extension("x", "a;b")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> TlsRptRecord.of("x")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void problemsOfAnEndlessRecordAreBounded() {
        Parsed<TlsRptRecord> parsed = TlsRptRecord.parse("v=TLSRPTv1; rua=mailto:a@example.com" + ";x".repeat(30_000));

        assertThat(parsed.value()).isPresent();
        assertThat(parsed.problems()).hasSize(100);
    }
}
