package org.mailauth.spf;

import java.time.Duration;
import java.util.List;
import org.mailauth.SmtpSession;
import org.mailauth.dns.DnsAnswer;
import org.mailauth.dns.DnsQuestion;
import org.mailauth.dns.DnsRecord;
import org.mailauth.dns.DnssecStatus;

/** Checks mail of as many domains as the argument says, each with a record of its own, by one evaluator. */
final class ManyDomains {
    private ManyDomains() {}

    public static void main(String[] arguments) {
        int domains = Integer.parseInt(arguments[0]);
        SpfEvaluator evaluator =
                SpfEvaluator.builder().resolver(ManyDomains::publish).build();
        int passed = 0;
        for (int at = 0; at < domains; at++) {
            SmtpSession session = SmtpSession.builder()
                    .clientIp("192.0.2.1")
                    .helo("mail.example.org")
                    .mailFrom("user@d" + at + ".example.com")
                    .build();
            passed += evaluator.checkMailFrom(session).result() == SpfResult.PASS ? 1 : 0;
        }
        System.out.println(passed);
    }

    /** Twenty ranges for every name; the last modifier makes each record another text. */
    private static DnsAnswer publish(DnsQuestion question) {
        StringBuilder record = new StringBuilder("v=spf1");
        for (int range = 0; range < 20; range++) {
            record.append(" ip4:198.51.100.").append(range);
        }
        record.append(" ip4:192.0.2.1 -all of=").append(question.name());
        return new DnsAnswer.Found(
                List.of(new DnsRecord.Txt(List.of(record.toString()))),
                new DnsAnswer.Evidence(DnssecStatus.INDETERMINATE, List.of(), Duration.ZERO));
    }
}
