package org.mailauth.cli.sign;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailauth.cli.Run;
import org.mailauth.cli.Sample;
import org.mailauth.dns.DnsFailure;
import org.mailauth.testkit.InMemoryDns;

class SignCommandTest {
    @TempDir
    static Path keys;

    @TempDir
    Path folder;

    private String plain;
    private String seed;

    @BeforeEach
    void writeFiles() {
        plain = Sample.write(folder, "plain.eml", Sample.UNSIGNED).toString();
        seed = Sample.write(folder, "seed", Sample.SEED + "\n").toString();
    }

    private static String[] args(String file, String key, String... more) {
        List<String> args = new ArrayList<>(
                List.of("sign", file, "--key", key, "--domain", "football.example.com", "--selector", "brisbane"));
        args.addAll(Arrays.asList(more));
        return args.toArray(String[]::new);
    }

    private Run sign(String... more) {
        return Run.of(args(plain, seed, more));
    }

    private Run verify(Run signed) {
        assertThat(signed.err()).isEmpty();
        assertThat(signed.status()).isZero();
        return Run.withInput(signed.octets(), "verify", "-", "--zone", Sample.ZONE.toString());
    }

    private static void assertRefused(Run run, String sentence) {
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).isEqualTo("mailauth: " + sentence + "\n");
    }

    @Test
    void signedMessageVerifies() {
        Run signed = sign();

        assertThat(signed.out()).startsWith("DKIM-Signature: ").endsWith("\r\n" + Sample.UNSIGNED);
        assertThat(verify(signed).status()).isZero();
    }

    @Test
    void newRsaKeySignsAndItsPrintedRecordVerifies() {
        String key = keys.resolve("rsa.pem").toString();
        Run made = Run.of("keygen", "--domain", "football.example.com", "--selector", "brisbane", "--out", key);
        assertThat(made.status()).isZero();
        String zone = Sample.write(folder, "rsa.zone", made.out()).toString();

        Run signed = Run.of(args(plain, key, "--algorithm", "rsa-sha256"));
        Run verified = Run.withInput(signed.octets(), "verify", "-", "--zone", zone);

        assertThat(verified.status()).isZero();
        assertThat(verified.out()).contains("a=rsa-sha256, 2048-bit key");
    }

    @Test
    void newEd25519KeySignsAndItsPrintedRecordVerifies() {
        String key = keys.resolve("ed25519.pem").toString();
        Run made = Run.of(
                "keygen",
                "--domain",
                "football.example.com",
                "--selector",
                "brisbane",
                "--out",
                key,
                "--type",
                "ed25519");
        assertThat(made.status()).isZero();
        String zone = Sample.write(folder, "ed25519.zone", made.out()).toString();

        Run signed = Run.of(args(plain, key, "--algorithm", "ed25519-sha256"));

        assertThat(Run.withInput(signed.octets(), "verify", "-", "--zone", zone).status())
                .isZero();
    }

    @Test
    void standardInputIsSigned() {
        Run signed = Run.withInput(Sample.UNSIGNED.getBytes(StandardCharsets.UTF_8), args("-", seed));

        assertThat(verify(signed).status()).isZero();
    }

    @Test
    void everyLineOfTheOutputEndsWithCrlf() {
        String lf = Sample.write(folder, "lf.eml", Sample.UNSIGNED.replace("\r\n", "\n"))
                .toString();
        Run signed = Run.of(args(lf, seed));

        assertThat(signed.out().replace("\r\n", "")).doesNotContain("\r", "\n");
        assertThat(verify(signed).status()).isZero();
    }

    @Test
    void octetsThatAreNoTextAreKept() {
        byte[] eml = (Sample.UNSIGNED + "\u00ff\u0080\r\n").getBytes(StandardCharsets.ISO_8859_1);
        Run signed = Run.withInput(eml, args("-", seed, "--allow", "undeclared-eight-bit"));

        assertThat(Arrays.copyOfRange(signed.octets(), signed.octets().length - eml.length, signed.octets().length))
                .isEqualTo(eml);
        assertThat(signed.err()).contains("[undeclared-eight-bit]").hasLineCount(1);
        assertThat(Run.withInput(signed.octets(), "verify", "-", "--zone", Sample.ZONE.toString())
                        .status())
                .isZero();
    }

    @Test
    void sameClockGivesTheSameOctets() {
        Run signed = sign("--at", "2018-06-10T13:38:29Z", "--expires-after", "7d");

        assertThat(signed.out()).contains("t=1528637909;", "x=1529242709;");
        assertThat(sign("--at", "@1528637909", "--expires-after", "P7D")).isEqualTo(signed);
    }

    @Test
    void clockOfTheMachineIsUsedWithoutAt() {
        assertThat(sign().out()).contains("t=" + Run.NOW.getEpochSecond() + ";");
    }

    @Test
    void namedHeadersAreSignedAndFromOnceMore() {
        assertThat(sign("--headers", "to:subject").out().replaceAll("\\s", "")).contains(";h=from:from:to:subject;");
        assertThat(verify(sign("--headers", "To : Subject:date")).status()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "relaxed/relaxed,relaxed/relaxed",
        "relaxed/simple,relaxed/simple",
        "simple/relaxed,simple/relaxed",
        "simple/simple,simple/simple",
        "relaxed,relaxed/simple",
        "simple,simple/simple"
    })
    void canonicalizationIsThatAskedFor(String asked, String used) {
        Run signed = sign("--canonicalization", asked);

        assertThat(signed.out()).contains(" c=" + used + ";");
        assertThat(verify(signed).status()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"7d", "7D", "168h", "10080m", "604800s", "P7D", "PT168H"})
    void timeSpanCanBeWrittenInSeveralWays(String span) {
        assertThat(sign("--at", "@1528637909", "--expires-after", span).out()).contains("x=1529242709;");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "7",
                "d",
                "0d",
                "-1d",
                "P-7D",
                "PT0.5S",
                "7w",
                "3651d",
                "99999d",
                "P106751991167300D",
                "next week"
            })
    void wrongTimeSpanIsToldWithExamples(String span) {
        assertRefused(
                sign("--expires-after", span),
                "invalid value for option '--expires-after': '" + span + "' is not a time span of 1 second to 3650 days"
                        + " such as 7d, 12h, 90m or P7DT12H (see 'mailauth sign --help')");
    }

    @Test
    void lastMomentsDoNotOverflow() {
        assertThat(sign("--at", "9999-12-31T23:59:59Z", "--expires-after", "3650d")
                        .status())
                .isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--algorithm|rsa-md5|'rsa-md5' is neither rsa-sha256 nor ed25519-sha256",
                "--algorithm|rsa-sha1|rsa-sha1 must not be used any more (RFC 8301 §3.1)",
                "--headers|from::to|'from::to' is not a list such as from:to:subject; DKIM-Signature cannot be in it",
                "--headers|dkim-signature|'dkim-signature' is not a list such as from:to:subject; DKIM-Signature cannot be in it",
                "--canonicalization|nowsp|'nowsp' is not one of relaxed/relaxed, relaxed/simple, simple/relaxed and simple/simple",
                "--at|noon|'noon' is not a moment from 1970 to 9999 such as 2018-06-10T13:38:29Z, 2018-06-10T15:38:29+02:00, 2018-06-10 or @1528637909",
            })
    void wrongOptionIsToldInOneSentence(String option, String value, String sentence) {
        assertRefused(
                sign(option, value),
                "invalid value for option '" + option + "': " + sentence + " (see 'mailauth sign --help')");
    }

    @ParameterizedTest
    @ValueSource(strings = {"com", "", "-a.example", "a..example", "a b.example"})
    void wrongDomainIsToldInOneSentence(String domain) {
        Run run = Run.of("sign", plain, "--key", seed, "--domain", domain, "--selector", "s");

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err())
                .startsWith("mailauth: invalid value for option '--domain': '" + domain + "' is no ")
                .hasLineCount(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ü", "a b", "a.", "-"})
    void wrongSelectorIsToldInOneSentence(String selector) {
        Run run = Run.of("sign", plain, "--key", seed, "--domain", "a.example", "--selector", selector);

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err())
                .startsWith("mailauth: invalid value for option '--selector': '" + selector + "' is no selector: ")
                .hasLineCount(1);
    }

    @Test
    void namesThatAreTooLongTogetherAreRefused() {
        String label = "a".repeat(60);
        String domain = String.join(".", label, label, label, "example");

        assertRefused(
                Run.of("sign", plain, "--key", seed, "--domain", domain, "--selector", label),
                "selector and domain together make too long a name for the DNS");
    }

    @Test
    void internationalDomainIsSignedAsALabels() {
        Run signed = Run.of("sign", plain, "--key", seed, "--domain", "Bücher.example", "--selector", "s");

        assertThat(signed.out()).contains("d=xn--bcher-kva.example;");
    }

    @Test
    void messageWithoutFromIsRefused() {
        String file = Sample.write(folder, "nofrom.eml", "To: a@example.com\r\n\r\nHi.\r\n")
                .toString();

        assertRefused(Run.of(args(file, seed)), "cannot sign '" + file + "': the message has no From field");
    }

    @Test
    void emptyStandardInputIsRefused() {
        assertRefused(Run.of(args("-", seed)), "cannot sign standard input: the message has no From field");
    }

    @Test
    void missingMessageIsToldByName() {
        assertRefused(Run.of(args("gone.eml", seed)), "cannot read 'gone.eml': no such file or directory");
    }

    @Test
    void messageThatMayBeMendedOnItsWayIsRefused() {
        String file =
                Sample.write(folder, "bare.eml", Sample.UNSIGNED + "a\nb\r\n").toString();

        assertRefused(
                Run.of(args(file, seed)),
                "cannot sign '" + file + "': LF without CR, once [bare-lf]; to sign it all the same: --allow bare-lf");
    }

    @Test
    void whatIsAllowedIsSignedWithAWarning() {
        String file = Sample.write(folder, "bare.eml", Sample.UNSIGNED + "a\nb\rc\r\n")
                .toString();
        Run signed = Run.of(args(file, seed, "--allow", "bare-lf,dkim.bare-cr", "--allow", "nul"));

        assertThat(signed.status()).isZero();
        assertThat(signed.err().split("\n"))
                .containsExactly(
                        "mailauth: warning: '" + file + "': CR without LF, once [bare-cr]",
                        "mailauth: warning: '" + file + "': LF without CR, once [bare-lf]");
        assertThat(Run.withInput(signed.octets(), "verify", "-", "--zone", Sample.ZONE.toString())
                        .status())
                .isZero();
    }

    @Test
    void onlyWhatIsNotAllowedIsNamed() {
        String file = Sample.write(
                        folder,
                        "two.eml",
                        "Sender: a@example.com\r\n" + "Sender: a@example.com\r\n" + Sample.UNSIGNED + "a\nb\r\n")
                .toString();
        Run run = Run.of(args(file, seed, "--allow", "bare-lf"));

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err())
                .contains("a second Sender field [duplicate-field]; ")
                .doesNotContain("bare-lf");
    }

    @Test
    void unknownFindingIsToldWithAllThatCanBeAllowed() {
        Run run = sign("--allow", "everything");

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err())
                .contains("invalid value for option '--allow'", "'everything' is none of bare-cr, bare-lf, nul, ")
                .hasLineCount(1);
    }

    @Test
    void severalKeysMakeSeveralSignatures() {
        String rsa = keys.resolve("second.pem").toString();
        Run made = Run.of("keygen", "--domain", "football.example.com", "--selector", "test", "--out", rsa);
        String zone = Sample.write(
                        folder, "both.zone", Sample.dns().toZoneText().replaceAll("(?m)^test\\..*\n", "") + made.out())
                .toString();
        Run signed = sign("--selector", "test", "--key", rsa);

        assertThat(signed.status()).isZero();
        assertThat(signed.out().indexOf("s=brisbane;")).isLessThan(signed.out().indexOf("s=test;"));
        Run verified = Run.withInput(signed.octets(), "verify", "-", "--zone", zone);
        assertThat(verified.out()).contains("a=ed25519-sha256", "a=rsa-sha256").doesNotContain("fail");
        assertThat(verified.status()).isZero();
    }

    @Test
    void selectorsAndAlgorithmsMustBeAsManyAsKeys() {
        assertRefused(sign("--key", seed), "there must be one --selector for each --key, and not 1 for 2");
        assertRefused(sign("--selector", "s2"), "there must be one --selector for each --key, and not 2 for 1");
        assertRefused(
                sign("--key", seed, "--selector", "s2", "--algorithm", "ed25519-sha256"),
                "there must be one --algorithm for each --key or none, and not 1 for 2");
    }

    @Test
    void auidIsWritten() {
        Run signed = sign("--auid", "joe@mail.football.example.com");

        assertThat(signed.out()).contains("i=joe@mail.football.example.com;");
        assertThat(verify(signed).status()).isZero();
        assertThat(sign("--auid", "@football.example.com").out()).contains("i=@football.example.com;");
    }

    @ParameterizedTest
    @ValueSource(strings = {"joe", "joe@example.com", "joe@", "", "joe@a..football.example.com"})
    void auidOutsideOfTheDomainIsRefused(String auid) {
        assertRefused(
                sign("--auid", auid),
                "'" + auid + "' is no AUID such as joe@football.example.com or @mail.football.example.com");
    }

    @Test
    void publishedKeyThatMatchesIsSignedWith() {
        Run signed = sign("--check-published", "--zone", Sample.ZONE.toString());

        assertThat(verify(signed).status()).isZero();
    }

    @Test
    void publishedKeyThatIsAnotherIsTold() {
        String other = Sample.write(
                        folder,
                        "other.zone",
                        "brisbane._domainkey.football.example.com. TXT "
                                + "\"v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURA=\"\n")
                .toString();
        String revoked = Sample.write(
                        folder, "revoked.zone", "brisbane._domainkey.football.example.com. TXT \"v=DKIM1; p=\"\n")
                .toString();
        String empty =
                Sample.write(folder, "empty.zone", "a.example. TXT \"x\"\n").toString();

        assertRefused(
                sign("--check-published", "--zone", other), "the key of selector brisbane is not the published one");
        assertRefused(sign("--check-published", "--zone", revoked), "the key of selector brisbane was revoked");
        assertRefused(
                sign("--check-published", "--zone", empty),
                "the key of selector brisbane is not published: brisbane._domainkey.football.example.com has no TXT"
                        + " record");
    }

    @Test
    void silentDnsIsATemporaryFailure() {
        InMemoryDns silent = InMemoryDns.builder()
                .fail("brisbane._domainkey.football.example.com", DnsFailure.TIMEOUT)
                .build();
        Run run = Run.withDns(silent, args(plain, seed, "--check-published"));

        assertThat(run.status()).isEqualTo(75);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).startsWith("mailauth: the key of selector brisbane cannot be looked up now: ");
    }

    @Test
    void algorithmThatDoesNotFitTheKeyIsRefused() {
        assertRefused(
                sign("--algorithm", "rsa-sha256"),
                "--algorithm rsa-sha256 does not fit key file '" + seed + "', which signs with ed25519-sha256");
    }

    @Test
    void requiredOptionsAreToldAllAtOnce() {
        assertRefused(
                Run.of("sign", plain),
                "missing required options: '--domain=DOMAIN', '--selector=SELECTOR', '--key=FILE'"
                        + " (see 'mailauth sign --help')");
    }

    @Test
    void fileThatIsNoKeyIsRefusedWithoutShowingIt() throws Exception {
        String secret = Sample.write(folder, "notes.txt", "my secret").toString();
        Run run = Run.of(args(plain, secret));

        assertRefused(run, "cannot use key file '" + secret + "': the PEM text holds no private key");
        Files.write(folder.resolve("huge"), new byte[70_000]);
        assertThat(Run.of(args(plain, folder.resolve("huge").toString())).err())
                .contains("it has more than 65536 octets");
    }
}
