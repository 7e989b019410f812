package org.mailauth.cli.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailauth.cli.Run;
import org.mailauth.cli.Sample;
import org.mailauth.dns.DnsFailure;
import org.mailauth.dns.DnsResolver;
import org.mailauth.dns.DnsType;
import org.mailauth.testkit.InMemoryDns;

class VerifyCommandTest {
    private static final String ZONE = Sample.ZONE.toString();
    private static final DnsResolver DOWN = InMemoryDns.builder()
            .fail("brisbane._domainkey.football.example.com", DnsFailure.TIMEOUT)
            .fail("test._domainkey.football.example.com", DnsFailure.SERVER_FAILURE)
            .build();

    @TempDir
    Path folder;

    private String good;
    private String broken;
    private String unsigned;

    @BeforeEach
    void writeMessages() {
        good = Sample.SIGNED.toString();
        broken = file("broken.eml", Sample.signed().replace("hungry", "angry"));
        unsigned = file("unsigned.eml", Sample.UNSIGNED);
    }

    private String file(String name, String content) {
        return Sample.write(folder, name, content).toString();
    }

    @Test
    void goodMessageGives0() {
        assertThat(Run.of("verify", good, "--zone", ZONE).status()).isZero();
    }

    @Test
    void changedBodyGives1WithReasonAndRule() {
        Run run = Run.of("verify", broken, "--zone", ZONE);

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).isEmpty();
        assertThat(run.lines())
                .contains(
                        broken + ": no pass",
                        "  signature 1 fail: the body was changed after signing [RFC 6376 §6.1.3]");
    }

    @Test
    void unsignedMessageGives1AndSaysSo() {
        Run run = Run.of("verify", unsigned, "--zone", ZONE);

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.lines()).startsWith(unsigned + ": no pass").contains("  no signature");
        assertThat(run.err()).isEmpty();
    }

    @Test
    void emptyFileIsAnUnsignedMessage() {
        Run run = Run.of("verify", file("empty.eml", ""), "--zone", ZONE);

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.lines().get(0)).endsWith("empty.eml: no pass");
    }

    @Test
    void messageWithoutHeaderIsUnsignedEvenWhenItsBodyHoldsSignatures() {
        Run run = Run.of("verify", file("body.eml", "\r\n" + Sample.signed()), "--zone", ZONE);

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.lines().get(0)).endsWith("body.eml: no pass");
    }

    @Test
    void signedMessageWithoutBodyFails() {
        String header = Sample.signed().substring(0, Sample.signed().indexOf("\r\n\r\n") + 2);
        Run run = Run.of("verify", file("header.eml", header), "--zone", ZONE);

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.lines().get(0)).endsWith("header.eml: no pass");
    }

    @Test
    void messageWithLfPassesWithANote() {
        Run run = Run.of("verify", file("lf.eml", Sample.signed().replace("\r\n", "\n")), "--zone", ZONE);

        assertThat(run.status()).isZero();
        assertThat(run.lines())
                .contains("  note: every line ended with LF and was converted to CRLF [RFC 5321 §2.3.8]");
    }

    @Test
    void missingKeyGives1() {
        Run run = Run.withDns(InMemoryDns.builder().build(), "verify", good);

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out())
                .contains("signature 1 permerror: there is no key at the selector: "
                        + "brisbane._domainkey.football.example.com has no TXT record [RFC 6376 §6.1.2]");
    }

    @Test
    void unreachableDnsGives75() {
        Run run = Run.withDns(DOWN, "verify", good);

        assertThat(run.status()).isEqualTo(75);
        assertThat(run.lines().get(0)).isEqualTo(good + ": no pass for now: a temporary failure, try again later");
        assertThat(run.out()).contains("signature 1 temperror: ", "signature 2 temperror: ");
    }

    @Test
    void onePassingSignatureOutweighsATemporaryFailureOfAnother() {
        DnsResolver half = Sample.dns().toBuilder()
                .fail("test._domainkey.football.example.com", DnsType.TXT, DnsFailure.TIMEOUT)
                .build();
        Run run = Run.withDns(half, "verify", good);

        assertThat(run.status()).isZero();
        assertThat(run.out()).contains("signature 2 temperror: ");
    }

    @Test
    void temporaryFailureDecidesWhenTheOtherSignatureFailed() {
        DnsResolver half = Sample.dns().toBuilder()
                .fail("test._domainkey.football.example.com", DnsType.TXT, DnsFailure.TIMEOUT)
                .build();

        assertThat(Run.withDns(half, "verify", broken).status()).isEqualTo(75);
    }

    @Test
    void unsignedMessageIsNoTemporaryFailureWhateverTheDns() {
        assertThat(Run.withDns(DOWN, "verify", unsigned).status()).isEqualTo(1);
    }

    @Test
    void oneFileWithoutPassAmongGoodOnesGives1() {
        assertThat(Run.of("verify", good, unsigned, good, "--zone", ZONE).status())
                .isEqualTo(1);
    }

    @Test
    void temporaryFailureOutweighsAnUnsignedFile() {
        assertThat(Run.withDns(DOWN, "verify", good, unsigned).status()).isEqualTo(75);
    }

    @Test
    void unreadableFileOutweighsAllOthersAndStopsNone() {
        Run run =
                Run.withDns(DOWN, "verify", unsigned, folder.resolve("gone.eml").toString(), good);

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err())
                .isEqualTo("mailauth: cannot read '" + folder.resolve("gone.eml") + "': no such file or directory\n");
        assertThat(run.out()).contains(unsigned + ": no pass", good + ": no pass for now");
    }

    @Test
    void standardInputIsRead() {
        Run run = Run.withInput(Sample.signed().getBytes(StandardCharsets.UTF_8), "verify", "-", "--zone", ZONE);

        assertThat(run.status()).isZero();
        assertThat(run.lines().get(0)).isEqualTo("standard input: pass");
    }

    @Test
    void clockOfTheMachineIsUsedWithoutAt() {
        String expired = sign("--at", "2026-11-19", "--expires-after", "1d");

        assertThat(Run.of("verify", expired, "--zone", ZONE).out())
                .contains("signature 1 policy: the signature has expired [RFC 6376 §3.5]")
                .contains("signed at 2026-11-19T00:00:00Z, valid until 2026-11-20T00:00:00Z");
    }

    @Test
    void atSetsTheClock() {
        String expired = sign("--at", "2026-11-19", "--expires-after", "1d");

        assertThat(Run.of("verify", "--at", "2026-11-19T12:00:00Z", expired, "--zone", ZONE)
                        .status())
                .isZero();
        assertThat(Run.of("verify", "--at", "2001-01-01", good, "--zone", ZONE).out())
                .contains("signature 1 policy: the signature claims to be made in the future");
    }

    @Test
    void testingKeyIsNoted() {
        DnsResolver testing = InMemoryDns.builder()
                .txt(
                        "brisbane._domainkey.football.example.com",
                        "v=DKIM1; k=ed25519; t=y; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=")
                .build();

        Run passing = Run.withDns(testing, "verify", good);
        assertThat(passing.status()).isZero();
        assertThat(passing.lines())
                .contains("    note: the domain only tests DKIM: its key is marked t=y [RFC 6376 §3.6.1]");
        Run failing = Run.withDns(testing, "verify", broken);
        assertThat(failing.status()).isEqualTo(1);
        assertThat(failing.out()).contains("signature 1 neutral: the body was changed after signing");
    }

    @Test
    void malformedSignatureIsToldWithWhatCanBeReadOfIt() {
        String malformed = file("malformed.eml", "DKIM-Signature: v=1; d=example.com; s=s; a=\r\n" + Sample.UNSIGNED);
        Run run = Run.of("verify", malformed, "--zone", ZONE);

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out()).contains("  signature 1 ", "    d=example.com, s=s\n");
    }

    private String sign(String... more) {
        String key = file("seed", Sample.SEED);
        String plain = file("plain.eml", Sample.UNSIGNED);
        String[] args = {
            "sign",
            plain,
            "--key",
            key,
            "--domain",
            "football.example.com",
            "--selector",
            "brisbane",
            more[0],
            more[1],
            more[2],
            more[3]
        };
        Run run = Run.of(args);
        assertThat(run.status()).isZero();
        return file("signed.eml", run.out());
    }
}
