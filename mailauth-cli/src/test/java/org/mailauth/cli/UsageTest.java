package org.mailauth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UsageTest {
    @Test
    void versionIsThatOfTheBuild() {
        Run run = Run.of("--version");

        assertThat(run.status()).isZero();
        assertThat(run.out()).matches("mailauth [0-9]+\\.[0-9]+\\.[0-9]+(-SNAPSHOT)?\\R");
        assertThat(run.err()).isEmpty();
    }

    @Test
    void noCommandShowsTheHelpAsAnError() {
        Run run = Run.of();

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).startsWith("Usage: mailauth").contains("verify", "sign", "keygen");
    }

    @ParameterizedTest
    @ValueSource(strings = {"verify", "replay", "sign", "seal", "keygen", "headers"})
    void helpOfACommandHasSynopsisExitStatusAndExamples(String command) {
        Run run = Run.of(command, "--help");

        assertThat(run.status()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .startsWith("Usage: mailauth " + command)
                .contains("Exit status", "\n   0   ", "\n   2   ", "Examples:\n  mailauth " + command);
        assertThat(Run.of("help", command)).isEqualTo(run);
        assertThat(Run.of(command, "-h")).isEqualTo(run);
    }

    @Test
    void helpOfVerifyNamesEveryExitStatusFromTheWeakestToTheStrongest() {
        assertThat(Run.of("verify", "--help").out())
                .containsSubsequence("\n   0   ", "\n   1   ", "\n  75   ", "\n   2   ", "\n  74   ", "\n  70   ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"help", "--help", "-h"})
    void helpListsTheCommands(String word) {
        Run run = Run.of(word);

        assertThat(run.status()).isZero();
        assertThat(run.out())
                .startsWith("Usage: mailauth")
                .contains("verify", "sign", "keygen", "headers", "lint", "report", "rotate");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "verfy                           | there is no command 'verfy' (see 'mailauth --help')",
                "help verfy                      | unknown subcommand 'verfy' (see 'mailauth --help')",
                "--frobnicate                    | unknown option: '--frobnicate' (see 'mailauth --help')",
                "verify                          | missing required parameter: 'FILE' (see 'mailauth verify --help')",
                "verify --frobnicate x           | unknown option: '--frobnicate' (see 'mailauth verify --help')",
                "verify --json --json x          | option '--json' should be specified only once (see 'mailauth verify --help')",
                "verify --zone a --dns 192.0.2.1 x | --zone and --dns exclude each other (see 'mailauth verify --help')",
                "verify - -                      | standard input (-) can be named only once",
                "keygen --domain a.example --selector s --out x --bits many | invalid value for option '--bits': 'many' is not an int (see 'mailauth keygen --help')",
            })
    void wrongCommandLineIsToldInOneSentence(String line, String sentence) {
        Run run = Run.of(line.split(" "));

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).isEqualTo("mailauth: " + sentence + "\n");
    }

    @Test
    void commandLineItselfIsShownWithoutControlCharacters() {
        Run run = Run.of("verify", "--\u001b[31m\u202e", "x.eml");

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("\\u001b[31m\\u202e").doesNotContain("\u001b", "\u202e");
    }

    @Test
    void fileNameWithAnAtSignIsNoArgumentFile() {
        Run run = Run.of("verify", "--zone", Sample.ZONE.toString(), "@missing.eml");

        assertThat(run.err()).isEqualTo("mailauth: cannot read '@missing.eml': no such file or directory\n");
    }
}
