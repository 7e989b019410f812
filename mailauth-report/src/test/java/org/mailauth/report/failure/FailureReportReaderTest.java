package org.mailauth.report.failure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.statistics.Statistics;
import org.mailauth.Parsed;
import org.mailauth.Problem;
import org.mailauth.internal.net.IpLiteral;

/** Reports that are as they must be, reports with one thing wrong, and octets that somebody made up. */
class FailureReportReaderTest {
    private static final String FIELDS = """
            Feedback-Type: auth-failure
            User-Agent: Example/1
            Version: 1
            Auth-Failure: dmarc
            Authentication-Results: mx.example.net;
              dmarc=fail header.from=example.com
            Identity-Alignment: dkim, spf
            Source-IP: 2001:db8::1
            Source-Port: 4321
            Incidents: 3
            Delivery-Result: reject
            """;
    private static final String ORIGINAL = """
            Content-Type: text/rfc822-headers

            From: a@example.com
            Subject: once
            """;

    private final FailureReportReader reader = FailureReportReader.withDefaultLimits();

    private static byte[] mail(String fields, String original) {
        return mail("multipart/report; report-type=\"feedback-report\"", fields, original);
    }

    private static byte[] mail(String type, String fields, String original) {
        return ("From: reporter@example.net\nContent-Type: " + type + "; boundary=b\n\n"
                        + "--b\nContent-Type: text/plain\n\nA message failed.\n"
                        + "--b\nContent-Type: message/feedback-report\n\n" + fields + "\n"
                        + (original.isEmpty() ? "" : "--b\n" + original + "\n") + "--b--\n")
                .replace("\n", "\r\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    private List<String> codes(byte[] mail) {
        return reader.read(mail).problems().stream().map(Problem::code).toList();
    }

    @Example
    void reportWithoutFaultIsReadWithoutProblem() {
        Parsed<FailureReport> parsed = reader.read(mail(FIELDS, ORIGINAL));
        assertThat(parsed.problems()).isEmpty();
        FailureReport report = parsed.orElseThrow();
        assertThat(report.isDmarcFailure()).isTrue();
        assertThat(report.identityAlignment()).containsExactly("dkim", "spf");
        assertThat(report.sourceIp().map(IpLiteral::format)).contains("2001:db8::1");
        assertThat(report.sourcePort()).hasValue(4321);
        assertThat(report.incidents()).isEqualTo(3);
        assertThat(report.text()).isEqualTo("A message failed.");
        assertThat(report.authenticationResults())
                .singleElement()
                .satisfies(results -> assertThat(results.authservId()).isEqualTo("mx.example.net"));
        assertThat(report.original().orElseThrow().headerOnly()).isTrue();
    }

    @Example
    void oneThingWrongIsOneProblem() {
        assertThat(codes(mail(FIELDS.replace("Version: 1", "Version: 0.1"), ORIGINAL)))
                .containsExactly("failure.version");
        assertThat(codes(mail(FIELDS.replace("User-Agent: Example/1\n", ""), ORIGINAL)))
                .containsExactly("failure.missing");
        assertThat(codes(mail(FIELDS.replace("Identity-Alignment: dkim, spf\n", ""), ORIGINAL)))
                .containsExactly("failure.missing");
        assertThat(codes(mail(FIELDS + "Incidents: 4\n", ORIGINAL))).containsExactly("failure.repeated");
        assertThat(codes(mail(FIELDS + "Arrival-Date: x\nReceived-Date: x\n", ORIGINAL)))
                .containsExactly("failure.repeated");
        assertThat(codes(mail(FIELDS + "Authentication-Results: mx; spf=fail\n", ORIGINAL)))
                .containsExactly("failure.repeated");
        assertThat(codes(mail("\n" + FIELDS, ORIGINAL))).containsExactly("failure.blank-line");
        assertThat(codes(mail(FIELDS + "no field\n", ORIGINAL))).containsExactly("failure.stray-line");
        assertThat(codes(mail(FIELDS, ""))).containsExactly("failure.original-missing");
        assertThat(codes(mail("multipart/mixed", FIELDS, ORIGINAL))).containsExactly("failure.container");
        assertThat(codes(mail("multipart/report", FIELDS, ORIGINAL))).containsExactly("failure.container");
        for (String wrong : List.of("Incidents: 4294967296", "Incidents: -1", "Incidents: 1x")) {
            assertThat(codes(mail(FIELDS.replace("Incidents: 3", wrong), ORIGINAL)))
                    .containsExactly("failure.value");
        }
        for (String wrong : List.of("Source-Port: 0", "Source-Port: 65536")) {
            assertThat(codes(mail(FIELDS.replace("Source-Port: 4321", wrong), ORIGINAL)))
                    .containsExactly("failure.value");
        }
    }

    @Example
    void addressIsFoundWithWhatReportersPutAroundIt() {
        for (String written : List.of("192.0.2.1 (host.example)", "[192.0.2.1]")) {
            byte[] mail = mail(FIELDS.replace("2001:db8::1", written), ORIGINAL);
            assertThat(codes(mail)).containsExactly("failure.value");
            assertThat(reader.read(mail).orElseThrow().sourceIp().map(IpLiteral::format))
                    .contains("192.0.2.1");
        }
        assertThat(reader.read(mail(FIELDS.replace("2001:db8::1", "redacted"), ORIGINAL))
                        .orElseThrow()
                        .sourceIp())
                .isEmpty();
    }

    /** The reported message is a stranger's: a report in it must not pass for the reporter's. */
    @Example
    void reportInTheReportedMessageIsNotRead() {
        String inner = new String(mail(FIELDS, ORIGINAL), StandardCharsets.UTF_8).replace("\r\n", "\n");
        byte[] forged = ("Content-Type: multipart/report; report-type=feedback-report; boundary=outer\r\n\r\n"
                        + "--outer\r\nContent-Type: message/rfc822\r\n\r\n" + inner.replace("\n", "\r\n")
                        + "\r\n--outer--\r\n")
                .getBytes(StandardCharsets.UTF_8);
        assertThat(reader.read(forged).value()).isEmpty();
        assertThat(codes(forged)).contains("failure.none");
    }

    @Example
    void whatIsBeyondALimitIsLeftOutAndNamed() throws IOException {
        byte[] mail = mail(FIELDS, ORIGINAL);
        FailureReportReader few =
                FailureReportReader.of(FailureReportLimits.defaults().withFields(2));
        assertThat(few.read(mail).orElseThrow().fields()).hasSize(2);
        assertThat(few.read(mail).problems().get(0).code()).isEqualTo("failure.limit-fields");
        FailureReportReader small =
                FailureReportReader.of(FailureReportLimits.defaults().withInputOctets(mail.length - 1));
        assertThat(small.read(new ByteArrayInputStream(mail)).problems().get(0).code())
                .isEqualTo("failure.limit-input");
        FailureReportReader brief =
                FailureReportReader.of(FailureReportLimits.defaults().withProblems(1));
        assertThat(brief.read(mail("a\nb\nc\n", ORIGINAL)).problems())
                .extracting(Problem::code)
                .containsExactly("failure.stray-line", "failure.limit-problems");
        String nest = "";
        for (int at = 0; at < 40; at++) {
            nest += "Content-Type: multipart/mixed; boundary=b" + at + "\r\n\r\n--b" + at + "\r\n";
        }
        assertThat(codes(nest.getBytes(StandardCharsets.UTF_8))).contains("failure.limit-nesting", "failure.none");
    }

    @Property(tries = 2_000)
    void octetsNeverThrow(@ForAll long seed) {
        Random random = new Random(seed);
        byte[] mail = mail(FIELDS, ORIGINAL);
        int changes = random.nextInt(12);
        for (int at = 0; at < changes; at++) {
            byte[] signs = "\r\n:;=\"- \0\u00ff()<@".getBytes(StandardCharsets.ISO_8859_1);
            mail[random.nextInt(mail.length)] = signs[random.nextInt(signs.length)];
        }
        Parsed<FailureReport> parsed = reader.read(mail);
        Statistics.label("report")
                .collect(parsed.value().isPresent())
                .coverage(coverage -> coverage.check(true).percentage(share -> share > 30));
        parsed.value().ifPresent(report -> {
            assertThat(report.incidents()).isBetween(0L, Values.MAX_INCIDENTS);
            assertThat(report.fields()).hasSizeLessThanOrEqualTo(500);
            assertThat(report.toString()).isNotEmpty();
            report.sourceIp();
            report.sourcePort();
            report.authenticationResults();
        });
        assertThat(parsed.problems()).hasSizeLessThanOrEqualTo(101);
    }

    @Property(tries = 500)
    void anyOctetsNeverThrow(@ForAll byte[] octets) {
        assertThat(reader.read(octets).problems()).isNotEmpty();
    }
}
