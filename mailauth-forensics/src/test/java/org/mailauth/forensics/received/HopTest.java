package org.mailauth.forensics.received;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailauth.message.HeaderField;
import org.mailauth.message.ReceivedField;

class HopTest {
    private static Hop with(String protocol) {
        HeaderField field = HeaderField.of(
                "Received",
                " from mail.example.net ([198.51.100.10]) by mx.example.com with " + protocol
                        + " id 1; Mon, 30 Nov 2026 07:44:11 +0000");
        return new Hop(0, ReceivedField.parse(field).value(), Optional.empty());
    }

    // RFC 3848, RFC 6531 §4.3; Exim writes an E in UTF8SMTPS as well.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "ESMTPS",
                "ESMTPSA",
                "LMTPS",
                "LMTPSA",
                "UTF8SMTPS",
                "UTF8SMTPSA",
                "UTF8LMTPS",
                "UTF8LMTPSA",
                "utf8esmtps",
                "utf8esmtpsa"
            })
    void protocolsWithTls(String protocol) {
        assertThat(with(protocol).isTls()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"SMTP", "ESMTP", "ESMTPA", "LMTP", "LMTPA", "UTF8SMTP", "UTF8SMTPA", "utf8esmtp", "utf8esmtpa"})
    void protocolsWithoutTls(String protocol) {
        assertThat(with(protocol).isTls()).isFalse();
    }
}
