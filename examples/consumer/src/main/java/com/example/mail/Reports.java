package com.example.mail;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.mailauth.DomainName;
import org.mailauth.MailAddress;
import org.mailauth.authenticator.MessageAuthentication;
import org.mailauth.report.dmarc.AggregateReport;
import org.mailauth.report.dmarc.AggregateReportBuilder;
import org.mailauth.report.dmarc.AggregateReportMail;
import org.mailauth.report.dmarc.AggregateReportReader;
import org.mailauth.report.dmarc.AggregateReportReading;
import org.mailauth.report.dmarc.Reporter;

/** Job 4: reports about DMARC, others' and one's own. */
final class Reports {
    private Reports() {}

    static List<AggregateReportReading> read() throws IOException {
        // snippet: read-reports
        AggregateReportReader reader = AggregateReportReader.withDefaultLimits(); // immutable: build once, share
        List<AggregateReportReading> reports = reader.read(Path.of("report.eml"), (header, row) -> {
            if (!row.isPass()) {
                System.out.println(row.sourceIp() + ": " + row.count() + " as " + row.identifiers().headerFrom());
            }
        });
        reports.forEach(report -> System.out.println(report.problems())); // how it deviates from the standards
        // end
        return reports;
    }

    static void write(List<MessageAuthentication> received, Instant begin, Instant end, OutputStream out)
            throws IOException {
        // snippet: write-reports
        AggregateReportBuilder counts =
                AggregateReportBuilder.of(Reporter.of("Example Net", "dmarc@example.net"), begin, end);
        for (MessageAuthentication auth : received) {
            counts.add(auth.dmarc(), auth.session()); // as each message comes; builders of many hosts merge
        }
        for (AggregateReport report : counts.build()) { // one for each domain and policy
            AggregateReportMail.builder(report)
                    .submitter(DomainName.of("example.net"))
                    .from(MailAddress.of("dmarc@example.net"))
                    .to(MailAddress.of("reports@example.com")) // where the record's rua says
                    .date(end)
                    .build()
                    .message() // sign it, and send it
                    .writeTo(out);
        }
        // end
    }
}
