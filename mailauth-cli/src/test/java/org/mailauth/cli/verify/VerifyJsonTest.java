package org.mailauth.cli.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailauth.cli.Run;
import org.mailauth.cli.Sample;
import org.mailauth.dns.DnsFailure;
import org.mailauth.testkit.InMemoryDns;

class VerifyJsonTest {
    private static final String ZONE = Sample.ZONE.toString();
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    Path folder;

    private static List<JsonNode> objects(Run run) throws Exception {
        List<JsonNode> objects = new ArrayList<>();
        for (String line : run.lines()) {
            objects.add(JSON.readTree(line));
        }
        return objects;
    }

    @Test
    void passingMessageHasTheMembersThatLaterSchemasKeep() throws Exception {
        Run run = Run.of("verify", "--json", Sample.SIGNED.toString(), "--zone", ZONE);

        assertThat(run.status()).isZero();
        JsonNode object = objects(run).get(0);
        assertThat(object.get("file").textValue()).isEqualTo(Sample.SIGNED.toString());
        assertThat(object.get("dkim")).hasSize(2);
        JsonNode first = object.get("dkim").get(0);
        assertThat(first.get("result").textValue()).isEqualTo("pass");
        assertThat(first.get("reason").textValue()).isEqualTo("verified");
        assertThat(first.get("signingDomain").textValue()).isEqualTo("football.example.com");
        assertThat(first.get("selector").textValue()).isEqualTo("brisbane");
        assertThat(first.get("algorithm").textValue()).isEqualTo("ed25519-sha256");
        assertThat(first.get("timestamp").textValue()).isEqualTo("2018-06-10T13:38:29Z");
        assertThat(first.get("expiration").isNull()).isTrue();
        assertThat(object.get("dkim").get(1).get("keyBits").intValue()).isEqualTo(1024);
        assertThat(object.get("problems")).isEmpty();
    }

    @Test
    void everyFileHasOneLineInTheOrderOfTheCommandLine() throws Exception {
        String unsigned = Sample.write(folder, "unsigned.eml", Sample.UNSIGNED).toString();
        Run run = Run.withInput(
                Sample.signed().getBytes(StandardCharsets.UTF_8), "verify", "--json", unsigned, "-", "--zone", ZONE);

        assertThat(run.status()).isEqualTo(1);
        List<JsonNode> objects = objects(run);
        assertThat(objects).extracting(object -> object.get("file").textValue()).containsExactly(unsigned, "-");
        assertThat(objects.get(0).get("dkim").isArray()).isTrue();
        assertThat(objects.get(0).get("dkim")).isEmpty();
    }

    @Test
    void unreadableFileHasNoLine() throws Exception {
        String gone = folder.resolve("gone.eml").toString();
        Run run = Run.of("verify", "--json", gone, Sample.SIGNED.toString(), "--zone", ZONE);

        assertThat(run.status()).isEqualTo(2);
        assertThat(objects(run)).hasSize(1);
        assertThat(run.err()).hasLineCount(1);
    }

    @Test
    void wordsAreInLowerCaseAndDomainsAreALabels() throws Exception {
        String eml = "DKIM-Signature: v=1; a=rsa-sha256; d=BÜCHER.Example; s=Sel; h=from; bh=AAAA; b=AAAA\r\n"
                + Sample.UNSIGNED;
        Run run =
                Run.of("verify", "--json", Sample.write(folder, "idn.eml", eml).toString(), "--zone", ZONE);

        JsonNode signature = objects(run).get(0).get("dkim").get(0);
        assertThat(signature.get("signingDomain").textValue()).isEqualTo("xn--bcher-kva.example");
        assertThat(signature.get("selector").textValue()).isEqualTo("sel");
        assertThat(signature.get("result").textValue()).isIn("none", "pass", "fail", "policy", "neutral", "permerror");
        assertThat(signature.get("reason").textValue()).matches("[a-z0-9-]+");
    }

    @Test
    void whatASignatureLeavesOpenIsListed() throws Exception {
        String eml = "Reply-To: eve@evil.example\r\n" + Sample.signed();
        Run run =
                Run.of("verify", "--json", Sample.write(folder, "open.eml", eml).toString(), "--zone", ZONE);

        JsonNode signature = objects(run).get(0).get("dkim").get(1);
        assertThat(signature.get("coveredBodyOctets").longValue()).isPositive();
        assertThat(signature.get("findings"))
                .extracting(finding -> finding.get("code").textValue())
                .containsExactly("field-unsigned", "key-short");
        JsonNode unsigned = signature.get("findings").get(0);
        assertThat(unsigned.get("field").textValue()).isEqualTo("Reply-To");
        assertThat(unsigned.get("reference").textValue()).isEqualTo("RFC 6376 §5.4.1");
        assertThat(signature.get("findings").get(1).get("field").isNull()).isTrue();
    }

    @Test
    void absentValuesAreNull() throws Exception {
        String eml = "DKIM-Signature: nonsense\r\n" + Sample.UNSIGNED;
        Run run =
                Run.of("verify", "--json", Sample.write(folder, "bad.eml", eml).toString(), "--zone", ZONE);

        JsonNode signature = objects(run).get(0).get("dkim").get(0);
        assertThat(signature.get("signingDomain").isNull()).isTrue();
        assertThat(signature.get("selector").isNull()).isTrue();
        assertThat(signature.get("coveredBodyOctets").isNull()).isTrue();
        assertThat(signature.get("findings")).isEmpty();
        assertThat(signature.get("result").isTextual()).isTrue();
        assertThat(signature.get("reason").isTextual()).isTrue();
    }

    @Test
    void temporaryFailureIsTemperror() throws Exception {
        InMemoryDns down = InMemoryDns.builder()
                .fail("brisbane._domainkey.football.example.com", DnsFailure.TIMEOUT)
                .build();
        Run run = Run.withDns(down, "verify", "--json", Sample.SIGNED.toString());

        assertThat(run.status()).isEqualTo(75);
        assertThat(objects(run).get(0).get("dkim").get(0).get("result").textValue())
                .isEqualTo("temperror");
    }

    @Test
    void problemsOfTheMessageAreListed() throws Exception {
        String lf = Sample.write(folder, "lf.eml", Sample.UNSIGNED.replace("\r\n", "\n"))
                .toString();

        JsonNode problem = objects(Run.of("verify", "--json", lf, "--zone", ZONE))
                .get(0)
                .get("problems")
                .get(0);
        assertThat(problem.get("code").textValue()).isEqualTo("message.lf-converted");
        assertThat(problem.get("reference").textValue()).isEqualTo("RFC 5321 §2.3.8");
        assertThat(problem.get("position").isNull()).isTrue();
    }

    @Test
    void fileNameIsExactAndStillHarmlessToShow() throws Exception {
        String name = "\u001b[2J\u202e\u007f\u009b \"ü\" \uD83D\uDE00.eml";
        Sample.write(folder, name, Sample.UNSIGNED);
        String file = folder.resolve(name).toString();
        Run run = Run.of("verify", "--json", file, "--zone", ZONE);

        assertThat(objects(run).get(0).get("file").textValue()).isEqualTo(file);
        assertThat(run.out()).contains("\\u202E", "\\u007F", "\\u009B", "ü");
        assertThat(run.out()).doesNotContain("\u001b", "\u202e", "\u007f", "\u009b");
    }
}
