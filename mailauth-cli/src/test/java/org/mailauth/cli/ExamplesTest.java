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
                        "  recommendation accept: the author domain has no policy record [RFC 9989 §4.10.1]",
                        "  session: the client is not known, so SPF and iprev are not evaluated, and DMARC rests on "
                                + "DKIM alone",
                        "  signature 1 pass: body hash and signature hold",
                        "    d=football.example.com, s=brisbane, a=ed25519-sha256, 256-bit key",
                        "    signed at 2018-06-10T13:38:29Z",
                        "  signature 2 pass: body hash and signature hold",
                        "    d=football.example.com, s=test, a=rsa-sha256, 1024-bit key",
                        "    signed at 2018-06-10T13:38:29Z",
                        "    note: an RSA key should have 2048 bits or more [RFC 8301 §3.2]",
                        "  dmarc football.example.com: none, the author domain has no policy record (RFC 9989)",
                        "    outcome: accept",
                        "    policy: none to act upon",
                        "    organizational domain: football.example.com",
                        "    dkim=pass football.example.com s=brisbane: not aligned, there is no policy",
                        "    dkim=pass football.example.com s=test: not aligned, there is no policy");
    }

    @Test
    void shippedExampleHasTheLineEndsOfTheWire() throws Exception {
        String text = Files.readString(Sample.SIGNED);

        assertThat(text.replace("\r\n", "")).doesNotContain("\r", "\n");
        assertThat(text).endsWith("Joe.\r\n");
    }
}
