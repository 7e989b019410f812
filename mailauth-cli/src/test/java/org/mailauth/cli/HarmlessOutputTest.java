package org.mailauth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailauth.dns.DnsAnswer;
import org.mailauth.dns.DnsFailure;
import org.mailauth.testkit.InMemoryDns;

/** Nothing from a message, from the DNS or from a file name may drive the terminal or feign a line. */
class HarmlessOutputTest {
    private static final String[] FORMS = {"--json", ""};

    @TempDir
    Path folder;

    private static void assertHarmless(Run run) {
        String all = run.out() + run.err();
        assertThat(all.codePoints().filter(c -> c != '\n').mapToObj(Character::getType))
                .doesNotContain((int) Character.CONTROL, (int) Character.FORMAT, (int) Character.LINE_SEPARATOR, (int)
                        Character.PARAGRAPH_SEPARATOR);
    }

    private Run verify(String form, String eml, InMemoryDns dns) {
        String file = Sample.write(folder, "message.eml", eml).toString();
        return form.isEmpty() ? Run.withDns(dns, "verify", file) : Run.withDns(dns, "verify", form, file);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "v=1; a=rsa-sha256\u001b]0;owned\u0007; d=example.com; s=s; h=from; bh=AAAA; b=AAAA",
                "v=1; a=rsa-sha256; d=exam\u001b[31mple.com; s=s; h=from; bh=AAAA; b=AAAA",
                "v=1; a=rsa-sha256; d=example.com; s=s\u202e\u2066; h=from; bh=AAAA; b=AAAA",
                "v=1; a=rsa-sha256; d=example.com; s=s; i=\u001b[2J\u202e@example.com; h=from; bh=AAAA; b=AAAA",
                "v=1; a=rsa-sha256; d=example.com; s=s; i==1B[2J=0D=0A@example.com; h=from; bh=AAAA; b=AAAA",
                "v=\u009b31m; \u0007=\b; x\u2028=1",
            })
    void signatureFieldIsShownHarmless(String field) {
        for (String form : FORMS) {
            Run run = verify(form, "DKIM-Signature: " + field + "\r\n" + Sample.UNSIGNED, Sample.dns());

            assertThat(run.status()).isEqualTo(1);
            assertThat(run.lines()).isNotEmpty();
            assertHarmless(run);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "v=DKIM1\u001b[31m; k=rsa; p=AAAA",
                "v=DKIM1; k=\u001b]0;owned\u0007; p=AAAA",
                "v=DKIM1; k=ed25519; n=\u001b[2J; p=\u009b\u0085",
                "\r\nforged.eml: pass\r\n",
            })
    void keyRecordIsShownHarmless(String record) {
        InMemoryDns dns = InMemoryDns.builder()
                .txt("brisbane._domainkey.football.example.com", record)
                .build();
        for (String form : FORMS) {
            Run run = verify(form, Sample.signed(), dns);

            assertThat(run.status()).isEqualTo(1);
            assertThat(run.lines()).noneMatch(line -> line.startsWith("forged"));
            assertHarmless(run);
        }
    }

    @Test
    void textOfAFailedAnswerIsShownHarmless() {
        String file = Sample.SIGNED.toString();
        Run run = Run.withDns(
                question -> new DnsAnswer.Failed(DnsFailure.SERVER_FAILURE, "no\u001b[31m\r\nforged.eml: pass"),
                "verify",
                file);

        assertThat(run.status()).isEqualTo(75);
        assertThat(run.out()).contains("\\u001b[31m\\u000d\\u000aforged.eml");
        assertHarmless(run);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--json", "--explain", "--legacy"})
    void sessionAndPoliciesAreShownHarmless(String form) {
        InMemoryDns dns = InMemoryDns.builder()
                .txt("evil.example", "v=spf1 exp=why.evil.example x\u001b[31m=\u00e2\u0080\u00ae -all")
                .txt("why.evil.example", "\u001b]0;owned\u0007")
                .txt(
                        "_dmarc.football.example.com",
                        "v=DMARC1; p=reject; x=\u001b[31m; rua=mailto:\u00e2\u0080\u00ae@x.example")
                .build();
        String received = "Received: from \u202ex\u2066 (r.example [192.0.2.1]) by mx.example.net; \u009b31m\r\n";
        String file =
                Sample.write(folder, "message.eml", received + Sample.UNSIGNED).toString();
        Run run = Run.withDns(
                dns,
                "verify",
                file,
                form,
                "--from-received",
                "mx.example.net",
                "--ip",
                "192.0.2.1",
                "--helo",
                "h\u001b[31m\u202e\n",
                "--mail-from",
                "\u001b[2J\u0007@evil.example");

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out()).contains("evil.example", "192.0.2.1");
        assertHarmless(run);
    }

    @Test
    void fileNameIsShownHarmless() {
        String name = "\u001b[31m\u202e\nforged.eml: pass\u2028";
        String file = Sample.write(folder, name, Sample.UNSIGNED).toString();
        Run run = Run.of("verify", file, file + "gone", "--zone", Sample.ZONE.toString());

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.out()).contains("\\u001b[31m\\u202e\\u000aforged.eml: pass\\u2028: no pass\n");
        assertThat(run.lines()).filteredOn(line -> !line.startsWith(" ")).hasSize(2);
        assertThat(run.err()).hasLineCount(1);
        assertHarmless(run);
    }

    @Test
    void zoneFileIsShownHarmless() {
        Path zone = Sample.write(folder, "zone", "a.example. IN \u001b[31m x\n");
        Run run = Run.of("verify", Sample.SIGNED.toString(), "--zone", zone.toString());

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("line 1");
        assertHarmless(run);
    }

    @Test
    void unexpectedFailureGives70AndOneHarmlessSentence() {
        BrokenInput broken = new BrokenInput(new IllegalStateException("oops\u001b[31m\n\tat x"));
        Run run = Run.of(broken, Sample.dns(), "verify", "-");

        assertThat(run.status()).isEqualTo(70);
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .isEqualTo("mailauth: internal error, please report it: "
                        + "java.lang.IllegalStateException: oops\\u001b[31m\\u000a\\u0009at x\n");
    }
}
