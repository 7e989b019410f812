package org.mailauth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutputFailureTest {
    private static String errOf(String line, Supplier<? extends Throwable> failure, int status) {
        OutputStream failing = new OutputStream() {
            @Override
            public void write(int octet) throws IOException {
                Throwable thrown = failure.get();
                if (thrown instanceof Error error) {
                    throw error;
                }
                throw (IOException) thrown;
            }
        };
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int actual = Mailauth.run(
                line.split(" "), InputStream.nullInputStream(), failing, err, Run.surroundings(Sample.dns()));
        assertThat(actual).isEqualTo(status);
        return err.toString(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "--version", "help verify", "verify SIGNED", "verify --json SIGNED SIGNED"})
    void fullDiskGives74AndOneSentence(String line) {
        String command = line.replace("SIGNED", Sample.SIGNED.toString());

        assertThat(errOf(command, () -> new IOException("No space left on device"), 74))
                .isEqualTo("mailauth: cannot write to standard output: No space left on device\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "verify SIGNED"})
    void readerThatHasGoneGives74Silently(String line) {
        String command = line.replace("SIGNED", Sample.SIGNED.toString());

        assertThat(errOf(command, () -> new IOException("Broken pipe"), 74)).isEmpty();
    }

    @Test
    void tooLittleMemoryGives70AndOneSentence() {
        assertThat(errOf("--version", OutOfMemoryError::new, 70))
                .isEqualTo("mailauth: there is not enough memory for this input\n");
    }

    @Test
    void brokenStandardErrorChangesNoStatus() {
        OutputStream failing = new OutputStream() {
            @Override
            public void write(int octet) throws IOException {
                throw new IOException("Broken pipe");
            }
        };

        assertThat(Mailauth.run(
                        new String[] {"verify", "gone.eml"},
                        InputStream.nullInputStream(),
                        OutputStream.nullOutputStream(),
                        failing,
                        Run.surroundings(Sample.dns())))
                .isEqualTo(2);
    }
}
