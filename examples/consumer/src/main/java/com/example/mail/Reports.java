package com.example.mail;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.mailauth.DomainName;
import org.mailauth.MailAddress;
import org.mailauth.SmtpSession;
import org.mailauth.authenticator.MailAuthenticator;
import org.mailauth.authenticator.MessageAuthentication;
import org.mailauth.dmarc.DmarcRecord;
import org.mailauth.dns.DnsResolver;
import org.mailauth.message.Message;
import org.mailauth.report.advice.AdviceOptions;
import org.mailauth.report.advice.PolicyAdvice;
import org.mailauth.report.advice.PolicyAdvisor;
import org.mailauth.report.advice.TrafficSummary;
import org.mailauth.report.dmarc.AggregateReport;
import org.mailauth.report.dmarc.AggregateReportBuilder;
import org.mailauth.report.dmarc.AggregateReportMail;
import org.mailauth.report.dmarc.AggregateReportReader;
import org.mailauth.report.dmarc.AggregateReportReading;
import org.mailauth.report.dmarc.AggregateReportWriter;
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

    static PolicyAdvice advise(DmarcRecord published, LocalDate today) throws IOException {
        // snippet: advise-policy
        TrafficSummary.Builder traffic = TrafficSummary.builder(DomainName.of("example.com"));
        AggregateReportReader.withDefaultLimits().read(Path.of("report.eml"), traffic::add); // and all the others
        PolicyAdvice advice = PolicyAdvisor.forRecord(published)
                .withOptions(AdviceOptions.defaults()
                        .withAnswers(Set.of("newsletter.example"), Set.of("198.51.100.0/24"), LocalDate.EPOCH))
                .advise(traffic.build(), today);
        System.out.println(advice.step() + ": " + advice.proposed().toText() + " " + advice.reasons());
        advice.blockers().forEach(source -> System.out.println(source.name() + " needs " + source.toPublish()));
        // end
        return advice;
    }

    static void count(
            DnsResolver resolver,
            SmtpSession session,
            List<Message> received,
            Instant begin,
            Instant end,
            OutputStream out)
            throws IOException {
        // snippet: authenticator-to-report
        MailAuthenticator authenticator =
                MailAuthenticator.builder().resolver(resolver).authservId("mx.example.net").build();
        AggregateReportBuilder counts =
                AggregateReportBuilder.of(Reporter.of("Example Net", "dmarc@example.net"), begin, end);
        for (Message message : received) {
            MessageAuthentication auth = authenticator.authenticate(session, message);
            counts.add(auth.dmarc(), auth.session());
        }
        for (AggregateReport report : counts.build()) { // one for each domain and policy
            AggregateReportWriter.write(report, out);
        }
        // end
    }
}
