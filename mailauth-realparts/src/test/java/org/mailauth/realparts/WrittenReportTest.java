package org.mailauth.realparts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailauth.DomainName;
import org.mailauth.MailAddress;
import org.mailauth.dmarc.DmarcMode;
import org.mailauth.dmarc.DmarcRecord;
import org.mailauth.report.dmarc.AggregateReport;
import org.mailauth.report.dmarc.AggregateReportHeader;
import org.mailauth.report.dmarc.AggregateReportMail;
import org.mailauth.report.dmarc.AggregateReportWriter;
import org.mailauth.report.dmarc.AggregateRow;
import org.mailauth.report.dmarc.AlignedResult;
import org.mailauth.report.dmarc.AuthResult;
import org.mailauth.report.dmarc.AuthResults;
import org.mailauth.report.dmarc.Disposition;
import org.mailauth.report.dmarc.DkimAuthResult;
import org.mailauth.report.dmarc.Identifiers;
import org.mailauth.report.dmarc.PolicyEvaluated;
import org.mailauth.report.dmarc.PolicyPublished;
import org.mailauth.report.dmarc.ReportMetadata;

/** A report that was written here, under the file name that it is sent with, is read by dmarc-cat. */
@Tag("real-parts")
class WrittenReportTest {
    @TempDir
    Path folder;

    private static AggregateRow row(String ip, long count, AlignedResult dkim) throws IOException {
        AuthResult result = dkim == AlignedResult.PASS ? AuthResult.PASS : AuthResult.FAIL;
        return new AggregateRow(
                InetAddress.getByName(ip),
                count,
                new PolicyEvaluated(
                        Optional.of(dkim == AlignedResult.PASS ? Disposition.PASS : Disposition.REJECT),
                        Optional.of(dkim),
                        Optional.of(AlignedResult.FAIL),
                        List.of()),
                new Identifiers("example.com", Optional.of("bounce.example.com"), Optional.empty()),
                new AuthResults(
                        List.of(new DkimAuthResult("mail.example.com", "s1", Optional.of(result), Optional.empty())),
                        List.of()));
    }

    @Test
    void dmarcCatReadsAWrittenReport() throws IOException {
        AggregateReport report = new AggregateReport(
                AggregateReportHeader.of(
                        new ReportMetadata(
                                "Example <&> Net",
                                "dmarc@example.net",
                                Optional.empty(),
                                "r1",
                                Optional.of(Instant.parse("2026-11-29T00:00:00Z")),
                                Optional.of(Instant.parse("2026-11-29T23:59:59Z")),
                                List.of(),
                                Optional.empty()),
                        PolicyPublished.of(
                                DomainName.of("example.com"),
                                DmarcRecord.of("v=DMARC1; p=reject; adkim=s"),
                                DmarcMode.rfc9989())),
                List.of(row("192.0.2.7", 4321, AlignedResult.PASS), row("2001:db8::7", 17, AlignedResult.FAIL)));
        AggregateReportMail mail = AggregateReportMail.builder(report)
                .submitter(DomainName.of("example.net"))
                .from(MailAddress.of("dmarc@example.net"))
                .to(MailAddress.of("reports@example.com"))
                .date(Instant.parse("2026-11-30T01:00:00Z"))
                .build();
        Path file = Files.write(folder.resolve(mail.fileName()), AggregateReportWriter.toGzip(report));

        // -N: it asks nobody for the names of addresses.
        Run run = Run.of(
                folder,
                Duration.ofSeconds(30),
                List.of(
                        Program.find("dmarc-cat", "dmarc-cat"),
                        "-N",
                        file.getFileName().toString()));

        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out())
                .contains("Reporting by: Example <&> Net")
                .contains("From 2026-11-29 00:00:00 +0000 UTC to 2026-11-29 23:59:59 +0000 UTC")
                .contains("Domain: example.com\nPolicy: p=reject; dkim=s; spf=r")
                .containsPattern("192\\.0\\.2\\.7 +4321 +example\\.com +mail\\.example\\.com +pass")
                .containsPattern("2001:db8::7 +17 +example\\.com +mail\\.example\\.com +fail");
    }
}
