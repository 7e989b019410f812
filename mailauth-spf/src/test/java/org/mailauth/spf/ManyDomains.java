package org.mailauth.spf;

import java.time.Duration;
import java.util.List;
import org.mailauth.SmtpSession;
import org.mailauth.conformance.HeapGrowth;
import org.mailauth.dns.DnsAnswer;
import org.mailauth.dns.DnsQuestion;
import org.mailauth.dns.DnsRecord;
import org.mailauth.dns.DnssecStatus;

/** Checks mail of many domains, each with a record of its own, by one evaluator; run by {@link SharedEvaluatorTest}. */
final class ManyDomains {
    private final Kind kind;
    private final SpfEvaluator evaluator =
            SpfEvaluator.builder().resolver(this::publish).build();

    /** What domains publish. */
    enum Kind {
        /** Twenty ranges; the last modifier makes each record another text. */
        USUAL,
        /** A text that no cache keeps. */
        HUGE,
        /** Of the longest that are kept, and nothing but mistakes. */
        INVALID,
        /** Of the longest that are kept, and as many terms as fit. */
        MANY_TERMS
    }

    private ManyDomains(Kind kind) {
        this.kind = kind;
    }

    public static void main(String[] arguments) {
        ManyDomains domains = new ManyDomains(Kind.valueOf(arguments[0]));
        HeapGrowth.tell(domains::check);
    }

    private boolean check(int number) {
        SpfResult expected = kind == Kind.USUAL || kind == Kind.HUGE ? SpfResult.PASS : SpfResult.PERMERROR;
        SmtpSession session = SmtpSession.builder()
                .clientIp("192.0.2.1")
                .helo("mail.example.org")
                .mailFrom("user@d" + number + ".example.com")
                .build();
        return evaluator.checkMailFrom(session).result() == expected;
    }

    private DnsAnswer publish(DnsQuestion question) {
        String start = "v=spf1 of=" + question.name() + " ";
        String record = switch (kind) {
            case USUAL -> start + ranges(20) + "ip4:192.0.2.1 -all";
            case HUGE -> start + ranges(100) + "ip4:192.0.2.1 -all";
            case INVALID -> start + "= ".repeat((1024 - start.length()) / 2);
            case MANY_TERMS -> start + "a ".repeat((1024 - start.length()) / 2);
        };
        return new DnsAnswer.Found(
                List.of(new DnsRecord.Txt(List.of(record))),
                new DnsAnswer.Evidence(DnssecStatus.INDETERMINATE, List.of(), Duration.ZERO));
    }

    private static String ranges(int count) {
        StringBuilder ranges = new StringBuilder();
        for (int range = 0; range < count; range++) {
            ranges.append("ip4:198.51.100.").append(range).append(' ');
        }
        return ranges.toString();
    }
}
