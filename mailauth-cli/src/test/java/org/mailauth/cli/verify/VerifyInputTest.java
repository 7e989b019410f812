package org.mailauth.cli.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailauth.cli.BrokenInput;
import org.mailauth.cli.Run;
import org.mailauth.cli.Sample;
import org.mailauth.cli.command.ExitStatus;
import org.mailauth.cli.options.InstantConverter;
import org.mailauth.cli.options.ServerAddress;

class VerifyInputTest {
    private static final String SIGNED = Sample.SIGNED.toString();

    @TempDir
    Path folder;

    private static void assertUnusable(Run run, String sentence) {
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).isEqualTo("mailauth: " + sentence + "\n");
    }

    private static Run verify(String file) {
        return Run.of("verify", file, "--zone", Sample.ZONE.toString());
    }

    @Test
    void directoryWithoutMessagesIsToldSo() {
        Sample.write(folder, "notes.txt", Sample.UNSIGNED);
        Run run = verify(folder.toString());

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.out()).isEqualTo("summary of 0 messages\n");
        assertThat(run.err())
                .isEqualTo(
                        "mailauth: there is no message below '" + folder + "': no file named *.eml, and no Maildir\n");
    }

    @Test
    void missingFileIsToldByName() {
        assertUnusable(verify("no such.eml"), "cannot read 'no such.eml': no such file or directory");
    }

    @Test
    void emptyNameIsNoFile() {
        assertUnusable(verify(""), "'' cannot be the name of a file here");
    }

    @Test
    void nameWithNulIsNoFile() {
        assertUnusable(verify("a\0b"), "'a\\u0000b' cannot be the name of a file here");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void fileWithoutReadPermissionIsToldSoUnlessTheSuperuserAsks() throws IOException {
        Path locked = Sample.write(folder, "locked.eml", Sample.UNSIGNED);
        Files.setPosixFilePermissions(locked, PosixFilePermissions.fromString("---------"));

        Run run = verify(locked.toString());

        if (Files.isReadable(locked)) {
            assertThat(run.status()).isEqualTo(ExitStatus.NO_PASS.code());
        } else {
            assertUnusable(run, "cannot read '" + locked + "': permission denied");
        }
    }

    @Test
    void standardInputThatBreaksIsToldSo() {
        BrokenInput breaking = new BrokenInput(new IOException("Input/output error"));

        assertUnusable(Run.of(breaking, Sample.dns(), "verify", "-"), "cannot read standard input: Input/output error");
    }

    @Test
    void fileThatEndsItsLinesInTwoWaysNeverPasses() throws IOException {
        String signed = Files.readString(Sample.SIGNED, StandardCharsets.ISO_8859_1);
        int body = signed.indexOf("\r\n\r\n") + 4;
        Path mixed = Sample.write(
                folder, "mixed.eml", signed.substring(0, body).replace("\r\n", "\n") + signed.substring(body));

        Run run = verify(mixed.toString());

        assertThat(run.status()).isEqualTo(ExitStatus.NO_PASS.code());
        assertThat(run.out()).contains("LF alone, and a CRLF follows").doesNotContain("pass:");
    }

    @Test
    void missingZoneFileIsToldByName() {
        assertUnusable(
                Run.of("verify", SIGNED, "--zone", "no such.zone"),
                "cannot read zone file 'no such.zone': no such file or directory");
    }

    @Test
    void directoryIsNoZoneFile() {
        assertUnusable(
                Run.of("verify", SIGNED, "--zone", folder.toString()),
                "cannot read '" + folder + "': it is a directory");
    }

    @Test
    void standardInputIsNoZoneFile() {
        assertUnusable(Run.of("verify", SIGNED, "--zone", "-"), "'-' cannot be the name of a file here");
    }

    @Test
    void wrongZoneFileIsToldWithTheLine() {
        Path zone = Sample.write(folder, "zone", "a.example. IN A 192.0.2.1\n\nb.example. IN A 192.0.2\n");
        Run run = Run.of("verify", SIGNED, "--zone", zone.toString());

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .startsWith("mailauth: zone file '" + zone + "': line 3: ")
                .hasLineCount(1);
    }

    @Test
    void furtherErrorsOfAZoneFileAreCounted() {
        Path zone = Sample.write(folder, "zone", "a. IN A x\nb. IN A y\nc. IN A z\n");

        assertThat(Run.of("verify", SIGNED, "--zone", zone.toString()).err())
                .contains("line 1: ")
                .endsWith(" (and 2 more)\n");
    }

    @Test
    void doubtfulZoneFileIsUsedWithAWarning() {
        Path zone = Sample.write(folder, "zone", "s._domainkey.example.com. IN TXT v=DKIM1; k=rsa; p=AAAA\n");
        Run run = Run.of("verify", SIGNED, "--zone", zone.toString());

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).startsWith("mailauth: warning: zone file '" + zone + "': line 1: ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "yesterday",
                "2018",
                "2018-13-01",
                "2018-02-30",
                "2018-06-10T13:38:29",
                "1969-12-31",
                "+12018-06-10T13:38:29Z",
                "@",
                "@-1",
                "@1234567890123",
                "1528637909"
            })
    void wrongMomentIsToldWithExamples(String text) {
        assertUnusable(
                Run.of("verify", SIGNED, "--at", text),
                "invalid value for option '--at': '" + text + "' is not a moment from 1970 to 9999 such as "
                        + "2018-06-10T13:38:29Z, 2018-06-10T15:38:29+02:00, 2018-06-10 or @1528637909"
                        + " (see 'mailauth verify --help')");
    }

    @ParameterizedTest
    @CsvSource({
        "2018-06-10T13:38:29Z,2018-06-10T13:38:29Z",
        "2018-06-10T15:38:29.5+02:00,2018-06-10T13:38:29.500Z",
        "2018-06-10,2018-06-10T00:00:00Z",
        "@1528637909,2018-06-10T13:38:29Z",
        "@0,1970-01-01T00:00:00Z"
    })
    void momentCanBeWrittenInSeveralWays(String text, String instant) {
        assertThat(new InstantConverter().convert(text)).isEqualTo(instant);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":53",
                "192.0.2.1:",
                "192.0.2.1:0",
                "192.0.2.1:65536",
                "192.0.2.1:-1",
                "192.0.2.1:٥٣",
                "192.0.2",
                "192.0.2.256",
                "192.0.2.1.",
                "1",
                "[192.0.2.1]:53",
                "[2001:db8::1",
                "[2001:db8::1]53",
                "[2001:db8::1]:x",
                "2001:db8::g",
                "a b.example",
                "ns.example.net:53:53"
            })
    void wrongServerIsToldWithExamples(String text) {
        assertUnusable(
                Run.of("verify", SIGNED, "--dns", text),
                "invalid value for option '--dns': '" + text + "' is not HOST[:PORT] such as 192.0.2.53, "
                        + "192.0.2.53:5353, [2001:db8::53]:5353 or ns.example.net (see 'mailauth verify --help')");
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.53,192.0.2.53,53",
        "192.0.2.53:5353,192.0.2.53,5353",
        "255.255.255.255:65535,255.255.255.255,65535",
        "2001:db8::53,2001:db8::53,53",
        "[2001:db8::53],2001:db8::53,53",
        "[::1]:5353,::1,5353",
        "NS.Example.net:5353,ns.example.net,5353",
        "bücher.example,xn--bcher-kva.example,53",
        "localhost:1,localhost,1"
    })
    void serverCanBeWrittenInSeveralWays(String text, String host, int port) {
        assertThat(ServerAddress.parse(text)).isEqualTo(new ServerAddress(host, port));
    }
}
