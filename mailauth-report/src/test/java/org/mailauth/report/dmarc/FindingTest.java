package org.mailauth.report.dmarc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FindingTest {
    private static final Pattern CODE = Pattern.compile("`(report\\.[a-z-]+)`");

    @Test
    void everyCodeIsDocumentedAndNoOther() throws IOException {
        String text = Files.readString(Path.of("").toAbsolutePath().getParent().resolve("docs/reports.md"));
        Set<String> documented = new TreeSet<>();
        Matcher code = CODE.matcher(text);
        while (code.find()) {
            documented.add(code.group(1));
        }
        Set<String> codes =
                Stream.of(Finding.values()).map(Finding::code).collect(Collectors.toCollection(TreeSet::new));
        assertThat(codes).hasSize(Finding.values().length).isEqualTo(documented);
    }
}
