package org.mailauth.message;

import java.util.List;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Bodies of From fields by the grammar of RFC 5322, obsolete forms included, sound or damaged. */
final class FromArbitraries {
    static final List<String> DOMAINS = List.of("one.example", "two.example", "xn--bcher-kva.example", "localhost");

    /** A body and the domains it names, as A-labels, in order. */
    record From(String body, List<String> domains) {}

    private FromArbitraries() {}

    /** What may stand between the tokens of an address; tells other addresses to who reads comments. */
    static Arbitrary<String> cfws() {
        return Arbitraries.frequencyOf(
                Tuple.of(6, Arbitraries.just("")),
                Tuple.of(2, Arbitraries.of(" ", "\t", "\r\n ", "  \r\n\t")),
                Tuple.of(
                        2,
                        Arbitraries.of(
                                "(x)", " (a@evil.example,) ", "(\\)<b@evil.example>(c))", "(\")", "(;:\r\n @)")));
    }

    /** Phrases without, and with, everything that means something elsewhere. */
    static Arbitrary<String> phrase() {
        Arbitrary<String> word = Arbitraries.of(
                "Joe",
                "Q.",
                "J\u00FCrgen",
                "\"a@evil.example\"",
                "\"\\\"<b@evil.example>,\"",
                "\"\"",
                "=?utf-8?Q?a=40evil.example=2C?=",
                "=?utf-8?B?PGFAZXZpbC5leGFtcGxlPiw=?=",
                "=?iso-8859-1?Q?=3C=3E=22=28?=",
                "=?x?y?z?=");
        return Combinators.combine(word, cfws())
                .as((text, space) -> text + (space.isEmpty() ? " " : space))
                .list()
                .ofMinSize(1)
                .ofMaxSize(4)
                .map(words -> String.join("", words));
    }

    private static Arbitrary<String> localPart() {
        Arbitrary<String> word = Arbitraries.of("a", "b+c", "=?utf-8?Q?x?=", "\u00E9", "\"@ ,<\"", "\"\\\"\"");
        return Combinators.combine(word, cfws(), cfws(), word, Arbitraries.of(0, 0, 1))
                .as((first, before, after, second, more) -> more == 0 ? first : first + before + "." + after + second);
    }

    private static Arbitrary<String> spelled(String domain) {
        String unicode = domain.replace("xn--bcher-kva", "b\u00FCcher");
        return Combinators.combine(Arbitraries.of(domain, domain.toUpperCase(Locale.ROOT), unicode), cfws())
                .as((text, space) -> text.replace(".", space + "." + space));
    }

    private static Arbitrary<From> mailbox() {
        return Arbitraries.of(DOMAINS)
                .flatMap(domain -> Combinators.combine(
                                phrase(),
                                localPart(),
                                spelled(domain),
                                cfws(),
                                cfws(),
                                Arbitraries.of("", "", "@r.example:", "@r.example,,@s.example:"),
                                Arbitraries.of(0, 1, 2))
                        .as((name, local, spelling, before, after, route, form) -> {
                            String address = before + local + after + "@" + before + spelling + after;
                            String body = form == 0
                                    ? address
                                    : (form == 1 ? name : "") + "<" + after + route + address + ">" + before;
                            return new From(body, List.of(domain));
                        }));
    }

    private static Arbitrary<From> list(Arbitrary<From> members, int most) {
        Arbitrary<String> separators = Combinators.combine(cfws(), Arbitraries.of(",", ",", ",,", ", ,"), cfws())
                .as((before, comma, after) -> before + comma + after);
        return Combinators.combine(members.list().ofMinSize(1).ofMaxSize(most), separators)
                .as((froms, separator) -> new From(
                        String.join(separator, froms.stream().map(From::body).toList()),
                        froms.stream().flatMap(from -> from.domains().stream()).toList()));
    }

    private static Arbitrary<From> group() {
        Arbitrary<From> empty = cfws().map(space -> new From(space, List.of()));
        return Combinators.combine(phrase(), Arbitraries.oneOf(list(mailbox(), 2), empty), cfws())
                .as((name, members, space) -> new From(name + ":" + members.body + ";" + space, members.domains));
    }

    /** Sound bodies of one to three mailboxes or groups. */
    static Arbitrary<From> sound() {
        Arbitrary<From> member = Arbitraries.frequencyOf(Tuple.of(6, mailbox()), Tuple.of(1, group()));
        return Combinators.combine(
                        cfws(),
                        Arbitraries.frequencyOf(Tuple.of(3, list(member, 1)), Tuple.of(2, list(member, 3))),
                        cfws())
                .as((before, list, after) -> new From(before + list.body + after, list.domains))
                .withoutEdgeCases();
    }

    /** Sound bodies with one to three characters put in, taken out or replaced. */
    static Arbitrary<String> damaged() {
        Arbitrary<String> wound = Arbitraries.of(
                "",
                "@",
                ",",
                "<",
                ">",
                "(",
                ")",
                "\"",
                "\\",
                ":",
                ";",
                "[",
                "]",
                ".",
                " ",
                "a",
                "\u00E9",
                "\0",
                "\n",
                "\r",
                "\uFFFD",
                "\nFrom: x@evil.example",
                "=?",
                "?=");
        Arbitrary<Integer> place = Arbitraries.integers().between(0, 10_000);
        return Combinators.combine(
                        sound(),
                        Combinators.combine(place, Arbitraries.integers().between(0, 1), wound)
                                .as((at, cut, text) -> Tuple.of(at, cut, text))
                                .list()
                                .ofMinSize(1)
                                .ofMaxSize(3))
                .as((from, wounds) -> {
                    String body = from.body;
                    for (Tuple.Tuple3<Integer, Integer, String> each : wounds) {
                        int at = each.get1() % (body.length() + 1);
                        int end = Math.min(body.length(), at + each.get2());
                        body = body.substring(0, at) + each.get3() + body.substring(end);
                    }
                    return body;
                })
                .withoutEdgeCases();
    }
}
