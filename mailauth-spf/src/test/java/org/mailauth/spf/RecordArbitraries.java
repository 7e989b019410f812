package org.mailauth.spf;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Records by the grammar of RFC 7208 §12, whole or damaged; all names are of one small world. */
final class RecordArbitraries {
    /** Names whose policies include, redirect to and point at each other. */
    static final List<String> DOMAINS = List.of("a.test", "b.test", "c.test", "d.test", "e.test");

    static final List<String> HOSTS = List.of("h1.test", "h2.test", "h3.test", "h4.test", "none.test");

    private RecordArbitraries() {}

    private static Arbitrary<String> joined(Arbitrary<String> pieces, int max) {
        return pieces.list().ofMaxSize(max).map(list -> String.join("", list));
    }

    static Arbitrary<String> macro() {
        Arbitrary<String> letter = Arbitraries.of("s", "l", "o", "d", "i", "p", "v", "h", "S", "L", "D", "I", "H");
        Arbitrary<String> digits = Arbitraries.of("", "", "1", "2", "3", "9", "127", "01", "99999999999");
        Arbitrary<String> reverse = Arbitraries.of("", "r", "R");
        Arbitrary<String> delimiters = joined(Arbitraries.of(".", "-", "+", ",", "/", "_", "="), 3);
        return Combinators.combine(letter, digits, reverse, delimiters)
                .as((name, number, turned, cuts) -> "%{" + name + number + turned + cuts + "}");
    }

    /** Macro strings, of which some are not. */
    static Arbitrary<String> macroString() {
        Arbitrary<String> piece = Arbitraries.frequencyOf(
                Tuple.of(6, macro()),
                Tuple.of(
                        3,
                        Arbitraries.of(
                                ".", "x", "example", ".com", "-", "_", "%%", "%_", "%-", "%{c}", "%{t}", "%{R}")),
                Tuple.of(
                        1,
                        Arbitraries.of(
                                "%",
                                "%{", "}", "%{d0}", "%{z}", "%{dr2}", " ", "\u00e9", "\u0000", "\u007f", "%{\u212a}")),
                Tuple.of(1, Arbitraries.just("long-label-to-make-names-exceed-the-limit.".repeat(3))));
        return joined(piece, 9);
    }

    private static Arbitrary<String> name() {
        Arbitrary<String> plain = Arbitraries.of(DOMAINS);
        Arbitrary<String> host = Arbitraries.of(HOSTS);
        Arbitrary<String> made =
                Combinators.combine(macro(), Arbitraries.of(DOMAINS)).as((macro, domain) -> macro + "." + domain);
        return Arbitraries.frequencyOf(
                Tuple.of(5, plain),
                Tuple.of(4, host),
                Tuple.of(2, made),
                Tuple.of(1, Arbitraries.of("%{d}", "%{o}", "%{h}", "%{p}", "%{d1}", "x..%{d}")));
    }

    private static Arbitrary<String> optionalName() {
        return Arbitraries.frequencyOf(Tuple.of(1, Arbitraries.just("")), Tuple.of(3, name().map(name -> ":" + name)));
    }

    private static Arbitrary<String> directive() {
        Arbitrary<String> lengths = Arbitraries.of("", "", "", "/24", "/0", "//64", "/8//32");
        Arbitrary<String> addressed = Combinators.combine(Arbitraries.of("a", "mx", "A"), optionalName(), lengths)
                .as((mechanism, name, length) -> mechanism + name + length);
        Arbitrary<String> named = Combinators.combine(Arbitraries.of("include:", "exists:", "include:"), name())
                .as((mechanism, name) -> mechanism + name);
        Arbitrary<String> numbers = Arbitraries.of(
                "ip4:192.0.2.1", "ip4:198.51.100.0/24", "ip4:203.0.113.9", "ip6:2001:db8::/32", "ip6:2001:db8:1::1");
        Arbitrary<String> mechanism = Arbitraries.frequencyOf(
                Tuple.of(5, addressed),
                Tuple.of(5, named),
                Tuple.of(2, numbers),
                Tuple.of(2, optionalName().map(name -> "ptr" + name)),
                Tuple.of(1, Arbitraries.just("all")));
        return Combinators.combine(Arbitraries.of("", "+", "-", "~", "?"), mechanism)
                .as((qualifier, text) -> qualifier + text);
    }

    private static Arbitrary<String> modifier() {
        return Combinators.combine(Arbitraries.of("redirect=", "exp=", "x-unknown="), name())
                .as((modifier, name) -> modifier + name);
    }

    /** Records that are almost always well-formed. */
    static Arbitrary<String> sound() {
        Arbitrary<List<String>> directives = directive().list().ofMaxSize(8);
        Arbitrary<List<String>> modifiers = Arbitraries.frequencyOf(
                Tuple.of(2, Arbitraries.just(List.of())),
                Tuple.of(3, modifier().list().ofSize(1)),
                Tuple.of(1, modifier().list().ofSize(2)));
        Arbitrary<String> end = Arbitraries.of("", " -all", " ~all", " ?all");
        return Combinators.combine(directives, modifiers, end)
                .as((terms, others, last) -> {
                    StringBuilder record = new StringBuilder("v=spf1");
                    terms.forEach(term -> record.append(' ').append(term));
                    others.forEach(other -> record.append(' ').append(other));
                    return record.append(last).toString();
                })
                .withoutEdgeCases();
    }

    /** Records with one to three wounds. */
    static Arbitrary<String> damaged() {
        Arbitrary<Integer> place = Arbitraries.integers().between(0, 1000);
        Arbitrary<String> junk = Arbitraries.of(
                "",
                " ",
                "  ",
                "%",
                "%{",
                "}",
                "/",
                "//",
                ":",
                "=",
                ".",
                "\u0000",
                "\u00ff",
                "\t",
                "\r\n",
                "redirect=a.test",
                " a",
                "9");
        return Combinators.combine(
                        sound(),
                        Combinators.combine(place, place, junk)
                                .as(Tuple::of)
                                .list()
                                .ofMinSize(1)
                                .ofMaxSize(3))
                .as((record, wounds) -> {
                    String text = record;
                    for (Tuple.Tuple3<Integer, Integer, String> wound : wounds) {
                        int from = wound.get1() % (text.length() + 1);
                        int to = Math.min(text.length(), from + wound.get2() % 4);
                        text = text.substring(0, from) + wound.get3() + text.substring(to);
                    }
                    return text;
                });
    }

    /** What strangers publish. */
    static Arbitrary<String> any() {
        return Arbitraries.frequencyOf(
                Tuple.of(8, sound()),
                Tuple.of(2, damaged()),
                Tuple.of(
                        1,
                        Arbitraries.strings().withCharRange('\u0000', '\u00ff').ofMaxLength(40)));
    }
}
