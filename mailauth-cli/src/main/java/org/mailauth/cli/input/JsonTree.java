package org.mailauth.cli.input;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads a small JSON text as a whole: objects become maps, arrays lists, strings and numbers {@link String} and
 * {@link Long}; null is an absent value.
 */
public final class JsonTree {
    private static final int MAX_DEPTH = 20;

    private JsonTree() {}

    /** Reads an object; the exception's message is one sentence with line and column. */
    public static Map<String, Object> object(byte[] octets) throws IOException {
        JsonFactory factory = new JsonFactoryBuilder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(MAX_DEPTH)
                        .build())
                .build();
        try (JsonParser json = factory.createParser(octets)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("it must hold one JSON object");
            }
            Map<String, Object> object = readObject(json);
            if (json.nextToken() != null) {
                throw new IOException("something stands behind the JSON object");
            }
            return object;
        }
    }

    private static Map<String, Object> readObject(JsonParser json) throws IOException {
        Map<String, Object> object = new LinkedHashMap<>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            Optional<Object> value = readValue(json);
            value.ifPresent(present -> object.put(name, present));
        }
        return object;
    }

    private static List<Object> readArray(JsonParser json) throws IOException {
        List<Object> array = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            array.add(readValue(json).orElseThrow(() -> new IOException("null cannot stand in an array here")));
        }
        return array;
    }

    private static Optional<Object> readValue(JsonParser json) throws IOException {
        return switch (json.currentToken()) {
            case START_OBJECT -> Optional.of(readObject(json));
            case START_ARRAY -> Optional.of(readArray(json));
            case VALUE_STRING -> Optional.of(json.getText());
            case VALUE_TRUE -> Optional.of(true);
            case VALUE_FALSE -> Optional.of(false);
            case VALUE_NUMBER_INT -> Optional.of(json.getLongValue());
            case VALUE_NULL -> Optional.empty();
            default -> throw new IOException("the number " + json.getText() + " is no whole number");
        };
    }
}
