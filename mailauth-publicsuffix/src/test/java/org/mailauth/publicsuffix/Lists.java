package org.mailauth.publicsuffix;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.mailauth.Parsed;

/** Lists for tests. */
final class Lists {
    static final String PRIVATE_BEGIN = "// ===BEGIN PRIVATE DOMAINS===";
    static final String PRIVATE_END = "// ===END PRIVATE DOMAINS===";

    private Lists() {}

    static PublicSuffixList of(String... lines) {
        return read(String.join("\n", lines)).orElseThrow();
    }

    static Parsed<PublicSuffixList> read(String text) {
        return read(text.getBytes(StandardCharsets.UTF_8));
    }

    static Parsed<PublicSuffixList> read(byte[] octets) {
        try {
            return PublicSuffixList.read(new ByteArrayInputStream(octets));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
