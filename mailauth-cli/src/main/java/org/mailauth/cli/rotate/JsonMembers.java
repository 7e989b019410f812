package org.mailauth.cli.rotate;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mailauth.cli.command.CommandException;
import org.mailauth.cli.options.InstantConverter;
import picocli.CommandLine.TypeConversionException;

/** Takes typed values out of an object that a person wrote; whatever is wrong is told with the place where it stands. */
final class JsonMembers {
    private final String place;
    private final Map<String, Object> left;

    /** The object at a place, such as {@code keys[2].}; members that were taken are removed from the map. */
    JsonMembers(String place, Map<String, Object> members) {
        this.place = place;
        this.left = members;
    }

    Optional<String> text(String name) throws CommandException {
        return take(name, String.class, "text in quotes");
    }

    Optional<Boolean> bool(String name) throws CommandException {
        return take(name, Boolean.class, "true or false");
    }

    Optional<Integer> number(String name) throws CommandException {
        Optional<Long> value = take(name, Long.class, "a whole number");
        if (value.isPresent() && value.get() != value.get().intValue()) {
            throw wrong(name, "the number is too large");
        }
        return value.map(Long::intValue);
    }

    Optional<Instant> instant(String name) throws CommandException {
        Optional<String> text = text(name);
        try {
            return text.map(new InstantConverter()::convert);
        } catch (TypeConversionException unreadable) {
            throw wrong(name, String.valueOf(unreadable.getMessage()));
        }
    }

    Optional<Duration> duration(String name) throws CommandException {
        Optional<String> text = text(name);
        try {
            return text.map(Duration::parse);
        } catch (DateTimeException | ArithmeticException unreadable) {
            throw wrong(name, "'" + text.orElse("") + "' is not a time span such as P180D or PT1H");
        }
    }

    Optional<JsonMembers> object(String name) throws CommandException {
        Optional<Map<?, ?>> value = take(name, Map.class, "an object").map(map -> (Map<?, ?>) map);
        return value.isPresent() ? Optional.of(members(place + name + ".", value.get())) : Optional.empty();
    }

    List<JsonMembers> objects(String name) throws CommandException {
        List<JsonMembers> objects = new ArrayList<>();
        for (Object element : list(name)) {
            String at = name + "[" + objects.size() + "]";
            if (!(element instanceof Map<?, ?> map)) {
                throw wrong(at, "it must be an object");
            }
            objects.add(members(place + at + ".", map));
        }
        return objects;
    }

    List<String> texts(String name) throws CommandException {
        List<String> texts = new ArrayList<>();
        for (Object element : list(name)) {
            if (!(element instanceof String text)) {
                throw wrong(name, "it must hold texts in quotes only");
            }
            texts.add(text);
        }
        return texts;
    }

    private List<?> list(String name) throws CommandException {
        return take(name, List.class, "an array").map(list -> (List<?>) list).orElse(List.of());
    }

    private static JsonMembers members(String place, Map<?, ?> map) {
        Map<String, Object> members = new LinkedHashMap<>();
        map.forEach((key, value) -> members.put(key.toString(), value));
        return new JsonMembers(place, members);
    }

    private <T> Optional<T> take(String name, Class<T> type, String kind) throws CommandException {
        Object value = left.remove(name);
        if (value == null) {
            return Optional.empty();
        }
        if (!type.isInstance(value)) {
            throw wrong(name, "it must be " + kind);
        }
        return Optional.of(type.cast(value));
    }

    /** Nobody means to write what is not read. */
    void requireNothingLeft() throws CommandException {
        if (!left.isEmpty()) {
            throw new CommandException(
                    "there is no member '" + place + left.keySet().iterator().next() + "'");
        }
    }

    CommandException wrong(String name, String why) {
        return new CommandException(place + name + ": " + why);
    }
}
