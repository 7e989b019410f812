package org.mailauth.cli.sign;

import java.security.SecureRandom;
import java.util.Locale;
import org.mailauth.dkim.SigningKey;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The kinds of keys that can be made. */
enum KeyType {
    RSA,
    ED25519;

    /** Reads the option's value, a word of {@code k=}. */
    static final class Converter implements ITypeConverter<KeyType> {
        @Override
        public KeyType convert(String text) {
            for (KeyType type : values()) {
                if (type.word().equals(text)) {
                    return type;
                }
            }
            throw new TypeConversionException("'" + text + "' is neither rsa nor ed25519");
        }
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Makes a key; {@code bits} matters to RSA only. */
    SigningKey generate(int bits, SecureRandom random) {
        return this == RSA ? SigningKey.generateRsa(bits, random) : SigningKey.generateEd25519(random);
    }
}
