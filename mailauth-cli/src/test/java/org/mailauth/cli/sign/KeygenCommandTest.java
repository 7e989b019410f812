package org.mailauth.cli.sign;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mailauth.cli.Run;
import org.mailauth.cli.Sample;
import org.mailauth.dkim.SigningAlgorithm;
import org.mailauth.dkim.SigningKey;

class KeygenCommandTest {
    @TempDir
    Path folder;

    private Run keygen(String... more) {
        List<String> args = Stream.concat(
                        Stream.of("keygen", "--domain", "Example.com", "--selector", "s1"), Arrays.stream(more))
                .toList();
        return Run.of(args.toArray(String[]::new));
    }

    private String out(String name) {
        return folder.resolve(name).toString();
    }

    private static void assertRefused(Run run, String sentence) {
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).isEqualTo("mailauth: " + sentence + "\n");
    }

    @Test
    void rsaKeyOf2048BitsIsTheDefault() throws Exception {
        Run run = keygen("--out", out("key.pem"));

        assertThat(run.status()).isZero();
        assertThat(run.err()).isEmpty();
        SigningKey key = SigningKey.fromPem(folder.resolve("key.pem"));
        assertThat(key.algorithm()).isEqualTo(SigningAlgorithm.RSA_SHA256);
        assertThat(key.keyRecord().orElseThrow().keyBits()).isEqualTo(2048);
        List<String> lines = run.lines();
        assertThat(lines.get(0)).isEqualTo("; DKIM key s1 of example.com: rsa, 2048 bits");
        assertThat(lines.get(1)).isEqualTo("s1._domainkey.example.com. IN TXT (");
        assertThat(lines.get(2)).matches("    \"v=DKIM1; k=rsa; p=[A-Za-z0-9+/]{237}\"");
        assertThat(lines.get(3)).matches("    \"[A-Za-z0-9+/=]{1,255}\"");
        assertThat(lines.get(4)).isEqualTo(")");
        assertThat(lines).hasSize(5);
    }

    @Test
    void ed25519RecordIsOneLine() {
        Run run = keygen("--type", "ed25519", "--out", out("key.pem"));

        assertThat(run.lines().get(1))
                .matches("s1\\._domainkey\\.example\\.com\\. IN TXT \"v=DKIM1; k=ed25519; p=[A-Za-z0-9+/]{43}=\"");
    }

    @Test
    void privateKeyIsNotShown() throws Exception {
        Run run = keygen("--type", "ed25519", "--out", out("key.pem"));
        List<String> secret = Files.readAllLines(folder.resolve("key.pem"));

        assertThat(secret.get(0)).isEqualTo("-----BEGIN PRIVATE KEY-----");
        assertThat(run.out() + run.err()).doesNotContain(secret.get(1));
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void onlyTheOwnerCanReadTheKey() throws Exception {
        keygen("--type", "ed25519", "--out", out("key.pem"));

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("key.pem"))))
                .isEqualTo("rw-------");
    }

    @Test
    void existingFileIsKept() throws Exception {
        Path file = Sample.write(folder, "key.pem", "precious");

        assertRefused(
                keygen("--type", "ed25519", "--out", file.toString()),
                "cannot write '" + file + "': it exists already; --force replaces it");
        assertThat(file).hasContent("precious");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void symbolicLinkIsAnExistingFile() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("link.pem"), folder.resolve("target.pem"));

        assertThat(keygen("--type", "ed25519", "--out", link.toString()).status())
                .isEqualTo(2);
        assertThat(folder.resolve("target.pem")).doesNotExist();
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void forceReplacesTheFileAndItsPermissions() throws Exception {
        Path file = Sample.write(folder, "key.pem", "old");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));

        assertThat(keygen("--type", "ed25519", "--force", "--out", file.toString())
                        .status())
                .isZero();
        assertThat(SigningKey.fromPem(file).algorithm()).isEqualTo(SigningAlgorithm.ED25519_SHA256);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).containsExactly(file);
        }
    }

    @Test
    void forceMakesANewFile() {
        assertThat(keygen("--type", "ed25519", "--force", "--out", out("new.pem"))
                        .status())
                .isZero();
        assertThat(folder.resolve("new.pem")).exists();
    }

    @Test
    void directoryIsNotReplaced() throws Exception {
        Files.createDirectory(folder.resolve("dir"));

        assertRefused(
                keygen("--type", "ed25519", "--force", "--out", out("dir")),
                "cannot write '" + out("dir") + "': it is a directory");
    }

    @Test
    void missingFolderIsTold() {
        for (String force : new String[] {"--force", "--type"}) {
            String[] args = force.equals("--force")
                    ? new String[] {"--type", "ed25519", "--force", "--out", out("no/key.pem")}
                    : new String[] {"--type", "ed25519", "--out", out("no/key.pem")};
            assertRefused(keygen(args), "cannot write '" + out("no/key.pem") + "': no such file or directory");
        }
    }

    @Test
    void twoRunsMakeTwoKeys() {
        assertThat(keygen("--type", "ed25519", "--out", out("a")).out())
                .isNotEqualTo(keygen("--type", "ed25519", "--out", out("b")).out());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--bits 1024|--bits must be 2048 to 4096, not 1024",
                "--bits 8192|--bits must be 2048 to 4096, not 8192",
                "--bits 2048 --type ed25519|--bits goes with --type rsa only",
                "--type dsa|invalid value for option '--type': 'dsa' is neither rsa nor ed25519 (see 'mailauth keygen --help')",
                "--type RSA|invalid value for option '--type': 'RSA' is neither rsa nor ed25519 (see 'mailauth keygen --help')",
            })
    void wrongOptionIsToldAndNothingIsWritten(String options, String sentence) {
        String[] given = options.split(" ");
        String[] args = Arrays.copyOf(given, given.length + 2);
        args[given.length] = "--out";
        args[given.length + 1] = out("key.pem");

        assertRefused(keygen(args), sentence);
        assertThat(folder.resolve("key.pem")).doesNotExist();
    }

    @Test
    void keyDoesNotGoToStandardOutput() {
        assertRefused(keygen("--out", "-"), "'-' cannot be the name of a file here");
    }
}
