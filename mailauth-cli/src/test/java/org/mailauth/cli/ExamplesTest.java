package org.mailauth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** What the README shows first. */
class ExamplesTest {
    @Test
    void shippedExamplePasses() {
        Run run = Run.of("verify", Sample.SIGNED.toString(), "--zone", Sample.ZONE.toString());

        assertThat(run.err()).isEmpty();
        assertThat(run.status()).isZero();
        assertThat(run.lines())
                .containsExactly(
                        Sample.SIGNED + ": pass",
                        "  signature 1 pass: body hash and signature hold",
                        "    d=football.example.com, s=brisbane, a=ed25519-sha256, 256-bit key",
                        "    signed at 2018-06-10T13:38:29Z",
                        "  signature 2 pass: body hash and signature hold",
                        "    d=football.example.com, s=test, a=rsa-sha256, 1024-bit key",
                        "    signed at 2018-06-10T13:38:29Z",
                        "    note: an RSA key should have 2048 bits or more [RFC 8301 §3.2]");
    }

    @Test
    void shippedExampleHasTheLineEndsOfTheWire() throws Exception {
        String text = Files.readString(Sample.SIGNED);

        assertThat(text.replace("\r\n", "")).doesNotContain("\r", "\n");
        assertThat(text).endsWith("Joe.\r\n");
    }
}
