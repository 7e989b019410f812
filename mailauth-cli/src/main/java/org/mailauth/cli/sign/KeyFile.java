package org.mailauth.cli.sign;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.mailauth.cli.command.CommandException;
import org.mailauth.cli.input.Inputs;
import org.mailauth.dkim.SigningKey;

/** Reads private keys and passwords; what it throws never shows any part of them. */
final class KeyFile {
    private static final int MAX_OCTETS = 1 << 16;
    private static final Pattern SEED = Pattern.compile("\\s*[A-Za-z0-9+/]{43}=\\s*");

    private KeyFile() {}

    /** Reads a PEM file, or one with nothing but the base64 seed of an Ed25519 key as RFC 8463 A.2 prints it. */
    static SigningKey read(String name, @Nullable String passwordFile) throws CommandException {
        byte[] octets = Inputs.small(name, MAX_OCTETS);
        String text = new String(octets, StandardCharsets.ISO_8859_1);
        Arrays.fill(octets, (byte) 0);
        char[] password = passwordFile == null ? null : password(passwordFile);
        try {
            if (password != null) {
                return SigningKey.fromPem(text, password);
            }
            return SEED.matcher(text).matches() ? SigningKey.fromEd25519Seed(text) : SigningKey.fromPem(text);
        } catch (IllegalArgumentException noKey) {
            throw new CommandException("cannot use key file " + Inputs.called(name) + ": " + noKey.getMessage());
        } finally {
            if (password != null) {
                Arrays.fill(password, '\0');
            }
        }
    }

    /** The first line of a file. */
    private static char[] password(String name) throws CommandException {
        byte[] octets = Inputs.small(name, MAX_OCTETS);
        CharBuffer text = StandardCharsets.UTF_8.decode(ByteBuffer.wrap(octets));
        Arrays.fill(octets, (byte) 0);
        char[] chars = text.array();
        int length = 0;
        while (length < text.limit() && chars[length] != '\n' && chars[length] != '\r') {
            length++;
        }
        char[] line = Arrays.copyOf(chars, length);
        Arrays.fill(chars, '\0');
        if (length == 0) {
            throw new CommandException("the password file " + Inputs.called(name) + " has an empty first line");
        }
        return line;
    }
}
