package org.mailauth.dkim;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.mailauth.dns.DnsFailure;
import org.mailauth.dns.DnsType;
import org.mailauth.testkit.InMemoryDns;

/** Turns the zone object of a conformance case into a DNS in memory; key records need TXT and failures only. */
final class ConformanceZone {
    private ConformanceZone() {}

    static InMemoryDns of(JsonNode zone) {
        InMemoryDns.Builder dns = InMemoryDns.builder();
        for (Map.Entry<String, JsonNode> name : zone.properties()) {
            for (Map.Entry<String, JsonNode> type : name.getValue().properties()) {
                add(dns, name.getKey(), type.getKey(), type.getValue());
            }
        }
        return dns.build();
    }

    private static void add(InMemoryDns.Builder dns, String name, String type, JsonNode records) {
        for (JsonNode record : records) {
            switch (type) {
                case "TXT" -> dns.txt(name, strings(record));
                case "TIMEOUT" -> fail(dns, name, record.asText(), DnsFailure.TIMEOUT);
                case "SERVFAIL" -> fail(dns, name, record.asText(), DnsFailure.SERVER_FAILURE);
                default -> throw new IllegalArgumentException("no DKIM case needs records of type " + type);
            }
        }
    }

    private static String[] strings(JsonNode record) {
        List<String> strings = new ArrayList<>();
        record.forEach(string -> strings.add(string.asText()));
        return strings.toArray(String[]::new);
    }

    private static void fail(InMemoryDns.Builder dns, String name, String type, DnsFailure failure) {
        if (type.equals("*")) {
            dns.fail(name, failure);
        } else {
            dns.fail(name, DnsType.valueOf(type), failure);
        }
    }
}
