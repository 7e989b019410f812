package org.mailauth.internal.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** RFC 5322 §2.2, §3.3 and RFC 2045 §6.8. */
class MessageWriterTest {
    private static String text(MessageWriter writer) {
        return new String(writer.octets(), StandardCharsets.UTF_8);
    }

    @Test
    void fieldsAndLinesEndWithCrlf() {
        assertThat(text(new MessageWriter().field("Subject", "a").line("").line("text")))
                .isEqualTo("Subject: a\r\n\r\ntext\r\n");
    }

    @Test
    void longFieldIsFoldedAtBlanks() {
        String value = "word ".repeat(40).strip();

        String field = text(new MessageWriter().field("Subject", value));

        assertThat(field.lines())
                .hasSizeGreaterThan(1)
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(78));
        assertThat(field.replace("\r\n", "")).isEqualTo("Subject: " + value);
    }

    @Test
    void dateHasEnglishNamesAndAZoneInNumbers() {
        assertThat(text(new MessageWriter().date(Instant.parse("2026-11-30T04:05:06Z"))))
                .isEqualTo("Date: Mon, 30 Nov 2026 04:05:06 +0000\r\n");
    }

    @Test
    void base64HasLinesOf76Characters() {
        String lines = text(new MessageWriter().base64(new byte[100]));

        assertThat(lines).isEqualTo("A".repeat(76) + "\r\n" + "A".repeat(58) + "==\r\n");
    }
}
