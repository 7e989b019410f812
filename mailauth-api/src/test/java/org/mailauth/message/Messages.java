package org.mailauth.message;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import org.mailauth.Problem;

/** Messages as text of one octet a character, for tests. */
final class Messages {
    static final MessageLimits NO_LIMITS =
            new MessageLimits(Long.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE);

    private Messages() {}

    static byte[] octets(String text) {
        return text.getBytes(ISO_8859_1);
    }

    static String text(byte[] octets) {
        return new String(octets, ISO_8859_1);
    }

    static Message message(String text) {
        return Message.of(octets(text));
    }

    static Message message(String text, MessageLimits limits) {
        return Message.of(octets(text), limits);
    }

    static List<String> fields(Message message) {
        return message.header().all().stream()
                .map(field -> text(field.octets()))
                .toList();
    }

    static String body(Message message) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            message.writeBodyTo(out);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text(out.toByteArray());
    }

    static String whole(Message message) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            message.writeTo(out);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text(out.toByteArray());
    }

    static List<String> codes(Message message) {
        return message.problems().stream().map(Problem::code).toList();
    }

    static Optional<Problem> problem(Message message, String code) {
        return message.problems().stream()
                .filter(problem -> problem.code().equals(code))
                .findFirst();
    }
}
