package org.mailauth.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mailauth.conformance.ConformanceSuite;
import org.mailauth.dns.DnsAnswer;
import org.mailauth.dns.DnsFailure;
import org.mailauth.dns.DnsName;
import org.mailauth.dns.DnsRecord;
import org.mailauth.dns.DnsType;

/** The builder has words for everything that the zones of the shared SPF suite hold. */
class ConformanceZonesTest {

    @Test
    void everyZoneOfTheSuiteIsHeldAndAnsweredAsWritten() {
        ConformanceSuite suite = ConformanceSuite.open("spf");
        int names = 0;
        for (JsonNode group : suite.json("rfc7208-tests.json").findValues("zone")) {
            InMemoryDns dns = build(group);
            for (var owner : group.properties()) {
                if (DnsName.parse(owner.getKey()).value().isPresent()) {
                    check(dns, owner.getKey(), owner.getValue());
                    names++;
                }
            }
        }
        assertThat(names).isGreaterThan(200);
    }

    private static InMemoryDns build(JsonNode zone) {
        InMemoryDns.Builder builder = InMemoryDns.builder();
        zone.properties().forEach(owner -> {
            // names longer than the DNS allows cannot be asked for
            if (DnsName.parse(owner.getKey()).value().isPresent()) {
                builder.exists(owner.getKey());
                owner.getValue()
                        .properties()
                        .forEach(set ->
                                set.getValue().forEach(record -> add(builder, owner.getKey(), set.getKey(), record)));
            }
        });
        return builder.build();
    }

    private static void add(InMemoryDns.Builder builder, String name, String type, JsonNode record) {
        switch (type) {
            case "TXT" -> builder.txt(name, strings(record).toArray(String[]::new));
            case "A" -> builder.a(name, record.asText());
            case "AAAA" -> builder.aaaa(name, record.asText());
            case "PTR" -> builder.ptr(name, record.asText());
            case "CNAME" -> builder.cname(name, record.asText());
            case "MX" -> {
                String host = record.get(1).asText();
                builder.mx(name, record.get(0).asInt(), host.isEmpty() ? "." : host);
            }
            case "TIMEOUT" -> {
                assertThat(record.asText()).isEqualTo("*");
                builder.fail(name, DnsFailure.TIMEOUT);
            }
            default -> assertThat(type).isEqualTo("SPF");
        }
    }

    private static List<String> strings(JsonNode record) {
        List<String> strings = new ArrayList<>();
        record.forEach(each -> strings.add(each.asText()));
        return strings;
    }

    private static void check(InMemoryDns dns, String name, JsonNode owner) {
        for (DnsType type : DnsType.values()) {
            DnsAnswer answer = Ask.ask(dns, name, type);
            if (owner.has(type.name())) {
                assertThat(answer.records(DnsRecord.class))
                        .hasSize(owner.get(type.name()).size());
            } else if (owner.has("TIMEOUT")) {
                assertThat(answer).isInstanceOf(DnsAnswer.Failed.class);
            } else if (!owner.has("CNAME")) {
                assertThat(answer).isInstanceOf(DnsAnswer.NoData.class);
            }
        }
        if (owner.has("TXT")) {
            List<String> expected = new ArrayList<>();
            owner.get("TXT").forEach(record -> expected.add(String.join("", strings(record))));
            assertThat(Ask.texts(dns, name)).isEqualTo(expected);
        }
    }
}
