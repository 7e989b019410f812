package org.mailauth.tlsrpt;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.mailauth.Problem;

/**
 * Reads the values that reports consist of from a JSON parser, and notes each one that is not what it should be. Every method
 * starts at the first token of a value and ends at its last. Not thread-safe.
 */
final class JsonFields {
    static final String RULE = "RFC 8460 §4.4";
    private static final int MAX_SHOWN = 40;

    /** Reads the value of a field, or an element of an array. */
    @FunctionalInterface
    interface Value {
        /**
         * Reads it to its last token.
         *
         * @param name the field's name; of an element, its path
         */
        void read(String name) throws IOException;
    }

    private final JsonParser json;
    private final TlsReportLimits limits;
    private final List<Problem> findings = new ArrayList<>();
    private int texts;
    private boolean object;

    JsonFields(JsonParser json, TlsReportLimits limits) {
        this.json = json;
        this.limits = limits;
    }

    List<Problem> findings() {
        return findings;
    }

    void add(Problem finding) {
        if (findings.size() < TlsReportLimits.MAX_FINDINGS) {
            findings.add(finding);
        }
    }

    /** Whether what {@link #object} read last was an object. */
    boolean wasObject() {
        return object;
    }

    /** Reads an object; gives the known fields that it has. */
    List<String> object(String path, List<String> known, Value reader) throws IOException {
        List<String> seen = new ArrayList<>();
        boolean isObject = json.currentToken() == JsonToken.START_OBJECT;
        if (!isObject) {
            wrongType(path, "an object");
        }
        while (isObject && json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            if (!known.contains(name)) {
                value(join(path, shown(name)), "tlsrpt.field-unknown", "is no field that the RFC knows");
                json.skipChildren();
            } else if (seen.contains(name)) {
                // RFC 7493 §2.3: a name occurs once; the first one counts.
                value(join(path, name), "tlsrpt.duplicate-field", "occurs more than once");
                json.skipChildren();
            } else {
                seen.add(name);
                reader.read(name);
            }
        }
        object = isObject;
        return seen;
    }

    /** Notes the required fields that are not among those seen, once it is known that there was an object at all. */
    void require(String path, List<String> seen, List<String> required) {
        if (!object) {
            return;
        }
        for (String name : required) {
            if (!seen.contains(name)) {
                add(Problem.of("tlsrpt.field-missing", RULE, join(path, name) + " is missing"));
            }
        }
    }

    /** Reads an array; an object in its place counts as the only element. */
    void array(String path, Value reader) throws IOException {
        if (json.currentToken() == JsonToken.START_OBJECT) {
            value(path, "tlsrpt.field-type", "is an object where an array of objects is due");
            reader.read(path + "[0]");
            return;
        }
        if (json.currentToken() != JsonToken.START_ARRAY) {
            wrongType(path, "an array");
            return;
        }
        for (int index = 0; json.nextToken() != JsonToken.END_ARRAY; index++) {
            reader.read(path + '[' + index + ']');
        }
    }

    /** Reads a text. */
    Optional<String> text(String path) throws IOException {
        JsonToken token = json.currentToken();
        if (token.isScalarValue() && token != JsonToken.VALUE_STRING && token != JsonToken.VALUE_NULL) {
            // A number or a truth value is the text that it is written as.
            value(path, "tlsrpt.field-type", "is " + kind(token) + " where a text is due");
            return Optional.of(json.getText());
        }
        if (token != JsonToken.VALUE_STRING) {
            wrongType(path, "a text");
            return Optional.empty();
        }
        String text = json.getText();
        if (!JsonText.isSound(text)) {
            add(at("tlsrpt.text", "RFC 7493 §2.1", path + " holds half of a surrogate pair or a noncharacter"));
        }
        return Optional.of(JsonText.sound(text));
    }

    /** Reads an array of texts; a text in its place counts as the only element. */
    List<String> texts(String path) throws IOException {
        List<String> read = new ArrayList<>();
        if (json.currentToken() == JsonToken.VALUE_STRING) {
            // RFC 8460 §4.4, erratum 6241: the example of the RFC itself has a text.
            add(at("tlsrpt.not-array", RULE + ", erratum 6241", path + " is a text where an array of texts is due"));
            countText();
            text(path).ifPresent(read::add);
            return read;
        }
        array(path, element -> {
            countText();
            text(element).ifPresent(read::add);
        });
        return read;
    }

    private void countText() throws IOException {
        texts++;
        if (texts > limits.maxTexts()) {
            throw UnreadableException.limit("the report quotes more than " + limits.maxTexts() + " texts of policies");
        }
    }

    /** Reads a number of sessions. */
    OptionalLong count(String path) throws IOException {
        JsonToken token = json.currentToken();
        if (token == JsonToken.VALUE_STRING) {
            value(path, "tlsrpt.field-type", "is a text where a number is due");
        } else if (token != JsonToken.VALUE_NUMBER_INT && token != JsonToken.VALUE_NUMBER_FLOAT) {
            wrongType(path, "a number");
            return OptionalLong.empty();
        }
        OptionalLong count = whole(json.getText());
        if (count.isEmpty()) {
            value(path, "tlsrpt.count", "is no whole number from 0 to 2^53-1");
        }
        return count;
    }

    private static OptionalLong whole(String text) {
        boolean digits = !text.isEmpty() && text.length() <= 16 && text.chars().allMatch(c -> c >= '0' && c <= '9');
        long count = digits ? Long.parseLong(text) : -1;
        return Counts.isCount(count) ? OptionalLong.of(count) : OptionalLong.empty();
    }

    /** Reads a time. */
    Optional<Instant> dateTime(String path) throws IOException {
        Optional<String> text = json.currentToken() == JsonToken.VALUE_STRING ? text(path) : Optional.empty();
        if (text.isEmpty()) {
            wrongType(path, "a text");
            return Optional.empty();
        }
        Optional<DateTimes.Reading> reading = text.flatMap(DateTimes::parse);
        if (reading.isEmpty()) {
            add(at("tlsrpt.date-time", "RFC 3339 §5.6", path + " is no date and time"));
        } else if (!reading.get().strict()) {
            add(at("tlsrpt.date-time", "RFC 3339 §5.6", path + " lacks its seconds or its offset from UTC"));
        }
        return reading.map(DateTimes.Reading::time);
    }

    /** Notes what stands behind the report. */
    void requireEnd() throws IOException {
        boolean more;
        try {
            more = json.nextToken() != null;
        } catch (JsonProcessingException notJson) {
            more = true;
        }
        if (more) {
            add(Problem.of("tlsrpt.trailing", RULE, "something stands behind the report"));
        }
    }

    /** Notes that the current value, which has been read, is not what it should be. */
    void value(String path, String code, String what) {
        add(at(code, RULE, path + ' ' + what));
    }

    private void wrongType(String path, String due) throws IOException {
        JsonToken token = json.currentToken();
        boolean isNull = token == JsonToken.VALUE_NULL;
        value(
                path,
                isNull ? "tlsrpt.field-null" : "tlsrpt.field-type",
                "is " + kind(token) + " where " + due + " is due");
        json.skipChildren();
    }

    private Problem at(String code, String reference, String sentence) {
        long offset = json.currentTokenLocation().getByteOffset();
        return offset < 0 ? Problem.of(code, reference, sentence) : Problem.at(offset, code, reference, sentence);
    }

    private static String kind(JsonToken token) {
        return switch (token) {
            case START_OBJECT -> "an object";
            case START_ARRAY -> "an array";
            case VALUE_STRING -> "a text";
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
            case VALUE_TRUE, VALUE_FALSE -> "a truth value";
            default -> "null";
        };
    }

    private static String join(String path, String name) {
        return path.isEmpty() ? name : path + '.' + name;
    }

    private static String shown(String name) {
        return name.length() <= MAX_SHOWN ? name : name.substring(0, MAX_SHOWN) + "...";
    }
}
