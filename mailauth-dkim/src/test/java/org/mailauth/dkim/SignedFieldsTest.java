package org.mailauth.dkim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailauth.message.HeaderFields;

class SignedFieldsTest {
    private static final HeaderFields HEADER =
            Checks.message("From: a\r\nX: 1\r\nTo: b\r\nX: 2\r\n\r\n").header();

    @Test
    void fromIsAddedAndOverSigned() {
        assertThat(SignedFields.of(List.of("X")).select(HEADER)).containsExactly("from", "from", "x", "x");
        assertThat(SignedFields.of(List.of()).select(HEADER)).containsExactly("from", "from");
    }

    @Test
    void namesAreKeptOnceWhateverTheirCase() {
        assertThat(SignedFields.of(List.of("X", "x", "FROM")).select(HEADER)).containsExactly("from", "from", "x", "x");
    }

    @Test
    void absentFieldsAreLeftOutUnlessOverSigned() {
        SignedFields fields = SignedFields.of(List.of("cc", "to"));
        assertThat(fields.select(HEADER)).containsExactly("from", "from", "to");
        assertThat(fields.overSigning(List.of("Cc", "X")).select(HEADER))
                .containsExactly("from", "from", "cc", "to", "x", "x", "x");
    }

    @Test
    void overSigningMakesANewChoice() {
        SignedFields fields = SignedFields.of(List.of("to"));
        fields.overSigning(List.of("to"));
        assertThat(fields.select(HEADER)).containsExactly("from", "from", "to");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a:b", "a;b", "ü", "a\r\nb", "\u0000", "DKIM-Signature", "dkim-signature"})
    void whatCannotBeSignedByNameIsAMistake(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> SignedFields.of(List.of(name)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SignedFields.recommended().overSigning(List.of(name)));
    }

    @Test
    void recommendedCoversWhatServersAddOnlyWhereItOccurs() {
        List<String> bare = SignedFields.recommended().select(HEADER);
        assertThat(bare)
                .containsExactly(
                        "from",
                        "from",
                        "reply-to",
                        "subject",
                        "to",
                        "to",
                        "cc",
                        "mime-version",
                        "content-type",
                        "content-transfer-encoding",
                        "in-reply-to",
                        "references");
        HeaderFields full = Checks.message("From: a\r\nDate: b\r\nMessage-ID: c\r\nList-Unsubscribe: d\r\n"
                        + "List-Unsubscribe: e\r\nResent-To: f\r\nReceived: g\r\nARC-Seal: h\r\n\r\n")
                .header();
        assertThat(SignedFields.recommended().select(full))
                .containsSubsequence("date", "date", "message-id", "message-id")
                .containsSubsequence("list-unsubscribe", "list-unsubscribe", "list-unsubscribe")
                .containsOnlyOnce("resent-to")
                .doesNotContain("received", "arc-seal");
    }

    @Test
    void recommendedLeavesOutWhatRelaysChange() {
        assertThat(SignedFields.recommended().toString().split(":"))
                .contains("from", "subject", "date", "to", "cc", "reply-to", "message-id", "content-type", "list-id")
                .doesNotContain("received", "return-path", "comments", "keywords", "bcc", "dkim-signature")
                .doesNotContain("authentication-results", "arc-seal", "bimi-location", "sender");
    }
}
