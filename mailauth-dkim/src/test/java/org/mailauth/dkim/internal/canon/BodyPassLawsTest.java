package org.mailauth.dkim.internal.canon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.statistics.Statistics;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.jspecify.annotations.Nullable;
import org.mailauth.Budget;
import org.mailauth.BudgetLimits;
import org.mailauth.dkim.BodyCanonicalization;
import org.mailauth.dkim.DkimReason;
import org.mailauth.dkim.internal.crypto.Crypto;
import org.mailauth.message.BodyStream;

/** One pass makes the hashes that each signature for itself would make, by the RFC's words, of the whole body. */
class BodyPassLawsTest {
    @Provide
    Arbitrary<byte[]> bodies() {
        return Canon.bodies();
    }

    /** Few different ones, so that equal ones meet. */
    @Provide
    Arbitrary<WantedHash> wanted() {
        return Combinators.combine(
                        Arbitraries.of(BodyCanonicalization.class),
                        Arbitraries.of("SHA-256", "SHA-1"),
                        Arbitraries.of(Long.MAX_VALUE, 0L, 5L, 10_000L))
                .as(WantedHash::new);
    }

    @Property(tries = 400, edgeCases = EdgeCasesMode.NONE)
    void agreesWithTheNaiveTwin(
            @ForAll("bodies") byte[] body,
            @ForAll @Size(max = 6) List<@From("wanted") WantedHash> wanted,
            @ForAll @IntRange(max = 1000) int place)
            throws NoSuchAlgorithmException {
        Budget budget = Budget.open(BudgetLimits.defaults());
        BodyStream stream = BodyStream.open();
        BodyPass pass = BodyPass.on(stream, Crypto.standard(), budget, "test");
        List<BodyPass.Result> results = wantAll(pass, wanted);
        int cut = place % (body.length + 1);
        stream.write(body, 0, cut);
        stream.write(body, cut, body.length - cut);
        stream.close();
        for (int at = 0; at < wanted.size(); at++) {
            assertThat(results.get(at).value()).isEqualTo(naive(body, wanted.get(at)));
        }
        Set<WantedHash> distinct = new HashSet<>(wanted);
        assertThat(pass.results().keySet()).isEqualTo(distinct);
        assertThat(new HashSet<>(results)).hasSameSizeAs(distinct);
        assertThat(budget.statement().spent(Budget.Resource.BODY_OCTETS))
                .isEqualTo((long) body.length * distinct.size());
    }

    @Property(tries = 400, edgeCases = EdgeCasesMode.NONE)
    void refusesWhatWasNotHashedNotThereOrNotSigned(
            @ForAll("bodies") byte[] body,
            @ForAll @Size(min = 1, max = 4) List<@From("wanted") WantedHash> wanted,
            @ForAll @IntRange(max = 1000) int place,
            @ForAll @IntRange(max = 600) int most)
            throws NoSuchAlgorithmException {
        Budget budget = Budget.open(BudgetLimits.defaults().withBodyOctets(most));
        BodyStream stream = BodyStream.open();
        BodyPass pass = BodyPass.on(stream, Crypto.standard(), budget, "test");
        List<BodyPass.Result> results = wantAll(pass, wanted);
        int cut = place % (body.length + 1);
        stream.write(body, 0, cut);
        stream.write(body, cut, body.length - cut);
        // A piece that could be paid for again: nothing behind a gap counts.
        stream.write(body, 0, Math.min(1, body.length));
        stream.close();
        byte[] whole = Arrays.copyOf(body, body.length + Math.min(1, body.length));
        System.arraycopy(body, 0, whole, body.length, whole.length - body.length);
        boolean exhausted = (long) whole.length * new HashSet<>(wanted).size() > most;
        assertThat(pass.isExhausted()).isEqualTo(exhausted);
        Statistics.label("exhausted").collect(exhausted).coverage(coverage -> {
            coverage.check(true).percentage(share -> share > 10);
            coverage.check(false).percentage(share -> share > 10);
        });
        for (int at = 0; at < wanted.size(); at++) {
            WantedHash want = wanted.get(at);
            byte[] signed = naive(whole, want);
            byte[] other = signed.clone();
            other[place % other.length] ^= 1;
            boolean beyond = want.limit() != Long.MAX_VALUE
                    && want.limit() > canonical(whole, want.form()).length();
            assertThat(pass.refusal(results.get(at), signed)).isEqualTo(refusal(exhausted, beyond, true));
            assertThat(pass.refusal(results.get(at), other)).isEqualTo(refusal(exhausted, beyond, false));
        }
    }

    private static @Nullable DkimReason refusal(boolean exhausted, boolean beyond, boolean same) {
        if (exhausted) {
            return DkimReason.BUDGET_EXHAUSTED;
        }
        if (beyond) {
            return DkimReason.LENGTH_BEYOND_BODY;
        }
        return same ? null : DkimReason.BODY_HASH_MISMATCH;
    }

    @Example
    void passesOfOneBudgetAndOneCryptoAreOneAndOthersAreNot() {
        Budget budget = Budget.open(BudgetLimits.defaults());
        Crypto crypto = Crypto.standard();
        BodyStream stream = BodyStream.open();
        BodyPass pass = BodyPass.on(stream, crypto, budget, "test");
        assertThat(BodyPass.on(stream, crypto, budget, "other")).isSameAs(pass);
        assertThat(BodyPass.on(stream, crypto, null, "test")).isNotSameAs(pass);
        assertThat(BodyPass.on(stream, crypto, Budget.open(BudgetLimits.defaults()), "test"))
                .isNotSameAs(pass);
        assertThat(BodyPass.on(stream, Crypto.preferring(new BouncyCastleProvider()), budget, "test"))
                .isNotSameAs(pass);
    }

    @Example
    void hashIsAskedForBeforeTheFirstOctetOrNever() {
        BodyStream stream = BodyStream.open();
        BodyPass pass = BodyPass.on(stream, Crypto.standard(), null, "test");
        pass.want(BodyCanonicalization.SIMPLE, "SHA-256", Long.MAX_VALUE);
        stream.write('a');
        assertThatIllegalStateException()
                .isThrownBy(() -> pass.want(BodyCanonicalization.SIMPLE, "SHA-256", Long.MAX_VALUE));
        stream.close();
        assertThatIllegalStateException()
                .isThrownBy(() -> pass.want(BodyCanonicalization.SIMPLE, "SHA-256", Long.MAX_VALUE));
    }

    @Provide
    Arbitrary<String> linesOfBase64() {
        return Arbitraries.frequencyOf(
                        Tuple.of(12, Arbitraries.of("bGluZQ==", "b25l+/\r\n", "YW5vdGhlcg==\r\n")),
                        Tuple.of(1, Arbitraries.of("\r\n", " ", "\t", "\r", "\n", "\u00e9")))
                .list()
                .ofMaxSize(25)
                .map(pieces -> String.join("", pieces));
    }

    /** Pieces of which is known what is in them, among others. */
    @Property(tries = 2000, edgeCases = EdgeCasesMode.NONE)
    void anyPiecesOfVisibleLinesAgreeWithTheNaiveTwin(
            @ForAll("linesOfBase64") String text, @ForAll @Size(max = 8) List<@IntRange(max = 400) Integer> places)
            throws NoSuchAlgorithmException {
        byte[] body = Canon.octets(text);
        BodyStream stream = BodyStream.open();
        BodyPass pass = BodyPass.on(stream, Crypto.standard(), null, "test");
        List<WantedHash> wanted = List.of(
                new WantedHash(BodyCanonicalization.SIMPLE, "SHA-256", Long.MAX_VALUE),
                new WantedHash(BodyCanonicalization.RELAXED, "SHA-256", Long.MAX_VALUE));
        List<BodyPass.Result> results = wantAll(pass, wanted);
        int from = 0;
        for (int place : places) {
            int to = Math.max(from, place % (body.length + 1));
            stream.write(body, from, to - from);
            from = to;
        }
        stream.write(body, from, body.length - from);
        stream.close();
        for (int at = 0; at < wanted.size(); at++) {
            assertThat(results.get(at).value()).isEqualTo(naive(body, wanted.get(at)));
        }
    }

    private static List<BodyPass.Result> wantAll(BodyPass pass, List<WantedHash> wanted) {
        List<BodyPass.Result> results = new ArrayList<>();
        for (WantedHash want : wanted) {
            results.add(pass.want(want.form(), want.digestName(), want.limit()));
        }
        return results;
    }

    private static byte[] naive(byte[] body, WantedHash want) throws NoSuchAlgorithmException {
        String canonical = canonical(body, want.form());
        String covered = canonical.substring(0, (int) Math.min(want.limit(), canonical.length()));
        return MessageDigest.getInstance(want.digestName()).digest(Canon.octets(covered));
    }

    private static String canonical(byte[] body, BodyCanonicalization form) {
        String text = Canon.text(body);
        return form == BodyCanonicalization.SIMPLE
                ? NaiveCanonicalization.simpleBody(text)
                : NaiveCanonicalization.relaxedBody(text);
    }
}
