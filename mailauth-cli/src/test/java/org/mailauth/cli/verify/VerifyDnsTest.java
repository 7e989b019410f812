package org.mailauth.cli.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.mailauth.cli.FakeNameServer;
import org.mailauth.cli.Run;
import org.mailauth.cli.Sample;

class VerifyDnsTest {
    private static final String KEY = "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=";

    private static Run verify(String host, FakeNameServer server) {
        return Run.of("verify", Sample.SIGNED.toString(), "--dns", host + ":" + server.port());
    }

    @Test
    void keyOfTheNamedServerIsUsed() throws Exception {
        try (FakeNameServer server = FakeNameServer.answering(KEY)) {
            Run run = verify(InetAddress.getLoopbackAddress().getHostAddress(), server);

            assertThat(run.err()).isEmpty();
            assertThat(run.status()).isZero();
            assertThat(run.out())
                    .contains("signature 1 pass: ")
                    .contains("signature 2 permerror: the key is of another type than the signature");
        }
    }

    @Test
    void serverCanBeNamed() throws Exception {
        try (FakeNameServer server = FakeNameServer.answering(KEY)) {
            assertThat(verify("localhost", server).status()).isZero();
        }
    }

    @Test
    void failureOfTheServerGives75() throws Exception {
        try (FakeNameServer server = FakeNameServer.failing()) {
            Run run = verify(InetAddress.getLoopbackAddress().getHostAddress(), server);

            assertThat(run.status()).isEqualTo(75);
            assertThat(run.out()).contains("signature 1 temperror: the key could not be fetched: ");
        }
    }

    @Test
    void serverThatCannotBeFoundGives2() {
        Run run = Run.of("verify", Sample.SIGNED.toString(), "--dns", "ns.invalid");

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).isEqualTo("mailauth: cannot find the address of the name server 'ns.invalid'\n");
    }
}
