package org.mailauth.dkim.internal.canon;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.mailauth.message.HeaderField;
import org.mailauth.message.HeaderFields;
import org.mailauth.message.Message;

/** RFC 6376 §3.7 and §5.4.2: which fields are hashed, and in which order. */
class SigningInputTest {
    private static final String HEADER = "DKIM-Signature: other; b=xyz\r\n"
            + "DKIM-Signature: own; b=\r\n"
            + "A: 1\r\n"
            + "B: 2\r\n"
            + "a: 3\r\n"
            + "A : 4\r\n";

    private static String input(String... names) {
        HeaderFields header = Message.of(Canon.octets(HEADER + "\r\n")).header();
        HeaderField own = header.all().get(1);
        return Canon.text(SigningInput.of(header, List.of(names), HeaderCanonicalizer.SIMPLE, own, 0, 0)
                .toArray());
    }

    @Test
    void theSignatureFieldComesLastWithoutItsCrlf() {
        assertThat(input("B")).isEqualTo("B: 2\r\nDKIM-Signature: own; b=");
    }

    @Test
    void eachMentionTakesTheLowestFieldNotYetTaken() {
        assertThat(input("a", "B", "A", "a")).startsWith("A : 4\r\nB: 2\r\na: 3\r\nA: 1\r\nDKIM");
    }

    @Test
    void aMentionOfAFieldThatIsNotThereAddsNothing() {
        assertThat(input("Z", "b", "b", "z")).isEqualTo("B: 2\r\nDKIM-Signature: own; b=");
    }

    @Test
    void namesAreComparedWithoutCase() {
        assertThat(input("b")).isEqualTo(input("B"));
    }

    @Test
    void anotherSignatureCanBeSignedWithItsDataButNeverTheOwnField() {
        assertThat(input("dkim-signature", "dkim-signature"))
                .isEqualTo("DKIM-Signature: other; b=xyz\r\nDKIM-Signature: own; b=");
    }
}
