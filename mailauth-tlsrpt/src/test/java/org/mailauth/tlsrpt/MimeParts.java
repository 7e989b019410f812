package org.mailauth.tlsrpt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.james.mime4j.MimeException;
import org.apache.james.mime4j.stream.EntityState;
import org.apache.james.mime4j.stream.Field;
import org.apache.james.mime4j.stream.MimeTokenStream;

/** What another MIME parser than ours finds in a mail. */
final class MimeParts {

    /** A part without parts: its media type, its fields and its decoded body. */
    static final class Part {
        private final String mediaType;
        private final Map<String, String> fields;
        private final byte[] body;

        private Part(String mediaType, Map<String, String> fields, byte[] body) {
            this.mediaType = mediaType;
            this.fields = fields;
            this.body = body;
        }

        String mediaType() {
            return mediaType;
        }

        Map<String, String> fields() {
            return fields;
        }
    }

    private final Map<String, String> header = new LinkedHashMap<>();
    private final List<String> names = new ArrayList<>();
    private final List<Part> parts = new ArrayList<>();
    private String mediaType = "";

    private MimeParts() {}

    static MimeParts of(byte[] mail) {
        MimeParts found = new MimeParts();
        MimeTokenStream stream = new MimeTokenStream();
        stream.parse(new ByteArrayInputStream(mail));
        try {
            Map<String, String> fields = found.header;
            boolean inHeader = true;
            for (EntityState state = stream.getState(); state != EntityState.T_END_OF_STREAM; state = stream.next()) {
                switch (state) {
                    case T_START_BODYPART -> {
                        inHeader = false;
                        fields = new LinkedHashMap<>();
                    }
                    case T_FIELD -> {
                        Field field = stream.getField();
                        if (inHeader) {
                            found.names.add(field.getName());
                        }
                        fields.putIfAbsent(field.getName(), field.getBody().strip());
                    }
                    case T_START_MULTIPART ->
                        found.mediaType = stream.getBodyDescriptor().getMimeType();
                    case T_BODY ->
                        found.parts.add(new Part(
                                stream.getBodyDescriptor().getMimeType(),
                                fields,
                                stream.getDecodedInputStream().readAllBytes()));
                    default -> {
                        // of no interest
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (MimeException e) {
            throw new AssertionError(e);
        }
        return found;
    }

    String mediaType() {
        return mediaType;
    }

    List<Part> parts() {
        return parts;
    }

    String field(String name) {
        return Objects.requireNonNull(header.get(name), name);
    }

    /** The names of the fields, in order. */
    List<String> names() {
        return names;
    }

    byte[] only(String wanted) {
        List<Part> found =
                parts.stream().filter(part -> part.mediaType().equals(wanted)).toList();
        assertThat(found).hasSize(1);
        return found.get(0).body;
    }
}
