package org.mailauth.forensics.lookalike;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.statistics.Statistics;
import org.mailauth.DomainName;
import org.mailauth.Parsed;
import org.mailauth.forensics.lookalike.Resemblance.Kind;

class LookalikeLawsTest {
    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";

    @Provide
    Arbitrary<String> names() {
        return Arbitraries.strings().withChars(LETTERS).ofMinLength(5).ofMaxLength(30);
    }

    /** Few letters, so that neighbours and repeated letters are frequent. */
    @Provide
    Arbitrary<String> narrowWords() {
        return Arbitraries.strings().withChars("ab").ofMinLength(5).ofMaxLength(7);
    }

    @Provide
    Arbitrary<String> strangeTexts() {
        return Arbitraries.strings()
                .withChars("aеіο가힣ㄱ漢カ\u0301\u0316\u200B\u202E\uD83D\uDE00\uFDFA@.- \r\n\0Iil1O0mrnvw")
                .ofMaxLength(700);
    }

    @Property(tries = 300)
    void noTextMakesAnythingThrow(@ForAll("strangeTexts") String text, @ForAll String any) {
        ProtectedNames names = ProtectedNames.of(List.of(text, any, "김철수"));
        assertThat(names.claimedBy(text + any)).isNotNull();
        assertThat(ShownAddress.domainIn(text + any)).isNotNull();
        for (String written : List.of(text, any)) {
            Parsed<DomainName> domain = DomainName.parse(written);
            domain.value().ifPresent(LookalikeLawsTest::examineAgainstItself);
        }
    }

    private static void examineAgainstItself(DomainName domain) {
        LookalikeDomains known = LookalikeDomains.of(List.of(domain), Suffixes.FINDER);
        assertThat(known.examine(domain)).isEmpty();
        assertThat(new MixedScripts().firstIn(domain)).isNotNull();
    }

    /** One letter of the registered name replaced by another is always noticed. */
    @Property(tries = 300)
    void anyReplacedLetterIsNoticed(
            @ForAll("names") String name,
            @ForAll @IntRange(max = 29) int place,
            @ForAll @IntRange(max = 35) int letter) {
        int at = place % name.length();
        String other = name.substring(0, at) + LETTERS.charAt(letter) + name.substring(at + 1);
        LookalikeDomains known = LookalikeDomains.of(List.of(DomainName.of(name + ".example")), Suffixes.FINDER);
        List<Resemblance> found = known.examine(DomainName.of(other + ".example"));
        assertThat(found.isEmpty()).isEqualTo(other.equals(name));
        Statistics.label("kind").collect(found.isEmpty() ? "same" : found.get(0).kind());
        Statistics.label("kind")
                .coverage(coverage -> coverage.check(Kind.ONE_EDIT).percentage(share -> share > 50));
    }

    @Property(tries = 300)
    void anyLetterWrittenInUpperCaseIsTheSameDomain(@ForAll("names") String name) {
        LookalikeDomains known = LookalikeDomains.of(List.of(DomainName.of(name + ".example")), Suffixes.FINDER);
        assertThat(known.examine(DomainName.of(name.toUpperCase(Locale.ROOT) + ".EXAMPLE")))
                .isEmpty();
    }

    /** The search finds exactly what the textbook's table of distances calls one edit. */
    @Property(tries = 2000)
    void neighboursAreThoseOfTheTextbook(@ForAll("narrowWords") String one, @ForAll("narrowWords") String other) {
        boolean near = distance(one, other) == 1;
        assertThat(new OneEdit(List.of(other)).near(one).contains(other)).isEqualTo(near);
        Statistics.label("near").collect(near);
        Statistics.label("near").coverage(coverage -> coverage.check(true).percentage(share -> share > 2));
    }

    /** Optimal string alignment: insertions, deletions, replacements, swaps of neighbours. */
    private static int distance(String one, String other) {
        int[][] table = new int[one.length() + 1][other.length() + 1];
        for (int a = 0; a <= one.length(); a++) {
            for (int b = 0; b <= other.length(); b++) {
                if (a == 0 || b == 0) {
                    table[a][b] = a + b;
                    continue;
                }
                int cost = one.charAt(a - 1) == other.charAt(b - 1) ? 0 : 1;
                table[a][b] = Math.min(table[a - 1][b - 1] + cost, 1 + Math.min(table[a - 1][b], table[a][b - 1]));
                if (a > 1
                        && b > 1
                        && one.charAt(a - 1) == other.charAt(b - 2)
                        && one.charAt(a - 2) == other.charAt(b - 1)) {
                    table[a][b] = Math.min(table[a][b], table[a - 2][b - 2] + 1);
                }
            }
        }
        return table[one.length()][other.length()];
    }
}
