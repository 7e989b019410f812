package org.mailauth.tlsrpt;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The texts of one object, by the names of their fields: a few known ones. Not thread-safe. */
final class Texts {
    private final Map<String, String> values = new HashMap<>();

    void put(String name, Optional<String> value) {
        value.ifPresent(text -> values.put(name, text));
    }

    Optional<String> get(String name) {
        return Optional.ofNullable(values.get(name));
    }
}
