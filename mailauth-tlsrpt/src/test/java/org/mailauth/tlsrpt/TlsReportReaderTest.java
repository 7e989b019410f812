package org.mailauth.tlsrpt;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailauth.Parsed;
import org.mailauth.Problem;

/** Reports of strangers (RFC 8460 §4.4). */
class TlsReportReaderTest {
    private static final String SOUND = """
            {"organization-name":"Company-X",
             "date-range":{"start-datetime":"2016-04-01T00:00:00Z","end-datetime":"2016-04-01T23:59:59Z"},
             "contact-info":"sts-reporting@company-x.example","report-id":"5065427c",
             "policies":[{"policy":{"policy-type":"sts","policy-string":["version: STSv1","mode: testing"],
                "policy-domain":"company-y.example","mx-host":["*.mail.company-y.example"]},
               "summary":{"total-successful-session-count":5326,"total-failure-session-count":303},
               "failure-details":[{"result-type":"certificate-expired","sending-mta-ip":"2001:db8::1",
                 "receiving-mx-hostname":"mx1.mail.company-y.example","receiving-mx-helo":"mx1",
                 "receiving-ip":"192.0.2.1","failed-session-count":303,
                 "additional-information":"https://company-x.example/?x","failure-reason-code":"X"}]}]}""";

    private static final TlsReportReader READER = TlsReportReader.withDefaults();

    private static Parsed<TlsReport> read(String json) {
        return READER.read(json.getBytes(UTF_8));
    }

    private static List<String> codes(Parsed<?> parsed) {
        return parsed.problems().stream().map(Problem::code).toList();
    }

    static byte[] gzip(byte[] octets) {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(compressed)) {
            out.write(octets);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return compressed.toByteArray();
    }

    @Test
    void soundReport_isReadWithoutFindings() {
        Parsed<TlsReport> parsed = read(SOUND);

        assertThat(parsed.problems()).isEmpty();
        TlsReport report = parsed.orElseThrow();
        assertThat(report.organizationName()).contains("Company-X");
        assertThat(report.startDatetime()).contains(Instant.parse("2016-04-01T00:00:00Z"));
        assertThat(report.policies()).singleElement().satisfies(policy -> {
            assertThat(policy.knownPolicyType()).contains(TlsPolicyType.STS);
            assertThat(policy.totalFailureSessionCount()).hasValue(303);
            assertThat(policy.failureDetails()).singleElement().satisfies(details -> {
                assertThat(details.knownResultType()).contains(TlsResultType.CERTIFICATE_EXPIRED);
                assertThat(details.receivingMxHelo()).contains("mx1");
            });
        });
    }

    @Test
    void compressedReport_isKnownByItsFirstOctets() {
        assertThat(READER.read(gzip(SOUND.getBytes(UTF_8)))).isEqualTo(read(SOUND));
    }

    @Test
    void emptyObject_isAReportThatLacksEverything() {
        Parsed<TlsReport> parsed = read("{}");

        assertThat(parsed.orElseThrow().policies()).isEmpty();
        assertThat(codes(parsed)).hasSize(5).containsOnly("tlsrpt.field-missing");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"organization-name\":\"Company-X\",",
                "\"report-id\":\"5065427c\",",
                "\"start-datetime\":\"2016-04-01T00:00:00Z\",",
                "\"policy-type\":\"sts\",",
                "\"total-successful-session-count\":5326,",
                "\"result-type\":\"certificate-expired\",",
                "\"failed-session-count\":303,"
            })
    void requiredFieldThatIsMissing_isAFinding(String field) {
        Parsed<TlsReport> parsed = read(SOUND.replace(field, ""));

        assertThat(parsed.value()).isPresent();
        assertThat(parsed.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo("tlsrpt.field-missing");
            assertThat(problem.text()).contains(field.substring(1, field.indexOf("\":")));
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"sending-mta-ip\":\"2001:db8::1\",",
                "\"receiving-mx-helo\":\"mx1\",",
                "\"additional-information\":\"https://company-x.example/?x\",",
                "\"policy-string\":[\"version: STSv1\",\"mode: testing\"],"
            })
    void optionalFieldThatIsMissing_isNone(String field) {
        assertThat(read(SOUND.replace(field, "")).problems()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"Company-X\"             | null                       | tlsrpt.field-null",
                "\"Company-X\"             | 7                          | tlsrpt.field-type",
                "\"Company-X\"             | [\"a\",{\"b\":[]}]         | tlsrpt.field-type",
                "\"Company-X\"             | \"\\ud800\"               | tlsrpt.text",
                "\"Company-X\"             | \"\\uffff\"               | tlsrpt.text",
                "\"2016-04-01T00:00:00Z\"  | null                       | tlsrpt.field-null",
                "\"2016-04-01T00:00:00Z\"  | 1459468800                 | tlsrpt.field-type",
                "\"2016-04-01T00:00:00Z\"  | \"yesterday\"              | tlsrpt.date-time",
                "\"2016-04-01T00:00:00Z\"  | \"2016-04-01T00:00Z\"      | tlsrpt.date-time",
                "\"2016-04-01T00:00:00Z\"  | \"2016-04-01T00:00:00\"    | tlsrpt.date-time",
                "\"2016-04-01T00:00:00Z\"  | \"2017-04-01T00:00:00Z\"   | tlsrpt.period",
                "\"2016-04-01T00:00:00Z\"  | \"+99999-01-01T00:00:00Z\" | tlsrpt.date-time",
                "5326                      | \"5326\"                   | tlsrpt.field-type",
                "5326                      | -1                         | tlsrpt.count",
                "5326                      | 1.5                        | tlsrpt.count",
                "5326                      | 1e3                        | tlsrpt.count",
                "5326                      | 9007199254740992           | tlsrpt.count",
                "5326                      | 99999999999999999999999999 | tlsrpt.count",
                "5326                      | null                       | tlsrpt.field-null",
                "5326                      | {\"a\":1}                  | tlsrpt.field-type",
                "\"sts\"                   | \"STS\"                    | tlsrpt.policy-type",
                "\"certificate-expired\"   | \"x-new\"                  | tlsrpt.result-type",
                "[\"*.mail.company-y.example\"] | \"*.mail.company-y.example\" | tlsrpt.not-array",
                "\"report-id\"             | \"report-key\":1,\"report-id\" | tlsrpt.field-unknown",
                "\"report-id\"             | \"contact-info\":\"b\",\"report-id\" | tlsrpt.duplicate-field"
            })
    void deviationIsNamedBesideTheData(String what, String instead, String code) {
        assertThat(SOUND).contains(what);
        Parsed<TlsReport> parsed = read(SOUND.replace(what, instead));

        assertThat(codes(parsed)).containsExactly(code);
        TlsReport report = parsed.orElseThrow();
        assertThat(report.policies())
                .singleElement()
                .satisfies(policy -> assertThat(policy.failureDetails()).hasSize(1));
        assertThat(report.contactInfo()).contains("sts-reporting@company-x.example");
    }

    @Test
    void valueOfAnotherKindThatCanBeUnderstood_isKept() {
        assertThat(read(SOUND.replace("5326", "\"5326\""))
                        .orElseThrow()
                        .policies()
                        .get(0)
                        .totalSuccessfulSessionCount())
                .hasValue(5326);
        assertThat(read(SOUND.replace("[\"*.mail.company-y.example\"]", "\"*.mail.company-y.example\"")))
                .satisfies(parsed ->
                        assertThat(parsed.value()).isEqualTo(read(SOUND).value()));
        assertThat(read(SOUND.replace("\"sts\"", "\"new\""))
                        .orElseThrow()
                        .policies()
                        .get(0)
                        .policyType())
                .contains("new");
        assertThat(read(SOUND.replace("\"2016-04-01T00:00:00Z\"", "\"2016-04-01T02:00:00+02:00\"")))
                .isEqualTo(read(SOUND));
    }

    @Test
    void objectWhereAnArrayIsDue_countsAsItsOnlyElement() {
        String json = SOUND.replace("\"policies\":[{", "\"policies\":{").replace("}]}]}", "}]}}");
        Parsed<TlsReport> parsed = read(json);

        assertThat(codes(parsed)).containsExactly("tlsrpt.field-type");
        assertThat(parsed.value()).isEqualTo(read(SOUND).value());
    }

    @Test
    void positionIsWhereTheValueStands() {
        String json = SOUND.replace("5326", "-1");

        assertThat(read(json).problems().get(0).position()).hasValue(json.indexOf("-1,"));
    }

    @Test
    void elementsThatAreNoObjects_areLeftOut() {
        Parsed<TlsReport> parsed = read("{\"policies\":[null,1,[],{\"failure-details\":[\"x\",{}]}]}");

        assertThat(parsed.orElseThrow().policies())
                .singleElement()
                .satisfies(policy -> assertThat(policy.failureDetails()).hasSize(1));
        assertThat(codes(parsed)).contains("tlsrpt.field-null", "tlsrpt.field-type");
    }

    @Test
    void somethingBehindTheReport_isAFinding() {
        assertThat(codes(read(SOUND + "\n{}"))).containsExactly("tlsrpt.trailing");
        assertThat(codes(read(SOUND + "\n--boundary--"))).containsExactly("tlsrpt.trailing");
        assertThat(codes(read(SOUND + " \r\n\t"))).isEmpty();
    }

    @Test
    void byteOrderMark_isAFinding() {
        assertThat(codes(read("\uFEFF" + SOUND))).containsExactly("tlsrpt.byte-order-mark");
    }

    @Test
    void findingsAreBounded() {
        Parsed<TlsReport> parsed = read("{\"policies\":[" + "1,".repeat(100_000) + "1]}");

        assertThat(parsed.value()).isPresent();
        assertThat(parsed.problems()).hasSize(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "[]",
                "\"x\"",
                "7",
                "{",
                "{\"policies\":[",
                "{\"a\" 1}",
                "<feedback/>",
                "{'a':1}"
            })
    void textThatIsNoObject_isUnusable(String text) {
        Parsed<TlsReport> parsed = read(text);

        assertThat(parsed.value()).isEmpty();
        assertThat(codes(parsed)).containsExactly("tlsrpt.json");
    }

    @Test
    void everyCut_isUnusable() {
        byte[] octets = SOUND.getBytes(UTF_8);
        byte[] compressed = gzip(octets);
        for (int length = 0; length < octets.length; length++) {
            assertThat(READER.read(Arrays.copyOf(octets, length)).value()).isEmpty();
        }
        for (int length = 0; length < compressed.length; length++) {
            assertThat(READER.read(Arrays.copyOf(compressed, length)).value())
                    .as("length %d", length)
                    .isEmpty();
        }
    }

    @Test
    void otherEncodings_areUnusable() {
        assertThat(codes(READER.read(SOUND.getBytes(UTF_16)))).containsExactly("tlsrpt.encoding");
        assertThat(codes(READER.read(SOUND.getBytes(UTF_16LE)))).containsExactly("tlsrpt.encoding");
        assertThat(codes(READER.read(SOUND.replace("Company-X", "\u00E4").getBytes(ISO_8859_1))))
                .containsExactly("tlsrpt.json");
    }

    @Test
    void brokenGzip_isUnusable() {
        byte[] compressed = gzip(SOUND.getBytes(UTF_8));
        compressed[compressed.length - 6] ^= 1; // the checksum
        assertThat(codes(READER.read(compressed))).containsExactly("tlsrpt.gzip");
        assertThat(codes(READER.read(new byte[] {0x1F, (byte) 0x8B, 8, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3})))
                .containsExactly("tlsrpt.gzip");
    }

    @Test
    void bomb_isStoppedByItsRatio() {
        byte[] bomb = gzip(("{\"x\":\"" + "a".repeat(8 << 20)).getBytes(UTF_8));

        assertThat(bomb).hasSizeLessThan(20_000);
        Parsed<TlsReport> parsed = READER.read(bomb);
        assertThat(codes(parsed)).containsExactly("tlsrpt.limit");
    }

    @Test
    void tooManyOctets_areUnusable() {
        byte[] octets = SOUND.getBytes(UTF_8);
        TlsReportLimits small = TlsReportLimits.defaults().withOctets(octets.length, octets.length);

        assertThat(TlsReportReader.within(small).read(octets).value()).isPresent();
        assertThat(codes(TlsReportReader.within(small).read((SOUND + " ").getBytes(UTF_8))))
                .containsExactly("tlsrpt.limit");
        byte[] longer = gzip((SOUND + " ".repeat(1000)).getBytes(UTF_8));
        assertThat(codes(TlsReportReader.within(small).read(longer))).containsExactly("tlsrpt.limit");
    }

    @Test
    void tooManyEntries_areUnusable() {
        String many =
                "{\"policies\":[" + "{\"failure-details\":[{},{}]},".repeat(3).replaceAll(",$", "") + "]}";
        TlsReportLimits defaults = TlsReportLimits.defaults();

        assertThat(TlsReportReader.within(defaults.withEntries(3, 6, 1))
                        .read(many.getBytes(UTF_8))
                        .value())
                .isPresent();
        assertThat(codes(TlsReportReader.within(defaults.withEntries(2, 6, 1)).read(many.getBytes(UTF_8))))
                .containsExactly("tlsrpt.limit");
        assertThat(codes(TlsReportReader.within(defaults.withEntries(3, 5, 1)).read(many.getBytes(UTF_8))))
                .containsExactly("tlsrpt.limit");
        assertThat(codes(TlsReportReader.within(defaults.withEntries(3, 6, 2)).read(SOUND.getBytes(UTF_8))))
                .containsExactly("tlsrpt.limit");
    }

    @Test
    void depthAndLengthOfTexts_areBounded() {
        assertThat(codes(read("{\"x\":" + "[".repeat(100_000)))).containsExactly("tlsrpt.limit");
        assertThat(codes(read("{\"report-id\":\"" + "a".repeat(20_000) + "\"}")))
                .containsExactly("tlsrpt.limit");
    }

    @Test
    void failureOfTheStreamItself_isThrown() {
        InputStream failing = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("disk");
            }

            @Override
            public int read(byte[] target, int from, int length) throws IOException {
                throw new IOException("disk");
            }
        };
        InputStream half = new ByteArrayInputStream(SOUND.substring(0, 50).getBytes(UTF_8));
        InputStream halfCompressed = new ByteArrayInputStream(gzip(SOUND.getBytes(UTF_8)), 0, 50);

        assertThatThrownBy(() -> READER.read(failing))
                .isInstanceOf(IOException.class)
                .hasMessage("disk");
        assertThatThrownBy(() -> READER.read(new SequenceInputStream(half, failing)))
                .hasMessage("disk");
        assertThatThrownBy(() -> READER.read(new SequenceInputStream(halfCompressed, failing)))
                .hasMessage("disk");
        InputStream wholeAndAnother = new SequenceInputStream(
                new ByteArrayInputStream(gzip(SOUND.getBytes(UTF_8))), new ByteArrayInputStream(new byte[] {0x1F}));
        assertThatThrownBy(() -> READER.read(new SequenceInputStream(wholeAndAnother, failing)))
                .isInstanceOf(IOException.class)
                .hasMessage("disk");
    }

    @Test
    void streamStaysOpen() throws IOException {
        boolean[] closed = new boolean[1];
        InputStream in = new ByteArrayInputStream(gzip(SOUND.getBytes(UTF_8))) {
            @Override
            public void close() {
                closed[0] = true;
            }
        };
        assertThat(READER.read(in).value()).isPresent();
        assertThat(closed[0]).isFalse();
    }

    @Test
    void mistakesOfTheProgrammerThrow() {
        assertThatThrownBy(() -> TlsReportLimits.defaults().withOctets(0, 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> TlsReport.builder().reportId(" ")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> TlsReport.builder().reportId("x").build())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("required");
    }
}
