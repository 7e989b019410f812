package org.mailauth.replay;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mailauth.Problem;

/**
 * Reads JSON from a stranger as a whole: objects become maps, arrays lists, the rest {@link String}, {@link Long} and
 * {@link Boolean}; a number that is no such integer becomes {@link #OTHER}, and null is an absent value. Lives for one text.
 */
final class JsonTree {
    /** Deeper than any bundle, and far from the end of a stack. */
    private static final int MAX_DEPTH = 20;

    private static final int MAX_NAME = 1000;
    private static final int MAX_DIGITS = 100;
    /** Names and values; a bundle of the largest message and three hundred long answers has a tenth of them. */
    private static final int MAX_TOKENS = 500_000;

    /** Stands for a number that no member of a bundle can have. */
    private static final Object OTHER = Optional.empty();

    private final JsonParser json;
    private int tokens;

    private JsonTree(JsonParser json) {
        this.json = json;
    }

    /** Reads one object and nothing behind it. */
    static Members object(byte[] octets) throws ReplayFormatException {
        JsonFactory factory = new JsonFactoryBuilder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(MAX_DEPTH)
                        .maxNameLength(MAX_NAME)
                        .maxNumberLength(MAX_DIGITS)
                        .maxStringLength(Math.max(1, octets.length))
                        .build())
                .build();
        try (JsonParser json = factory.createParser(octets)) {
            JsonTree tree = new JsonTree(json);
            if (tree.next() != JsonToken.START_OBJECT) {
                throw ReplayFormatException.of("it holds no JSON object");
            }
            Map<String, Object> object = tree.readObject();
            if (tree.next() != null) {
                throw ReplayFormatException.of("something stands behind the JSON object");
            }
            return new Members("", object);
        } catch (JsonProcessingException broken) {
            throw ReplayFormatException.of("it is no JSON: " + broken.getOriginalMessage());
        } catch (IOException broken) {
            throw ReplayFormatException.of("it is no JSON: " + broken.getMessage());
        }
    }

    private JsonToken next() throws IOException, ReplayFormatException {
        tokens++;
        if (tokens > MAX_TOKENS) {
            throw new ReplayFormatException(
                    Problem.of("replay.limit", "", "it has more than " + MAX_TOKENS + " names and values"));
        }
        return json.nextToken();
    }

    private Map<String, Object> readObject() throws IOException, ReplayFormatException {
        Map<String, Object> object = new LinkedHashMap<>();
        while (next() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            Optional<Object> value = readValue(next());
            value.ifPresent(present -> object.put(name, present));
        }
        return object;
    }

    private List<Object> readArray() throws IOException, ReplayFormatException {
        List<Object> array = new ArrayList<>();
        for (JsonToken token = next(); token != JsonToken.END_ARRAY; token = next()) {
            array.add(readValue(token).orElse(OTHER));
        }
        return array;
    }

    private Optional<Object> readValue(JsonToken token) throws IOException, ReplayFormatException {
        return switch (token) {
            case START_OBJECT -> Optional.of(readObject());
            case START_ARRAY -> Optional.of(readArray());
            case VALUE_STRING -> Optional.of(json.getText());
            case VALUE_TRUE -> Optional.of(true);
            case VALUE_FALSE -> Optional.of(false);
            case VALUE_NULL -> Optional.empty();
            case VALUE_NUMBER_INT ->
                Optional.of(json.getNumberType() == JsonParser.NumberType.BIG_INTEGER ? OTHER : json.getLongValue());
            default -> Optional.of(OTHER);
        };
    }
}
