package org.mailauth.authenticator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.mailauth.message.HeaderField;

/** Every verdict, the proposal with its reasons, and the complete fields to prepend, for each message of the corpus. */
class EndToEndTest {
    private static final String MARK = "=== ";

    @TestFactory
    Stream<DynamicTest> messageOfTheCorpus() throws IOException {
        Map<String, String> expected = expected();
        MailAuthenticator authenticator = EndToEndCorpus.authenticator();
        return EndToEndCorpus.all().stream()
                .map(each -> DynamicTest.dynamicTest(
                        each.name(),
                        () -> assertThat(outcome(authenticator, each)).isEqualTo(expected.get(each.name()))));
    }

    @Test
    void corpusAndExpectationsAreComplete() throws IOException {
        List<String> names =
                EndToEndCorpus.all().stream().map(EndToEndCorpus.Case::name).toList();

        assertThat(names).doesNotHaveDuplicates().hasSizeGreaterThanOrEqualTo(40);
        assertThat(expected().keySet()).containsExactlyElementsOf(names);
    }

    private static String outcome(MailAuthenticator authenticator, EndToEndCorpus.Case each) {
        MessageAuthentication auth = authenticator.authenticate(each.session(), each.message());
        StringBuilder text = new StringBuilder(auth.recommendation().action().word());
        auth.recommendation()
                .reply()
                .ifPresent(reply -> text.append(" (").append(reply).append(')'));
        text.append('\n');
        auth.recommendation()
                .reasons()
                .forEach(reason -> text.append("  ").append(reason).append('\n'));
        for (HeaderField field : auth.headerFields()) {
            text.append(new String(field.octets(), StandardCharsets.UTF_8).replace("\r\n", "\n"));
        }
        return text.toString();
    }

    /** By name, in the order of the file. */
    private static Map<String, String> expected() throws IOException {
        try (InputStream in = Objects.requireNonNull(EndToEndTest.class.getResourceAsStream("end-to-end.txt"))) {
            String all = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            Map<String, String> expected = new LinkedHashMap<>();
            for (String part : all.substring(all.indexOf(MARK) + MARK.length()).split("\n" + MARK, -1)) {
                int end = part.indexOf('\n');
                expected.put(part.substring(0, end), part.substring(end + 1).stripTrailing() + '\n');
            }
            return expected;
        }
    }
}
