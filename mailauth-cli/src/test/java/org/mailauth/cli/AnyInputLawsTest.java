package org.mailauth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import net.jqwik.api.statistics.Statistics;
import org.mailauth.dkim.SigningKey;
import org.mailauth.testkit.InMemoryDns;

/** Whatever the input, a run ends with a published status, a sentence at most, and no stack trace. */
class AnyInputLawsTest {
    private static final DocumentedSchema SCHEMA = DocumentedSchema.of("verify");
    private static Path file;

    @BeforeContainer
    static void makeFile() throws IOException {
        file = Files.createTempFile("any-input", null);
    }

    @AfterContainer
    static void deleteFile() throws IOException {
        Files.delete(file);
    }

    /** A good message with a few octets replaced, removed or put in. */
    @Provide
    Arbitrary<byte[]> mutations() {
        return mutationsOf(Sample.signed().getBytes(StandardCharsets.UTF_8));
    }

    @Provide
    Arbitrary<byte[]> zones() {
        return mutationsOf(Sample.dns().toZoneText().getBytes(StandardCharsets.UTF_8));
    }

    @Provide
    Arbitrary<byte[]> keys() {
        byte[] pem = SigningKey.fromEd25519Seed(Sample.SEED).toPem().getBytes(StandardCharsets.US_ASCII);
        return Arbitraries.oneOf(mutationsOf(pem), mutationsOf(Sample.SEED.getBytes(StandardCharsets.US_ASCII)));
    }

    private static Arbitrary<byte[]> mutationsOf(byte[] good) {
        Arbitrary<byte[]> piece = Arbitraries.bytes().array(byte[].class).ofMaxSize(4);
        Arbitrary<byte[]> once = Combinators.combine(
                        Arbitraries.integers().between(0, good.length),
                        Arbitraries.integers().between(0, 8),
                        piece)
                .as((at, removed, put) -> {
                    int end = Math.min(good.length, at + removed);
                    byte[] mutated = new byte[at + put.length + good.length - end];
                    System.arraycopy(good, 0, mutated, 0, at);
                    System.arraycopy(put, 0, mutated, at, put.length);
                    System.arraycopy(good, end, mutated, at + put.length, good.length - end);
                    return mutated;
                });
        return Arbitraries.oneOf(once, Arbitraries.bytes().array(byte[].class).ofMaxSize(400));
    }

    private static void assertSound(Run run, Integer... statuses) {
        assertThat(run.status()).isIn((Object[]) statuses);
        assertThat(run.out() + run.err()).doesNotContain("\tat ", "Exception");
        assertThat(run.err().lines()).allMatch(line -> line.startsWith("mailauth: "));
        String told = run.err().replace("\n", "");
        assertThat(told.chars().filter(Character::isISOControl)).isEmpty();
    }

    @Property(tries = 200)
    void anyMessageHasAVerdict(@ForAll("mutations") byte[] message) {
        Run text = Run.of(new ByteArrayInputStream(message), Sample.dns(), "verify", "-");

        assertSound(text, 0, 1);
        assertThat(text.lines()).isNotEmpty();
        assertThat(text.err()).isEmpty();
    }

    @Property(tries = 200)
    void anyMessageHasOneJsonObject(@ForAll("mutations") byte[] message) {
        Run run = Run.of(new ByteArrayInputStream(message), Sample.dns(), "verify", "--json", "-");

        assertSound(run, 0, 1);
        assertThat(run.lines()).hasSize(1);
        assertThat(SCHEMA.errors(run.lines().get(0))).isEmpty();
    }

    /** What a border host wrote on top of a good message, with a few octets replaced, removed or put in. */
    @Provide
    Arbitrary<byte[]> received() {
        String top = "Return-Path: <joe@football.example.com>\r\nReceived: from h.example (r.example [192.0.2.1])"
                + "\r\n by mx.example.net (Postfix) with ESMTP id 1; Fri, 27 Nov 2026 09:55:06 +0000\r\n";
        return mutationsOf(top.getBytes(StandardCharsets.UTF_8))
                .map(start -> concatenated(start, Sample.UNSIGNED.getBytes(StandardCharsets.UTF_8)));
    }

    private static byte[] concatenated(byte[] start, byte[] end) {
        byte[] whole = Arrays.copyOf(start, start.length + end.length);
        System.arraycopy(end, 0, whole, start.length, end.length);
        return whole;
    }

    @Property(tries = 150)
    void anyTopOfAMessageHasAVerdict(@ForAll("received") byte[] message) {
        Run run = Run.of(
                new ByteArrayInputStream(message),
                Sample.dns(),
                "verify",
                "--json",
                "--from-received",
                "mx.example.net",
                "-");

        assertSound(run, 0, 1);
        assertThat(SCHEMA.errors(run.lines().get(0))).isEmpty();
        Statistics.label("client known")
                .collect(!run.out().contains("\"clientIp\":null"))
                .coverage(coverage -> coverage.check(true).percentage(share -> share > 5));
    }

    @Property(tries = 100)
    void anyFilesInADirectoryAreCounted(@ForAll("mutations") byte[] one, @ForAll("mutations") byte[] other)
            throws IOException {
        Path folder = Files.createTempDirectory("any-directory");
        Path first = Files.write(folder.resolve("1.eml"), one);
        Path second = Files.write(folder.resolve("2.eml"), other);
        Run run = Run.of("verify", folder.toString(), "--zone", Sample.ZONE.toString());
        Files.delete(first);
        Files.delete(second);
        Files.delete(folder);

        assertSound(run, 0, 1);
        assertThat(run.lines()).contains("summary of 2 messages");
    }

    @Property(tries = 200)
    void anyMessageIsSignedOrRefused(@ForAll("mutations") byte[] message) {
        write(Sample.SEED.getBytes(StandardCharsets.US_ASCII));
        Run run = Run.withInput(
                message, "sign", "-", "--key", file.toString(), "--domain", "a.example", "--selector", "s");

        assertThat(run.status()).isIn(0, 2);
        assertThat(run.octets().length == 0).isEqualTo(run.status() == 2);
        assertThat(run.err().lines()).allMatch(line -> line.startsWith("mailauth: "));
    }

    @Property(tries = 150)
    void anyZoneFileIsUsedOrRefused(@ForAll("zones") byte[] zone) {
        write(zone);

        assertSound(Run.of("verify", Sample.SIGNED.toString(), "--zone", file.toString()), 0, 1, 2);
    }

    @Property(tries = 150)
    void anyKeyRecordHasAVerdict(@ForAll("zones") byte[] record) {
        InMemoryDns dns = InMemoryDns.builder()
                .txt("brisbane._domainkey.football.example.com", new String(record, StandardCharsets.ISO_8859_1))
                .build();

        assertSound(Run.withDns(dns, "verify", Sample.SIGNED.toString()), 0, 1);
    }

    @Property(tries = 150)
    void anyKeyFileIsUsedOrRefused(@ForAll("keys") byte[] key) {
        write(key);
        Run run = Run.of(
                "sign", Sample.SIGNED.toString(), "--key", file.toString(), "--domain", "a.example", "--selector", "s");

        assertSound(run, 0, 2);
    }

    @Provide
    Arbitrary<List<String>> commandLines() {
        Arbitrary<String> words = Arbitraries.of(
                "verify",
                "sign",
                "seal",
                "--authserv-id",
                "--results",
                "--received",
                "help",
                "--help",
                "-h",
                "--json",
                "--zone",
                "--dns",
                "--at",
                "--key",
                "--domain",
                "--selector",
                "--headers",
                "--algorithm",
                "--expires-after",
                "--canonicalization",
                "--ip",
                "192.0.2.1",
                "--mail-from",
                "--from-received",
                "--explain",
                "--legacy",
                "-",
                "--",
                "-x",
                "--zone=",
                "@x",
                "${sys:user.name}",
                "a.example",
                "from:to",
                "7d",
                "\u001b[31m");
        return Arbitraries.oneOf(words, Arbitraries.strings().ofMaxLength(8))
                .list()
                .ofMaxSize(7);
    }

    @Property(tries = 300)
    void anyCommandLineEndsWithAPublishedStatus(@ForAll("commandLines") List<String> line) {
        Run run = Run.withDns(Sample.dns(), line.toArray(String[]::new));

        assertThat(run.status()).isIn(0, 1, 2);
        assertThat(run.out() + run.err()).doesNotContain("\tat ", "Exception", "\u001b");
    }

    private static void write(byte[] content) {
        try {
            Files.write(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
