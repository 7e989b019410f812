package org.mailauth.dmarc;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.mailauth.dns.DnsFailure;
import org.mailauth.testkit.InMemoryDns;

/** Turns the zone object of a suite into a DNS in memory. */
final class SuiteZone {
    private SuiteZone() {}

    static InMemoryDns of(JsonNode zone) {
        InMemoryDns.Builder dns = InMemoryDns.builder();
        for (Map.Entry<String, JsonNode> name : zone.properties()) {
            for (Map.Entry<String, JsonNode> type : name.getValue().properties()) {
                type.getValue().forEach(record -> add(dns, name.getKey(), type.getKey(), record));
            }
        }
        return dns.build();
    }

    private static void add(InMemoryDns.Builder dns, String name, String type, JsonNode record) {
        switch (type) {
            case "TXT" -> dns.txt(name, strings(record));
            case "A" -> dns.a(name, record.asText());
            case "TIMEOUT" -> {
                if (!record.asText().equals("*")) {
                    throw new IllegalArgumentException("only every type can fail: " + record);
                }
                dns.fail(name, DnsFailure.TIMEOUT);
            }
            default -> throw new IllegalArgumentException("unknown record type " + type);
        }
    }

    private static String[] strings(JsonNode record) {
        List<String> strings = new ArrayList<>();
        record.forEach(string -> strings.add(string.asText()));
        return strings.toArray(String[]::new);
    }
}
