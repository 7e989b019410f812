package org.mailauth.dkim.internal.canon;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BodyCanonicalizerTest {
    private static String unescaped(String text) {
        return text == null
                ? ""
                : text.replace("\\r", "\r")
                        .replace("\\n", "\n")
                        .replace("\\t", "\t")
                        .replace('_', ' ');
    }

    private static String sha256(String text) throws NoSuchAlgorithmException {
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(Canon.octets(text));
        return Base64.getEncoder().encodeToString(hash);
    }

    @Test
    void rfc6376Section345ExampleRelaxed() {
        assertThat(Canon.relaxedBody(" C \r\nD \t E\r\n\r\n\r\n")).isEqualTo(" C\r\nD E\r\n");
    }

    @Test
    void rfc6376Section345ExampleSimple() {
        assertThat(Canon.simpleBody(" C \r\nD \t E\r\n\r\n\r\n")).isEqualTo(" C \r\nD \t E\r\n");
    }

    @Test
    void emptyBodyIsOneCrlfWhenSimple() throws NoSuchAlgorithmException {
        assertThat(Canon.simpleBody("")).isEqualTo("\r\n");
        assertThat(sha256(Canon.simpleBody(""))).isEqualTo("frcCV1k9oG9oKj3dpUqdJg1PxRT2RSN/XKdLCPjaYaY=");
    }

    @Test
    void emptyBodyIsNothingWhenRelaxed() throws NoSuchAlgorithmException {
        assertThat(Canon.relaxedBody("")).isEmpty();
        assertThat(sha256(Canon.relaxedBody(""))).isEqualTo("47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
    }

    /** An underscore stands for a blank. */
    @ParameterizedTest
    @CsvSource({
        "\\r\\n,                \\r\\n",
        "\\r\\n\\r\\n\\r\\n,    \\r\\n",
        "a,                     a\\r\\n",
        "a\\r\\n,               a\\r\\n",
        "a\\r\\n\\r\\n,         a\\r\\n",
        "a_,                    a_\\r\\n",
        "_,                     _\\r\\n",
        "_\\r\\n,               _\\r\\n",
        "a\\r\\n_\\r\\n\\r\\n,  a\\r\\n_\\r\\n",
        "a\\n\\n,               a\\n\\n\\r\\n",
        "a\\r,                  a\\r\\r\\n",
        "\\r,                   \\r\\r\\n",
        "\\n,                   \\n\\r\\n",
        "\\r\\r\\n,             \\r\\r\\n",
        "\\r\\n\\r,             \\r\\n\\r\\r\\n",
        "\\r\\n\\n,             \\r\\n\\n\\r\\n",
        "\\r\\n\\r\\na,         \\r\\n\\r\\na\\r\\n"
    })
    void simple(String body, String canonical) {
        assertThat(Canon.simpleBody(unescaped(body))).isEqualTo(unescaped(canonical));
    }

    /** An underscore stands for a blank. */
    @ParameterizedTest
    @CsvSource({
        "\\r\\n,                    ",
        "\\r\\n\\r\\n\\r\\n,        ",
        "_,                         ",
        "_\\t\\r\\n__\\r\\n\\t,     ",
        "a,                         a\\r\\n",
        "a_,                        a\\r\\n",
        "a_\\t_\\r\\n,              a\\r\\n",
        "_a,                        _a\\r\\n",
        "__\\ta,                    _a\\r\\n",
        "a\\tb__c,                  a_b_c\\r\\n",
        "a\\r\\n_\\t\\r\\n\\r\\n,    a\\r\\n",
        "a\\r\\n__\\r\\nb,          a\\r\\n\\r\\nb\\r\\n",
        "a\\n_\\n,                  a\\n_\\n\\r\\n",
        "a_\\n,                     a_\\n\\r\\n",
        "a_\\r,                     a_\\r\\r\\n",
        "a_\\r\\r\\n,               a_\\r\\r\\n",
        "_\\r_\\n_,                 _\\r_\\n\\r\\n",
        "\\r,                       \\r\\r\\n",
        "\\n,                       \\n\\r\\n"
    })
    void relaxed(String body, String canonical) {
        assertThat(Canon.relaxedBody(unescaped(body))).isEqualTo(unescaped(canonical));
    }

    @Test
    void onlyBlankAndTabAreWhiteSpace() {
        String body = "a\u000b\u000c\u0000\u00a0\r\n";
        assertThat(Canon.relaxedBody(body)).isEqualTo(body);
    }

    @Test
    void manyEmptyLinesAreCountedAndNotKept() {
        OctetBuffer canonical = new OctetBuffer(16);
        BodyCanonicalizer canonicalizer = BodyCanonicalizer.relaxed(canonical);
        byte[] emptyLines = Canon.octets("\r\n".repeat(10_000));
        canonicalizer.update(Canon.octets("a"), 0, 1);
        for (int round = 0; round < 100; round++) {
            canonicalizer.update(emptyLines, 0, emptyLines.length);
        }
        assertThat(canonical.length()).isEqualTo(1);
        canonicalizer.update(Canon.octets("b"), 0, 1);
        canonicalizer.finish();
        assertThat(canonical.length()).isEqualTo(1 + 2_000_000 + 1 + 2);
    }
}
