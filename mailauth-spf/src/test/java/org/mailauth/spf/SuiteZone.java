package org.mailauth.spf;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.mailauth.dns.DnsFailure;
import org.mailauth.dns.DnsName;
import org.mailauth.dns.DnsType;
import org.mailauth.testkit.InMemoryDns;

/** Turns the zone object of a suite into a DNS in memory. */
final class SuiteZone {
    private SuiteZone() {}

    static InMemoryDns of(JsonNode zone) {
        InMemoryDns.Builder dns = InMemoryDns.builder();
        for (Map.Entry<String, JsonNode> name : zone.properties()) {
            // Names that no DNS can hold (an empty label, a label of 64 octets) can never be asked for.
            if (DnsName.parse(name.getKey()).value().isPresent()) {
                dns.exists(name.getKey());
                for (Map.Entry<String, JsonNode> type : name.getValue().properties()) {
                    type.getValue().forEach(record -> add(dns, name.getKey(), type.getKey(), record));
                }
            }
        }
        return dns.build();
    }

    private static void add(InMemoryDns.Builder dns, String name, String type, JsonNode record) {
        switch (type) {
            case "TXT" -> dns.txt(name, strings(record));
            case "A" -> dns.a(name, record.asText());
            case "AAAA" -> dns.aaaa(name, record.asText());
            case "PTR" -> dns.ptr(name, record.asText());
            case "CNAME" -> dns.cname(name, record.asText());
            case "MX" -> {
                String host = record.get(1).asText();
                dns.mx(name, record.get(0).asInt(), host.isEmpty() ? "." : host);
            }
            case "TIMEOUT" -> fail(dns, name, record.asText(), DnsFailure.TIMEOUT);
            case "SERVFAIL" -> fail(dns, name, record.asText(), DnsFailure.SERVER_FAILURE);
            case "SPF" -> {
                // RFC 7208 §3.1: type 99 is never asked for.
            }
            default -> throw new IllegalArgumentException("unknown record type " + type);
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
        } else if (!type.equals("SPF")) {
            dns.fail(name, DnsType.valueOf(type), failure);
        }
    }
}
