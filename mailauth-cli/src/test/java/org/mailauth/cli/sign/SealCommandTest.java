package org.mailauth.cli.sign;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailauth.cli.Run;
import org.mailauth.cli.Sample;
import org.mailauth.dkim.SigningKey;
import org.mailauth.testkit.InMemoryDns;

class SealCommandTest {
    private static final InMemoryDns DNS = Sample.dns().toBuilder()
            .txt(
                    "arc._domainkey.lists.example",
                    SigningKey.fromEd25519Seed(Sample.SEED)
                            .keyRecord()
                            .orElseThrow()
                            .toText())
            .build();

    @TempDir
    Path folder;

    private String seed;

    @BeforeEach
    void writeKey() {
        seed = Sample.write(folder, "seed", Sample.SEED).toString();
    }

    private String file(String name, String content) {
        return Sample.write(folder, name, content).toString();
    }

    private Run seal(String message, String... more) {
        List<String> args = new ArrayList<>(List.of(
                "seal",
                message,
                "--domain",
                "lists.example",
                "--selector",
                "arc",
                "--key",
                seed,
                "--authserv-id",
                "mx.lists.example"));
        args.addAll(List.of(more));
        return Run.withDns(DNS, args.toArray(String[]::new));
    }

    private Run verify(String content, String... form) {
        List<String> args = new ArrayList<>(List.of("verify", file("sealed.eml", content)));
        args.addAll(List.of(form));
        return Run.withDns(DNS, args.toArray(String[]::new));
    }

    @Test
    void sealedMessageHasAChainThatPasses() {
        Run sealed = seal(
                Sample.SIGNED.toString(),
                "--results",
                "spf=pass smtp.mailfrom=football.example.com",
                "--client-ip",
                "192.0.2.1");

        assertThat(sealed.status()).isZero();
        assertThat(sealed.err()).isEmpty();
        assertThat(sealed.out()).startsWith("ARC-Seal: i=1; a=ed25519-sha256; cv=none; d=lists.example; s=arc;");
        Run verified = verify(sealed.out());
        assertThat(verified.status()).isZero();
        assertThat(verified.lines()).contains("  chain pass: every seal and the newest message signature hold");
        assertThat(verified.out())
                .contains(
                        "    set 1: d=lists.example, s=arc, a=ed25519-sha256, cv=none, sealed at 2026-11-21T12:00:00Z, says"
                                + " mx.lists.example; arc=none smtp.remote-ip=192.0.2.1; dkim=pass ",
                        "; spf=pass smtp.mailfrom=football.example.com\n",
                        "    every message signature holds\n");
    }

    @Test
    void chainIsAMemberOfTheJsonObject() throws Exception {
        String once = seal(Sample.SIGNED.toString()).out();
        String twice = seal(file("once.eml", once)).out();
        JsonNode arc = new JsonMapper().readTree(verify(twice, "--json").out()).get("arc");

        assertThat(arc.get("result").textValue()).isEqualTo("pass");
        assertThat(arc.get("reason").textValue()).isEqualTo("validated");
        assertThat(arc.get("reference").isNull()).isTrue();
        assertThat(arc.get("instance").isNull()).isTrue();
        assertThat(arc.get("oldestPass").intValue()).isZero();
        assertThat(arc.get("sets")).hasSize(2);
        JsonNode second = arc.get("sets").get(1);
        assertThat(second.get("instance").intValue()).isEqualTo(2);
        assertThat(second.get("sealer").textValue()).isEqualTo("lists.example");
        assertThat(second.get("selector").textValue()).isEqualTo("arc");
        assertThat(second.get("chainValidation").textValue()).isEqualTo("pass");
        assertThat(second.get("timestamp").textValue()).isEqualTo("2026-11-21T12:00:00Z");
        assertThat(second.get("authservId").textValue()).isEqualTo("mx.lists.example");
        assertThat(second.get("authenticationResults").textValue())
                .contains("arc=pass header.oldest-pass=0; dkim=pass");
    }

    @Test
    void messageWithoutChainIsToldAsNone() throws Exception {
        Run json = verify(Sample.signed(), "--json");
        JsonNode arc = new JsonMapper().readTree(json.out()).get("arc");

        assertThat(arc.get("result").textValue()).isEqualTo("none");
        assertThat(arc.get("sets")).isEmpty();
        assertThat(verify(Sample.signed()).out()).doesNotContain("chain");
    }

    @Test
    void brokenChainIsToldAndSealedAsFailedOnce() throws Exception {
        String broken = seal(Sample.SIGNED.toString()).out().replace("hungry", "angry");
        Run told = verify(broken);
        assertThat(told.lines())
                .contains(
                        "  chain fail: set 1: ARC-Message-Signature: the body was changed after signing [RFC 8617 §5.2]");
        JsonNode arc = new JsonMapper().readTree(verify(broken, "--json").out()).get("arc");
        assertThat(arc.get("result").textValue()).isEqualTo("fail");
        assertThat(arc.get("signatureReason").textValue()).isEqualTo("body-hash-mismatch");
        assertThat(arc.get("instance").intValue()).isEqualTo(1);

        String name = file("broken.eml", broken);
        Run sealed = seal(name);
        assertThat(sealed.status()).isZero();
        assertThat(sealed.out()).startsWith("ARC-Seal: i=2; a=ed25519-sha256; cv=fail;");
        assertThat(sealed.err())
                .isEqualTo("mailauth: warning: '" + name
                        + "' was sealed as failed: set 1: ARC-Message-Signature: the body was changed after signing\n");

        String failed = file("failed.eml", sealed.out());
        Run again = seal(failed);
        assertThat(again.status()).isEqualTo(1);
        assertThat(again.out()).isEqualTo(sealed.out());
        assertThat(again.err())
                .isEqualTo("mailauth: warning: '" + failed + "' was not sealed: its chain had failed before\n");
    }

    @Test
    void chainWithoutRoomIsPassedOn() {
        String full = file("full.eml", "ARC-Seal: i=50\r\n" + Sample.UNSIGNED);
        Run run = seal(full);

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out()).isEqualTo("ARC-Seal: i=50\r\n" + Sample.UNSIGNED);
        assertThat(run.err()).contains("its chain has no room for another set");
    }

    @Test
    void messageThatWasChangedAfterArrivalIsSealedByWhatArrived() {
        String arrived = file("arrived.eml", seal(Sample.SIGNED.toString()).out());
        String changed =
                file("changed.eml", seal(Sample.SIGNED.toString()).out().replace("hungry", "angry"));
        Run sealed = seal(changed, "--received", arrived, "--canonicalization", "relaxed/simple");

        assertThat(sealed.status()).isZero();
        assertThat(sealed.out()).contains("cv=pass;", "c=relaxed/simple;");
        assertThat(verify(sealed.out()).out())
                .contains("  chain pass: ", "    message signatures hold from set 2 on\n", "signature 1 fail: ");
    }

    @Test
    void messageWithoutFromIsRefused() {
        String file = file("nofrom.eml", "To: a@example.com\r\n\r\nHi.\r\n");
        Run run = seal(file);

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.octets()).isEmpty();
        assertThat(run.err()).isEqualTo("mailauth: cannot seal '" + file + "': the message has no From field\n");
    }

    @Test
    void resultsThatAreNoneAreRefused() {
        assertRefused(seal(Sample.SIGNED.toString(), "--results", "spf"), "--results 'spf' is no list of results");
        assertRefused(
                seal(Sample.SIGNED.toString(), "--results", "dkim=pass header.d=x.example"),
                "--results must not hold dkim: this command finds that out itself");
        assertRefused(
                Run.withDns(
                        DNS,
                        "seal",
                        Sample.SIGNED.toString(),
                        "--domain",
                        "lists.example",
                        "--selector",
                        "arc",
                        "--key",
                        seed,
                        "--authserv-id",
                        "a\nb"),
                "--authserv-id 'a\\u000ab' is no name that can be written");
    }

    private static void assertRefused(Run run, String sentence) {
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.octets()).isEmpty();
        assertThat(run.err()).isEqualTo("mailauth: " + sentence + "\n");
    }

    @Test
    void standardInputIsRead() {
        Run run = Run.of(
                new java.io.ByteArrayInputStream(Sample.signed().getBytes(StandardCharsets.UTF_8)),
                DNS,
                "seal",
                "-",
                "--domain",
                "lists.example",
                "--selector",
                "arc",
                "--key",
                seed,
                "--authserv-id",
                "mx");
        assertThat(run.status()).isZero();
        assertThat(run.out()).startsWith("ARC-Seal: i=1;").endsWith(Sample.signed());
    }
}
