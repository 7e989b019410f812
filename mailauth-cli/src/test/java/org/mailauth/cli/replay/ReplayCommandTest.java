package org.mailauth.cli.replay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailauth.cli.FakeNameServer;
import org.mailauth.cli.Run;
import org.mailauth.cli.Sample;
import org.mailauth.cli.verify.JsonReport;
import org.mailauth.dns.DnsAnswer;
import org.mailauth.dns.DnsName;
import org.mailauth.dns.DnsRecord;
import org.mailauth.dns.DnsType;
import org.mailauth.dns.DnssecStatus;
import org.mailauth.replay.ReplayBundle;

/** {@code verify --record} and {@code replay}. */
class ReplayCommandTest {
    private static final String KEY = "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=";

    @TempDir
    Path folder;

    private Path bundle() {
        return folder.resolve("strange.json");
    }

    private Run record(String... more) {
        List<String> arguments =
                new ArrayList<>(List.of("verify", Sample.SIGNED.toString(), "--record", bundle().toString()));
        arguments.addAll(Arrays.asList(more));
        return Run.of(arguments.toArray(new String[0]));
    }

    private Run recordFromZone(String... more) {
        List<String> arguments = new ArrayList<>(List.of("--zone", Sample.ZONE.toString()));
        arguments.addAll(Arrays.asList(more));
        return record(arguments.toArray(new String[0]));
    }

    private Run replay(String... more) {
        List<String> arguments = new ArrayList<>(List.of("replay", bundle().toString()));
        arguments.addAll(Arrays.asList(more));
        return Run.of(arguments.toArray(new String[0]));
    }

    private static String withoutHeadline(String report) {
        return report.substring(report.indexOf('\n') + 1);
    }

    @Test
    void replayIsTheReportOfVerifyAndSaysThatItIsTheSame() {
        Run verified = Run.of("verify", Sample.SIGNED.toString(), "--zone", Sample.ZONE.toString());

        Run recorded = recordFromZone();
        Run replayed = replay();

        assertThat(recorded.err()).isEmpty();
        assertThat(recorded).isEqualTo(verified);
        assertThat(replayed.status()).isZero();
        assertThat(replayed.err()).isEmpty();
        assertThat(withoutHeadline(replayed.out()))
                .isEqualTo(
                        withoutHeadline(verified.out()) + "  replay: the same as recorded at 2026-11-21T12:00:00Z\n");
    }

    @Test
    void sessionAndLegacyModeAreReplayed() {
        Run recorded =
                recordFromZone("--ip", "192.0.2.1", "--helo", "x.example", "--mail-from", "", "--legacy", "--explain");

        Run replayed = replay("--explain");

        assertThat(replayed.status()).isZero();
        assertThat(replayed.out()).contains("spf ", "  replay: the same");
        assertThat(withoutHeadline(replayed.out()).replaceFirst("elapsed: \\d+", "elapsed: n"))
                .startsWith(withoutHeadline(recorded.out()).replaceFirst("elapsed: \\d+", "elapsed: n"));
    }

    @Test
    void hashesOnlyHoldNoBodyAndGiveTheSame() throws IOException {
        Run recorded = recordFromZone("--record-hashes-only");

        Run replayed = replay();

        assertThat(Files.readString(bundle())).contains("\"hashesOnly\" : true").doesNotContain("\"octets\"");
        assertThat(withoutHeadline(replayed.out()))
                .isEqualTo(withoutHeadline(recorded.out())
                        + "  replay: the same as recorded at 2026-11-21T12:00:00Z, of a message without its body\n");
        assertThat(replay("--explain").status()).isZero();
    }

    @Test
    void changedAnswerIsTold() throws IOException {
        recordFromZone();
        String changed = Files.readString(bundle()).replaceFirst("v=DKIM1", "v=DKIM7");
        Files.writeString(bundle(), changed);

        Run replayed = replay();

        assertThat(replayed.status()).isEqualTo(1);
        assertThat(replayed.out()).contains("  replay: not the same", "    dkim.1", "      recorded: dkim=pass");
    }

    @Test
    void jsonSaysWhatDiffers() throws IOException {
        recordFromZone();
        JsonNode same = new JsonMapper().readTree(replay("--json").out());
        assertThat(same.get("schema").textValue()).isEqualTo(JsonReport.SCHEMA);
        assertThat(same.get("replay").get("same").booleanValue()).isTrue();

        Files.writeString(bundle(), Files.readString(bundle()).replaceFirst("\"_dmarc.[^\"]*\"", "\"gone.example\""));
        Run replayed = replay("--json");
        JsonNode other = new JsonMapper().readTree(replayed.out()).get("replay");

        assertThat(replayed.status()).isEqualTo(1);
        assertThat(other.get("same").booleanValue()).isFalse();
        assertThat(other.get("problems").get(0).get("code").textValue()).isEqualTo("replay.question-missing");
    }

    @Test
    void answersOfARealServerAreKept() throws Exception {
        Run recorded;
        try (FakeNameServer server = FakeNameServer.answering(KEY)) {
            recorded = record("--dns", InetAddress.getLoopbackAddress().getHostAddress() + ":" + server.port());
        }

        Run replayed = replay();

        assertThat(recorded.out()).contains("signature 1 pass: ");
        assertThat(replayed.status()).isZero();
        assertThat(withoutHeadline(replayed.out())).startsWith(withoutHeadline(recorded.out()));
        ReplayBundle read = ReplayBundle.read(Files.newInputStream(bundle()));
        assertThat(read.answers()).anySatisfy(answer -> {
            assertThat(answer.name()).isEqualTo(DnsName.of("brisbane._domainkey.football.example.com"));
            assertThat(answer.type()).isEqualTo(DnsType.TXT);
            assertThat(answer.answer()).isInstanceOf(DnsAnswer.Found.class);
            assertThat(answer.answer().records(DnsRecord.Txt.class).get(0).joined())
                    .isEqualTo(KEY);
            assertThat(answer.answer().evidence().dnssec()).isNotEqualTo(DnssecStatus.SECURE);
        });
    }

    @Test
    void failuresOfARealServerAreKept() throws Exception {
        try (FakeNameServer server = FakeNameServer.failing()) {
            assertThat(record("--dns", InetAddress.getLoopbackAddress().getHostAddress() + ":" + server.port())
                            .status())
                    .isEqualTo(75);
        }

        assertThat(replay().status()).isZero();
        assertThat(replay().out()).contains("signature 1 temperror: the key could not be fetched: ");
    }

    @Test
    void recordingIsForTheOwnerAloneAndReplacesNothing() throws IOException {
        recordFromZone();
        if (Files.getFileStore(folder).supportsFileAttributeView("posix")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(bundle())))
                    .isEqualTo("rw-------");
        }

        Run again = recordFromZone();

        assertThat(again.status()).isEqualTo(2);
        assertThat(again.err()).contains("strange.json': it exists already");
    }

    @Test
    void oneMessageIsRecorded() {
        assertThat(recordFromZone(Sample.SIGNED.toString()).err()).isEqualTo("mailauth: --record takes one message\n");
        assertThat(Run.of("verify", Sample.SIGNED.toString(), "--record-hashes-only")
                        .err())
                .isEqualTo("mailauth: --record-hashes-only means nothing without --record\n");
    }

    @Test
    void fileThatIsNoBundleIsToldAndTheOthersAreReplayed() {
        recordFromZone();

        Run replayed = replay(Sample.SIGNED.toString(), folder.resolve("absent").toString());

        assertThat(replayed.status()).isEqualTo(2);
        assertThat(replayed.out()).contains("  replay: the same");
        assertThat(replayed.err().lines())
                .hasSize(2)
                .anySatisfy(line ->
                        assertThat(line).startsWith("mailauth: cannot replay '" + Sample.SIGNED + "': it is no JSON"))
                .anySatisfy(line -> assertThat(line).contains("no such file"));
    }

    @Test
    void bundleOfAStrangerCannotDriveTheTerminal() throws IOException {
        recordFromZone();
        Files.writeString(
                bundle(),
                Files.readString(bundle()).replaceFirst("\"dkim.1\" : \"", "\"dkim.\\\\u001b[31m1\" : \"\\\\r\\\\n"));

        Run replayed = replay();

        assertThat(replayed.status()).isEqualTo(1);
        assertThat(replayed.out()).doesNotContain("\u001b").doesNotContain("\r");
    }

    @Test
    void standardInputIsReplayed() throws IOException {
        recordFromZone();

        Run replayed = Run.withInput(Files.readAllBytes(bundle()), "replay", "-");

        assertThat(replayed.status()).isZero();
        assertThat(Run.withInput("{}".getBytes(StandardCharsets.UTF_8), "replay", "-")
                        .err())
                .isEqualTo("mailauth: cannot replay standard input: format is missing\n");
    }
}
