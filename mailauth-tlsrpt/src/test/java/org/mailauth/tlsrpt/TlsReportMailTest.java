package org.mailauth.tlsrpt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.mailauth.DomainName;
import org.mailauth.MailAddress;
import org.mailauth.dkim.DkimResult;
import org.mailauth.dkim.DkimSigner;
import org.mailauth.dkim.DkimVerification;
import org.mailauth.dkim.DkimVerifier;
import org.mailauth.dkim.SigningKey;
import org.mailauth.message.Message;
import org.mailauth.testkit.InMemoryDns;

/** The mail that carries a report (RFC 8460 §5.3), read by another MIME parser. */
class TlsReportMailTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-30T04:05:06Z"), ZoneOffset.UTC);

    private static TlsReport report(String id) {
        TlsSessionCounter counter = new TlsSessionCounter();
        counter.successful(TlsAppliedPolicy.none(DomainName.of("example.net")));
        return TlsReport.builder()
                .organizationName("Sender \u00E4\r\nBcc: x@example.org")
                .contactInfo("tls@mail.sender.example.com")
                .reportId(id)
                .day(LocalDate.of(2026, 11, 29))
                .counts(counter.counts())
                .build();
    }

    private static TlsReportMail.Builder mail(TlsReport report) {
        return TlsReportMail.builder()
                .report(report)
                .reportDomain(DomainName.of("example.net"))
                .from(MailAddress.of("tlsrpt@mail.sender.example.com"))
                .to(MailAddress.of("reports@example.net"))
                .clock(CLOCK)
                .random(new Random(1));
    }

    private static byte[] octets(Message message) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            message.writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    @Test
    void fieldsAndPartsAreThoseOfSection53() {
        TlsReport report = report("abc123");
        TlsReportMail mail = mail(report).build();
        MimeParts parts = MimeParts.of(octets(mail.message()));

        assertThat(parts.field("From")).isEqualTo("tlsrpt@mail.sender.example.com");
        assertThat(parts.field("To")).isEqualTo("reports@example.net");
        assertThat(parts.field("Date")).isEqualTo("Mon, 30 Nov 2026 04:05:06 +0000");
        assertThat(parts.field("TLS-Report-Domain")).isEqualTo("example.net");
        assertThat(parts.field("TLS-Report-Submitter")).isEqualTo("mail.sender.example.com");
        assertThat(parts.field("Subject").replace("\r\n", ""))
                .isEqualTo("Report Domain: example.net Submitter: mail.sender.example.com"
                        + " Report-ID: <abc123@mail.sender.example.com>");
        assertThat(parts.field("MIME-Version")).isEqualTo("1.0");
        assertThat(parts.mediaType()).isEqualTo("multipart/report");
        assertThat(parts.field("Content-Type")).contains("report-type=tlsrpt");
        assertThat(parts.parts())
                .extracting(MimeParts.Part::mediaType)
                .containsExactly("text/plain", "application/tlsrpt+gzip");
        assertThat(parts.parts().get(1).fields().get("Content-Disposition").replace("\r\n", ""))
                .isEqualTo(
                        "attachment; filename=\"mail.sender.example.com!example.net!1795910400!1795996799!abc123.json.gz\"");
        assertThat(TlsReportReader.withDefaults()
                        .read(parts.only("application/tlsrpt+gzip"))
                        .value())
                .contains(report);
    }

    @Test
    void uncompressedReportIsJson() {
        TlsReport report = report("abc123");
        TlsReportMail mail = mail(report).uncompressed().build();

        assertThat(mail.fileName()).endsWith("!abc123.json");
        assertThat(MimeParts.of(octets(mail.message())).only("application/tlsrpt+json"))
                .isEqualTo(report.toJson().getBytes(UTF_8));
    }

    @Test
    void equalInputGivesEqualOctets() {
        assertThat(octets(mail(report("1")).build().message()))
                .isEqualTo(octets(mail(report("1")).build().message()))
                .isNotEqualTo(
                        octets(mail(report("1")).random(new Random(2)).build().message()));
    }

    @Test
    void submitterIsTheDomainOfTheContact_unlessSaid() {
        assertThat(mail(report("1")).build().signingDomain()).isEqualTo(DomainName.of("mail.sender.example.com"));
        assertThat(mail(report("1"))
                        .submitter(DomainName.of("other.example"))
                        .build()
                        .signingDomain())
                .isEqualTo(DomainName.of("other.example"));
        TlsReport silent = TlsReport.builder()
                .organizationName("x")
                .contactInfo("+49 30 1234")
                .reportId("1")
                .day(LocalDate.of(2026, 11, 29))
                .build();
        assertThatThrownBy(() -> mail(silent).build())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("submitter is required");
    }

    @Property(tries = 300)
    void noReportInjectsAnything(@ForAll String id) {
        TlsReport report = report(id + "x");
        byte[] octets = octets(mail(report).build().message());
        MimeParts parts = MimeParts.of(octets);

        assertThat(parts.names())
                .containsExactly(
                        "From",
                        "To",
                        "Date",
                        "Subject",
                        "Message-ID",
                        "TLS-Report-Domain",
                        "TLS-Report-Submitter",
                        "MIME-Version",
                        "Content-Type");
        assertThat(parts.parts()).hasSize(2);
        String text = new String(octets, UTF_8);
        // Only CRLF ends a line, no line is long, and all of it is ASCII.
        assertThat(text.replace("\r\n", "")).matches("[ -~]*");
        assertThat(List.of(text.split("\r\n", -1)))
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(998));
        assertThat(TlsReportReader.withDefaults()
                        .read(parts.only("application/tlsrpt+gzip"))
                        .value())
                .map(TlsReport::reportId)
                .contains(Optional.of(JsonText.sound(id + "x")));
    }

    @Test
    void longestNamesStayWithinTheLimitOfLines() {
        String label = "a".repeat(63);
        DomainName longest = DomainName.of(String.join(".", label, label, label, "a".repeat(61)));
        TlsReportMail mail = mail(report("-".repeat(5000)))
                .reportDomain(longest)
                .submitter(longest)
                .build();
        String text = new String(octets(mail.message()), UTF_8);

        assertThat(List.of(text.split("\r\n", -1)))
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(998));
        assertThat(mail.message().problems()).isEmpty();
    }

    @Test
    void signerOfTheLibrarySignsAllOfIt() throws IOException {
        // RFC 8460 §3: a valid signature of the reporting domain, without l=.
        SigningKey key = SigningKey.generateEd25519(new SecureRandom());
        TlsReportMail mail = mail(report("abc123")).build();
        DkimSigner signer = DkimSigner.builder()
                .signingDomain(mail.signingDomain().toString())
                .key("tls", key)
                .build();
        Message signed =
                mail.message().withPrepended(signer.sign(mail.message()).orElseThrow());
        InMemoryDns dns = InMemoryDns.builder()
                .txt(
                        "tls._domainkey." + mail.signingDomain(),
                        key.keyRecord().orElseThrow().toText())
                .build();
        List<DkimVerification> verifications =
                DkimVerifier.builder().resolver(dns).build().verify(signed);

        assertThat(verifications)
                .singleElement()
                .satisfies(verification -> assertThat(verification.result()).isEqualTo(DkimResult.PASS));
        assertThat(new String(octets(signed), UTF_8))
                .contains("d=" + mail.signingDomain())
                .doesNotContain("l=");
        assertThat(MimeParts.of(octets(signed)).parts()).hasSize(2);
    }
}
