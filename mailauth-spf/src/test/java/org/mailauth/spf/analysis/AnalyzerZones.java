package org.mailauth.spf.analysis;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;
import org.mailauth.dns.DnsAnswer;
import org.mailauth.dns.DnsFailure;
import org.mailauth.dns.DnsName;
import org.mailauth.dns.DnsRecord;
import org.mailauth.dns.DnsResolver;
import org.mailauth.dns.DnsType;
import org.mailauth.testkit.InMemoryDns;

/** Small worlds of policies that lead to each other, and clients that meet them. */
final class AnalyzerZones {
    static final String ROOT = "p0.test";

    private static final int POLICIES = 6;

    private AnalyzerZones() {}

    /** A client: its address, HELO name and local part. */
    record Visitor(String ip, String helo, String localPart) {}

    static Arbitrary<Visitor> visitors() {
        Arbitrary<String> near = Arbitraries.integers().between(0, 40).map(last -> "192.0.2." + last);
        Arbitrary<String> far = Arbitraries.of(
                "198.51.100.1",
                "203.0.113.200",
                "0.0.0.0",
                "255.255.255.255",
                "2001:db8::1",
                "2001:db8::2",
                "2001:db8::ff",
                "2001:db8:1::1",
                "::1",
                "::ffff:192.0.2.1");
        return Combinators.combine(
                        Arbitraries.frequencyOf(Tuple.of(3, near), Tuple.of(2, far)),
                        Arbitraries.of("h0.test", "h1.test", "p1.test", "nowhere.test"),
                        Arbitraries.of("user", "h2", "p1"))
                .as(Visitor::new);
    }

    static Arbitrary<InMemoryDns> zones() {
        Arbitrary<List<String>> records = record().list().ofMinSize(1).ofMaxSize(POLICIES);
        Arbitrary<Integer> hosts = Arbitraries.integers().between(0, 5);
        Arbitrary<List<String>> extras = Arbitraries.of(
                        "second record", "host fails", "mx fails", "policy fails", "many hosts", "reverse names")
                .list()
                .ofMaxSize(1);
        Arbitrary<Integer> shift = Arbitraries.integers().between(0, 9);
        return Combinators.combine(records, hosts, extras, shift).as(AnalyzerZones::zone);
    }

    private static Arbitrary<String> record() {
        Arbitrary<List<String>> terms = term().list().ofMinSize(0).ofMaxSize(6);
        Arbitrary<String> end = Arbitraries.frequencyOf(
                Tuple.of(8, Arbitraries.of(" -all", " ~all", " ?all", " all", " -all exp=why.test", "")),
                Tuple.of(3, policy().map(name -> " redirect=" + name)));
        return Combinators.combine(terms, end)
                .as((words, last) -> ("v=spf1 " + String.join(" ", words)).strip() + last);
    }

    private static Arbitrary<String> policy() {
        return Arbitraries.integers().between(0, POLICIES - 1).map(number -> "p" + number + ".test");
    }

    private static Arbitrary<String> term() {
        Arbitrary<String> qualifier = Arbitraries.of("", "", "", "", "-", "~", "?", "+");
        Arbitrary<String> host = Arbitraries.integers().between(0, 6).map(number -> "h" + number + ".test");
        Arbitrary<String> written = Combinators.combine(
                        Arbitraries.integers().between(0, 40),
                        Arbitraries.integers().between(24, 32))
                .as((last, length) -> "ip4:192.0.2." + last + "/" + length);
        Arbitrary<String> mechanism = Arbitraries.frequencyOf(
                Tuple.of(6, written),
                Tuple.of(
                        2, Arbitraries.of("ip6:2001:db8::/127", "ip6:2001:db8::/32", "ip4:0.0.0.0/1", "ip4:192.0.2.1")),
                Tuple.of(5, policy().map(name -> "include:" + name)),
                Tuple.of(4, host.map(name -> "a:" + name)),
                Tuple.of(2, host.map(name -> "a:" + name + "/30//127")),
                Tuple.of(2, Arbitraries.of("mx:m0.test", "mx:m1.test/31", "mx:m2.test", "mx", "a")),
                Tuple.of(1, host.map(name -> "exists:" + name)),
                Tuple.of(
                        1,
                        Arbitraries.of(
                                "exists:%{i}.x.test",
                                "exists:%{l}.test",
                                "a:%{h}",
                                "ptr",
                                "ptr:test",
                                "include:%{l}.test",
                                "include:%{o}",
                                "include:%{d2}",
                                "exists:%{d1r}.test",
                                "mx:%{h}",
                                "a:%{p}")));
        return Combinators.combine(qualifier, mechanism).as((sign, rest) -> sign + rest);
    }

    private static InMemoryDns zone(List<String> records, int hosts, List<String> extras, int shift) {
        InMemoryDns.Builder dns = InMemoryDns.builder();
        for (int number = 0; number < records.size(); number++) {
            dns.txt("p" + number + ".test", records.get(number));
        }
        for (int number = 0; number < hosts; number++) {
            dns.a("h" + number + ".test", "192.0.2." + (number * 3 + shift));
            if (number % 2 == 0) {
                dns.aaaa("h" + number + ".test", "2001:db8::" + number);
            }
        }
        dns.mx("m0.test", 10, "h0.test").mx("m0.test", 20, "h3.test").mx("m1.test", 10, ".");
        dns.txt("why.test", "because").a("1.2.0.192.x.test", "127.0.0.2").a("user.test", "127.0.0.2");
        for (String extra : extras) {
            switch (extra) {
                case "second record" -> dns.txt("p1.test", "v=spf1 -all");
                case "host fails" -> dns.fail("h1.test", DnsType.A, DnsFailure.TIMEOUT);
                case "mx fails" -> dns.fail("h3.test", DnsType.AAAA, DnsFailure.SERVER_FAILURE);
                case "policy fails" -> dns.fail("p2.test", DnsType.TXT, DnsFailure.SERVER_FAILURE);
                case "many hosts" -> {
                    for (int number = 0; number < 11; number++) {
                        dns.mx("m2.test", number, "h" + number + ".test");
                    }
                }
                default -> dns.ptr("1.2.0.192.in-addr.arpa", "h0.test").ptr("5.2.0.192.in-addr.arpa", "p1.test");
            }
        }
        return dns.build();
    }

    /** The same world, except for what some names publish. */
    static DnsResolver republished(DnsResolver dns, List<SpfFlattening.Publication> publications) {
        return question -> {
            for (SpfFlattening.Publication publication : publications) {
                boolean asked =
                        question.type() == DnsType.TXT && question.name().equals(DnsName.of(publication.name()));
                if (asked) {
                    DnsRecord.Txt text = new DnsRecord.Txt(FlatText.strings(publication.record()));
                    return new DnsAnswer.Found(List.of(text), DnsAnswer.Evidence.NONE);
                }
            }
            return dns.resolve(question);
        };
    }
}
