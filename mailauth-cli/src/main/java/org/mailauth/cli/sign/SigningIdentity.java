package org.mailauth.cli.sign;

import org.jspecify.annotations.Nullable;
import org.mailauth.DomainName;
import org.mailauth.cli.command.CommandException;
import org.mailauth.cli.options.NameConverters;
import org.mailauth.dkim.Selector;
import org.mailauth.dkim.SigningKey;
import picocli.CommandLine.Option;

/** Who signs, and with which key. */
final class SigningIdentity {
    @Option(
            names = "--domain",
            required = true,
            paramLabel = "DOMAIN",
            converter = NameConverters.OfDomain.class,
            description = "The domain that takes responsibility, d=.")
    @SuppressWarnings("NullAway.Init") // required: set by picocli
    private DomainName domain;

    @Option(
            names = "--selector",
            required = true,
            paramLabel = "SELECTOR",
            converter = NameConverters.OfSelector.class,
            description = "Which of the domain's keys it is, s=.")
    @SuppressWarnings("NullAway.Init") // required: set by picocli
    private Selector selector;

    @Option(
            names = "--key",
            required = true,
            paramLabel = "FILE",
            description =
                    "The private key, RSA or Ed25519: PEM (PKCS#8 or PKCS#1), or the base64 seed of an Ed25519 key.")
    @SuppressWarnings("NullAway.Init") // required: set by picocli
    private String keyFile;

    @Option(
            names = "--key-password-file",
            paramLabel = "FILE",
            description = "A file with the password of an encrypted key in its first line.")
    private @Nullable String passwordFile;

    DomainName domain() {
        return domain;
    }

    Selector selector() {
        return selector;
    }

    /** The file with the key, for messages. */
    String keyFile() {
        return keyFile;
    }

    /** Reads the key. */
    SigningKey key() throws CommandException {
        PublishedName.of(selector, domain);
        return KeyFile.read(keyFile, passwordFile);
    }
}
