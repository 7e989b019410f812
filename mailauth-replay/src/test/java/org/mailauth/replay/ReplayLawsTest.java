package org.mailauth.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import org.mailauth.SmtpSession;
import org.mailauth.authenticator.PrefetchLimits;
import org.mailauth.dns.DnsAnswer;
import org.mailauth.dns.DnsFailure;
import org.mailauth.dns.DnsName;
import org.mailauth.dns.DnsRecord;
import org.mailauth.dns.DnsResolver;
import org.mailauth.dns.DnsType;
import org.mailauth.dns.DnssecStatus;

class ReplayLawsTest {
    private static final List<byte[]> BUNDLES = new ArrayList<>(Corpus.all().values());
    private static final String[] TOKENS = {
        "null",
        "-1",
        "9223372036854775807",
        "1e400",
        "\"\"",
        "[]",
        "{}",
        "true",
        "\"-PT1S\"",
        "\"\\uD800\"",
        "0",
        "\"9999-12-31T23:59:59Z\"",
        "\"0000-01-01T00:00:00Z\"",
        "\"..\"",
        "\"failed\"",
        "\"timeout\"",
        "\"a.example\"",
        "\"AAAA\"",
        "\"2001:db8::1\"",
        "2147483647",
        "\"From: x\\r\\n\""
    };

    /** Whether they are a bundle; if so, the replay comes to an end, too, and is written and read as the same. */
    private static boolean isBundle(byte[] octets) {
        ReplayBundle bundle;
        try {
            bundle = ReplayBundle.read(new ByteArrayInputStream(octets));
        } catch (IOException impossible) {
            throw new AssertionError(impossible);
        } catch (ReplayFormatException refused) {
            assertThat(refused.problem().text()).isNotEmpty();
            return false;
        }
        assertThat(bundle.replay().authentication()).isNotNull();
        assertThat(bundle.withoutBody().replay().authentication().headerFields())
                .isEqualTo(bundle.replay().authentication().headerFields());
        byte[] written = Corpus.written(bundle);
        assertThat(Corpus.written(Corpus.read(written))).isEqualTo(written);
        return true;
    }

    @Property(tries = 1000)
    void readingNeverThrowsAnythingElse(@ForAll byte[] octets) {
        isBundle(octets);
    }

    @Property(tries = 400)
    void changedOctetsAreRefusedOrReplayed(@ForAll Random random) {
        byte[] octets = BUNDLES.get(random.nextInt(BUNDLES.size())).clone();
        if (random.nextBoolean()) {
            octets = Corpus.written(Corpus.read(octets).withoutBody());
        }
        for (int changes = 1 + random.nextInt(2); changes > 0; changes--) {
            int most = random.nextInt(4) == 0 ? 256 : 0x7F;
            octets[random.nextInt(octets.length)] =
                    (byte) (most == 256 ? random.nextInt(most) : ' ' + random.nextInt(most - ' '));
        }
        Statistics.label("still a bundle").collect(isBundle(octets));
        Statistics.label("still a bundle")
                .coverage(coverage -> coverage.check(true).percentage(p -> p > 10));
    }

    /** Mostly of the kind that was there. */
    private static String token(char first, Random random) {
        String[] alike = Arrays.stream(TOKENS)
                .filter(token ->
                        token.charAt(0) == first || (Character.isDigit(first) && Character.isDigit(token.charAt(0))))
                .toArray(String[]::new);
        String[] among = alike.length == 0 || random.nextInt(4) == 0 ? TOKENS : alike;
        return among[random.nextInt(among.length)];
    }

    @Property(tries = 500)
    void changedValuesAreRefusedOrReplayed(@ForAll Random random) {
        byte[] octets = BUNDLES.get(random.nextInt(BUNDLES.size()));
        if (random.nextBoolean()) {
            octets = Corpus.written(Corpus.read(octets).withoutBody());
        }
        String[] lines = new String(octets, StandardCharsets.US_ASCII).split("\n", -1);
        for (int changes = 1 + random.nextInt(2); changes > 0; changes--) {
            int at = random.nextInt(lines.length);
            int value = lines[at].indexOf(" : ") + 3;
            if (value >= 3 && value < lines[at].length()) {
                String comma = lines[at].endsWith(",") ? "," : "";
                lines[at] = lines[at].substring(0, value) + token(lines[at].charAt(value), random) + comma;
            }
        }
        boolean bundle = isBundle(String.join("\n", lines).getBytes(StandardCharsets.US_ASCII));
        Statistics.label("still a bundle").collect(bundle);
        Statistics.label("still a bundle")
                .coverage(coverage -> coverage.check(true).percentage(p -> p > 10));
    }

    @Provide
    Arbitrary<DnsAnswer> answers() {
        Arbitrary<String> octets =
                Arbitraries.strings().withCharRange('\u0000', '\u00FF').ofMaxLength(40);
        Arbitrary<DnsAnswer.Evidence> evidence = Arbitraries.of(DnssecStatus.class)
                .map(status -> new DnsAnswer.Evidence(status, List.of(), Duration.ofSeconds(60)));
        Arbitrary<DnsRecord> txt = Arbitraries.oneOf(
                        octets,
                        Arbitraries.of(
                                "v=spf1 a mx ptr include:example.com ?all",
                                "v=spf1 +all",
                                "v=spf1 exists:%{i}.%{h}.%{t} redirect=mail.example.com",
                                "v=DMARC1; p=reject",
                                "v=DKIM1; p="))
                .list()
                .ofMinSize(1)
                .ofMaxSize(2)
                .map(DnsRecord.Txt::new);
        return Arbitraries.oneOf(
                Combinators.combine(txt.list().ofMinSize(1).ofMaxSize(2), evidence)
                        .as(DnsAnswer.Found::new),
                evidence.map(DnsAnswer.NoData::new),
                evidence.map(DnsAnswer.NxDomain::new),
                Combinators.combine(Arbitraries.of(DnsFailure.class), octets).as(DnsAnswer.Failed::new));
    }

    @Provide
    Arbitrary<byte[]> messages() {
        Arbitrary<String> field = Arbitraries.of(
                "From: Alice <alice@example.com>\r\n",
                "From: a@example.com, b@example.org\r\n",
                "Subject: x\r\n y\r\n",
                "Sub ject : z\r\n",
                "X: \u00E9\n\r\n",
                "From alice\r\n",
                "DKIM-Signature: v=1; a=rsa-sha256; d=example.com; s=s1; h=from; bh=AAAA; b=AAAA\r\n",
                "ARC-Seal: i=1; cv=none; a=rsa-sha256; d=example.com; s=s1; b=AAAA\r\n");
        Arbitrary<String> body =
                Arbitraries.strings().withChars("a \t.\r\n\u0000\u00FF").ofMaxLength(60);
        Arbitrary<byte[]> broken = Combinators.combine(
                        field.list().ofMaxSize(5), Arbitraries.of("\r\n", "", "\n"), body)
                .as((fields, gap, text) ->
                        (String.join("", fields) + gap + text).getBytes(StandardCharsets.ISO_8859_1));
        Arbitrary<byte[]> signed =
                body.map(text -> Sample.signed(("From: Alice <alice@example.com>\r\nSubject: x\r\n\r\n" + text)
                        .getBytes(StandardCharsets.ISO_8859_1)));
        return Arbitraries.oneOf(
                broken,
                signed,
                signed.map(octets -> (new String(octets, StandardCharsets.ISO_8859_1) + "more\r\n")
                        .getBytes(StandardCharsets.ISO_8859_1)));
    }

    @Property(tries = 500)
    void replayIsTheOriginal(
            @ForAll("messages") byte[] message, @ForAll("answers") DnsAnswer answer, @ForAll Random random) {
        DnsResolver sample = Sample.dns().build();
        int odd = random.nextInt(4);
        DnsResolver dns = question ->
                question.type() == DnsType.TXT && Math.floorMod(question.name().hashCode(), 4) == odd
                        ? answer
                        : sample.resolve(question);
        SmtpSession session = SmtpSession.builder()
                .clientIp(random.nextBoolean() ? "192.0.2.10" : "2001:db8::7")
                .helo(random.nextBoolean() ? "mail.example.com" : "\uD800 \u0000")
                .mailFrom(random.nextBoolean() ? "alice@example.com" : "")
                .build();
        ReplaySettings.Builder settings = Sample.settings();
        if (random.nextBoolean()) {
            settings.prefetch(PrefetchLimits.defaults());
        }
        RecordedAuthentication recorded = Sample.recorder()
                .settings(settings.build())
                .resolver(dns)
                .executor(Runnable::run)
                .build()
                .record(session, message);

        for (ReplayBundle form : List.of(recorded.bundle(), recorded.bundle().withoutBody())) {
            byte[] written = Corpus.written(form);
            ReplayBundle read = Corpus.read(written);
            assertThat(Corpus.written(read)).isEqualTo(written);
            assertThat(read.answers()).isEqualTo(recorded.bundle().answers());
            Replay replay = read.replay();
            assertThat(replay.differences()).isEmpty();
            assertThat(replay.problems()).isEmpty();
            assertThat(replay.authentication().headerFields())
                    .isEqualTo(recorded.authentication().headerFields());
        }
        Statistics.label("dkim")
                .collect(recorded.authentication().dkim().stream()
                        .anyMatch(each -> each.result().word().equals("pass")));
        Statistics.label("dkim").coverage(coverage -> coverage.check(true).percentage(p -> p > 15));
    }

    @Property(tries = 500)
    void answersAreReadAsTheyWereWritten(@ForAll("answers") DnsAnswer answer) {
        ReplayBundle bundle = Corpus.read(BUNDLES.get(0)).withAnswer(DnsName.of("x"), DnsType.TXT, answer);

        assertThat(Corpus.read(Corpus.written(bundle)).answers()).isEqualTo(bundle.answers());
    }
}
