package org.mailauth.forensics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The tables of docs/forensics.md name all ready rules with their severity, and no others. */
class DocumentTest {
    private static final Path DOCUMENT =
            Path.of("").toAbsolutePath().resolveSibling("docs").resolve("forensics.md");
    private static final Pattern ROW = Pattern.compile(
            "^\\| `([a-z-]++\\.[a-z-]++)` \\| ([A-Z]++) \\| [^|\\n]++\\| [^|\\n]++\\|$", Pattern.MULTILINE);

    @Test
    void tablesAreTheRules() throws IOException {
        Map<String, String> written = new TreeMap<>();
        Matcher row = ROW.matcher(Files.readString(DOCUMENT));
        while (row.find()) {
            assertThat(written.put(row.group(1), row.group(2))).as(row.group(1)).isNull();
        }
        Map<String, String> rules = new TreeMap<>();
        ReadyRules.all().forEach(rule -> rules.put(rule.code(), rule.severity().name()));
        assertThat(written).isEqualTo(rules);
    }
}
