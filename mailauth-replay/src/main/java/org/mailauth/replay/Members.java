package org.mailauth.replay;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The members of one JSON object, each asked for by name and kind; those that nobody asks for are ignored. */
final class Members {
    private final String path;
    private final Map<?, ?> values;

    Members(String path, Map<?, ?> values) {
        this.path = path;
        this.values = values;
    }

    /** Takes one element of an array. */
    @FunctionalInterface
    interface ElementReader<T> {
        T read(Members element) throws ReplayFormatException;
    }

    ReplayFormatException wrong(String name, String what) {
        return ReplayFormatException.of(path + name + " " + what);
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    private <T> T required(String name, Class<T> kind, String what) throws ReplayFormatException {
        @Nullable Object value = values.get(name);
        if (!kind.isInstance(value)) {
            throw wrong(name, value == null ? "is missing" : "is no " + what);
        }
        return kind.cast(value);
    }

    String text(String name) throws ReplayFormatException {
        return required(name, String.class, "string");
    }

    Optional<String> optionalText(String name) throws ReplayFormatException {
        return has(name) ? Optional.of(text(name)) : Optional.empty();
    }

    boolean flag(String name) throws ReplayFormatException {
        return required(name, Boolean.class, "truth value");
    }

    long number(String name, long least, long most) throws ReplayFormatException {
        long value = required(name, Long.class, "whole number");
        if (value < least || value > most) {
            throw wrong(name, "must be " + least + " to " + most);
        }
        return value;
    }

    int number(String name, int least, int most) throws ReplayFormatException {
        return (int) number(name, (long) least, (long) most);
    }

    Members object(String name) throws ReplayFormatException {
        return new Members(path + name + ".", required(name, Map.class, "object"));
    }

    /** The constant that a word stands for. */
    <E extends Enum<E>> E word(String name, Class<E> type) throws ReplayFormatException {
        return constant(name, text(name), type);
    }

    <E extends Enum<E>> E constant(String name, String word, Class<E> type) throws ReplayFormatException {
        for (E constant : type.getEnumConstants()) {
            if (Format.word(constant).equals(word)) {
                return constant;
            }
        }
        throw wrong(name, "has an unknown value");
    }

    /** An array of strings. */
    List<String> texts(String name) throws ReplayFormatException {
        List<String> texts = new ArrayList<>();
        for (Object element : required(name, List.class, "array")) {
            if (!(element instanceof String text)) {
                throw wrong(name, "holds something else than strings");
            }
            texts.add(text);
        }
        return texts;
    }

    /** An array of objects. */
    <T> List<T> objects(String name, ElementReader<T> reader) throws ReplayFormatException {
        List<T> objects = new ArrayList<>();
        for (Object element : required(name, List.class, "array")) {
            if (!(element instanceof Map<?, ?> members)) {
                throw wrong(name, "holds something else than objects");
            }
            objects.add(reader.read(new Members(path + name + "[" + objects.size() + "].", members)));
        }
        return objects;
    }

    /** The members of an object all of which are strings. */
    Map<String, String> texts() throws ReplayFormatException {
        Map<String, String> texts = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : values.entrySet()) {
            String name = String.valueOf(entry.getKey());
            texts.put(name, text(name));
        }
        return texts;
    }
}
