package org.mailauth.report.failure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mailauth.report.failure.FailureScene.NOW;
import static org.mailauth.report.failure.FailureScene.REDACTION;
import static org.mailauth.report.failure.FailureScene.TO;
import static org.mailauth.report.failure.FailureScene.dkim;
import static org.mailauth.report.failure.FailureScene.evaluate;
import static org.mailauth.report.failure.FailureScene.octets;
import static org.mailauth.report.failure.FailureScene.spf;
import static org.mailauth.report.failure.FailureScene.utf8;
import static org.mailauth.report.failure.FailureScene.writer;
import static org.mailauth.report.failure.FailureScene.written;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.statistics.Statistics;
import org.mailauth.dmarc.DmarcEvaluation;
import org.mailauth.report.failure.FailureReportWriting.Written;

/** Whatever arrives: a report reads back as it was written, and holds no word of the people it is about. */
class FailureReportWriterLawsTest {
    private static final List<String> RESULTS =
            List.of("pass", "fail", "none", "temperror", "permerror", "softfail", "neutral", "policy");
    private static final List<String> DOMAINS =
            List.of("example.com", "mail.example.com", "all.example", "else.example.org");
    private static final List<String> NOISE = List.of(
            "",
            " ",
            "\r\n ",
            "\r\n",
            "\n",
            "\r",
            "\0",
            "\u00e4",
            "\u2028",
            "=?utf-8?q?",
            "?=",
            "\"",
            "\\",
            "<",
            ">",
            "@",
            ":",
            ";",
            ",",
            "(",
            ")",
            "--=_",
            "\r\n\r\n",
            "=0D=0A");

    private final Random random = new Random();
    private final List<String> secrets = new ArrayList<>();

    private <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    /** A word that stands nowhere else. */
    private String secret() {
        StringBuilder word = new StringBuilder("Zq");
        for (int at = 0; at < 10; at++) {
            word.append((char) ('a' + random.nextInt(26)));
        }
        secrets.add(word.toString());
        return word.toString();
    }

    /** Secret words with, now and then, signs between them that mean something in mails. */
    private String text() {
        if (random.nextInt(3) > 0) {
            return secret();
        }
        String noise = one(NOISE);
        // What stands behind an at sign is a domain, and domains are told.
        return secret() + noise + (noise.equals("@") ? "else.example.org" : secret());
    }

    private String address() {
        String local = random.nextInt(5) == 0 ? "\"" + text() + "\"" : text();
        return local + "@" + one(DOMAINS);
    }

    private String field() {
        return switch (random.nextInt(10)) {
            case 0 -> "Subject: " + text();
            case 1 -> "From: \"" + text() + "\" <" + address() + ">, " + address();
            case 2 -> "Sender: " + text() + " <" + address() + "> (" + text() + ")";
            case 3 -> "Message-ID: <" + address() + ">";
            case 4 ->
                "DKIM-Signature: v=1; a=" + one(List.of("rsa-sha256", secret())) + "; d=" + one(DOMAINS) + "; s=sel; i="
                        + address() + "; h=" + text() + "; z=" + text() + "; b=" + secret();
            case 5 -> "To: " + address();
            case 6 -> "Received: from " + text() + " for <" + address() + ">";
            case 7 -> "X-" + secret() + ": " + text();
            case 8 -> secret() + text();
            default -> "Message-ID: <" + text() + "@" + text() + ">";
        };
    }

    private FailedMessage message(DmarcEvaluation evaluation, String signer) {
        StringBuilder header = new StringBuilder("From: " + address() + "\r\n");
        if (random.nextBoolean()) {
            header.append("DKIM-Signature: d=" + signer + "; s=sel; i=" + text() + "@" + signer + "; b=x\r\n");
        }
        for (int count = random.nextInt(12); count > 0; count--) {
            header.append(field()).append("\r\n");
        }
        header.append("\r\n").append(text());
        FailedMessage.Builder message =
                FailureScene.message(evaluation, one(List.of("", address(), text())), utf8(header.toString()));
        if (random.nextBoolean()) {
            message.deliveryResult(one(List.of(DeliveryResult.values())));
        }
        if (random.nextBoolean()) {
            message.spfRecord("v=spf1" + one(NOISE) + " ".repeat(random.nextInt(3)) + "a".repeat(random.nextInt(900)));
        }
        return message.build();
    }

    @Property(tries = 300)
    void whatIsWrittenReadsBackAndHoldsNoWordOfPeople(@ForAll long seed) {
        random.setSeed(seed);
        secrets.clear();
        String signer = one(DOMAINS);
        DmarcEvaluation evaluation = evaluate(
                one(DOMAINS),
                dkim(signer, one(List.of("sel", "sel", "other", "a\r\nb: c")), one(RESULTS)),
                spf(one(DOMAINS), one(RESULTS)));
        FailureReportWriting writing = writer(REDACTION).write(message(evaluation, signer), TO, NOW);
        Statistics.label("written")
                .collect(writing instanceof Written)
                .coverage(coverage -> coverage.check(true).percentage(share -> share > 25));
        if (writing instanceof Written) {
            Written written = written(writing);
            String all = new String(octets(written.mail()), StandardCharsets.ISO_8859_1);
            List<String> told = all.lines()
                    .filter(line -> secrets.stream()
                            .anyMatch(word -> line.toLowerCase(Locale.ROOT).contains(word.toLowerCase(Locale.ROOT))))
                    .toList();
            assertThat(told).isEmpty();
            String signed = written.report().fields().toString();
            Statistics.label("identity of a signature hashed")
                    .collect(signed.matches(".*name=DKIM-Identity, value=[^@,]+@.*"))
                    .coverage(coverage -> coverage.check(true).percentage(share -> share > 0.5));
        }
    }
}
