package org.mailauth.arc;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.statistics.Statistics;
import org.mailauth.Budget;
import org.mailauth.BudgetLimits;
import org.mailauth.dns.MessageDns;
import org.mailauth.internal.text.Visible;
import org.mailauth.message.Message;
import org.mailauth.testkit.InMemoryDns;
import org.mailauth.testkit.RecordingDns;

/** Chains and zones of attackers: whatever they hold, there is one verdict, no pass, and no exception comes out. */
class HostileChainsLawsTest {
    private static final String KEY = Hops.RSA.keyRecord().orElseThrow().toText();
    private static final String NAME = "r1._domainkey.odd.example";
    /** The hash of an empty body in relaxed form. */
    private static final String EMPTY = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";

    @Provide
    Arbitrary<String> chains() {
        Arbitrary<List<String>> sets = Arbitraries.integers().between(1, 4).flatMap(HostileChainsLawsTest::sets);
        return Combinators.combine(sets, fields().list().ofMaxSize(1), Arbitraries.of("", "Hi\r\n"))
                .as((chain, more, body) ->
                        String.join("", more) + String.join("", chain) + "From: a@b.c\r\n\r\n" + body);
    }

    private static Arbitrary<List<String>> sets(int count) {
        Arbitrary<String> chain = Arbitraries.just("");
        for (int instance = 1; instance <= count; instance++) {
            Arbitrary<String> set = set(instance, instance == 1 ? "none" : "pass");
            chain = Combinators.combine(set, chain).as((newer, older) -> newer + older);
        }
        return chain.map(List::of);
    }

    private static Arbitrary<String> set(int instance, String cv) {
        String common = "i=" + instance + "; a=rsa-sha256; d=odd.example; s=r1; b=" + "A".repeat(342) + "==";
        String seal = "ARC-Seal: " + common + "; cv=" + cv + "\r\n";
        String signature = "ARC-Message-Signature: " + common + "; c=relaxed/relaxed; h=from:to; bh=" + EMPTY + "\r\n";
        String results = "ARC-Authentication-Results: i=" + instance + "; a.example; dkim=pass\r\n";
        return Arbitraries.frequencyOf(
                Tuple.of(20, Arbitraries.just(seal + signature + results)),
                Tuple.of(1, tag().map(tag -> seal.replace("\r\n", "; " + tag + "\r\n") + signature + results)),
                Tuple.of(1, tag().map(tag -> seal + signature.replace("\r\n", "; " + tag + "\r\n") + results)),
                Tuple.of(1, tag().map(tag -> seal + signature + results.replace("\r\n", "; " + tag + "\r\n"))),
                Tuple.of(1, Arbitraries.of(seal + results, signature + results, seal + signature, seal)));
    }

    private static Arbitrary<String> fields() {
        return Combinators.combine(Arbitraries.of(FieldKind.class), tag().list().ofMaxSize(4))
                .as((kind, tags) -> kind.fieldName() + ":" + String.join(";", tags) + "\r\n");
    }

    private static Arbitrary<String> tag() {
        Arbitrary<String> name =
                Arbitraries.of("i", "a", "b", "bh", "c", "cv", "d", "h", "l", "q", "s", "t", "x", "z", "v", "w", "");
        Arbitrary<String> value = Arbitraries.frequencyOf(
                Tuple.of(
                        3,
                        Arbitraries.of("0", "1", "50", "51", "fail", "pass", "none", "l=0", "arc-seal", "from", "=")),
                Tuple.of(1, Arbitraries.strings().withCharRange('\0', '\u00ff').ofMaxLength(5)));
        return Combinators.combine(name, value).as((left, right) -> left + "=" + right);
    }

    @Provide
    Arbitrary<InMemoryDns> zones() {
        Arbitrary<String> record = Arbitraries.frequencyOf(
                Tuple.of(4, Arbitraries.just(KEY)),
                Tuple.of(1, Arbitraries.of("", "junk", "p=", "p=AAAA", "k=ed25519; p=AAAA", "h=sha1; " + KEY)));
        return record.list().ofMinSize(1).ofMaxSize(4).map(records -> {
            InMemoryDns.Builder dns = InMemoryDns.builder();
            records.forEach(text -> dns.txt(NAME, text));
            return dns.build();
        });
    }

    @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
    void aForgedChainFailsWhateverItHolds(@ForAll("chains") String text, @ForAll("zones") InMemoryDns zone) {
        RecordingDns dns = RecordingDns.over(zone);
        Budget budget = Budget.open(BudgetLimits.defaults());
        ArcValidation validation =
                Checks.verifier(dns).build().verify(Checks.message(text), MessageDns.open(dns, budget));
        assertThat(validation.status()).isEqualTo(ChainValidationStatus.FAIL);
        assertThat(validation.detail()).isNotEmpty().isEqualTo(Visible.of(validation.detail()));
        assertThat(validation.methodResult().toString()).doesNotContain("\r", "\n", "\u0000");
        assertThat(validation.toString()).doesNotContain("\r", "\n", "\u0000");
        long operations = budget.statement().spent(Budget.Resource.SIGNATURE_OPERATIONS);
        assertThat(operations).isLessThanOrEqualTo(3);
        assertThat(dns.count()).isLessThanOrEqualTo(1);
        Statistics.label("reached cryptography")
                .collect(operations > 0)
                .coverage(checker -> checker.check(true).percentage(share -> share >= 10));
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void whateverAChainHoldsItCanBeSealedOrIsRefusedAndNeverPassesAfterwards(@ForAll("chains") String text) {
        Message message = Checks.message(text);
        ArcValidation received = Hops.validate(message);
        ArcSealing sealing = Hops.sealer(2).build().seal(message, received, Hops.results(received));
        assertThat(sealing.set().map(ArcSet::chainValidation))
                .isIn(java.util.Optional.empty(), java.util.Optional.of(ChainValidationStatus.FAIL));
        Message onward = Checks.message(Checks.text(message.withPrepended(sealing.headerFields())));
        assertThat(Hops.validate(onward).status()).isEqualTo(ChainValidationStatus.FAIL);
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void noOctetsMakeItThrow(@ForAll byte[] octets, @ForAll FieldKind kind) {
        String text = new String(octets, StandardCharsets.ISO_8859_1);
        assertThat(Hops.validate(Message.of(octets)).status()).isEqualTo(ChainValidationStatus.NONE);
        assertThat(Checks.verify(kind.fieldName() + ":" + text + "\r\nFrom: a\r\n\r\n")
                        .status())
                .isEqualTo(ChainValidationStatus.FAIL);
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void whatIsSealedPassesWhateverTheMessageHolds(@ForAll byte[] header, @ForAll byte[] body) {
        String text = "X:" + new String(header, StandardCharsets.ISO_8859_1) + "\r\nFrom: a@author.example\r\n\r\n"
                + new String(body, StandardCharsets.ISO_8859_1);
        Message message = Checks.message(text);
        ArcValidation received = Hops.validate(message);
        ArcSealing sealing = Hops.sealer(2).build().seal(message, received, Hops.results(received));
        if (sealing instanceof ArcSealing.Sealed sealed) {
            Message onward = Checks.message(
                    Checks.text(message.withPrepended(sealed.arcSet().headerFields())));
            assertThat(Hops.validate(onward).status()).isEqualTo(ChainValidationStatus.PASS);
        }
        Statistics.label("sealed")
                .collect(sealing instanceof ArcSealing.Sealed)
                .coverage(checker -> checker.check(true).percentage(share -> share >= 20));
    }
}
