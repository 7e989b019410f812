package org.mailauth.mtasts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.statistics.Statistics;
import org.mailauth.DomainName;

/** Whatever a server sends: a response or a failure, and no octet too many. */
class HttpExchangeLawsTest {
    private static final DomainName HOST = DomainName.of("mta-sts.example.com");
    private static final int MAX_OCTETS = 100;

    /** How the length of a body is told. */
    enum Framing {
        LENGTH,
        CHUNKS,
        CHUNKS_WITH_ZEROS,
        END
    }

    record Sent(Framing framing, List<String> parts) {
        String body() {
            return String.join("", parts);
        }

        String text() {
            String head = "HTTP/1.1 200 OK\r\nServer: x\r\nContent-Type: text/plain\r\n";
            return switch (framing) {
                case LENGTH -> head + "Content-Length: " + body().length() + "\r\n\r\n" + body();
                case CHUNKS -> head + "Transfer-Encoding: chunked\r\n\r\n" + chunks("%x;a=b");
                case CHUNKS_WITH_ZEROS -> head + "Transfer-Encoding: chunked\r\n\r\n" + chunks("%04X");
                case END -> head + "\r\n" + body();
            };
        }

        private String chunks(String size) {
            StringBuilder chunks = new StringBuilder();
            for (String part : parts) {
                if (!part.isEmpty()) {
                    chunks.append(String.format(Locale.ROOT, size, part.length()))
                            .append("\r\n")
                            .append(part)
                            .append("\r\n");
                }
            }
            return chunks + "0\r\nTrailer: x\r\n\r\n";
        }
    }

    /** A stream that gives as little as it likes. */
    private static final class Fragments extends InputStream {
        private final InputStream whole;
        private final List<Integer> sizes;
        private int reads;

        Fragments(byte[] octets, List<Integer> sizes) {
            this.whole = new ByteArrayInputStream(octets);
            this.sizes = sizes;
        }

        @Override
        public int read() throws IOException {
            return whole.read();
        }

        @Override
        public int read(byte[] octets, int offset, int length) throws IOException {
            return whole.read(octets, offset, Math.min(length, sizes.get(reads++ % sizes.size())));
        }
    }

    @Provide
    Arbitrary<Sent> sent() {
        Arbitrary<List<String>> parts = Arbitraries.strings()
                .withChars("abc:;=0\r\n")
                .ofMaxLength(40)
                .list()
                .ofMaxSize(5);
        return Combinators.combine(Arbitraries.of(Framing.values()), parts).as(Sent::new);
    }

    /** A grammar of what servers send, with one place or another where it goes wrong. */
    @Provide
    Arbitrary<String> responses() {
        Arbitrary<String> start = Arbitraries.of(
                "HTTP/1.1 200 OK",
                "HTTP/1.1 200 OK",
                "HTTP/1.0 200",
                "HTTP/1.1 103 Hints\r\n\r\nHTTP/1.1 200 OK",
                "HTTP/1.1 301 Moved",
                "HTTP/1.1 101 X",
                "HTTP/2 200",
                "HTTP/1.1 2000",
                "\r\n\r\nHTTP/1.1 200 OK",
                "ok");
        Arbitrary<String> field = Arbitraries.of(
                "Content-Length: 5",
                "Content-Length: 101",
                "Content-Length: 5, 5",
                "Content-Length: 99999999999999999999",
                "Transfer-Encoding: chunked",
                "transfer-encoding: CHUNKED, gzip",
                "Content-Encoding: gzip",
                "Content-Encoding: identity",
                "Content-Type: text/plain; charset=utf-8",
                "Content-Type:",
                " folded",
                "nothing",
                ": empty",
                "Connection: keep-alive, Upgrade",
                "X: " + "y".repeat(9000));
        Arbitrary<String> body = Arbitraries.of(
                "hello",
                "",
                "5\r\nhello\r\n0\r\n\r\n",
                "5;x=\"y\r\nhello\r\n00000000000\r\nT: x\r\n\r\n",
                "64\r\n" + "x".repeat(100) + "\r\n1\r\nx\r\n0\r\n\r\n",
                "7fffffffffffffff\r\nx",
                "8000000000000000\r\nx",
                "-1\r\nx",
                "5\r\nhelloX\r\n0\r\n\r\n",
                "x".repeat(101));
        return Combinators.combine(start, field.list().ofMaxSize(4), body)
                .as((line, fields, rest) -> line + "\r\n"
                        + fields.stream().map(each -> each + "\r\n").reduce("", String::concat)
                        + "\r\n"
                        + rest);
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** What came of it, as a word. */
    private static String outcome(InputStream in) throws IOException {
        try {
            PolicyResponse.Received received = HttpExchange.run(in, new ByteArrayOutputStream(), HOST, 443, MAX_OCTETS);
            assertThat(received.body().length).isLessThanOrEqualTo(MAX_OCTETS);
            return received.status() == 200 ? "RECEIVED" : "OTHER_STATUS";
        } catch (FetchFailedException e) {
            return e.failure().name();
        }
    }

    @Property
    void anyOctetsHaveAnOutcome(@ForAll @Size(max = 300) byte[] octets, @ForAll boolean afterHeader)
            throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(octets(afterHeader ? "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" : ""));
        all.writeBytes(octets);
        assertThat(outcome(new ByteArrayInputStream(all.toByteArray())))
                .isIn("TRUNCATED", "PROTOCOL", "TOO_LARGE", "RECEIVED");
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void anyResponseHasAnOutcomeOfItsOwn(
            @ForAll("responses") String response,
            @ForAll @IntRange(max = 400) int place,
            @ForAll byte other,
            @ForAll @IntRange(max = 3) int change)
            throws IOException {
        byte[] octets = octets(response);
        if (change == 0 && place < octets.length) {
            octets[place] = other;
        } else if (change == 1 && place < octets.length) {
            octets = Arrays.copyOf(octets, place);
        }
        Statistics.label("outcome")
                .collect(outcome(new ByteArrayInputStream(octets)))
                .coverage(coverage -> {
                    for (String each : List.of("RECEIVED", "OTHER_STATUS", "TRUNCATED", "PROTOCOL", "TOO_LARGE")) {
                        coverage.check(each).percentage(percent -> percent > 1);
                    }
                });
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void wholeResponseIsReceivedHoweverItIsFramedAndCutIntoPieces(
            @ForAll("sent") Sent sent, @ForAll @Size(min = 1, max = 5) List<@IntRange(min = 1, max = 50) Integer> sizes)
            throws IOException {
        InputStream in = new Fragments(octets(sent.text()), sizes);
        if (sent.body().length() > MAX_OCTETS) {
            assertThat(outcome(in)).isEqualTo("TOO_LARGE");
        } else {
            assertThat(HttpExchange.run(in, new ByteArrayOutputStream(), HOST, 443, MAX_OCTETS))
                    .isEqualTo(PolicyResponse.Received.of(200, "text/plain", octets(sent.body())));
        }
    }

    /** Unless the end of the stream is the end of the body, and TLS vouches for it. */
    @Property(tries = 300)
    void responseThatIsCutAnywhereIsTruncated(@ForAll("sent") Sent sent) throws IOException {
        byte[] whole = octets(sent.text());
        int end = sent.framing() == Framing.END ? sent.text().indexOf("\r\n\r\n") + 4 : whole.length;
        List<String> outcomes = new ArrayList<>();
        for (int length = 0; length < end; length++) {
            outcomes.add(outcome(new ByteArrayInputStream(whole, 0, length)));
        }
        if (sent.body().length() > MAX_OCTETS) {
            assertThat(outcomes).containsAnyOf("TRUNCATED").doesNotContain("RECEIVED");
        } else {
            assertThat(outcomes).containsOnly("TRUNCATED");
        }
    }

    @Property
    void requestIsTheSameForEveryPort(@ForAll @IntRange(min = 1, max = 65535) int port) throws IOException {
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        HttpExchange.run(new ByteArrayInputStream(octets("HTTP/1.1 404 No\r\n\r\n")), request, HOST, port, MAX_OCTETS);
        String host = port == 443 ? "mta-sts.example.com" : "mta-sts.example.com:" + port;
        assertThat(request.toString(StandardCharsets.ISO_8859_1))
                .startsWith("GET /.well-known/mta-sts.txt HTTP/1.1\r\nHost: " + host + "\r\n")
                .endsWith("\r\n\r\n");
    }
}
