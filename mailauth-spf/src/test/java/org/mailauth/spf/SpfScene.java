package org.mailauth.spf;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.function.UnaryOperator;
import org.mailauth.Problem;
import org.mailauth.SmtpSession;
import org.mailauth.dns.DnsResolver;
import org.mailauth.dns.DnsType;
import org.mailauth.testkit.InMemoryDns;
import org.mailauth.testkit.RecordingDns;

/** A DNS that records what is asked, with an evaluator before it. */
final class SpfScene {
    static final String IP4 = "192.0.2.1";
    static final String IP6 = "2001:db8::1";
    static final String DOMAIN = "example.com";
    static final String HELO = "mail.example.org";

    private final RecordingDns dns;
    private final SpfEvaluator evaluator;

    private SpfScene(RecordingDns dns, SpfEvaluator evaluator) {
        this.dns = dns;
        this.evaluator = evaluator;
    }

    static SpfScene of(InMemoryDns.Builder zone) {
        return of(zone.build(), builder -> builder);
    }

    static SpfScene of(DnsResolver resolver, UnaryOperator<SpfEvaluator.Builder> settings) {
        RecordingDns dns = RecordingDns.over(resolver);
        SpfEvaluator.Builder builder = SpfEvaluator.builder()
                .resolver(dns)
                .receivingHost("mx.example.net")
                .clock(Clock.fixed(Instant.ofEpochSecond(1_600_000_000), ZoneOffset.UTC));
        return new SpfScene(dns, settings.apply(builder).build());
    }

    /** A zone in which example.com publishes a record. */
    static InMemoryDns.Builder published(String record) {
        return InMemoryDns.builder().txt(DOMAIN, record);
    }

    static SpfScene publishing(String record) {
        return of(published(record));
    }

    RecordingDns dns() {
        return dns;
    }

    SpfEvaluator evaluator() {
        return evaluator;
    }

    /** Checks user@example.com from an address. */
    SpfEvaluation from(String ip) {
        return mailFrom(ip, "user@" + DOMAIN);
    }

    SpfEvaluation mailFrom(String ip, String mailFrom) {
        return evaluator.checkMailFrom(session(ip, mailFrom, HELO));
    }

    SpfEvaluation helo(String ip, String helo) {
        return evaluator.checkHelo(session(ip, "user@" + DOMAIN, helo));
    }

    static SmtpSession session(String ip, String mailFrom, String helo) {
        return SmtpSession.builder().clientIp(ip).mailFrom(mailFrom).helo(helo).build();
    }

    static SpfResult resultOf(String record, String ip) {
        return publishing(record).from(ip).result();
    }

    static String[] codes(SpfEvaluation evaluation) {
        return evaluation.problems().stream().map(Problem::code).toArray(String[]::new);
    }

    static RecordingDns.Asked asked(String name, DnsType type) {
        return RecordingDns.Asked.of(name, type);
    }
}
