package org.mailauth.cli.rotate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mailauth.cli.Run;
import org.mailauth.cli.Sample;
import org.mailauth.cli.command.ExitStatus;
import org.mailauth.dkim.SigningKey;

/** Now is 2026-11-21T12:00:00Z. */
class RotatePlanCommandTest {
    private static final String KEY =
            SigningKey.fromEd25519Seed(Sample.SEED).keyRecord().orElseThrow().toText();

    @TempDir
    Path folder;

    private Run plan(String content, String... more) {
        Path file = Sample.write(folder, "keys.json", content.replace('\'', '"'));
        return Run.of(Stream.concat(Stream.of("rotate", "plan", file.toString()), Stream.of(more))
                .toArray(String[]::new));
    }

    private static String domain(String rest) {
        return "{'domain': 'Example.com'" + rest + "}";
    }

    @Test
    void keysThatChange_areTold() {
        Run run = plan(domain(
                ", 'policy': {'algorithms': ['ed25519-sha256'], 'period': 'P90D', 'recordTtl': 'PT30M'}, 'keys': ["
                        + "{'selector': 'old', 'algorithm': 'ed25519-sha256', 'published': '2026-08-01T00:00:00Z',"
                        + " 'firstSigned': '2026-08-03T00:00:00Z'},"
                        + "{'selector': 'new', 'algorithm': 'ed25519-sha256', 'record': '"
                        + KEY
                        + "'}]"));

        assertThat(run.status()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.lines())
                .containsExactly(
                        "keys of example.com at 2026-11-21T12:00:00Z",
                        "",
                        "due now:",
                        "  2026-10-24T21:50:00Z  publish new: publish the new key to replace old",
                        "      new._domainkey.example.com. 1800 IN TXT \"" + KEY + "\"");
    }

    @Test
    void calendarIsAddedOnRequest() {
        Run run = plan(domain(""), "--at", "2026-12-01", "--foresee", "250d");

        assertThat(run.lines())
                .startsWith(
                        "problem: rotation.nothing-signs: no key signs: mail goes out unsigned",
                        "keys of example.com at 2026-12-01T00:00:00Z")
                .containsSubsequence(
                        "calendar:",
                        "  2026-12-01T00:00:00Z  generate s20261201r: make a new rsa key because no key of this algorithm"
                                + " may sign");
        assertThat(run.out()).contains("  remove ").contains("  revoke ");
    }

    @Test
    void jsonHoldsTheWholePlan() throws Exception {
        Run run = plan(
                domain(", 'keys': [{'selector': 'a', 'algorithm': 'rsa-sha256', 'published': '2026-11-21T10:00:00Z',"
                        + " 'record': null}, {'selector': 'b', 'algorithm': 'ed25519-sha256', 'record': '" + KEY
                        + "', 'published': '@1', 'firstSigned': '2000-01-01', 'lastSigned': '2001-01-01'}]"),
                "--json",
                "--foresee",
                "1d");

        assertThat(run.status()).isZero();
        assertThat(run.lines()).hasSize(1);
        JsonNode json = new ObjectMapper().readTree(run.out());
        assertThat(json.get("domain").asText()).isEqualTo("example.com");
        assertThat(json.get("now").asText()).isEqualTo("2026-11-21T12:00:00Z");
        assertThat(json.get("nextChange").asText()).isEqualTo("2026-11-21T12:10:00Z");
        JsonNode revoke = json.get("steps").get(0);
        assertThat(revoke.get("action").asText()).isEqualTo("revoke");
        assertThat(revoke.get("selector").asText()).isEqualTo("b");
        assertThat(revoke.get("algorithm").asText()).isEqualTo("ed25519-sha256");
        assertThat(revoke.get("at").asText()).isEqualTo("2001-01-08T00:10:00Z");
        assertThat(revoke.get("due").asBoolean()).isTrue();
        assertThat(revoke.get("until").isNull()).isTrue();
        assertThat(revoke.get("zone").asText())
                .isEqualTo("b._domainkey.example.com. 3600 IN TXT \"v=DKIM1; k=ed25519; p=\"");
        JsonNode wait = json.get("steps").get(1);
        assertThat(wait.get("action").asText()).isEqualTo("wait");
        assertThat(wait.get("until").asText()).isEqualTo("2026-11-21T12:10:00Z");
        assertThat(wait.get("due").asBoolean()).isFalse();
        assertThat(json.get("calendar")).hasSize(2);
        assertThat(json.get("problems").get(0).get("code").asText()).isEqualTo("rotation.algorithm");
        assertThat(new ObjectMapper()
                        .readTree(plan(domain(""), "--json").out())
                        .get("calendar")
                        .isNull())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[]|it must hold one JSON object",
                "``|it must hold one JSON object",
                "{}|domain: it is missing",
                "{} {}|something stands behind the JSON object",
                "{'domain': 'example.com'} 1|something stands behind the JSON object",
                "{'domain': 'example.com', 'domain': 'example.com'}|Duplicate field 'domain'",
                "{'domain': 1}|domain: it must be text in quotes",
                "{'domain': 'a..b'}|domain: a label has at least one octet",
                "{'domain': 'example.com', 'kesy': []}|there is no member 'kesy'",
                "{'domain': 'example.com', 'keys': {}}|keys: it must be an array",
                "{'domain': 'example.com', 'keys': [1]}|keys[0]: it must be an object",
                "{'domain': 'example.com', 'keys': [null]}|null cannot stand in an array here",
                "{'domain': 'example.com', 'keys': [{}]}|keys[0].selector: it is missing",
                "{'domain': 'example.com', 'keys': [{'selector': 's'}]}|keys[0].algorithm: it is missing",
                "{'domain': 'example.com', 'keys': [{'selector': 's', 'algorithm': 'rsa-sha1'}]}|keys[0].algorithm: 'rsa-sha1' is neither rsa-sha256 nor ed25519-sha256",
                "{'domain': 'example.com', 'keys': [{'selector': 's', 'algorithm': 'rsa-sha256', 'record': 'x'}]}|keys[0].record: it is no record of a key for rsa-sha256",
                "{'domain': 'example.com', 'keys': [{'selector': 's', 'algorithm': 'rsa-sha256', 'record': 'p='}]}|keys[0].record: it is no record of a key for rsa-sha256",
                "{'domain': 'example.com', 'keys': [{'selector': 's', 'algorithm': 'rsa-sha256', 'revoked': 'soon'}]}|keys[0].revoked: 'soon' is not a moment",
                "{'domain': 'example.com', 'keys': [{'selector': 's', 'algorithm': 'rsa-sha256', 'x': 1}]}|there is no member 'keys[0].x'",
                "{'domain': 'example.com', 'policy': {'rsaBits': 512}}|policy: rsaBits must be 1024 to 4096: 512",
                "{'domain': 'example.com', 'policy': {'rsaBits': 2048.5}}|the number 2048.5 is no whole number",
                "{'domain': 'example.com', 'policy': {'rsaBits': 99999999999}}|policy.rsaBits: the number is too large",
                "{'domain': 'example.com', 'policy': {'rsaBits': 99999999999999999999}}|Numeric value",
                "{'domain': 'example.com', 'policy': {'period': '180 days'}}|policy.period: '180 days' is not a time span such as P180D or PT1H",
                "{'domain': 'example.com', 'policy': {'period': 'P1D'}}|policy: period must be longer than publication wait, preparation and overlap together",
                "{'domain': 'example.com', 'policy': {'overlap': '-P1D'}}|policy: overlap must be zero to 3650 days",
                "{'domain': 'example.com', 'policy': {'algorithms': [1]}}|policy.algorithms: it must hold texts in quotes only",
                "{'domain': 'example.com', 'policy': {'together': 'yes'}}|policy.together: it must be true or false",
                "{'domain': 'example.com', 'policy': {'days': 1}}|there is no member 'policy.days'",
                "{'domain': [[[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]]]}|Document nesting depth",
            })
    void fileThatCannotBeUsed_isToldInOneSentence(String content, String sentence) {
        Run run = plan(content);

        assertThat(run.status()).isEqualTo(ExitStatus.UNUSABLE.code());
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .startsWith("mailauth: cannot use rotation file '" + folder.resolve("keys.json") + "': " + sentence);
        assertThat(run.err().lines()).hasSize(1);
    }

    @Test
    void unreadableFile_isTold() throws Exception {
        assertThat(Run.of("rotate", "plan", folder.resolve("none").toString()).err())
                .endsWith("no such file or directory\n");
        Path large = folder.resolve("large");
        Files.write(large, " ".repeat((1 << 20) + 1).getBytes(StandardCharsets.US_ASCII));
        assertThat(Run.of("rotate", "plan", large.toString()).err()).contains("more than 1048576 octets");
        Files.write(large, new byte[] {(byte) 0xFF, (byte) 0xFE, 0x7B});
        assertThat(Run.of("rotate", "plan", large.toString()).status()).isEqualTo(ExitStatus.UNUSABLE.code());
    }

    @Test
    void helpShowsTheFile() {
        Run run = Run.of("rotate", "plan", "--help");

        assertThat(run.status()).isZero();
        assertThat(run.out()).startsWith("Usage: mailauth rotate plan").contains("\"domain\"", "docs/key-rotation.md");
        assertThat(Run.of("rotate").status()).isEqualTo(ExitStatus.UNUSABLE.code());
        assertThat(Run.of("rotate").err()).contains("plan");
    }
}
