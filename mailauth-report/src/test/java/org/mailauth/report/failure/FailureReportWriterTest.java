package org.mailauth.report.failure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mailauth.report.failure.FailureScene.ARRIVAL;
import static org.mailauth.report.failure.FailureScene.NOW;
import static org.mailauth.report.failure.FailureScene.REDACTION;
import static org.mailauth.report.failure.FailureScene.TO;
import static org.mailauth.report.failure.FailureScene.dkim;
import static org.mailauth.report.failure.FailureScene.evaluate;
import static org.mailauth.report.failure.FailureScene.message;
import static org.mailauth.report.failure.FailureScene.octets;
import static org.mailauth.report.failure.FailureScene.spf;
import static org.mailauth.report.failure.FailureScene.utf8;
import static org.mailauth.report.failure.FailureScene.writer;
import static org.mailauth.report.failure.FailureScene.written;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.mailauth.SmtpSession;
import org.mailauth.dmarc.DmarcEvaluation;
import org.mailauth.message.Message;
import org.mailauth.report.failure.FailureReportWriting.Refusal;
import org.mailauth.report.failure.FailureReportWriting.Refused;
import org.mailauth.report.failure.FailureReportWriting.Written;

/** Reports of a receiver that keeps to RFC 9991, RFC 6591 and RFC 6590. */
class FailureReportWriterTest {
    private static final byte[] HEADER = utf8("""
            Received: from client.example.org by mx.receiver.example for <victim@receiver.example>
            DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=example.com; s=sel; i=jane.doe@mail.example.com;
             h=From:Subject; bh=AAAA; b=BBBB
            Message-ID: <jane.doe.1@mail.example.com>
            From: "Jane Doe" <jane.doe@example.com>
            Sender: office@example.com
            To: victim@receiver.example
            Subject: the merger
            X-Merger: 1
            """.replace("\n", "\r\n"));
    private static final String JANE = "IoI7fEpHph2UbL18gmIiGdea0Hd0pRFfjLzqha1NCk8";

    private static final DmarcEvaluation FAILING =
            evaluate("example.com", dkim("example.com", "sel", "fail"), spf("example.com", "fail"));

    private static FailureReportWriting write(FailedMessage message) {
        return writer(REDACTION).write(message, TO, NOW);
    }

    private static Refusal refusal(DmarcEvaluation evaluation) {
        return ((Refused) write(message(evaluation, "", HEADER).build())).reason();
    }

    private static String fields(FailureReport report) {
        return report.fields().stream()
                .map(field -> field.name() + ": " + field.value())
                .collect(Collectors.joining("\n"));
    }

    @Test
    void reportTellsWhatFailedAndHashesWhoWrote() {
        Written written = written(write(message(FAILING, "jane.doe@example.com", HEADER)
                .deliveryResult(DeliveryResult.REJECT)
                .spfRecord("v=spf1 ip4:198.51.100.0/24 -all")
                .sourcePort(4321)
                .incidents(3)
                .build()));
        assertThat(fields(written.report())).isEqualTo("""
                Feedback-Type: auth-failure
                User-Agent: Example/1.2
                Version: 1
                Auth-Failure: dmarc
                Authentication-Results: mx.receiver.example; dmarc=fail header.from=example.com policy.dmarc=reject
                Identity-Alignment: dkim, spf
                DKIM-Domain: example.com
                DKIM-Identity: %1$s@mail.example.com
                DKIM-Selector: sel
                SPF-DNS: txt : example.com : "v=spf1 ip4:198.51.100.0/24 -all"
                Delivery-Result: reject
                Original-Mail-From: <%1$s@example.com>
                Arrival-Date: Sat, 16 Jan 2027 09:00:00 +0000
                Source-IP: 192.0.2.1
                Source-Port: 4321
                Reported-Domain: example.com
                Reporting-MTA: dns; mx.receiver.example
                Incidents: 3""".formatted(JANE));
        Message original = written.report().original().orElseThrow().message();
        assertThat(new String(octets(original), StandardCharsets.US_ASCII).replace("\r\n ", " "))
                .isEqualTo("DKIM-Signature: a=rsa-sha256; d=example.com; s=sel\r\n"
                        + "Message-ID: <" + REDACTION.redact("jane.doe.1") + "@mail.example.com>\r\n"
                        + "From: " + JANE + "@example.com\r\n"
                        + "Sender: " + REDACTION.redact("office") + "@example.com\r\n");
        assertThat(written.removed())
                .extracting(FailureReportRemoval::toString)
                .containsExactly(
                        "the body",
                        "local parts, replaced by keyed hashes, in DKIM-Identity",
                        "local parts, replaced by keyed hashes, in Original-Mail-From",
                        "the field Received",
                        "most tags of DKIM-Signature",
                        "local parts, replaced by keyed hashes, in Message-ID",
                        "names beside addresses in From",
                        "local parts, replaced by keyed hashes, in From",
                        "local parts, replaced by keyed hashes, in Sender",
                        "the field To",
                        "the field Subject",
                        "fields of other names");
        assertThat(written.mail().header().first("Subject").orElseThrow().unfoldedBody())
                .isEqualTo("DMARC failure report for example.com");
    }

    @Test
    void sameMailEachTimeAndAnotherOneForAnotherMoment() {
        FailedMessage message = message(FAILING, "", HEADER).build();
        Written written = written(write(message));
        assertThat(octets(written(write(message)).mail())).isEqualTo(octets(written.mail()));
        Written later = written(writer(REDACTION).write(message, TO, NOW.plusSeconds(1)));
        assertThat(later.mail().header().first("Message-ID"))
                .isNotEqualTo(written.mail().header().first("Message-ID"));
        assertThat(written.report().value("Original-Mail-From")).contains("<>");
        assertThat(written.report().incidents()).isEqualTo(1);
    }

    @Test
    void noReportWhereNothingFailedOrNobodyAsks() {
        assertThat(refusal(evaluate("example.com", dkim("example.com", "s", "pass"), spf("example.com", "pass"))))
                .isEqualTo(Refusal.NOTHING_FAILED);
        // An answer is missing without which SPF cannot be said to have failed.
        assertThat(refusal(evaluate("example.com", dkim("example.com", "s", "pass"), spf("example.com", "temperror"))))
                .isEqualTo(Refusal.NOTHING_FAILED);
        assertThat(refusal(evaluate("all.example", dkim("all.example", "s", "pass"))))
                .isEqualTo(Refusal.NOT_ASKED_FOR);
        assertThat(refusal(evaluate("other.example"))).isEqualTo(Refusal.NOT_ASKED_FOR);
        assertThat(refusal(evaluate("silent.example"))).isEqualTo(Refusal.NOT_ASKED_FOR);
        assertThat(refusal(evaluate("suffix.example"))).isEqualTo(Refusal.NOT_ASKED_FOR);
        assertThat(refusal(evaluate("broken.example"))).isEqualTo(Refusal.NO_VERDICT);
        assertThat(refusal(evaluate("none.example"))).isEqualTo(Refusal.NO_VERDICT);
        for (String type : List.of("Report-Type=\"feedback-report\"", "report-type = feedback-report")) {
            byte[] report = utf8("Content-Type: Multipart/Report; " + type + "; boundary=x\r\n");
            assertThat(write(message(FAILING, "", report).build())).isEqualTo(new Refused(Refusal.IS_A_REPORT));
        }
    }

    /** RFC 9991 §4: Identity-Alignment lists what failed. RFC 7489 listed what did not. */
    @Test
    void oneMechanismThatFailedIsReportedWhereTheDomainAsksForThat() {
        DmarcEvaluation passing =
                evaluate("example.com", dkim("example.com", "s", "pass"), spf("bounces.example.org", "pass"));
        FailureReport report =
                written(write(message(passing, "", HEADER).build())).report();
        assertThat(report.identityAlignment()).containsExactly("spf");
        assertThat(report.value("Authentication-Results").orElseThrow()).contains("dmarc=pass");
        // The domain that SPF looked at is not aligned: its record is no business of the author domain.
        assertThat(report.values("SPF-DNS")).isEmpty();
        assertThat(report.values("DKIM-Domain")).isEmpty();
        assertThat(written(write(message(evaluate("all.example"), "", HEADER).build()))
                        .report()
                        .identityAlignment())
                .containsExactly("dkim", "spf");
    }

    @Test
    void recordOfSpfIsToldAsItIsOrNotAtAll() {
        String words = "v=spf1" + " include:a.example".repeat(100) + " -all";
        for (String record : List.of("v=spf1 a  \"b\\c\"   -all", "v=spf1 exp=" + "x".repeat(600), words)) {
            FailureReport report = written(
                            write(message(FAILING, "", HEADER).spfRecord(record).build()))
                    .report();
            assertThat(report.value("SPF-DNS")
                            .orElseThrow()
                            .replace("\\\\", "\\")
                            .replace("\\\"", "\""))
                    .isEqualTo("txt : example.com : \"" + record + "\"");
        }
        for (String record : List.of(
                "v=spf1 \r\nInjected: 1",
                "v=spf1 \t-all",
                "v=spf1 \u00e4",
                words + "  ",
                "v=spf1 " + "x".repeat(700),
                "v=spf1" + " a".repeat(2_000))) {
            Written written =
                    written(write(message(FAILING, "", HEADER).spfRecord(record).build()));
            assertThat(written.report().values("SPF-DNS")).isEmpty();
            assertThat(written.removed())
                    .contains(new FailureReportRemoval(FailureReportRemoval.Kind.LEFT_OUT, "SPF-DNS", 1));
        }
        assertThat(written(write(message(FAILING, "", HEADER).build())).removed())
                .contains(new FailureReportRemoval(FailureReportRemoval.Kind.LEFT_OUT, "SPF-DNS", 1));
    }

    @Test
    void hashNeedsTheKey() {
        assertThat(REDACTION.redact("jane.doe")).isEqualTo(JANE);
        assertThat(FailureReportRedaction.hashing(new byte[16]).redact("jane.doe"))
                .isNotEqualTo(JANE);
        assertThat(REDACTION.toString()).doesNotContain("0123").contains("hashed");
        assertThatThrownBy(() -> FailureReportRedaction.hashing(new byte[15]))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void wholeHeaderIsToldOnlyWhereThatIsAskedFor() {
        byte[] header = new String(HEADER, StandardCharsets.US_ASCII)
                .replace("the merger", "\u00ff\u0000\rFrom: x")
                .getBytes(StandardCharsets.ISO_8859_1);
        FailureReportWriter whole = writer(REDACTION.withWholeHeader());
        Written written = written(
                whole.write(message(FAILING, "\"a  b\"@example.com", header).build(), TO, NOW));
        assertThat(octets(written.report().original().orElseThrow().message())).isEqualTo(header);
        assertThat(written.report().value("Original-Mail-From")).contains("<\"a  b\"@example.com>");
        assertThat(written.report().value("DKIM-Identity")).contains("jane.doe@mail.example.com");
        assertThat(written.removed())
                .extracting(FailureReportRemoval::kind)
                .containsExactly(FailureReportRemoval.Kind.BODY, FailureReportRemoval.Kind.LEFT_OUT);
        byte[] endless = utf8("DKIM-Signature: d=example.com; s=sel; i=" + "j".repeat(2_000) + "@example.com\r\n");
        assertThat(written(whole.write(message(FAILING, "", endless).build(), TO, NOW))
                        .report()
                        .value("DKIM-Identity"))
                .contains(REDACTION.redact("j".repeat(2_000)) + "@example.com");
        Written foreign = written(
                whole.write(message(FAILING, "j\u00e4ne@example.com", header).build(), TO, NOW));
        assertThat(foreign.report().value("Original-Mail-From"))
                .contains("<" + REDACTION.redact("j\u00e4ne") + "@example.com>");
    }

    @Test
    void whatCannotBeToldSafelyIsLeftOut() {
        DmarcEvaluation evaluation = evaluate("example.com", dkim("example.com", "s\r\nInjected: 1", "fail"));
        FailedMessage message = FailedMessage.builder(evaluation)
                .session(SmtpSession.builder()
                        .clientUnknown()
                        .mailFrom("no address\r\nInjected: 1")
                        .build())
                .header(Message.of(HEADER).header())
                .arrival(ARRIVAL)
                .sourcePort(25)
                .build();
        Written written = written(write(message));
        assertThat(new String(octets(written.mail()), StandardCharsets.US_ASCII))
                .doesNotContain("Injected");
        assertThat(written.report().values("DKIM-Selector")).isEmpty();
        assertThat(written.report().values("Original-Mail-From")).isEmpty();
        assertThat(written.report().values("Source-IP")).isEmpty();
        assertThat(written.report().values("Source-Port")).isEmpty();
        assertThat(written.report().value("DKIM-Identity")).contains("@example.com");
    }

    @Test
    void mistakesOfTheProgramThrow() {
        FailureReportWriter writer = writer(REDACTION);
        FailedMessage message = message(FAILING, "", HEADER).build();
        assertThatThrownBy(() -> writer.write(message, List.of(), NOW)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> FailureReportWriter.builder(REDACTION).build())
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> FailureReportWriter.builder(REDACTION).userAgent("a\r\nb"))
                .isInstanceOf(IllegalArgumentException.class);
        FailedMessage.Builder builder = FailedMessage.builder(FAILING).arrival(Instant.EPOCH);
        assertThatThrownBy(builder::build).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> builder.incidents(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.sourcePort(65_536)).isInstanceOf(IllegalArgumentException.class);
    }
}
