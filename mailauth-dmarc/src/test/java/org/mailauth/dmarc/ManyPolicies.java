package org.mailauth.dmarc;

import java.time.Duration;
import java.util.List;
import org.mailauth.DomainName;
import org.mailauth.conformance.HeapGrowth;
import org.mailauth.dns.DnsAnswer;
import org.mailauth.dns.DnsQuestion;
import org.mailauth.dns.DnsRecord;
import org.mailauth.dns.DnssecStatus;
import org.mailauth.message.Author;

/** Evaluates mail of many domains, each with a record of its own, by one evaluator; run by {@link SharedEvaluatorTest}. */
final class ManyPolicies {
    private final Kind kind;
    private final DmarcEvaluator evaluator =
            DmarcEvaluator.builder().resolver(this::publish).build();

    /** What domains publish. */
    enum Kind {
        USUAL,
        /** A text that no cache keeps. */
        HUGE,
        /** Of the longest that are kept, and as many mistakes as fit behind the policy. */
        INVALID
    }

    private ManyPolicies(Kind kind) {
        this.kind = kind;
    }

    public static void main(String[] arguments) {
        ManyPolicies policies = new ManyPolicies(Kind.valueOf(arguments[0]));
        HeapGrowth.tell(policies::evaluate);
    }

    private boolean evaluate(int number) {
        String domain = "d" + number + ".example";
        DmarcEvaluation evaluation = evaluator.evaluate(
                Author.of(DomainName.of(domain)), List.of(DmarcScene.dkimOf("mail." + domain, "pass")));
        return evaluation.result() == DmarcResult.PASS;
    }

    private DnsAnswer publish(DnsQuestion question) {
        String domain = question.name().toString().replaceFirst("^_dmarc[.]", "");
        String report = "mailto:reports@" + domain;
        String start = "v=DMARC1; p=reject; rua=" + report;
        String record = switch (kind) {
            case USUAL -> start;
            case HUGE -> start + ("," + report).repeat(60);
            case INVALID -> start + ";=".repeat((1024 - start.length()) / 2);
        };
        return new DnsAnswer.Found(
                List.of(new DnsRecord.Txt(List.of(record))),
                new DnsAnswer.Evidence(DnssecStatus.INDETERMINATE, List.of(), Duration.ZERO));
    }
}
