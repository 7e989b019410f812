package org.mailauth.realparts;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.mailauth.testkit.InMemoryDns;

/**
 * The names of the DKIM conformance suite as one DNS. Names that the suite lets time out are left out: a zone has no words
 * for them.
 */
final class KeyZone {
    private KeyZone() {}

    /**
     * Reads the suite's zone as one case sees it.
     *
     * @param zone the suite's {@code zone.json}
     * @param id the case
     * @return its names
     */
    static InMemoryDns of(JsonNode zone, String id) {
        InMemoryDns.Builder names = InMemoryDns.builder();
        JsonNode overrides = zone.get("overrides").path(id);
        for (Map.Entry<String, JsonNode> name : zone.get("records").properties()) {
            JsonNode types = overrides.has(name.getKey()) ? overrides.get(name.getKey()) : name.getValue();
            if (!types.isNull()) {
                add(names, name.getKey(), types);
            }
        }
        return names.build();
    }

    private static void add(InMemoryDns.Builder names, String name, JsonNode types) {
        for (Map.Entry<String, JsonNode> type : types.properties()) {
            switch (type.getKey()) {
                case "TXT" -> type.getValue().forEach(record -> names.txt(name, strings(record)));
                case "TIMEOUT" -> {}
                default -> throw new IllegalArgumentException("no DKIM case needs records of type " + type.getKey());
            }
        }
    }

    private static String[] strings(JsonNode record) {
        List<String> strings = new ArrayList<>();
        record.forEach(string -> strings.add(string.asText()));
        return strings.toArray(String[]::new);
    }

    /** Whether the suite lets a name of the case time out. */
    static boolean timesOut(JsonNode conformanceCase) {
        for (JsonNode types : conformanceCase.get("dns")) {
            if (types.has("TIMEOUT")) {
                return true;
            }
        }
        return false;
    }
}
