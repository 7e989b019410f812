package org.mailauth.dkim;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.mailauth.testkit.InMemoryDns;

/** Keys made once for these tests, and a DNS that publishes them. They must never sign real mail. */
final class FixedKeys {
    static final String DOMAIN = "example.com";
    /** Opens every encrypted key among the resources. */
    static final String PASSWORD = "correct-horse";

    static final SigningKey RSA_1024 = SigningKey.fromPem(resource("rsa1024.pem"));
    static final SigningKey RSA_2048 = SigningKey.fromPem(resource("rsa2048.pem"));
    static final SigningKey ED25519 = SigningKey.fromPem(resource("ed25519.pem"));

    /** Selectors {@code r1}, {@code r2} and {@code ed}. */
    static final InMemoryDns DNS = InMemoryDns.builder()
            .txt("r1._domainkey.example.com", record(RSA_1024))
            .txt("r2._domainkey.example.com", record(RSA_2048))
            .txt("ed._domainkey.example.com", record(ED25519))
            .build();

    private FixedKeys() {}

    static String resource(String name) {
        try (InputStream in = FixedKeys.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    static String record(SigningKey key) {
        return key.keyRecord().orElseThrow().toText();
    }

    /** The {@code p=} value of a key. */
    static String publicKey(SigningKey key) {
        String text = record(key);
        return text.substring(text.indexOf("p=") + 2);
    }
}
