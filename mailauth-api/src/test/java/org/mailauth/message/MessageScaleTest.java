package org.mailauth.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mailauth.message.Messages.message;
import static org.mailauth.message.Messages.whole;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageScaleTest {

    /** Sizes at which work that grows with the square of the input would not end within any build. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\r",
                "\n",
                "\0",
                " ",
                ":",
                "A",
                "A:\r\n",
                "A: b\r\n ",
                "\r\n ",
                "A:\r\n \r\n",
                "A :",
                "From ",
                "\r\r\n",
                "A:\n"
            })
    void hugeMessageOfOneShapeEnds(String shape) {
        String text = "A: b\r\n" + shape.repeat(8_000_000 / shape.length());
        assertReadInOneGo(message(text, Messages.NO_LIMITS));
        assertReadInOneGo(message(shape.repeat(8_000_000 / shape.length()), Messages.NO_LIMITS));
    }

    private static void assertReadInOneGo(Message message) {
        long total = message.bodyLength();
        for (HeaderField field : message.header()) {
            assertThat(field.unfoldedBody().length()).isLessThan(field.length());
            total += field.length();
        }
        // what is missing is the empty line, what is too much the CRLF of a field that was cut
        assertThat(total).isBetween(whole(message).length() - 2L, whole(message).length() + 2L);
        assertThat(message.problems()).hasSizeLessThan(10);
    }
}
