package org.mailauth.cli.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.mailauth.cli.Run;
import org.mailauth.cli.Sample;
import org.mailauth.cli.command.Surroundings;
import org.mailauth.cli.output.Terminal;

/** Directories, many files, the table at the end, and what a terminal shows. */
class VerifyDirectoryTest {
    private static final String ZONE = Sample.ZONE.toString();

    @TempDir
    Path folder;

    private void write(String name, String content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content, StandardCharsets.ISO_8859_1);
    }

    private static List<String> files(Run run) throws Exception {
        List<String> files = new ArrayList<>();
        for (String line : run.lines()) {
            files.add(new JsonMapper().readTree(line).get("file").textValue());
        }
        return files;
    }

    private String at(String name) {
        return folder.resolve(name).toString();
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void messagesBelowAreTakenSortedAndNothingElse() throws Exception {
        for (String name : List.of(
                "b.eml",
                "a/z.EML",
                "box/cur/1.host:2,S",
                "box/new/2.host",
                "box/tmp/3.host",
                "box/cur/.hidden",
                "notes.txt")) {
            write(name, Sample.UNSIGNED);
        }
        Run run = Run.of("verify", "--json", folder.toString(), "--zone", ZONE);

        assertThat(files(run))
                .containsExactly(at("a/z.EML"), at("b.eml"), at("box/cur/1.host:2,S"), at("box/new/2.host"));
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).isEmpty();
    }

    @Test
    void folderOfAMaildirItselfIsTaken() throws Exception {
        write("cur/1.host", Sample.signed());
        Run run = Run.of("verify", "--json", at("cur"), "--zone", ZONE);

        assertThat(files(run)).containsExactly(at("cur/1.host"));
        assertThat(run.status()).isZero();
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void linksAreNotFollowed() throws Exception {
        write("in/a.eml", Sample.UNSIGNED);
        write("out/b.eml", Sample.UNSIGNED);
        Files.createSymbolicLink(folder.resolve("in/link.eml"), folder.resolve("out/b.eml"));
        Files.createSymbolicLink(folder.resolve("in/loop"), folder.resolve("in"));

        assertThat(files(Run.of("verify", "--json", at("in"), "--zone", ZONE))).containsExactly(at("in/a.eml"));
    }

    @Test
    void tableCountsEveryResult() throws Exception {
        write("1.eml", Sample.signed());
        write("2.eml", Sample.signed().replace("hungry", "angry"));
        write("3.eml", Sample.UNSIGNED);
        Run run = Run.of("verify", folder.toString(), at("gone.eml"), "--zone", ZONE);

        assertThat(run.status()).isEqualTo(2);
        List<String> lines = run.lines();
        assertThat(lines.subList(lines.size() - 9, lines.size()))
                .containsExactly(
                        "summary of 3 messages; 1 could not be read",
                        "  outcome          1 pass, 2 no-pass",
                        "  recommendation   3 accept",
                        "  spf mail from    3 not evaluated",
                        "  spf helo         3 not evaluated",
                        "  iprev            3 not evaluated",
                        "  dkim signatures  1 none, 2 pass, 2 fail",
                        "  arc              3 none",
                        "  dmarc            3 none");
    }

    @Test
    void oneMessageAndJsonHaveNoTable() throws Exception {
        write("1.eml", Sample.signed());

        assertThat(Run.of("verify", at("1.eml"), "--zone", ZONE).out()).doesNotContain("summary");
        assertThat(Run.of("verify", "--json", folder.toString(), "--zone", ZONE).lines())
                .hasSize(1);
    }

    private static String[] onTerminal(Terminal terminal, String... args) {
        Surroundings plain = Run.surroundings();
        Surroundings surroundings =
                new Surroundings(plain.clock(), plain.random(), plain.systemDns(), terminal, plain.hostName());
        Run run = Run.of(InputStream.nullInputStream(), surroundings, args);
        return new String[] {run.out(), run.err()};
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void progressIsShownWhereSomebodyWatchesAndTakenAwayAgain() throws Exception {
        write("1.eml", Sample.signed());
        write("\u001b[31m\u202e.eml", Sample.UNSIGNED);
        String err = onTerminal(new Terminal(false, true), "verify", folder.toString(), "--zone", ZONE)[1];

        assertThat(err).contains("1 of 2: ").contains("2 of 2: ").endsWith("\r");
        assertThat(err).doesNotContain("\u001b", "\u202e", "\n");
        assertThat(onTerminal(new Terminal(false, false), "verify", folder.toString(), "--zone", ZONE)[1])
                .isEmpty();
        assertThat(onTerminal(new Terminal(false, true), "verify", at("1.eml"), "--zone", ZONE)[1])
                .isEmpty();
    }

    @Test
    void coloursAreOfResultsOnlyAndNeverOfAStrangersMaking() throws Exception {
        write("1.eml", Sample.signed() + "\u001b[31m");
        write("2.eml", "X: \u001b[31m\r\nDKIM-Signature: v=\u001b[31m; d=\u001b[32mx\r\n" + Sample.UNSIGNED);
        String[] args = {"verify", folder.toString(), "--zone", ZONE};
        String coloured = onTerminal(new Terminal(true, false), args)[0];
        String plain = onTerminal(new Terminal(false, false), args)[0];

        assertThat(coloured).contains("  recommendation \u001b[32maccept\u001b[0m: ");
        assertThat(coloured.replaceAll("\u001b\\[3[123]m([a-z -]+)\u001b\\[0m", "$1"))
                .isEqualTo(plain);
        assertThat(plain).doesNotContain("\u001b");
    }

    @Test
    void jsonHasNoColours() {
        String[] args = {"verify", "--json", Sample.SIGNED.toString(), "--zone", ZONE};

        assertThat(onTerminal(new Terminal(true, false), args)[0]).doesNotContain("\u001b");
    }
}
