package org.mailauth.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

class ConformanceSuiteTest {
    @TempDir
    Path all;

    @Test
    void absentFolder_skipsTheTestAndNamesTheSuite() {
        assertThatThrownBy(() -> ConformanceSuite.open(null, "arc"))
                .isInstanceOf(TestAbortedException.class)
                .hasMessageContaining("suite arc skipped");
        assertThatThrownBy(() -> ConformanceSuite.open(all.resolve("absent").toString(), "arc"))
                .isInstanceOf(TestAbortedException.class)
                .hasMessageContaining("suite arc skipped");
    }

    @Test
    void absentSuiteInAPresentFolder_isAMistake() {
        assertThatThrownBy(() -> ConformanceSuite.open(all.toString(), "arc"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void filesAreReadAsJsonAndAsOctets() throws IOException {
        Files.createDirectory(all.resolve("arc"));
        Files.writeString(all.resolve("arc/cases.json"), "{\"count\": 3}");
        ConformanceSuite suite = ConformanceSuite.open(all.toString(), "arc");

        assertThat(suite.json("cases.json").get("count").asInt()).isEqualTo(3);
        assertThat(suite.octets("cases.json")).asString().isEqualTo("{\"count\": 3}");
    }

    @Test
    void changedMessage_isRefused() throws IOException {
        Files.createDirectory(all.resolve("arc"));
        Files.writeString(all.resolve("arc/abc"), "abc");
        ConformanceSuite suite = ConformanceSuite.open(all.toString(), "arc");
        String ofAbc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

        assertThat(suite.octets(fileWith(ofAbc))).asString().isEqualTo("abc");
        assertThatThrownBy(() -> suite.octets(fileWith(ofAbc.replace('b', 'c'))))
                .isInstanceOf(IllegalStateException.class);
    }

    private static JsonNode fileWith(String sha256) {
        return JsonNodeFactory.instance.objectNode().put("file", "abc").put("sha256", sha256);
    }
}
