package org.mailauth.publicsuffix;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.mailauth.DomainName;
import org.mailauth.Parsed;
import org.mailauth.conformance.ConformanceRun;
import org.mailauth.conformance.ConformanceSuite;

/** The official vectors whole, by the list that comes with the library and by the one that comes with the vectors. */
class PslConformanceTest {

    @TestFactory
    Stream<DynamicTest> byTheBuiltInList() {
        return ConformanceRun.tests(
                PslConformanceTest.class,
                "psl/built-in",
                (suite, run) -> addCases(suite, run, PublicSuffixList.builtIn()));
    }

    @TestFactory
    Stream<DynamicTest> byTheListOfTheSuite() {
        return ConformanceRun.tests(PslConformanceTest.class, "psl/file", (suite, run) -> {
            Parsed<PublicSuffixList> list = read(suite.octets("public_suffix_list.dat"));
            addCases(suite, run, list.orElseThrow());
            run.add(
                    "the list is read without problems",
                    () -> assertThat(list.problems()).isEmpty());
        });
    }

    private static Parsed<PublicSuffixList> read(byte[] octets) {
        try {
            return PublicSuffixList.read(new ByteArrayInputStream(octets));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static void addCases(ConformanceSuite suite, ConformanceRun run, PublicSuffixList list) {
        JsonNode document = suite.json("test_psl.json");
        int number = 0;
        for (JsonNode node : document.get("cases")) {
            number++;
            run.add(number + " " + node.get("input").asText(), () -> check(list, node));
        }
        int cases = number;
        run.add(
                "every case is there",
                () -> assertThat(cases).isEqualTo(document.get("count").asInt()));
    }

    private static void check(PublicSuffixList list, JsonNode node) {
        String input = node.get("input").isNull() ? "" : node.get("input").asText();
        JsonNode expected = node.get("registrableDomain");
        Optional<DomainName> found = DomainName.parse(input).value().flatMap(list::organizationalDomain);
        assertThat(found)
                .isEqualTo(expected.isNull() ? Optional.empty() : Optional.of(DomainName.of(expected.asText())));
        if (expected.isTextual() && !DomainName.of(expected.asText()).toString().equals(expected.asText())) {
            // a vector in U-labels has its answer in U-labels
            assertThat(found.map(DomainName::toUnicode)).contains(expected.asText());
        }
    }
}
