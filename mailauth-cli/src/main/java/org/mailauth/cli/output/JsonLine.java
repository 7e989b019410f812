package org.mailauth.cli.output;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mailauth.Problem;

/** Writes one JSON object on one line, and the members that several reports share. */
public final class JsonLine {
    private final JsonFactory factory =
            new JsonFactoryBuilder().characterEscapes(new JsonEscapes()).build();

    /** Writes members. */
    @FunctionalInterface
    public interface Members {
        void writeTo(JsonGenerator json) throws IOException;
    }

    /** An object of these members. */
    public String of(Members members) {
        StringWriter line = new StringWriter();
        try (JsonGenerator json = factory.createGenerator(line)) {
            json.writeStartObject();
            members.writeTo(json);
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException("a string cannot fail to be written to", impossible);
        }
        return line.toString();
    }

    /** A text, or null. */
    public static void text(JsonGenerator json, String name, Optional<?> value) throws IOException {
        @Nullable String text = value.map(Object::toString).orElse(null);
        json.writeStringField(name, text);
    }

    /** A number, or null. */
    public static void number(JsonGenerator json, String name, Optional<? extends Number> value) throws IOException {
        if (value.isPresent()) {
            json.writeNumberField(name, value.get().longValue());
        } else {
            json.writeNullField(name);
        }
    }

    /** The member {@code problems}. */
    public static void problems(JsonGenerator json, List<Problem> problems) throws IOException {
        json.writeArrayFieldStart("problems");
        for (Problem problem : problems) {
            json.writeStartObject();
            members(json, problem);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /** The members of one problem. */
    public static void members(JsonGenerator json, Problem problem) throws IOException {
        json.writeStringField("code", problem.code());
        json.writeStringField("text", problem.text());
        text(json, "reference", Optional.of(problem.reference()).filter(rule -> !rule.isEmpty()));
        if (problem.position().isPresent()) {
            json.writeNumberField("position", problem.position().getAsLong());
        } else {
            json.writeNullField("position");
        }
    }
}
