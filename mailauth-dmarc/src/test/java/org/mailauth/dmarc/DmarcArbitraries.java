package org.mailauth.dmarc;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;
import org.mailauth.AuthenticatedIdentifier;
import org.mailauth.AuthenticatedIdentifier.Kind;
import org.mailauth.DomainName;
import org.mailauth.dns.DnsFailure;
import org.mailauth.testkit.InMemoryDns;

/** Names that lie near each other, records on them, and identifiers that may or may not be aligned. */
final class DmarcArbitraries {
    private static final String[] CHAINS = {"h.g.f.e.d.c.b.a.", "h.g.f.e.d.c.b.a.", "z.y.x."};

    private DmarcArbitraries() {}

    /**
     * A DNS.
     *
     * @param records the texts at the DMARC names, by domain
     * @param failing names whose questions fail
     * @param existing domains with an address
     */
    record Zone(Map<String, List<String>> records, Set<String> failing, Set<String> existing) {
        InMemoryDns dns() {
            InMemoryDns.Builder dns = InMemoryDns.builder();
            records.forEach((domain, texts) -> texts.forEach(text -> dns.txt("_dmarc." + domain, text)));
            failing.forEach(name -> dns.fail(name, DnsFailure.TIMEOUT));
            existing.forEach(name -> dns.a(name, "192.0.2.1"));
            return dns.build();
        }
    }

    static Arbitrary<String> names() {
        Arbitrary<String> bases = Arbitraries.frequency(
                Tuple.of(14, "example.com"),
                Tuple.of(1, "example.net"),
                Tuple.of(2, "org.co.example"),
                Tuple.of(1, "co.example"),
                Tuple.of(1, "com"));
        Arbitrary<Integer> depths = Arbitraries.frequencyOf(
                Tuple.of(6, Arbitraries.integers().between(0, 2)),
                Tuple.of(1, Arbitraries.integers().between(3, 8)));
        return Combinators.combine(Arbitraries.of(CHAINS), depths, bases)
                .as((chain, depth, base) -> below(chain, depth) + base);
    }

    /** The last labels of a chain. */
    private static String below(String chain, int depth) {
        String rest = chain;
        while (rest.chars().filter(c -> c == '.').count() > depth) {
            rest = rest.substring(rest.indexOf('.') + 1);
        }
        return rest;
    }

    private static Arbitrary<String> tag(int absent, String... values) {
        return Arbitraries.frequencyOf(
                Tuple.of(absent, Arbitraries.just("")),
                Tuple.of(4, Arbitraries.of(values).map(value -> "; " + value)));
    }

    /** A policy tag with a valid value, but for one in ten. */
    private static String[] mostly(String tag) {
        List<String> valid = List.of("none", "quarantine", "reject");
        String[] tags = new String[10];
        for (int at = 0; at < tags.length; at++) {
            tags[at] = tag + "=" + (at == 0 ? "x" : valid.get(at % 3));
        }
        return tags;
    }

    /** Records that both standards read alike. */
    static Arbitrary<String> plainRecords() {
        return Combinators.combine(
                        tag(0, mostly("p")),
                        tag(3, "adkim=s", "adkim=r"),
                        tag(3, "aspf=s", "aspf=r"),
                        tag(3, "rua=mailto:a@example.com"))
                .as((p, adkim, aspf, rua) -> "v=DMARC1" + p + adkim + aspf + rua);
    }

    static Arbitrary<String> records() {
        Arbitrary<String> extended = Combinators.combine(
                        plainRecords(),
                        tag(4, mostly("sp")),
                        tag(4, mostly("np")),
                        tag(6, "psd=y", "psd=n", "psd=u"),
                        tag(6, "t=y", "t=n", "pct=40"))
                .as((plain, sp, np, psd, t) -> plain + sp + np + psd + t);
        return Arbitraries.frequencyOf(
                Tuple.of(12, extended), Tuple.of(1, Arbitraries.of("v=DMARC1", "v=DMARC2; p=reject", "v=spf1 -all")));
    }

    static Arbitrary<Zone> zones() {
        Arbitrary<Set<String>> failing =
                names().map(name -> "_dmarc." + name).set().ofMinSize(1).ofMaxSize(2);
        return Combinators.combine(
                        published(records(), 6),
                        Arbitraries.frequencyOf(Tuple.of(4, Arbitraries.just(Set.<String>of())), Tuple.of(1, failing)),
                        names().set().ofMaxSize(1),
                        names().set().ofMaxSize(4))
                .as((records, silent, gone, existing) ->
                        new Zone(records, silent.isEmpty() ? silent : union(silent, gone), existing));
    }

    private static Set<String> union(Set<String> first, Set<String> second) {
        Set<String> all = new TreeSet<>(first);
        all.addAll(second);
        return all;
    }

    /** Zones in which every question is answered. */
    static Arbitrary<Zone> answeringZones() {
        return Combinators.combine(published(records(), 6), names().set().ofMaxSize(4))
                .as((records, existing) -> new Zone(records, Set.of(), existing));
    }

    /** Zones in which nothing is published that the standards see differently. */
    static Arbitrary<Zone> plainZones() {
        return published(plainRecords(), 6).map(records -> {
            Map<String, List<String>> single = new LinkedHashMap<>();
            records.forEach((name, texts) -> single.put(name, texts.subList(0, 1)));
            return new Zone(single, Set.of(), Set.of());
        });
    }

    private static Arbitrary<Map<String, List<String>>> published(Arbitrary<String> texts, int most) {
        Arbitrary<List<String>> perName = Arbitraries.frequencyOf(
                Tuple.of(9, texts.map(List::of)), Tuple.of(1, texts.list().ofSize(2)));
        return Arbitraries.maps(names(), perName).ofMinSize(2).ofMaxSize(most);
    }

    static Arbitrary<AuthenticatedIdentifier> identifiers() {
        return identifiers(names(), results());
    }

    static Arbitrary<AuthenticatedIdentifier> identifiers(Arbitrary<String> domains, Arbitrary<String> results) {
        return Combinators.combine(Arbitraries.of(Kind.class), domains, results)
                .as((kind, domain, result) -> new AuthenticatedIdentifier(
                        kind, DomainName.of(domain), result, kind == Kind.DKIM ? "s1" : ""));
    }

    static Arbitrary<String> results() {
        return Arbitraries.frequencyOf(
                Tuple.of(2, Arbitraries.of("pass", "pass", "temperror")), Tuple.of(1, failures()));
    }

    static Arbitrary<String> failures() {
        return Arbitraries.of("fail", "softfail", "neutral", "none", "policy", "permerror");
    }
}
