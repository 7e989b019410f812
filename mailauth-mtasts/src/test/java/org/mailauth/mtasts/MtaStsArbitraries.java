package org.mailauth.mtasts;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.mailauth.DomainName;

/** Policies, records, and texts that resemble them. */
final class MtaStsArbitraries {
    private MtaStsArbitraries() {}

    static Arbitrary<MxPattern> patterns() {
        Arbitrary<String> labels =
                Arbitraries.of("a", "mail", "mx1", "xn--bcher-kva", "example", "com", "0", "x".repeat(63), "a-b");
        Arbitrary<DomainName> names =
                labels.list().ofMinSize(1).ofMaxSize(3).map(list -> DomainName.of(String.join(".", list) + ".test"));
        return Combinators.combine(names, Arbitraries.of(true, false)).as(MxPattern::new);
    }

    static Arbitrary<MtaStsPolicy> policies() {
        Arbitrary<MtaStsPolicy.Mode> modes = Arbitraries.of(MtaStsPolicy.Mode.values());
        Arbitrary<Duration> ages = Arbitraries.longs().between(0, 31_557_600).map(Duration::ofSeconds);
        return Combinators.combine(modes, ages, patterns().list().ofMaxSize(6), patterns())
                .as((mode, age, mx, one) -> new MtaStsPolicy(
                        mode, age, mx.isEmpty() && mode != MtaStsPolicy.Mode.NONE ? List.of(one) : mx));
    }

    static Arbitrary<MtaStsRecord> records() {
        Arbitrary<String> ids =
                Arbitraries.strings().alpha().numeric().ofMinLength(1).ofMaxLength(32);
        Arbitrary<String> names = Arbitraries.strings()
                .withCharRange('a', 'z')
                .withChars("0_-.")
                .ofMinLength(1)
                .ofMaxLength(31)
                .map(text -> "x" + text);
        Arbitrary<String> values = Arbitraries.strings()
                .withCharRange('!', '~')
                .excludeChars(';', '=')
                .ofMinLength(1)
                .ofMaxLength(20);
        Arbitrary<List<MtaStsRecord.Extension>> extensions = Combinators.combine(
                        names.list().ofMaxSize(4).map(list -> List.copyOf(new LinkedHashSet<>(list))), values)
                .as((list, value) -> list.stream()
                        .map(name -> new MtaStsRecord.Extension(name, value))
                        .toList());
        return Combinators.combine(ids, extensions).as(MtaStsRecord::new);
    }

    /** A text with some characters replaced, put in, cut out or doubled. */
    static Arbitrary<String> mutated(Arbitrary<String> texts, String characters) {
        Arbitrary<List<Integer>> places =
                Arbitraries.integers().between(0, 1 << 20).list().ofMaxSize(3);
        return Combinators.combine(
                        texts,
                        places,
                        Arbitraries.of(0, 1, 2, 3),
                        Arbitraries.strings().withChars(characters).ofLength(1))
                .as((text, at, kind, character) -> {
                    StringBuilder mutated = new StringBuilder(text);
                    for (int place : at) {
                        int where = mutated.isEmpty() ? 0 : place % mutated.length();
                        switch (kind) {
                            case 0 -> mutated.insert(where, character);
                            case 1 -> mutated.replace(where, Math.min(where + 1, mutated.length()), character);
                            case 2 -> mutated.delete(where, Math.min(where + 3, mutated.length()));
                            default ->
                                mutated.insert(where, mutated.substring(where, Math.min(where + 12, mutated.length())));
                        }
                    }
                    return mutated.toString();
                });
    }
}
