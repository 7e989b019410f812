package org.mailauth.dkim.lint;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.statistics.Statistics;
import org.mailauth.dkim.DkimKeyRecord;

class KeyLintLawsTest {
    /** Keys that verifiers compute with, though nobody should trust them. */
    private static final Set<String> WORTHLESS =
            Set.of("dkim.lint.rsa-factor", "dkim.lint.ed25519-point", "dkim.lint.private-key");

    @Provide
    Arbitrary<String> records() {
        String rsa = LintKeys.RSA;
        Arbitrary<String> tag = Arbitraries.frequencyOf(
                Tuple.of(8, Arbitraries.of("p=" + rsa, "k=rsa", "p=" + LintKeys.ED25519, "k=ed25519")),
                Tuple.of(2, Arbitraries.of("p=", "p= " + rsa.substring(0, 9) + " " + rsa.substring(9))),
                Tuple.of(
                        2,
                        Arbitraries.of("p=" + LintKeys.rsa(LintKeys.modulus(1024), LintKeys.F4), "p=AAAA", "p=A=BC")),
                Tuple.of(
                        4, Arbitraries.of("h=sha256", "h=sha1", "h=", "s=email", "s=*:x", "s=x", "s=", "t=y:s", "t=:")),
                Tuple.of(3, Arbitraries.of("n=", "n=\"", "n==", "g=x", "x=y", "P=x", "n=\\", "t", "v=DKIM1", "k=x")),
                Tuple.of(
                        1, Arbitraries.of("", " ", "\u0000=", "n=\u0001", "n=\u00ff", "p=" + rsa + "-", "k= rsa x=1")));
        Arbitrary<String> list = tag.list().ofMinSize(1).ofMaxSize(5).map(tags -> String.join("; ", tags));
        return list.flatMap(
                tags -> Arbitraries.of(tags, "v=DKIM1; " + tags, "v=DKIM1;" + tags + ";", " " + tags + "\t"));
    }

    /** A sound record with one place changed. */
    @Provide
    Arbitrary<String> mutations() {
        return Arbitraries.of("v=DKIM1; k=rsa; p=" + LintKeys.RSA, "v=DKIM1; k=ed25519; t=s; p=" + LintKeys.ED25519)
                .flatMap(good -> Combinators.combine(
                                Arbitraries.integers().between(0, good.length()),
                                Arbitraries.integers().between(0, 3),
                                Arbitraries.strings()
                                        .withCharRange('\0', '\u00ff')
                                        .ofMaxLength(2))
                        .as((at, removed, put) ->
                                good.substring(0, at) + put + good.substring(Math.min(good.length(), at + removed))));
    }

    private static boolean isUsable(String text) {
        Optional<DkimKeyRecord> record = DkimKeyRecord.parse(text).value();
        return record.isPresent()
                && record.get().isForEmail()
                && record.get().allowsHash("sha256")
                && (record.get().isRevoked() || (record.get().keyBits() >= 1024 || !isRsa(record.get())))
                && record.get().keyBits() <= 8192;
    }

    private static boolean isRsa(DkimKeyRecord record) {
        return record.keyType().equals("rsa");
    }

    private static boolean check(String text) {
        List<KeyFinding> findings = DkimKeyLinter.lint(text);
        boolean usable = isUsable(text);
        boolean error = findings.stream()
                .anyMatch(finding -> finding.severity() == KeyFinding.Severity.ERROR
                        && !(usable && WORTHLESS.contains(finding.code())));
        assertThat(error).as(text + " " + findings).isEqualTo(!usable);
        assertThat(findings)
                .allSatisfy(finding ->
                        assertThat(finding.problem().position().orElse(0)).isBetween(0L, (long) text.length()));
        return usable;
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void recordHasAnErrorExactlyWhenVerifiersDoNotUseIt(@ForAll("records") String text) {
        Statistics.label("usable").collect(check(text)).coverage(coverage -> {
            coverage.check(true).percentage(share -> share > 5);
            coverage.check(false).percentage(share -> share > 30);
        });
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void changedRecordHasAnErrorExactlyWhenVerifiersDoNotUseIt(@ForAll("mutations") String text) {
        Statistics.label("usable").collect(check(text)).coverage(coverage -> {
            coverage.check(true).percentage(share -> share > 5);
            coverage.check(false).percentage(share -> share > 20);
        });
    }

    @Property
    void anyOctetsHaveFindingsAndThrowNothing(@ForAll byte[] octets) {
        check(new String(octets, StandardCharsets.ISO_8859_1));
    }

    /** Any octets where a key should be, as the DNS of a stranger may have them. */
    @Property
    void anyOctetsAsKeyThrowNothing(@ForAll byte[] octets) {
        check("v=DKIM1; p=" + LintKeys.base64(octets));
        check("v=DKIM1; k=ed25519; p=" + LintKeys.base64(octets));
    }
}
