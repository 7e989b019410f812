package org.mailauth.cli.headers;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.statistics.Statistics;
import org.mailauth.cli.DocumentedSchema;
import org.mailauth.cli.Run;

/** Whatever the message, headers writes what its schema describes. */
class HeadersLawsTest {
    private static final DocumentedSchema SCHEMA = DocumentedSchema.of("headers");

    /** A message with a few octets replaced, removed or put in, and anything else. */
    @Provide
    Arbitrary<byte[]> messages() {
        byte[] good = Letters.SPOOF.getBytes(StandardCharsets.UTF_8);
        Arbitrary<byte[]> mutated = Combinators.combine(
                        Arbitraries.integers().between(0, good.length),
                        Arbitraries.integers().between(0, 8),
                        Arbitraries.bytes().array(byte[].class).ofMaxSize(4))
                .as((at, removed, put) -> {
                    int end = Math.min(good.length, at + removed);
                    byte[] all = new byte[at + put.length + good.length - end];
                    System.arraycopy(good, 0, all, 0, at);
                    System.arraycopy(put, 0, all, at, put.length);
                    System.arraycopy(good, end, all, at + put.length, good.length - end);
                    return all;
                });
        return Arbitraries.frequencyOf(
                Tuple.of(4, mutated),
                Tuple.of(1, Arbitraries.bytes().array(byte[].class).ofMaxSize(400)));
    }

    @Property(tries = 100)
    void anyMessageHasOneJsonObject(@ForAll("messages") byte[] message) {
        Run run = Run.withInput(message, "headers", "-", "--json", "--own", Letters.OWN, "--authserv-id", Letters.MX);

        assertThat(run.status()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.lines()).hasSize(1);
        assertThat(SCHEMA.errors(run.out())).isEmpty();
        Statistics.label("way told")
                .collect(run.out().contains("\"firstExternal\":1"))
                .coverage(each -> each.check(true).count(count -> count > 5));
    }
}
