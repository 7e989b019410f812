package org.mailauth.report.dmarc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.mailauth.DomainName;
import org.mailauth.MailAddress;
import org.mailauth.Problem;
import org.mailauth.dmarc.DmarcPolicy;
import org.mailauth.message.Message;
import org.mailauth.report.dmarc.Samples.Outcome;

/** RFC 9990 §3.5: names, subject and mail. */
class AggregateReportMailTest {
    private static AggregateReport report(String id) throws ReportFormatException {
        Outcome outcome = Samples.read(Samples.utf8(Samples.report(2).replace("r1<", id + "<")));
        return new AggregateReport(outcome.only().header(), outcome.rows());
    }

    private static AggregateReportMail mail(AggregateReport report) {
        return AggregateReportMail.builder(report)
                .submitter(DomainName.of("mail.receiver.example"))
                .from(MailAddress.of("dmarc@receiver.example"))
                .to(MailAddress.of("reports@example.com"))
                .to(MailAddress.of("\"a, b\"@example.org"))
                .date(Instant.ofEpochSecond(1_800_090_000))
                .build();
    }

    private static byte[] octets(Message message) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            message.writeTo(out);
        } catch (IOException impossible) {
            throw new AssertionError(impossible);
        }
        return out.toByteArray();
    }

    @Test
    void fileNameAndSubjectSayWhoseReportItIs() throws ReportFormatException {
        AggregateReportMail mail = mail(report("r1"));
        assertThat(mail.fileName()).isEqualTo("mail.receiver.example!example.com!1800000000!1800086399!r1.xml.gz");
        assertThat(mail.subject())
                .isEqualTo("Report Domain: example.com Submitter: mail.receiver.example Report-ID: <r1>");
        // The alphabet of unique-id is smaller than that of Report-ID: the name does without it.
        assertThat(mail(report("2002.02.15.1")).fileName())
                .isEqualTo("mail.receiver.example!example.com!1800000000!1800086399.xml.gz");
    }

    @Test
    void mailCarriesTheReportAndIsTheSameEachTime() throws ReportFormatException {
        AggregateReport report = report("r1");
        Message message = mail(report).message();
        assertThat(message.problems()).isEmpty();
        assertThat(message.header().first("Subject").orElseThrow().unfoldedBody())
                .isEqualTo(mail(report).subject());
        assertThat(message.header().first("To").orElseThrow().unfoldedBody())
                .isEqualTo("reports@example.com, \"a, b\"@example.org");
        assertThat(message.header().first("Date").orElseThrow().body()).isEqualTo(" Sat, 16 Jan 2027 09:00:00 +0000");
        String text = new String(octets(message), StandardCharsets.US_ASCII);
        assertThat(text.lines()).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(998));
        assertThat(text)
                .contains("filename=\"" + mail(report).fileName() + "\"")
                .contains("Content-Type: application/gzip\r\n");
        Outcome outcome = Samples.read(octets(message));
        assertThat(outcome.codes()).isEmpty();
        assertThat(new AggregateReport(outcome.only().header(), outcome.rows())).isEqualTo(report);
        assertThat(octets(mail(report).message())).isEqualTo(octets(message));
    }

    @Provide
    Arbitrary<AggregateReport> reports() {
        return ReportArbitraries.report();
    }

    @Property(tries = 100)
    void nothingInAReportGetsIntoTheHeader(@ForAll("reports") AggregateReport report) throws ReportFormatException {
        Message message = mail(report).message();
        assertThat(message.problems()).isEmpty();
        assertThat(message.header().all())
                .extracting(field -> field.name())
                .containsExactly(
                        "From",
                        "To",
                        "Date",
                        "Subject",
                        "Message-ID",
                        "Auto-Submitted",
                        "MIME-Version",
                        "Content-Type");
        assertThat(Samples.read(octets(message)).rows()).isEqualTo(report.rows());
    }

    @Test
    void whatRfc9990DoesNotHaveIsNotWritten() throws ReportFormatException {
        AggregateReport old = new AggregateReport(
                AggregateReportHeader.of(
                        new ReportMetadata(
                                "",
                                "x",
                                Optional.empty(),
                                "no\r\nid",
                                Optional.empty(),
                                Optional.empty(),
                                List.of("a", "b"),
                                Optional.empty()),
                        new PolicyPublished(
                                "no domain",
                                Optional.empty(),
                                Optional.<DmarcPolicy>empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                OptionalInt.of(50))),
                List.of());
        assertThat(AggregateReportWriter.problems(old).stream()
                        .map(Problem::code)
                        .distinct())
                .containsExactlyInAnyOrder("report.missing", "report.id", "report.repeated", "report.domain");
        assertThatThrownBy(() -> AggregateReportWriter.toXml(old)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> mail(old)).isInstanceOf(IllegalArgumentException.class);

        AggregateReport good = report("r1");
        AggregateRow row = good.rows().get(0);
        AuthResults helo = new AuthResults(
                List.of(new DkimAuthResult("example.com", "", Optional.of(AuthResult.SOFTFAIL), Optional.empty())),
                List.of(new SpfAuthResult(
                        "example.com", Optional.of(SpfScope.HELO), Optional.empty(), Optional.empty())));
        AggregateRow bad = new AggregateRow(
                row.sourceIp(),
                0,
                new PolicyEvaluated(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        List.of(PolicyOverrideReason.of(PolicyOverrideReason.Type.FORWARDED, ""))),
                new Identifiers("", Optional.empty(), Optional.empty()),
                helo);
        assertThat(AggregateReportWriter.problems(new AggregateReport(good.header(), List.of(bad))))
                .hasSize(10);
    }
}
