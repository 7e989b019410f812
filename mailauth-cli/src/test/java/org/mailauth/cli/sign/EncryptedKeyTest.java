package org.mailauth.cli.sign;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailauth.cli.Run;
import org.mailauth.cli.Sample;

class EncryptedKeyTest {
    /** The key of RFC 8463 A.2 under the password "geheim": PBES2, PBKDF2 with HMAC-SHA-256, AES-256-CBC. */
    private static final String PEM = """
            -----BEGIN ENCRYPTED PRIVATE KEY-----
            MIGbMFcGCSqGSIb3DQEFDTBKMCkGCSqGSIb3DQEFDDAcBAiNz+XunQ93iQICCAAw
            DAYIKoZIhvcNAgkFADAdBglghkgBZQMEASoEEHRSZvJRUgE8PklcD1ZHIfIEQFV6
            Vn1GPj/Np6BDpba5nI+TD18pvp51sYVmBha5WoHv1aJ6FoH5w4DuurvMdJQ+tzO6
            M1J8mDkJWuQVQJQJT2A=
            -----END ENCRYPTED PRIVATE KEY-----
            """;

    @TempDir
    Path folder;

    private String key;

    @BeforeEach
    void writeKey() {
        key = Sample.write(folder, "key.pem", PEM).toString();
    }

    private Run sign(String... password) {
        String plain = Sample.write(folder, "plain.eml", Sample.UNSIGNED).toString();
        String[] args = {"sign", plain, "--key", key, "--domain", "football.example.com", "--selector", "brisbane"};
        if (password.length == 0) {
            return Run.of(args);
        }
        String[] more = Arrays.copyOf(args, args.length + 2);
        more[args.length] = "--key-password-file";
        more[args.length + 1] = Sample.write(folder, "password", password[0]).toString();
        return Run.of(more);
    }

    @ParameterizedTest
    @ValueSource(strings = {"geheim", "geheim\n", "geheim\r\nmore"})
    void firstLineOfThePasswordFileOpensTheKey(String content) {
        Run signed = sign(content);

        assertThat(signed.err()).isEmpty();
        assertThat(Run.withInput(signed.octets(), "verify", "-", "--zone", Sample.ZONE.toString())
                        .status())
                .isZero();
    }

    @Test
    void wrongPasswordIsToldAndNotShown() {
        Run run = sign("sesam");

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .startsWith("mailauth: cannot use key file '" + key + "': ")
                .doesNotContain("sesam")
                .hasLineCount(1);
    }

    @Test
    void missingPasswordIsTold() {
        Run run = sign();

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err())
                .isEqualTo("mailauth: cannot use key file '" + key
                        + "': the private key is encrypted: a password is needed\n");
    }

    @Test
    void emptyPasswordFileIsTold() {
        assertThat(sign("\n").err()).contains("has an empty first line");
    }
}
