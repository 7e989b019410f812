package org.mailauth.report.failure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.mailauth.AuthenticatedIdentifier;
import org.mailauth.AuthenticatedIdentifier.Kind;
import org.mailauth.DomainName;
import org.mailauth.MailAddress;
import org.mailauth.Parsed;
import org.mailauth.SmtpSession;
import org.mailauth.dmarc.DmarcEvaluation;
import org.mailauth.dmarc.DmarcEvaluator;
import org.mailauth.dns.DnsFailure;
import org.mailauth.message.Author;
import org.mailauth.message.Message;
import org.mailauth.report.failure.FailureReportWriting.Written;
import org.mailauth.testkit.InMemoryDns;

/** A receiver, domains with records, and messages that fail. */
final class FailureScene {
    static final Instant ARRIVAL = Instant.ofEpochSecond(1_800_090_000);
    static final Instant NOW = ARRIVAL.plusSeconds(3_600);
    static final List<MailAddress> TO = List.of(MailAddress.of("ruf@example.com"));
    static final FailureReportRedaction REDACTION =
            FailureReportRedaction.hashing("0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII));
    private static final String RUF = "; ruf=mailto:ruf@example.com";
    private static final DmarcEvaluator EVALUATOR = DmarcEvaluator.builder()
            .resolver(InMemoryDns.builder()
                    .txt("_dmarc.example.com", "v=DMARC1; p=reject; fo=1" + RUF)
                    .txt("_dmarc.all.example", "v=DMARC1; p=reject" + RUF)
                    .txt("_dmarc.other.example", "v=DMARC1; p=reject; fo=d:s" + RUF)
                    .txt("_dmarc.silent.example", "v=DMARC1; p=reject")
                    .txt("_dmarc.suffix.example", "v=DMARC1; p=reject; psd=y; fo=1" + RUF)
                    .fail("_dmarc.broken.example", DnsFailure.TIMEOUT)
                    .build())
            .build();

    private FailureScene() {}

    static FailureReportWriter writer(FailureReportRedaction redaction) {
        return FailureReportWriter.builder(redaction)
                .host(DomainName.of("mx.receiver.example"))
                .from(MailAddress.of("reports@receiver.example"))
                .userAgent("Example/1.2")
                .build();
    }

    static AuthenticatedIdentifier dkim(String domain, String selector, String result) {
        return new AuthenticatedIdentifier(Kind.DKIM, DomainName.of(domain), result, selector);
    }

    static AuthenticatedIdentifier spf(String domain, String result) {
        return new AuthenticatedIdentifier(Kind.SPF_MAIL_FROM, DomainName.of(domain), result, "");
    }

    static DmarcEvaluation evaluate(String from, AuthenticatedIdentifier... identifiers) {
        return EVALUATOR.evaluate(Author.of(DomainName.of(from)), Arrays.asList(identifiers));
    }

    static FailedMessage.Builder message(DmarcEvaluation evaluation, String mailFrom, byte[] header) {
        return FailedMessage.builder(evaluation)
                .session(SmtpSession.builder()
                        .clientIp("192.0.2.1")
                        .helo("client.example.org")
                        .mailFrom(mailFrom)
                        .build())
                .header(Message.of(header).header())
                .arrival(ARRIVAL);
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static byte[] octets(Message message) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            message.writeTo(out);
        } catch (IOException impossible) {
            throw new AssertionError(impossible);
        }
        return out.toByteArray();
    }

    /** What is written must read back as the same, and be without fault. */
    static Written written(FailureReportWriting writing) {
        assertThat(writing).isInstanceOf(Written.class);
        Written written = (Written) writing;
        assertThat(written.mail().problems()).isEmpty();
        assertThat(written.mail().header().all())
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
        byte[] octets = octets(written.mail());
        assertThat(new String(octets, StandardCharsets.ISO_8859_1).lines().mapToInt(String::length))
                .allMatch(length -> length <= 998);
        Parsed<FailureReport> read = FailureReportReader.withDefaultLimits().read(octets);
        assertThat(read.problems()).isEmpty();
        FailureReport report = read.orElseThrow();
        assertThat(report.fields()).isEqualTo(written.report().fields());
        assertThat(report.text()).isEqualTo(written.report().text());
        ReportedMessage original = report.original().orElseThrow();
        ReportedMessage meant = written.report().original().orElseThrow();
        assertThat(original.contentType()).isEqualTo(meant.contentType());
        assertThat(octets(original.message())).isEqualTo(octets(meant.message()));
        assertThat(written.removed())
                .isNotEmpty()
                .allSatisfy(each -> assertThat(report.text()).contains("- " + each));
        return written;
    }
}
